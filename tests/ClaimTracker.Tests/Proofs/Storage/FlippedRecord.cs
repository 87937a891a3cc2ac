using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A copy of a record in which one bit after another is changed, looked for, and changed back.</summary>
internal sealed class FlippedRecord : IDisposable
{
    private static readonly string[] Logs = ["-wal", "-shm"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-flips-");
    private readonly byte[] file;
    private readonly Dictionary<string, string> before;
    private readonly Func<IReadOnlyList<ICheck>> checks;

    /// <param name="file">A record that was closed in order.</param>
    /// <param name="checks">What looks for the change.</param>
    public FlippedRecord(byte[] file, Func<IReadOnlyList<ICheck>> checks)
    {
        this.file = file;
        this.checks = checks;
        File.WriteAllBytes(Copy, file);
        using var sql = Connections.Inspector(Copy);
        before = Contents.Of(sql);
    }

    private string Copy => Path.Combine(folder.FullName, "claimtracker.db");

    /// <summary>Whether every change was taken back: else one could be found for another.</summary>
    public bool IsAsBefore => File.ReadAllBytes(Copy).AsSpan().SequenceEqual(file);

    public Judged Judge(Flip flip)
    {
        Write(flip.Place, (byte)(file[flip.Place] ^ (1 << flip.Bit)));
        try
        {
            return Look(flip);
        }
        finally
        {
            Restore(flip);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>What <c>claimtracker check</c> does: looks what file it is, opens it, and runs the checks.</summary>
    private Judged Look(Flip flip)
    {
        try
        {
            Migrator.Inspect(Copy);
            using var sql = Connections.Reader(Copy);
            string? by = null;
            foreach (var check in checks().TakeWhile(_ => by is null))
            {
                CheckRun.Run(sql, [check], _ => by = check.Name, _ => { });
            }

            return by is null ? Compare(sql, flip) : new Judged(flip, Fate.Found, by);
        }
        catch (StartRefusal e)
        {
            return new Judged(flip, Fate.Refused, $"{e.Code}");
        }
        catch (SqliteException e)
        {
            return new Judged(flip, Fate.Refused, $"SQLite {e.SqliteErrorCode}");
        }
    }

    private Judged Compare(Sql sql, Flip flip) => Contents.Changed(sql, before) switch
    {
        null => new Judged(flip, Fate.Unreadable, ""),
        [] => new Judged(flip, Fate.Harmless, ""),
        var columns => new Judged(flip, columns.Exists(Contents.IsShown) ? Fate.Missed : Fate.Unshown, string.Join(", ", columns)),
    };

    private void Write(long place, byte value)
    {
        using var stream = new FileStream(Copy, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Position = place;
        stream.WriteByte(value);
    }

    /// <summary>Opening a file may change its first page, and leave a log beside it; no other byte has been written.</summary>
    private void Restore(Flip flip)
    {
        foreach (var log in Logs)
        {
            File.Delete(Copy + log);
        }

        using var stream = new FileStream(Copy, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.SetLength(file.Length);
        stream.Write(file.AsSpan(0, 4096));
        stream.Position = flip.Place;
        stream.WriteByte(file[flip.Place]);
    }
}
