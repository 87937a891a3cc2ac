using System.Collections.Concurrent;
using System.Diagnostics;
using ClaimTracker.Problems;

namespace ClaimTracker.Data;

/// <summary>The quick lane: a few connections, on which queries of few rows run on their callers' threads.</summary>
internal sealed class QuickReaders : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentBag<Reader> free = [];
    private readonly RecordMetrics metrics;

    public QuickReaders(string path, Storage storage, RecordMetrics metrics)
    {
        this.metrics = metrics;
        var count = Math.Clamp(2 * Environment.ProcessorCount, 2, 8);
        Places = new Places(count);
        for (var i = 0; i < count; i++)
        {
            free.Add(new Reader(path, Lane.Quick, storage, metrics));
        }
    }

    public Places Places { get; }

    public async Task<T> Read<T>(Func<Sql, T> query, TimeSpan deadline, bool isOneStatement, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        if (!await Places.WaitAsync(MaxWait, cancellation))
        {
            metrics.Refused(Lane.Quick);
            throw ProblemException.Busy("All readers are busy.");
        }

        metrics.Waited(Lane.Quick, since);
        free.TryTake(out var reader);
        try
        {
            return reader!.Read(query, deadline, isOneStatement, cancellation);
        }
        finally
        {
            free.Add(reader!);
            Places.Release();
        }
    }

    public void Dispose()
    {
        while (free.TryTake(out var reader))
        {
            reader.Dispose();
        }

        Places.Dispose();
    }
}
