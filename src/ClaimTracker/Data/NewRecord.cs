namespace ClaimTracker.Data;

/// <summary>
/// The mark of a record that is being made: a file beside it, from before the first file of the record until the record is complete. Where the mark is, an
/// empty database or none is the beginning of a new record that was cut short, and it is made again; without it, it may be a record that was lost.
/// </summary>
internal static class NewRecord
{
    public static bool IsBegun(string database) => File.Exists(Mark(database));

    public static void Begin(string database)
    {
        File.WriteAllBytes(Mark(database), []);
        Disk.FlushFolder(Path.GetDirectoryName(database)!);
    }

    public static void End(string database)
    {
        if (IsBegun(database))
        {
            File.Delete(Mark(database));
            Disk.FlushFolder(Path.GetDirectoryName(database)!);
        }
    }

    private static string Mark(string database) => database + "-new";
}
