using System.Collections.Concurrent;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// Clients that change and read the same few objects at once, over HTTP: there is always one order of all that they did, in which everybody got the answer that
/// the model gives. A service with a fault planted in it is caught.
/// </summary>
[Trait("Report", "histories")]
public sealed class HistoriesTests(ITestOutputHelper report) : IAsyncLifetime
{
    private const int Clients = 4;
    private const int StepsEach = 7;

    /// <summary>After as many histories a new record begins: the clients are to meet each other, not a large record.</summary>
    private const int PerRecord = 500;

    /// <summary>What the clients of one history mostly do.</summary>
    private static readonly int[][] Focuses =
    [
        [0, 0, 0, 1, 2, Steps.Reads], [4, 4, 5, 6, Steps.Reads, Steps.Reads + 1, Steps.Reads + 4], [7, 7, 8, 9, 9, Steps.Reads, Steps.Reads + 2, Steps.Reads + 4, Steps.Reads + 5],
        [10, 11, 11, 12, 12, 13, 13, 14, 15, 16, 17, Steps.Reads, Steps.Reads + 3], [.. Enumerable.Range(0, Steps.Count)],
    ];

    private App app = null!;
    private HttpClient editor = null!;
    private HttpClient contributor = null!;
    private HttpClient nobody = null!;
    private int made;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        (editor, contributor, nobody) = (await app.Client(Role.Editor), await app.Client(Role.Contributor), await app.Client());
        await Given.Article(editor);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_history_of_clients_at_once_is_linearizable()
    {
        var (calls, refused) = (0, 0);
        for (var round = 0; round < HistorySettings.Histories; round++)
        {
            if (round > 0 && round % PerRecord == 0)
            {
                await DisposeAsync();
                await InitializeAsync();
            }

            var (start, history) = await Run(editor, HistorySettings.Seed + round);
            var fault = Linearizability<World>.Fault(start, history);
            Assert.True(fault is null, $"Seed {HistorySettings.Seed}, round {round}. {fault}");
            calls += history.Count;
            refused += history.Count(c => c.Answer.StartsWith('4'));
        }

        report.WriteLine($"Histories: {HistorySettings.Histories} of {Clients} clients, seed {HistorySettings.Seed}; {calls} calls, {refused} of them refused; all linearizable.");
    }

    [Fact]
    public async Task A_body_that_is_kept_beyond_its_change_is_caught()
    {
        await app.Database.Write(new Caller(), tx => tx.Sql.Execute(KeptBodies.Plant), CancellationToken.None);
        await IsCaught(editor, "a body kept beyond its change");
    }

    [Fact]
    public async Task An_If_Match_that_is_not_looked_at_is_caught()
    {
        using var faulty = Through(new IgnoredIfMatch());
        await IsCaught(faulty, "an If-Match that is not looked at");
    }

    [Fact]
    public async Task An_acknowledged_change_that_is_not_made_is_caught()
    {
        using var faulty = Through(new LostUpdate());
        await IsCaught(faulty, "an acknowledged change that is not made");
    }

    /// <summary>What a client does is by chance and the seed; how their requests meet is not.</summary>
    private async Task<(World Start, List<Call<World>> History)> Run(HttpClient changing, int seed)
    {
        var bench = await Bench.Make(editor, contributor, nobody, $"history{++made}x");
        var working = bench.By(changing);
        await app.KeepBodies();
        var focus = Focuses[(int)((uint)seed % Focuses.Length)];
        long ticks = 0;
        var histories = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var (random, memory, calls) = (new Random(HashCode.Combine(seed, client)), new Memory(), new List<Call<World>>());
            for (var i = 0; i < StepsEach; i++)
            {
                var number = random.Next(5) == 0 ? random.Next(Steps.Count) : focus[random.Next(focus.Length)];
                var step = Steps.Of(number, random.Next(3) == 0 ? random.Next(12) : 0, random.Next(36), memory);
                var sent = Interlocked.Increment(ref ticks);
                var answer = await step.Send(working);
                calls.Add(new Call<World>(client, step, sent, Interlocked.Increment(ref ticks), answer));
                memory.Note(step.Subject, answer);
            }

            return calls;
        })));
        return (bench.Start, [.. histories.SelectMany(h => h)]);
    }

    private async Task IsCaught(HttpClient faulty, string fault)
    {
        for (var round = 0; round < 60; round++)
        {
            var (start, history) = await Run(faulty, round);
            if (Linearizability<World>.Fault(start, history) is not null)
            {
                report.WriteLine($"Planted: {fault}; caught in history {round + 1}.");
                return;
            }
        }

        Assert.Fail($"Nobody noticed {fault}.");
    }

    private HttpClient Through(DelegatingHandler fault)
    {
        fault.InnerHandler = new SocketsHttpHandler();
        var client = new HttpClient(fault) { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = editor.DefaultRequestHeaders.Authorization;
        return client;
    }

    private sealed class IgnoredIfMatch : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Remove("If-Match"))
            {
                request.Headers.TryAddWithoutValidation("If-Match", "*");
            }

            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Answers every third PATCH of an object with what an earlier one was answered, and does not make it.</summary>
    private sealed class LostUpdate : DelegatingHandler
    {
        private readonly ConcurrentDictionary<Uri, byte[]> earlier = new();
        private int changes;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isPatch = request.Method == HttpMethod.Patch;
            if (isPatch && Interlocked.Increment(ref changes) % 3 == 0 && earlier.TryGetValue(request.RequestUri!, out var lost))
            {
                return new HttpResponseMessage { Content = new ByteArrayContent(lost) };
            }

            var response = await base.SendAsync(request, cancellationToken);
            if (isPatch && response.IsSuccessStatusCode)
            {
                earlier[request.RequestUri!] = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            }

            return response;
        }
    }
}
