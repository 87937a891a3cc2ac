namespace ClaimTracker.Benchmarks;

/// <summary>Recording claims, alone and among reads, against a connection and a transaction of each request's own.</summary>
internal static class Writes
{
    private const string Rival = "one transaction per request";

    public static IEnumerable<Step> Posts(Stage stage) => new[] { 1, 16, 64, 256 }.Select(clients => new Step($"POST claim, {clients} clients", stage.PairTakes, () =>
    {
        var pair = Measure(stage, clients, requests => requests.Changes("/v1/claims"), requests => requests.Changes(Server.Other));
        var claims = Stage.Text(stage.Options.Middle);
        return
        [
            Row.OfRates("POST claim", Rival, claims, pair, clients switch { 1 => Goal.AtLeast(1), 64 => Goal.AtLeast(8), _ => null }),
            Row.OfP99("POST claim", Rival, claims, pair, clients == 64 ? Goal.AtMost(1 / 8.0) : null),
        ];
    }));

    public static IEnumerable<Step> Mixed(Stage stage) =>
    [
        new Step("90 % GET, 10 % POST, 64 clients", stage.PairTakes, () =>
        {
            var pair = Measure(stage, 64, requests => requests.Mixed("/v1/claims"), requests => requests.Mixed(Server.Other));
            var claims = Stage.Text(stage.Options.Middle);
            return
            [
                Row.OfRates("90 % GET, 10 % POST claim", Rival, claims, pair),
                Row.OfP99("90 % GET, 10 % POST claim", Rival, claims, pair),
            ];
        }),
    ];

    private static Pair Measure(Stage stage, int clients, Func<Requests, Func<Request>> ours, Func<Requests, Func<Request>> other)
    {
        var (server, requests) = stage.Writing();
        return stage.Measure(server, clients, ours(requests), other(requests));
    }
}
