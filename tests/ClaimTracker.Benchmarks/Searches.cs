namespace ClaimTracker.Benchmarks;

/// <summary>Searches from the commonest word to the rarest, one client at a time: what each takes.</summary>
internal static class Searches
{
    private const int AtLeast = 20;

    /// <summary>One query of many: it is measured for as much less time.</summary>
    private const int Part = 10;

    private static readonly Goal Goal = Goal.AtMost(25, "p99 ", " ms");

    private static readonly int[] Ranks = [0, 1, 4, 20, 100, 500, 2_000, 10_000, 50_000, 150_000];

    private static readonly (string Name, string Query)[] Queries =
    [
        .. Ranks.Select(rank => ($"word {rank + 1}", Synthetic.Word(rank))),
        ("word of one claim", "77"),
        ("words 1 and 2", $"{Synthetic.Word(0)} {Synthetic.Word(1)}"),
        ("words 21 and 201", $"{Synthetic.Word(20)} {Synthetic.Word(200)}"),
        ("words 1 and 10001", $"{Synthetic.Word(0)} {Synthetic.Word(10_000)}"),
        ("phrase of words 1 and 2", $"\"{Synthetic.Word(0)} {Synthetic.Word(1)}\""),
        ("phrase of words 1 and 1", $"\"{Synthetic.Word(0)} {Synthetic.Word(0)}\""),
        ("phrase of words 21 and 51", $"\"{Synthetic.Word(20)} {Synthetic.Word(50)}\""),
        ("phrase of one claim", $"\"{Phrase(Synthetic.Statement(77))}\""),
        ("prefix of 2 letters", $"{Synthetic.Word(0)}*"),
        ("prefix of 3 letters", $"{Synthetic.Word(2)}*"),
        ("prefix of 4 letters", $"{Synthetic.Word(16)}*"),
        ("prefix of 2 letters and word 21", $"{Synthetic.Word(0)}* {Synthetic.Word(20)}"),
    ];

    private static readonly (string Name, string Filter)[] Filters =
    [
        ("topic", $"&topic={Synthetic.Topic(3)}"),
        ("kind that all have", "&kind=fact"),
        ("kind that none has", "&kind=position"),
        ("claimant", "&claimantRef=s7"),
    ];

    public static IEnumerable<Step> Steps(Stage stage)
    {
        var queries = Queries.Select(query => (query.Name, Target: Target(query.Query)))
            .Concat(Filters.Select(filter => ($"word 1, by {filter.Name}", Target(Synthetic.Word(0)) + filter.Filter)))
            .ToList();
        return stage.Options.Claims.Select(claims => new Step(
            $"search, {queries.Count} queries, {claims} claims", stage.Options.Rounds * queries.Count * stage.Options.Window / Part, () => Measure(stage, claims, queries)));
    }

    private static List<Row> Measure(Stage stage, int claims, List<(string Name, string Target)> queries)
    {
        var (server, requests) = (stage.Serving(claims), stage.RequestsTo(claims));
        var measured = queries.Select(query => new Measured(query.Name, requests.Always(query.Target))).ToList();
        foreach (var _ in Enumerable.Range(0, stage.Options.Rounds + 1))
        {
            foreach (var query in measured.Where(query => query.Refusal is null))
            {
                query.Run(server, stage.Options.Window / Part);
            }
        }

        var rows = measured.Select(query => query.ToRow(Stage.Text(claims))).ToList();
        var worst = measured.Max(query => query.P99);
        rows.Add(measured.Find(query => query.Refusal is not null) is { } refused
            ? Row.Without($"every search ({queries.Count})", Stage.Text(claims), refused.Why, Goal)
            : new Row($"every search ({queries.Count})", "", Stage.Text(claims)) { Value = worst, Goal = Goal, A = Side.None with { Did = $"p99 of the slowest: {Number.Of(worst, "0.0")} ms" } });
        return rows;
    }

    private static string Target(string query) => $"/v1/search?q={Uri.EscapeDataString(query)}&limit=20";

    private static string Phrase(string statement) => string.Join(' ', statement.Split(' ')[3..6]);

    private sealed class Measured(string name, Func<Request> next)
    {
        private readonly List<Window> windows = [];
        private bool isWarm;

        /// <summary>The status that came instead of 200.</summary>
        public int? Refusal { get; private set; }

        public double P99 => windows.Count > 0 ? Latencies.OfAll(windows).P99 : 0;

        public string Why => Refusal switch { 404 => "absent (404)", 503 => "refused (503)", _ => $"status {Refusal}" };

        public void Run(ServerProcess server, TimeSpan duration)
        {
            try
            {
                var window = Load.Run(server, 1, duration, next, AtLeast);
                if (isWarm)
                {
                    windows.Add(window);
                }

                isWarm = true;
            }
            catch (UnexpectedAnswer answer)
            {
                // What is not there yet, and what takes longer than the service allows, is said in the table.
                Refusal = answer.Status;
            }
        }

        public Row ToRow(string claims)
        {
            if (Refusal is not null)
            {
                return Row.Without($"search, {name}", claims, Why);
            }

            var all = Latencies.OfAll(windows);
            return new Row($"search, {name}", "", claims)
            {
                Clients = 1,
                Value = all.P99,
                Goal = Goal,
                A = Side.Of(windows) with { Did = $"p95 {Number.Of(all.P95, "0.00")} ms, worst {Number.Of(all.Worst, "0.00")} ms" },
            };
        }
    }
}
