using System.Text.Json;

namespace ClaimTracker.Benchmarks;

/// <summary>Pages of claims and of contradictions: the first one against bytes from memory, and one far down against the first.</summary>
internal static class Lists
{
    private const int Clients = 16;
    private const int Depth = 100_000;
    private const int LargestPage = 200;
    private const string Page = "limit=20";

    public static IEnumerable<Step> Steps(Stage stage)
    {
        foreach (var claims in stage.Options.Claims)
        {
            yield return First(stage, claims, "first page of claims", $"/v1/claims?{Page}");
            yield return First(stage, claims, "first page of contradictions", $"/v1/contradictions?{Page}");
        }

        var largest = stage.Options.Largest;
        yield return Deep(stage, largest, "claims", Math.Min(Depth, largest / 2));

        // Every tenth claim contradicts another.
        yield return Deep(stage, largest, "contradictions", Math.Min(Depth, largest / 20));
    }

    private static Step First(Stage stage, int claims, string subject, string target) => new($"{subject}, {claims} claims", stage.PairTakes, () =>
    {
        var requests = stage.RequestsTo(claims);
        return [Row.OfRates(subject, "constant JSON", Stage.Text(claims), stage.Measure(stage.Serving(claims), Clients, requests.Always(target), requests.Constant()))];
    });

    private static Step Deep(Stage stage, int claims, string list, int depth) => new($"page of {list} at depth {depth}", stage.PairTakes, () =>
    {
        var requests = stage.RequestsTo(claims);
        var cursor = CursorAt(stage.Serving(claims), list, depth);
        var pair = stage.Measure(
            stage.Serving(claims), Clients, requests.Always($"/v1/{list}?{Page}&cursor={cursor}"), requests.Always($"/v1/{list}?{Page}"));
        return [Row.OfRates($"page of {list} at depth {Stage.Text(depth)}", $"first page of {list}", Stage.Text(claims), pair, Goal.AtLeast(0.9))];
    });

    /// <summary>Cursors are signed: whoever wants one goes there.</summary>
    private static string CursorAt(ServerProcess server, string list, int depth)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var cursor = "";
        for (var passed = 0; passed < depth; passed += LargestPage)
        {
            var limit = Math.Min(LargestPage, depth - passed);
            using var page = JsonDocument.Parse(client.GetStringAsync(new Uri($"/v1/{list}?limit={limit}{cursor}", UriKind.Relative)).GetAwaiter().GetResult());
            cursor = $"&cursor={page.RootElement.GetProperty("nextCursor").GetString()}";
        }

        return cursor[(cursor.IndexOf('=') + 1)..];
    }
}
