using System.Text.RegularExpressions;

namespace ClaimTracker.Tests.Data;

/// <summary>
/// A plain open and close of the database in our own process drops the POSIX locks that SQLite holds, and acknowledged writes are lost (storage reference,
/// finding 1). So every use of a file API is known here by its line; File.Exists opens nothing.
/// </summary>
public sealed partial class DatabasePathTests
{
    private static readonly string[] Known =
    [
        "Data/Database.cs: public static bool HasLog(string path) => new FileInfo(path + \"-wal\") is { Exists: true, Length: > 0 };",   // asks for the length, and opens nothing
        "Data/Database.cs: var found = new FileInfo(path).Length % sql.First<long>(\"PRAGMA page_size\") != 0 ? \"its end is missing\" : null;",
        "Data/DataDirectory.cs: FileStream? held = null;",
        "Data/DataDirectory.cs: held = new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);",
        "Data/DataDirectory.cs: File.WriteAllText(HolderPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));",
        "Data/DataDirectory.cs: var holder = File.Exists(HolderPath) ? File.ReadAllText(HolderPath) : \"unknown\";",
        "Data/NewRecord.cs: File.WriteAllBytes(Mark(database), []);",
        "Data/NewRecord.cs: File.Delete(Mark(database));",
        "Data/Migrator.cs: using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);",
        "Data/WriteAheadLog.cs: var file = new FileInfo(path + \"-wal\");",
        "Interchange/Corpus.cs: Text: File.ReadAllText(Path.Combine(directory, \"articles\", article.File)));",
        "Interchange/Corpus.cs: using var json = File.OpenRead(Path.Combine(directory, file));",
        "Interchange/SampleRecord.cs: using var lines = new StreamReader(Open());",
        "Operations/BackupCommand.cs: using var written = File.OpenRead(unfinished);",
        "Operations/BackupCommand.cs: File.Move(unfinished, file, force);",
        "Operations/BackupCommand.cs: File.Delete(unfinished);",
        "Data/Disk.cs: using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);",
        "Operations/RecordFile.cs: progress(step, new FileInfo(into) is { Exists: true } file ? Math.Min(0.99, (double)file.Length / size) : 0);",
        "Operations/RestoreCommand.cs: File.Delete(arriving);   // of a restore that was cut short",
        "Operations/RestoreCommand.cs: File.Move(arriving, record, overwrite: true);",
        "Operations/RestoreCommand.cs: File.Delete(arriving);",
        "Operations/RestoreCommand.cs: File.Copy(record + part, unfinished);",   // nobody has it open then, this process least of all
        "Operations/RestoreCommand.cs: File.Move(unfinished, kept + part);",
        "Operations/RestoreCommand.cs: File.Delete(record + log);",
        "Operations/ImportCommand.cs: var report = new Option<FileInfo?>(\"--report\") { Description = \"Write the report of every row to this file, as NDJSON.\" };",
        "Operations/ImportCommand.cs: await using var stream = file == \"-\" ? Console.OpenStandardInput() : File.OpenRead(file);",
        "Operations/ImportCommand.cs: private static StreamWriter Report(string path)",
        "Operations/ImportCommand.cs: return File.CreateText(path);",
    ];

    [Fact]
    public void No_file_API_is_used_that_could_open_the_database()
    {
        var source = Source();
        var used = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(source, file).Replace('\\', '/'), file))
            .Where(f => !f.Name.StartsWith("obj/", StringComparison.Ordinal) && !f.Name.StartsWith("bin/", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f.file).Select(line => line.Trim()).Where(line => FileApi().IsMatch(line)).Select(line => $"{f.Name}: {line}"));
        Assert.Empty(used.Except(Known));
    }

    [Theory]
    [InlineData("File.Copy(path, other)")]
    [InlineData("System.IO.File.ReadAllBytes(path)")]
    [InlineData("new FileStream(path, FileMode.Open)")]
    [InlineData("new FileInfo(path).CopyTo(other)")]
    [InlineData("new StreamReader(path)")]
    [InlineData("ZipFile.CreateFromDirectory(folder, other)")]
    [InlineData("TypedResults.PhysicalFile(path)")]
    public void The_ban_knows_what_it_looks_for(string line)
    {
        Assert.Matches(FileApi(), line);
        Assert.DoesNotMatch(FileApi(), "File.Exists(path)");
    }

    [GeneratedRegex(@"\bFile\.(?!Exists\b)|\b(FileStream|FileInfo|StreamReader|StreamWriter|ZipFile|ZipArchive|PhysicalFile|PhysicalFileProvider|RandomAccess|SafeFileHandle|MemoryMappedFile)\b")]
    private static partial Regex FileApi();

    private static string Source()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "src", "ClaimTracker");
            if (File.Exists(Path.Combine(source, "ClaimTracker.csproj")))
            {
                return source;
            }
        }

        Assert.Skip("the sources are not beside the tests");
        return "";
    }
}
