using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Data;

/// <summary>A record without a service: the storage alone, in a folder that goes with it. What it holds are notes, rows of <c>meta</c> with an event each.</summary>
internal sealed class Record : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-test-");

    private readonly ManualResetEventSlim release = new();

    public Record() => Database = Database.Open(Path, TimeProvider.System);

    public Database Database { get; }

    public string Path => System.IO.Path.Combine(folder.FullName, "claimtracker.db");

    /// <summary>A caller who waits as long as it takes.</summary>
    public static Caller Patient() => new() { Patience = Timeout.InfiniteTimeSpan };

    /// <summary>What a command does that writes a note and tells of it.</summary>
    public static int Note(WriteTransaction tx, string key, string value = "")
    {
        tx.Sql.Execute("INSERT INTO meta (key, value) VALUES (@key, @value)", new { key, value });
        tx.Raise("note.made", "note", 1, 1, new { key });
        return 1;
    }

    public Task<int> Write(string key) => Write(tx => Note(tx, key));

    public Task<T> Write<T>(Func<WriteTransaction, T> work, Caller? caller = null) => Database.Write(caller ?? Patient(), work, CancellationToken.None);

    public Task<T> Read<T>(Func<Sql, T> query, TimeSpan? deadline = null) => Database.Read(query, CancellationToken.None, deadline);

    /// <summary>A connection as another program would open it: without any of our settings.</summary>
    public SqliteConnection Outside() => Sqlite.Open(Path);

    /// <summary>Holds the writer inside a command until it is let go; meanwhile whatever else is written waits in the queue.</summary>
    public async Task<Hold> HoldWriter()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        release.Reset();
        var command = Write(_ =>
        {
            entered.SetResult();
            release.Wait();
            return 0;
        });
        await entered.Task;
        return new Hold(command, release);
    }

    public void Dispose()
    {
        release.Set();
        Database.Dispose();
        release.Dispose();
        folder.Delete(recursive: true);
    }

    internal sealed class Hold(Task command, ManualResetEventSlim release)
    {
        /// <summary>Ends the first command, which may have shared the fate of a group that failed.</summary>
        public async Task LetGo()
        {
            release.Set();
            await command.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>SQLite without any part of ours.</summary>
internal static class Sqlite
{
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Value(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static long Count(this SqliteConnection connection, string sql) => (long)connection.Value(sql)!;

    /// <summary>The first column of every row, as text.</summary>
    public static List<string> Texts(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>The first event that does not fit into the chain; null where all do.</summary>
    public static long? FirstBroken(this SqliteConnection connection)
    {
        var (walk, sql) = (new ChainWalk(), new Sql(connection));
        while (walk.Step(sql))
        {
        }

        return walk.FirstBroken;
    }

    /// <summary>The keys of the notes that other connections see.</summary>
    public static string[] Notes(this SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT content ->> 'key' FROM event WHERE entity = 'note' ORDER BY seq";
        using var reader = command.ExecuteReader();
        var keys = new List<string>();
        while (reader.Read())
        {
            keys.Add(reader.GetString(0));
        }

        return [.. keys];
    }
}
