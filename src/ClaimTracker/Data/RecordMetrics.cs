using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>What a record tells of its work to whoever listens to meters named <see cref="Name" />: nothing is counted while nobody does.</summary>
internal sealed class RecordMetrics : IDisposable
{
    public const string Name = "ClaimTracker";

    private static readonly double[] Seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    private static readonly double[] Commands = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    private readonly Meter meter;
    private readonly Histogram<double> queueWait;
    private readonly Histogram<long> groupSize;
    private readonly Histogram<double> commitDuration;
    private readonly Histogram<double> checkpointDuration;
    private readonly Histogram<double> readWait;
    private readonly Counter<long> readRefusals;
    private readonly Counter<long> interrupts;
    private readonly Counter<long> busyErrors;

    /// <param name="record">Which record: the scope of its meter, which tells it from others in one process.</param>
    public RecordMetrics(object record)
    {
        meter = new Meter(new MeterOptions(Name) { Scope = record });
        queueWait = Durations("claimtracker.write.queue.wait", "From when a change was sent to when its turn came.");
        groupSize = meter.CreateHistogram("claimtracker.write.group.size", "{command}", "Changes that were committed together.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Commands.Select(c => (long)c)] });
        commitDuration = Durations("claimtracker.write.commit.duration", "COMMIT of a group of changes, with its wait for the disk.");
        checkpointDuration = Durations("claimtracker.wal.checkpoint.duration", "Copying the write-ahead log into the file, by mode (passive, truncate) and result (complete, partial, busy, failed).");
        readWait = Durations("claimtracker.read.queue.wait", "From when a query was sent to when its turn came, by lane (quick, heavy).");
        readRefusals = meter.CreateCounter<long>("claimtracker.read.refusals", "{query}", "Queries that were refused because too many waited, by lane.");
        interrupts = meter.CreateCounter<long>("claimtracker.read.interrupts", "{query}", "Queries that were stopped, by lane and cause (deadline, caller: it had gone).");
        busyErrors = meter.CreateCounter<long>("claimtracker.storage.busy_errors", "{error}", "SQLITE_BUSY: another process held a lock for too long.");
    }

    /// <summary>What is looked at when somebody asks for it.</summary>
    public void Observe(Func<int> queueDepth, Func<long> logLength, Func<long> chainLength)
    {
        meter.CreateObservableUpDownCounter("claimtracker.write.queue.depth", queueDepth, "{command}", "Changes that wait for their turn.");
        meter.CreateObservableGauge("claimtracker.wal.size", logLength, "By", "Size of the write-ahead log.");
        meter.CreateObservableGauge("claimtracker.event.chain.length", chainLength, "{event}", "Events on record.");
    }

    public void Taken(long since)
    {
        if (queueWait.Enabled)
        {
            queueWait.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
    }

    public void Committed(int commands, long since)
    {
        if (commands > 0)
        {
            groupSize.Record(commands);
        }

        commitDuration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds);
    }

    public void Checkpointed(string mode, string result, long since) =>
        checkpointDuration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new KeyValuePair<string, object?>("mode", mode), new KeyValuePair<string, object?>("result", result));

    public void Waited(Lane lane, long since)
    {
        if (readWait.Enabled)
        {
            readWait.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, Of(lane));
        }
    }

    public void Refused(Lane lane) => readRefusals.Add(1, Of(lane));

    /// <summary>Counts a query that SQLite has ended.</summary>
    public void Failed(Lane lane, SqliteException e, bool isCallerGone)
    {
        if (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            interrupts.Add(1, Of(lane), new KeyValuePair<string, object?>("cause", isCallerGone ? "caller" : "deadline"));
        }

        Failed(e);
    }

    public void Failed(SqliteException e)
    {
        if (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            busyErrors.Add(1);
        }
    }

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Of(Lane lane) => new("lane", lane == Lane.Quick ? "quick" : "heavy");

    private Histogram<double> Durations(string name, string description) =>
        meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });
}
