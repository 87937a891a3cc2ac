using System.Globalization;
using ClaimTracker.Data;

namespace ClaimTracker.Benchmarks;

/// <summary>
/// Made records, kept by schema, generation and number of claims. What is measured runs on copies, in folders of their own that go with the run: what a kept
/// record says stays as it was made.
/// </summary>
internal sealed class Records : IDisposable
{
    private readonly DirectoryInfo work = Directory.CreateTempSubdirectory("claimtracker-benchmark-");
    private readonly string kept;

    public Records(string? folder) => kept = folder ?? Path.Combine(work.FullName, "records");

    /// <summary>Makes a record where none is kept, and lets all that is derived from it catch up: ready answers are of one build of the program.</summary>
    public async Task Prepare(int claims, Action<string> progress)
    {
        if (!Directory.Exists(PathOf(claims)))
        {
            await Make(claims, progress);
        }

        await SyntheticRecord.CatchUp(PathOf(claims), progress);
    }

    /// <summary>A copy to measure with. The last connection to the record has closed, which folds its log into the file: the file is the whole record.</summary>
    public string Copy(int claims)
    {
        var copy = NewFolder();
        File.Copy(SyntheticRecord.PathOf(PathOf(claims)), SyntheticRecord.PathOf(copy));
        return copy;
    }

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(work.FullName, Path.GetRandomFileName())).FullName;

    public void Dispose() => work.Delete(recursive: true);

    private async Task Make(int claims, Action<string> progress)
    {
        progress(string.Create(CultureInfo.InvariantCulture, $"Making a record of {claims} claims"));
        var making = PathOf(claims) + "-unfinished";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        Directory.CreateDirectory(making);
        await new SyntheticRecord(claims).Make(making, progress);
        Directory.Move(making, PathOf(claims));
    }

    private string PathOf(int claims) =>
        Path.Combine(kept, string.Create(CultureInfo.InvariantCulture, $"schema-{Migrator.Newest}-generation-{SyntheticRecord.Generation}-claims-{claims}"));
}
