using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>
/// The one place where connections are opened and set. Every setting is made on every connection and read back: the provider pools nothing
/// (a pooled handle keeps the settings of whoever had it last). The file is never opened in any other way: a plain open and close of it in
/// this process would drop the POSIX locks that SQLite holds, and lose acknowledged writes.
/// </summary>
internal static class Connections
{
    /// <summary>"CLMT": whose file it is.</summary>
    public const int ApplicationId = 0x434C4D54;

    /// <summary>The oldest SQLite without the WAL-reset bug.</summary>
    private static readonly Version OldestLibrary = new(3, 51, 3);

    private static readonly (string Pragma, string Value, string Reads)[] Settings =
    [
        ("busy_timeout", "5000", "5000"),              // first: the next one may have to wait for another process
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", "2"),                  // NORMAL loses acknowledged writes on power loss
        ("foreign_keys", "ON", "1"),
        ("recursive_triggers", "ON", "1"),             // else REPLACE fires no delete trigger
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("mmap_size", "0", "0"),
        ("journal_size_limit", "67108864", "67108864"),
        ("temp_store", "MEMORY", "2"),
        ("wal_autocheckpoint", "0", "0"),              // the writer does it between two groups: see WriteAheadLog
    ];

    private static readonly (int Limit, int Value)[] Limits =
    [
        (raw.SQLITE_LIMIT_LENGTH, 16_000_000),
        (raw.SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (raw.SQLITE_LIMIT_ATTACHED, 1),                // 0 breaks VACUUM INTO
        (raw.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766),
        (raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
        (raw.SQLITE_LIMIT_EXPR_DEPTH, 100),
    ];

    static Connections()
    {
        // Before SQLite starts: a connection here is one thread's at a time, so it needs no locks of its own, and nobody asks how much memory it holds.
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public static Sql Writer(string path, bool create = false) => Open(path, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, -32_000, queryOnly: false);

    public static Sql Reader(string path, Deadline? deadline = null) => Open(path, SqliteOpenMode.ReadWrite, -4_000, queryOnly: true, deadline);

    /// <summary>Opens a file to check or copy it: it is only read, so that nothing in it changes, and nothing in it is trusted.</summary>
    public static Sql Inspector(string path)
    {
        var sql = new Sql(OpenBare(path, SqliteOpenMode.ReadOnly));
        foreach (var (pragma, value, _) in Settings.Where(s => s.Pragma is "busy_timeout" or "trusted_schema" or "cell_size_check" or "mmap_size" or "temp_store"))
        {
            sql.Pragma($"{pragma} = {value}");
        }

        raw.sqlite3_db_config(sql.Connection.Handle!, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        return sql;
    }

    /// <summary>Opens a file that nobody else has open, to close it for good: nothing is set but how long to wait for whoever is just leaving.</summary>
    public static Sql Sole(string path)
    {
        var sql = new Sql(OpenBare(path, SqliteOpenMode.ReadWrite));
        sql.Pragma("busy_timeout = 5000");
        return sql;
    }

    /// <summary>An empty database that is nowhere on disk.</summary>
    public static Sql Memory() => new(OpenBare(":memory:", SqliteOpenMode.Memory));

    /// <summary>Lets the last connection fold the log into the file when it closes, or not: a file that is refused is left as it is.</summary>
    public static void FoldsAtClose(Sql sql, bool folds) => raw.sqlite3_db_config(sql.Connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, folds ? 0 : 1, out _);

    /// <summary>Opens a file without its log, to look what it held before: only while nobody writes it.</summary>
    public static SqliteConnection WithoutLog(string path) =>
        OpenBare($"file://{(Path.DirectorySeparatorChar == '/' ? "" : "/")}{string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString))}?immutable=1", SqliteOpenMode.ReadOnly);

    /// <summary>Opens a file whose making was cut short: what was half written is taken back.</summary>
    public static SqliteConnection Remake(string path) => OpenBare(path, SqliteOpenMode.ReadWrite);

    /// <summary>Opens a file only to look what it is: nothing is set, so a foreign file stays as it is.</summary>
    public static SqliteConnection Probe(string path) => OpenBare(path, SqliteOpenMode.ReadOnly);

    /// <summary>Each setting that does not read back as it should; empty where all is right.</summary>
    public static IReadOnlyList<string> Unset(Sql sql, bool queryOnly) =>
    [
        .. Settings.Append(("query_only", "", queryOnly ? "1" : "0"))
            .Select(s => (Name: s.Item1, Wanted: s.Item3, Is: sql.Pragma(s.Item1)))
            .Where(s => s.Wanted != s.Is)
            .Select(s => $"{s.Name} is {s.Is}, not {s.Wanted}"),
    ];

    private static Sql Open(string path, SqliteOpenMode mode, int cacheSize, bool queryOnly, Deadline? deadline = null)
    {
        if (Version.Parse(raw.sqlite3_libversion().utf8_to_string()) is var library && library < OldestLibrary)
        {
            throw new StartRefusal(ExitCode.Configuration, $"SQLite {library} can lose writes when its log is reset. Use {OldestLibrary} or newer.");
        }

        var sql = new Sql(OpenBare(path, mode), deadline);
        var handle = sql.Connection.Handle!;
        foreach (var (limit, value) in Limits)
        {
            raw.sqlite3_limit(handle, limit, value);
        }

        foreach (var (pragma, value, _) in Settings)
        {
            sql.Pragma($"{pragma} = {value}");
        }

        sql.Pragma($"cache_size = {cacheSize}");
        sql.Pragma($"query_only = {(queryOnly ? "ON" : "OFF")}");
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, out _);

        if (Unset(sql, queryOnly) is { Count: > 0 } wrong)
        {
            sql.Dispose();
            throw new StartRefusal(ExitCode.Configuration, $"SQLite did not take its settings for {path}: {string.Join("; ", wrong)}.");
        }

        return sql;
    }

    private static SqliteConnection OpenBare(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Cache = SqliteCacheMode.Private,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        return connection;
    }
}
