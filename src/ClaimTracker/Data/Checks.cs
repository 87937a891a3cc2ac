using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>SQLite's own check: the pages, the indexes and the constraints of every table.</summary>
internal sealed class IntegrityCheck(bool isQuick = false) : ICheck
{
    public string Name => "pages and indexes";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        foreach (var line in sql.Query<string>(isQuick ? "PRAGMA quick_check(1000)" : "PRAGMA integrity_check(1000)").Where(line => line != "ok"))
        {
            found(new Finding("the file", line));
        }

        Progress = 1;
        return false;
    }
}

/// <summary>Every row that names another finds it.</summary>
internal sealed class ForeignKeyCheck : ICheck
{
    private const string Orphans = """SELECT "table" AS name, rowid AS row, parent FROM pragma_foreign_key_check""";

    public string Name => "references between rows";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        foreach (var orphan in sql.Query<Orphan>(Orphans))
        {
            found(new Finding(FormattableString.Invariant($"{orphan.Name} {orphan.Row}").TrimEnd(), $"it names a {orphan.Parent} that is not there."));
        }

        Progress = 1;
        return false;
    }

    private sealed class Orphan
    {
        public string Name { get; init; } = "";

        public long? Row { get; init; }

        public string Parent { get; init; } = "";
    }
}

/// <summary>The chain of events, from its beginning.</summary>
internal sealed class ChainCheck(Checkpoint? checkpoint = null) : ICheck
{
    private readonly ChainWalk walk = new(checkpoint);
    private long? newest;

    public string Name => "chain of events";

    public double Progress { get; private set; }

    /// <summary>The last event that fits.</summary>
    public Checkpoint Head => new(walk.Seq, walk.Hash);

    public DateTimeOffset? At => walk.At;

    public bool Step(Sql sql, Action<Finding> found)
    {
        newest ??= sql.First<long?>("SELECT max(seq) FROM event") ?? 0;
        var isMore = walk.Step(sql);
        Progress = isMore ? Math.Min(1, (double)walk.Seq / newest.Value) : 1;
        if (walk.FirstBroken is { } broken)
        {
            found(Finding.Of("event", broken, "it does not fit the chain: it, or one before it, was changed, removed or put elsewhere."));
        }
        else if (!isMore && !walk.HasMetCheckpoint)
        {
            found(Finding.Of("event", checkpoint!.Seq, walk.Seq < checkpoint.Seq
                ? FormattableString.Invariant($"the chain ends at {walk.Seq}, before the checkpoint: events were cut off.")
                : "it has another hash than the checkpoint: the chain was made anew."));
        }

        return isMore;
    }
}

/// <summary>Events of a kind that nothing here keeps.</summary>
internal sealed class KindCheck(IReadOnlyCollection<string> known) : ICheck
{
    /// <summary>A walk from kind to kind through the index, instead of over all events.</summary>
    private const string NextKind = "SELECT min(entity) FROM event WHERE entity > @kind";

    public string Name => "kinds of events";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        for (var kind = sql.First<string>(NextKind, new { kind = "" }); kind is not null; kind = sql.First<string>(NextKind, new { kind }))
        {
            if (!known.Contains(kind))
            {
                found(new Finding("events", $"some tell of a {kind}, and this version knows no such thing."));
            }
        }

        Progress = 1;
        return false;
    }
}

/// <summary>Runs checks over a record, one after another.</summary>
internal static class CheckRun
{
    /// <param name="sql">A connection of its own.</param>
    /// <param name="checks">What to check.</param>
    /// <param name="found">Takes whatever is wrong.</param>
    /// <param name="stepped">Called before the first portion of a check and after each.</param>
    /// <exception cref="StartRefusal">Another process keeps the file locked.</exception>
    public static void Run(Sql sql, IEnumerable<ICheck> checks, Action<Finding> found, Action<ICheck> stepped)
    {
        foreach (var check in checks)
        {
            stepped(check);
            for (var isMore = true; isMore; stepped(check))
            {
                isMore = Step(sql, check, found);
            }
        }
    }

    private static bool Step(Sql sql, ICheck check, Action<Finding> found)
    {
        try
        {
            sql.Execute("BEGIN");
            try
            {
                return check.Step(sql, found);
            }
            finally
            {
                // After an I/O error SQLite has rolled back by itself.
                if (SQLitePCL.raw.sqlite3_get_autocommit(sql.Connection.Handle!) == 0)
                {
                    sql.Execute("ROLLBACK");
                }
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw Migrator.Refusal(sql.Connection.DataSource, e);
        }
        catch (SqliteException e)
        {
            found(new Finding("the file", $"{check.Name}: it cannot be read ({e.Message})"));
            return false;
        }
    }
}
