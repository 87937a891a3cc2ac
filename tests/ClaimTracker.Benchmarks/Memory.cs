namespace ClaimTracker.Benchmarks;

/// <summary>What the process that served all reads of a record holds in memory once it has been written to as well.</summary>
internal static class Memory
{
    private const int Clients = 64;

    public static IEnumerable<Step> Steps(Stage stage) => stage.Options.Claims.Select(claims => new Step(
        $"memory, {claims} claims", stage.Options.WarmUp + (2 * stage.Options.Rounds * stage.Options.Window), () =>
        {
            var (server, requests) = (stage.Serving(claims), stage.RequestsTo(claims));
            var load = stage.Options.WarmUp + (stage.Options.Rounds * stage.Options.Window);
            Load.Run(server, Clients, load, requests.Claims(claims));
            Load.Run(server, Clients, load, requests.Mixed("/v1/claims"));
            var resident = server.ResidentMiB;
            return
            [
                new Row("resident memory after the load", "", Stage.Text(claims))
                {
                    Value = resident,
                    Goal = claims == stage.Options.Largest ? Goal.AtMost(180, unit: " MiB") : null,
                    A = Side.None with { Did = $"VmRSS {Number.Of(resident, "0")} MiB, RssAnon {Number.Of(server.AnonymousMiB, "0")} MiB" },
                },
            ];
        }));
}
