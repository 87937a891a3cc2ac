using System.Text.Json;

namespace ClaimTracker.Benchmarks;

/// <summary>The dearest searches that can be thought of, many at a time, while others read and write: nobody waits for them.</summary>
internal static class HostileSearches
{
    private const int Searches = 1_000;
    private const int Hostile = 8;
    private const int Readers = 8;
    private const int Writers = 4;
    private const int Seed = 5;
    private const int MostTerms = 16;
    private const int DeepPages = 12;

    private static readonly TimeSpan About = TimeSpan.FromMinutes(2);

    private static readonly string[] Filters =
    [
        "", "", "&kind=fact", "&kind=position", "&status=disputed", "&status=supported", $"&topic={Synthetic.Topic(3)}", "&claimantRef=s7", "&publisherRef=o3", "&articleRef=a5", "&language=en",
        "&saidFrom=2015-03&saidTo=2015-04", "&saidFrom=2015&dates=certain", "&periodFrom=2020&dates=certain", "&periodTo=1900", "&ref=c77", "&state=withdrawn", "&limit=200",
    ];

    public static IEnumerable<Step> Steps(Stage stage)
    {
        var claims = stage.Options.Largest;
        yield return new Step($"{Searches} hostile searches, {claims} claims", About, () => Measure(stage, claims));
    }

    private static IEnumerable<Row> Measure(Stage stage, int claims)
    {
        using var server = ServerProcess.Start(stage.Records.Copy(claims));
        var requests = new Requests(server, new SyntheticRecord(claims));
        Load.Run(server, Readers, stage.Options.WarmUp, requests.Mixed("/v1/claims"));
        var targets = Targets(server, new Random(Seed)).Take(Searches).ToList();

        var (asked, isOver) = (0, false);
        var (hostile, reading, writing) = (new Dictionary<int, int>(), new Dictionary<int, int>(), new Dictionary<int, int>());
        var others = new[]
        {
            OnOneThread(() => Load.Run(server, Readers, Reading(requests, claims), _ => !Volatile.Read(ref isOver), reading)),
            OnOneThread(() => Load.Run(server, Writers, requests.Changes("/v1/claims"), _ => !Volatile.Read(ref isOver), writing)),
        };
        var searching = Load.Run(server, Hostile, () => requests.Get(targets[asked++ % targets.Count], Request.AnyStatus), sent => sent < Searches, hostile);
        Volatile.Write(ref isOver, true);
        var (read, written) = (others[0].Result, others[1].Result);

        var size = Stage.Text(claims);
        yield return new Row($"{Searches} hostile searches", "", size)
        {
            Clients = Hostile,
            Value = searching.Latencies.Worst,
            Goal = Goal.AtMost(1_300, "p100 ", " ms"),
            A = Side.Of([searching]) with { Did = $"p100 {Number.Of(searching.Latencies.Worst, "0")} ms; {Counts(hostile)}" },
        };
        yield return new Row("GET claim and first pages meanwhile", "", size)
        {
            Clients = Readers,
            Value = read.Latencies.P99,
            Goal = Goal.AtMost(50, "p99 ", " ms"),
            A = Side.Of([read]) with { Did = $"{Number.Of(read.Rate, "0")}/s, worst {Number.Of(read.Latencies.Worst, "0")} ms; {Counts(reading)}" },
        };
        yield return new Row("POST claim meanwhile", "", size)
        {
            Clients = Writers,
            A = Side.Of([written]) with { Did = $"{Number.Of(written.Rate, "0")}/s, worst {Number.Of(written.Latencies.Worst, "0")} ms; {Counts(writing)}" },
        };
    }

    private static Task<Window> OnOneThread(Func<Window> run) => Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Func<Request> Reading(Requests requests, int claims)
    {
        var (one, lists, at) = (requests.Claims(claims), new[] { requests.Get("/v1/claims?limit=20"), requests.Get("/v1/contradictions?limit=20"), requests.Get("/v1/articles?limit=20") }, 0);
        return () => ++at % 10 == 0 ? lists[at / 10 % lists.Length] : one();
    }

    /// <summary>Searches without end: each sort in turn, with a filter drawn at random; and where pages go on, some from deep within.</summary>
    private static IEnumerable<string> Targets(ServerProcess server, Random random)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        var deep = Deep(client, $"/v1/search?q={Synthetic.Word(0)}&limit=200").Concat(Deep(client, $"/v1/search?q={Synthetic.Word(0)[..2]}*%20{Synthetic.Word(1)}&limit=200")).ToList();
        for (var i = 0; ; i++)
        {
            yield return i % 8 == 7 && deep.Count > 0
                ? deep[random.Next(deep.Count)]
                : $"/v1/search?q={Uri.EscapeDataString(Query(i % 8, random))}{Filters[random.Next(Filters.Length)]}";
        }
    }

    private static string Query(int sort, Random random)
    {
        string Common() => Synthetic.Word(random.Next(40));
        string Prefix() => Synthetic.Word(random.Next(16, 256))[..random.Next(2, 4)] + "*";
        return sort switch
        {
            0 => Prefix(),
            1 => string.Join(' ', Enumerable.Range(0, MostTerms).Select(_ => Prefix())),
            2 => $"\"{Synthetic.Word(random.Next(6))} {Synthetic.Word(random.Next(6))}\"",
            3 => $"\"{string.Join(' ', Enumerable.Range(0, 4).Select(_ => Synthetic.Word(random.Next(20))))}\"",
            4 => string.Join(' ', Enumerable.Range(0, MostTerms).Select(i => Synthetic.Word(i * (1 + random.Next(3))))),
            5 => $"{Common()} {string.Join(' ', Enumerable.Range(0, MostTerms - 1).Select(_ => $"-{Common()}"))}",
            _ => $"{Prefix()} {Common()} {string.Join(' ', Enumerable.Range(0, 6).Select(_ => $"-{Prefix()}"))} \"{Common()} {Common()}\"",
        };
    }

    /// <summary>The addresses of pages after the first.</summary>
    private static IEnumerable<string> Deep(HttpClient client, string first)
    {
        string? cursor = null;
        for (var page = 0; page < DeepPages; page++)
        {
            using var answer = client.GetAsync(new Uri(cursor is null ? first : $"{first}&cursor={cursor}", UriKind.Relative)).GetAwaiter().GetResult();
            using var json = JsonDocument.Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
            cursor = json.RootElement.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            if (cursor is null)
            {
                yield break;
            }

            yield return $"{first}&cursor={cursor}";
        }
    }

    private static string Counts(Dictionary<int, int> statuses) => string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Value} × {s.Key}"));
}
