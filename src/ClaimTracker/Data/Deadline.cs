using System.Diagnostics;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>
/// Until when the query of a connection may run. Microsoft.Data.Sqlite cannot cancel a running statement (neither a token nor CommandTimeout stops it), so the
/// connection carries a progress handler that SQLite asks each thousand steps: past the deadline, or once the caller has gone, the statement ends. Short statements
/// do not get that far: <see cref="Sql" /> asks before each one, so that many of them have the same end.
/// </summary>
internal sealed class Deadline
{
    private const int StepsBetweenLooks = 1_000;

    private long until = long.MaxValue;
    private CancellationToken caller;

    public bool IsOver => caller.IsCancellationRequested || Stopwatch.GetTimestamp() > until;

    public void Watch(sqlite3 connection) => raw.sqlite3_progress_handler(connection, StepsBetweenLooks, static me => ((Deadline)me).IsOver ? 1 : 0, this);

    public void Begin(TimeSpan time, CancellationToken cancellation)
    {
        until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        caller = cancellation;
    }

    public void End() => (until, caller) = (long.MaxValue, CancellationToken.None);
}
