using System.Diagnostics;
using System.Threading.Channels;
using ClaimTracker.Problems;

namespace ClaimTracker.Data;

/// <summary>
/// The heavy lane: threads and connections of its own, one fewer than there are cores, and a short queue before them. However many ask for what is dear, a core
/// and all threads of the pool are left to others; and who would have to wait for long is told so at once.
/// </summary>
internal sealed class HeavyReaders : IDisposable
{
    private const int WaitingForEach = 16;

    /// <summary>What waited longer when its turn has come is refused. The deadline of those before it bounds how late that can be.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(250);

    private readonly RecordMetrics metrics;
    private readonly Channel<Query> waiting;
    private readonly Thread[] threads;

    public HeavyReaders(string path, Storage storage, RecordMetrics metrics)
    {
        this.metrics = metrics;
        var count = Math.Max(1, Environment.ProcessorCount - 1);
        Places = new Places(count);
        waiting = Channel.CreateBounded<Query>(count * WaitingForEach);
        threads = [.. Enumerable.Range(1, count).Select(i => new Thread(Run) { Name = $"heavy reader {i}", IsBackground = true })];
        foreach (var thread in threads)
        {
            thread.Start(new Reader(path, Lane.Heavy, storage, metrics));
        }
    }

    public Places Places { get; }

    /// <summary>Queues a query.</summary>
    /// <param name="query">What to read.</param>
    /// <param name="deadline">How long it may read.</param>
    /// <param name="isPatient">Whether it waits for its turn as long as that takes: a part of something long that began already.</param>
    /// <param name="cancellation">Whether the caller has gone.</param>
    public async Task<T> Read<T>(Func<Sql, T> query, TimeSpan deadline, bool isPatient, CancellationToken cancellation)
    {
        var queued = new Query<T>(query, deadline, isPatient, cancellation);
        if (isPatient)
        {
            await waiting.Writer.WriteAsync(queued, cancellation);
        }
        else if (!waiting.Writer.TryWrite(queued))
        {
            metrics.Refused(Lane.Heavy);
            throw ProblemException.Busy("Too many searches and the like are waiting already.");
        }

        return await queued.Answer;
    }

    /// <summary>Takes no more, finishes what waits, and closes the connections.</summary>
    public void Dispose()
    {
        waiting.Writer.TryComplete();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        Places.Dispose();
    }

    private void Run(object? connection)
    {
        using var reader = (Reader)connection!;
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            Places.Wait();
            try
            {
                if (waiting.Reader.TryRead(out var query))
                {
                    Run(query, reader);
                }
            }
            finally
            {
                Places.Release();
            }
        }
    }

    private void Run(Query query, Reader reader)
    {
        if (!query.IsPatient && Stopwatch.GetElapsedTime(query.Since) > MaxWait)
        {
            metrics.Refused(Lane.Heavy);
            query.Refuse(ProblemException.Busy("The query waited too long for its turn."));
            return;
        }

        metrics.Waited(Lane.Heavy, query.Since);
        query.Run(reader);
    }

    private abstract class Query(bool isPatient)
    {
        public long Since { get; } = Stopwatch.GetTimestamp();

        public bool IsPatient => isPatient;

        public abstract void Run(Reader reader);

        public abstract void Refuse(Exception reason);
    }

    private sealed class Query<T>(Func<Sql, T> query, TimeSpan deadline, bool isPatient, CancellationToken cancellation) : Query(isPatient)
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Answer => answer.Task;

        public override void Run(Reader reader)
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                answer.SetResult(reader.Read(query, deadline, isOneStatement: false, cancellation));
            }
            catch (Exception e)
            {
                Refuse(e);
            }
        }

        public override void Refuse(Exception reason) => answer.SetException(reason);
    }
}
