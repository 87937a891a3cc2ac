using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>
/// Brings a file to the schema of this program: <c>migrations/NNNN_what.sql</c>, embedded, forward only, each in its transaction, counted in
/// <c>user_version</c>. Before anything is touched the file is looked at: a foreign, damaged or newer file stays as it is.
/// </summary>
internal static class Migrator
{
    private static readonly (int Number, string Name)[] Migrations =
    [
        .. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("migrations/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan("migrations/".Length, 4), CultureInfo.InvariantCulture), name)),
    ];

    public static int Newest => Migrations[^1].Number;

    /// <summary>Refuses a file that is not ours to open.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="mayBeBegun">Whether it may be empty where its making was cut short.</param>
    public static void Inspect(string path, bool mayBeBegun = false)
    {
        try
        {
            var isBegun = mayBeBegun && NewRecord.IsBegun(path);
            using var file = isBegun ? Connections.Remake(path) : Connections.Probe(path);
            using var command = file.CreateCommand();
            command.CommandText = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)";
            using var row = command.ExecuteReader();
            row.Read();
            if (row.GetInt64(2) == 0 && isBegun)
            {
                return;
            }

            if (row.GetInt64(0) != Connections.ApplicationId)
            {
                throw new StartRefusal(ExitCode.Damaged, row.GetInt64(2) == 0
                    ? $"{path} is an empty file, not a ClaimTracker record. If a record stood here, restore it from a backup; else remove the file."
                    : $"{path} is a database of another program. Name another folder with --data.");
            }

            if (row.GetInt64(1) > Newest)
            {
                throw new StartRefusal(ExitCode.Newer,
                    $"{path} has schema {row.GetInt64(1)} and this program knows {Newest}: it was written by a newer ClaimTracker. Use that version. The file was not touched.");
            }
        }
        catch (SqliteException e)
        {
            throw Refusal(path, e);
        }
    }

    /// <summary>Runs what the file has not run yet.</summary>
    public static void Migrate(Sql sql, string path)
    {
        foreach (var (number, name) in Migrations.Where(m => m.Number > Version()))
        {
            try
            {
                sql.Execute("BEGIN IMMEDIATE");
                if (number <= Version())
                {
                    sql.Execute("ROLLBACK");   // another process, started at the same time, was faster
                    continue;
                }

                using (var script = sql.Connection.CreateCommand())
                {
                    script.CommandText = Text(name);
                    script.ExecuteNonQuery();
                }

                sql.Execute($"PRAGMA application_id = {Connections.ApplicationId}");
                sql.Execute($"PRAGMA user_version = {number}");
                sql.Execute("COMMIT");
            }
            catch (SqliteException e)
            {
                throw new StartRefusal(ExitCode.Migration, $"The migration {name} of {path} failed, and the file is as before: {e.Message}", e);
            }
        }

        long Version() => sql.First<long>("PRAGMA user_version");
    }

    /// <summary>An empty record in memory, as the migrations up to a version make it: what a file of that version is compared with.</summary>
    public static Sql Blank(long version)
    {
        var blank = Connections.Memory();
        foreach (var (_, name) in Migrations.Where(m => m.Number <= version))
        {
            using var script = blank.Connection.CreateCommand();
            script.CommandText = Text(name);
            script.ExecuteNonQuery();
        }

        return blank;
    }

    /// <summary>Why a file cannot be opened: it may not, another process has it, there is no room, or it is damaged.</summary>
    public static StartRefusal Refusal(string path, SqliteException cause) => cause.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY => new(ExitCode.Configuration,
            $"{path} cannot be opened for writing ({cause.Message}). Check the permissions of the file and of its folder; where they are right, it is damaged: restore it from a backup.", cause),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new(ExitCode.Locked,
            $"{path} is locked by another process. Try again when it is done.", cause),
        SQLitePCL.raw.SQLITE_FULL => NoRoom(path, cause),
        SQLitePCL.raw.SQLITE_IOERR when cause.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_IOERR_WRITE or SQLitePCL.raw.SQLITE_IOERR_SHMSIZE => NoRoom(path, cause),
        _ => new(ExitCode.Damaged,
            $"{path} cannot be read as a ClaimTracker record ({cause.Message}). Nothing was changed. Restore it from a backup.", cause),
    };

    private static StartRefusal NoRoom(string path, SqliteException cause) =>
        new(ExitCode.Failed, $"The disk of {path} has no room for its log ({cause.Message}). Nothing was changed. Make room and try again.", cause);

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
