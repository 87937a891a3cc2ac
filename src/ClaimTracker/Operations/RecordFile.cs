using System.Globalization;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Operations;

/// <summary>What a record holds, as it was found to be.</summary>
/// <param name="Claims">How many claims.</param>
/// <param name="Articles">How many articles.</param>
/// <param name="Claimants">How many claimants.</param>
/// <param name="Links">How many links.</param>
/// <param name="Head">The last event.</param>
/// <param name="At">When it happened; null where there is none.</param>
internal sealed record Holdings(long Claims, long Articles, long Claimants, long Links, Checkpoint Head, DateTimeOffset? At)
{
    public override string ToString() => FormattableString.Invariant($"{Claims} claims, {Articles} articles, {Claimants} claimants, {Links} links, {Head.Seq} events");

    /// <summary>The checkpoint with its time, for whoever notes it.</summary>
    public string Noted => At is { } at
        ? $"{Head} (the last event, of {at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)})"
        : $"{Head} (there is no event yet)";
}

/// <summary>A record, checked or copied as a whole through SQLite.</summary>
internal static class RecordFile
{
    private const string Counts = """
        SELECT (SELECT count(*) FROM claim) AS claims, (SELECT count(*) FROM article) AS articles, (SELECT count(*) FROM claimant) AS claimants,
          (SELECT count(*) FROM link) AS links
        """;

    /// <summary>Whether a record is of an older schema than this version's: it is brought up to date when it is next opened.</summary>
    public static bool IsOlder(Sql sql) => sql.First<long>("PRAGMA user_version") < Migrator.Newest;

    /// <summary>Runs checks and counts what is there.</summary>
    /// <param name="found">Takes whatever is wrong.</param>
    /// <returns>What the record holds; null where it is too damaged to tell.</returns>
    public static Holdings? Check(Sql sql, IReadOnlyList<ICheck> checks, Action<Finding> found, Action<string, double> progress)
    {
        CheckRun.Run(sql, checks, found, check => progress(check.Name, check.Progress));
        try
        {
            var counts = sql.First<CountsRow>(Counts)!;
            var chain = checks.OfType<ChainCheck>().Single();
            return new Holdings(counts.Claims, counts.Articles, counts.Claimants, counts.Links, chain.Head, chain.At);
        }
        catch (SqliteException e)
        {
            found(new Finding("the file", $"its rows cannot be counted ({e.Message})"));
            return null;
        }
    }

    /// <summary>Copies a record, as it is at this moment, into a new file. Whoever writes meanwhile is not hindered and not copied.</summary>
    public static void Copy(Sql sql, string into, string step, Action<string, double> progress)
    {
        var size = Math.Max(1, sql.First<long>("PRAGMA page_count") * sql.First<long>("PRAGMA page_size"));
        var copying = Task.Run(() => sql.Execute("VACUUM INTO @into", new { into }));

        // The statement itself tells nothing; its file grows.
        while (Task.WaitAny([copying], TimeSpan.FromMilliseconds(100)) < 0)
        {
            progress(step, new FileInfo(into) is { Exists: true } file ? Math.Min(0.99, (double)file.Length / size) : 0);
        }

        copying.GetAwaiter().GetResult();
        progress(step, 1);
    }

    /// <summary>Tells a failure to copy in a sentence.</summary>
    public static StartRefusal CopyRefusal(string from, string into, SqliteException cause) => cause.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => Migrator.Refusal(from, cause),
        SQLitePCL.raw.SQLITE_FULL => new(ExitCode.Failed, $"There is no room for {into}. Make room, or name a file on another disk.", cause),
        _ => new(ExitCode.Failed, $"{into} cannot be written ({cause.Message}). Check the permissions of its folder.", cause),
    };

    private sealed class CountsRow
    {
        public long Claims { get; init; }

        public long Articles { get; init; }

        public long Claimants { get; init; }

        public long Links { get; init; }
    }
}
