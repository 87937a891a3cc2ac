namespace ClaimTracker.Benchmarks;

/// <summary>Reading one claim: against bytes from memory, and a large record against a small one.</summary>
internal static class Reads
{
    private const int Clients = 32;
    private const int HotClaims = 20;

    public static IEnumerable<Step> Steps(Stage stage)
    {
        var options = stage.Options;
        foreach (var claims in options.Claims)
        {
            yield return Against(stage, claims, "GET claim, any", claims, claims == options.Largest ? Goal.AtLeast(0.5) : null);
            yield return Against(stage, claims, $"GET claim, {HotClaims} hot ones", Math.Min(HotClaims, claims), null);
        }

        if (options.Claims.Count > 1)
        {
            yield return new Step("GET claim, the largest record against the smallest", stage.PairTakes, () =>
            {
                var (large, small) = (options.Largest, options.Smallest);
                var pair = stage.Measure(
                    Clients, (stage.Serving(large), stage.RequestsTo(large).Claims(large)), (stage.Serving(small), stage.RequestsTo(small).Claims(small)));
                return [Row.OfRates("GET claim, any", $"GET claim, any, of {Stage.Text(small)}", Stage.Text(large), pair, Goal.AtLeast(0.6))];
            });
        }
    }

    private static Step Against(Stage stage, int claims, string subject, int of, Goal? goal) => new($"{subject}, {claims} claims", stage.PairTakes, () =>
    {
        var requests = stage.RequestsTo(claims);
        return [Row.OfRates(subject, "constant JSON", Stage.Text(claims), stage.Measure(stage.Serving(claims), Clients, requests.Claims(of), requests.Constant()), goal)];
    });
}
