using System.Globalization;

namespace ClaimTracker.Benchmarks;

/// <summary>A part of the plan: some rows, and about how long they take.</summary>
/// <param name="Subject">What is measured.</param>
/// <param name="Takes">About how long that takes.</param>
/// <param name="Run">Measures it.</param>
internal sealed record Step(string Subject, TimeSpan Takes, Func<IEnumerable<Row>> Run);

/// <summary>What the parts share: the records, and a process that serves each.</summary>
internal sealed class Stage(Options options, Records records) : IDisposable
{
    private readonly Dictionary<int, ServerProcess> serving = [];
    private (ServerProcess Server, Requests Requests)? writing;

    public Options Options => options;

    public Records Records => records;

    public TimeSpan PairTakes => (2 * options.WarmUp) + (2 * options.Rounds * options.Window);

    /// <summary>The process that serves a copy of the record with so many claims: one for all parts that read it.</summary>
    public ServerProcess Serving(int claims)
    {
        if (!serving.TryGetValue(claims, out var server))
        {
            serving.Add(claims, server = ServerProcess.Start(records.Copy(claims)));
        }

        return server;
    }

    public Requests RequestsTo(int claims) => new(Serving(claims), new SyntheticRecord(claims));

    /// <summary>The process that changes are sent to, over copies of its own and the rival's: what is recorded there is not in the way of what is read elsewhere.</summary>
    public (ServerProcess Server, Requests Requests) Writing()
    {
        if (writing is null)
        {
            var server = ServerProcess.Start(records.Copy(options.Middle), records.Copy(options.Middle));
            writing = (server, new Requests(server, new SyntheticRecord(options.Middle)));
        }

        return writing.Value;
    }

    /// <summary>Two ways of asking one process.</summary>
    public Pair Measure(ServerProcess server, int clients, Func<Request> ours, Func<Request> other) => Measure(clients, (server, ours), (server, other));

    /// <summary>Warms both sides up, then measures them in turns.</summary>
    public Pair Measure(int clients, (ServerProcess Server, Func<Request> Next) ours, (ServerProcess Server, Func<Request> Next) other)
    {
        Load.Run(ours.Server, clients, options.WarmUp, ours.Next);
        Load.Run(other.Server, clients, options.WarmUp, other.Next);
        var rounds = new List<(Window, Window)>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            rounds.Add((Load.Run(ours.Server, clients, options.Window, ours.Next), Load.Run(other.Server, clients, options.Window, other.Next)));
        }

        return new Pair(clients, rounds);
    }

    public static string Text(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    public void Dispose()
    {
        foreach (var server in serving.Values)
        {
            server.Dispose();
        }

        writing?.Server.Dispose();
    }
}
