using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

public sealed class ImportCommandTests
{
    /// <summary>Five good lines, one of them twice, and four that are refused each in another way; a blank one is passed over.</summary>
    private const string Lines = """
        {"article":{"ref":"a1","headline":"Clashes","publisher":{"name":"The Daily","type":"outlet"},"text":"Sixteen people died, officials said."}}
        {"claimant":{"ref":"p1","name":"Ada","type":"person"}}
        {"claim":{"ref":"c1","statement":"Sixteen people died.","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice","quotes":[{"exact":"Sixteen people died"}]}}}
        {"claimant":{"ref":"p1","name":"Ada","type":"person"}}
        {"claim":{"ref":"c2","statement":"Nobody died.","kind":"fact","claimantRef":"p1","appearance":{"articleRef":"a1","mode":"reported_speech"}}}
        {"link":{"ref":"l1","fromRef":"c1","toRef":"c2","type":"contradicts","facet":"quantity","explanation":"sixteen against none"}}

        {"claimant":
        {"claimant":{"name":"","type":"hero"}}
        {"claim":{"ref":"c3","statement":"Seventeen people died.","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice","quotes":[{"exact":"Seventeen people died"}]}}}
        {"link":{"fromRef":"c1","toRef":"nobody","type":"supports","explanation":"x"}}
        """;

    private static readonly string[] First =
    [
        "1 article added", "2 claimant added", "3 claim added", "4 claimant known", "5 claim added", "6 link added", "8 line refused", "9 line refused", "10 claim refused", "11 link refused",
    ];

    [Fact]
    public async Task Good_lines_are_added_the_others_reported_and_a_second_import_adds_nothing()
    {
        using var folder = WithLines();
        var (first, report) = await Import(folder);
        Assert.Equal(1, first.Code);
        Assert.Contains("10 rows: 5 added, 1 known, 4 refused.", first.Output, StringComparison.Ordinal);
        Assert.Equal(First, report);
        Assert.Equal("1 article, 2 claimants, 2 claims, 1 links", Count(folder));
        var events = Events(folder);

        var (second, again) = await Import(folder);
        Assert.Equal(1, second.Code);
        Assert.Contains("10 rows: 6 known, 4 refused.", second.Output, StringComparison.Ordinal);
        Assert.Equal(First.Select(r => r.Replace("added", "known", StringComparison.Ordinal)), again);
        Assert.Equal(events, Events(folder));
    }

    [Fact]
    public async Task A_dry_run_reports_what_the_import_will_report_and_changes_nothing()
    {
        using var folder = WithLines();
        var before = Events(folder);
        var (dry, foretold) = await Import(folder, "--dry-run");
        Assert.Equal((1, before, "0 article, 0 claimants, 0 claims, 0 links"), (dry.Code, Events(folder), Count(folder)));
        Assert.Contains("Dry run, nothing was changed: 10 rows: 5 added, 1 known, 4 refused.", dry.Output, StringComparison.Ordinal);

        var details = await File.ReadAllTextAsync(folder.File("report.ndjson"), TestContext.Current.CancellationToken);
        var (_, real) = await Import(folder);
        Assert.Equal(foretold, real);
        Assert.Equal(details, await File.ReadAllTextAsync(folder.File("report.ndjson"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_report_tells_each_fault_with_its_place()
    {
        using var folder = WithLines();
        await Import(folder);
        var rows = (await File.ReadAllLinesAsync(folder.File("report.ndjson"), TestContext.Current.CancellationToken)).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.All(rows, row => Assert.Equal(folder.File("lines.ndjson"), (string?)row["file"]));
        Assert.Equal(["#/claimant/name blank", "#/claimant/type not_allowed"], Faults(9).Order());
        Assert.StartsWith("#/", Assert.Single(Faults(10)), StringComparison.Ordinal);
        Assert.StartsWith("#/", Assert.Single(Faults(11)), StringComparison.Ordinal);
        Assert.All(rows.Where(r => (string?)r["outcome"] == "refused"), row => Assert.NotEmpty((string?)row["problem"] ?? ""));

        IEnumerable<string> Faults(int line) =>
            rows.Single(r => (int?)r["line"] == line)["faults"]!.AsArray().Select(f => $"{f!["pointer"]} {f["code"]}");
    }

    [Fact]
    public async Task A_file_without_a_fault_ends_with_0()
    {
        using var folder = Folder.WithRecord();
        await File.WriteAllTextAsync(folder.File("lines.ndjson"), string.Join('\n', Lines.Split('\n')[..6]), TestContext.Current.CancellationToken);
        var (done, _) = await Import(folder);
        Assert.Equal(0, done.Code);
        Assert.Contains("6 rows: 5 added, 1 known.", done.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_works_beside_a_running_service_which_knows_the_claims_at_once()
    {
        using var folder = WithLines();
        await using var service = await Claimtracker.Serve(folder.Path);
        using var client = service.Client();
        Assert.Empty((await client.Read("/v1/claims"))["items"]!.AsArray());
        await Import(folder);
        Assert.Equal(2, (await client.Read("/v1/claims"))["items"]!.AsArray().Count);
        using var record = Connections.Probe(folder.Database);
        Assert.Null(record.FirstBroken());
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_report_that_cannot_be_written_are_told_before_anything_is_done()
    {
        using var folder = WithLines();
        var missing = await Claimtracker.Run("import", folder.File("missing.ndjson"), "--data", folder.Path);
        Assert.Equal(2, missing.Code);
        Assert.Contains($"{folder.File("missing.ndjson")} cannot be imported", missing.Errors, StringComparison.Ordinal);

        var unwritable = await Claimtracker.Run("import", folder.File("lines.ndjson"), "--data", folder.Path, "--report", folder.File("none/report.ndjson"));
        Assert.Equal(2, unwritable.Code);
        Assert.StartsWith($"The report {folder.File("none/report.ndjson")} cannot be written: ", unwritable.Errors, StringComparison.Ordinal);
        Assert.Equal("0 article, 0 claimants, 0 claims, 0 links", Count(folder));
    }

    [Theory]
    [InlineData("claimtracker.db", null)]
    [InlineData("lines.ndjson", "claimtracker.db")]
    [InlineData("lines.ndjson", "claimtracker.db-wal")]
    [InlineData("lines.ndjson", "../claimtracker.db", "sub")]
    public async Task The_files_of_the_record_itself_are_neither_read_nor_overwritten(string file, string? report, string? sub = null)
    {
        using var folder = WithLines();
        var before = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
        var target = report is null ? null : folder.File(sub is null ? report : Path.Combine(sub, report));
        string[] more = target is null ? [] : ["--report", target];
        var refused = await Claimtracker.Run(["import", folder.File(file), "--data", folder.Path, .. more]);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("belongs to the record itself", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken));
    }

    private static Folder WithLines()
    {
        var folder = Folder.WithRecord();
        File.WriteAllText(folder.File("lines.ndjson"), Lines);
        return folder;
    }

    /// <summary>Imports the lines; each row of the report as "line kind outcome".</summary>
    private static async Task<(Claimtracker.Ended Ended, string[] Report)> Import(Folder folder, params string[] options)
    {
        var report = folder.File("report.ndjson");
        var ended = await Claimtracker.Run(["import", folder.File("lines.ndjson"), "--data", folder.Path, "--report", report, .. options]);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        var rows = (await File.ReadAllLinesAsync(report)).Select(line => JsonNode.Parse(line)!);
        return (ended, [.. rows.Select(r => $"{r["line"]} {r["kind"]} {r["outcome"]}")]);
    }

    private static string? Count(Folder folder)
    {
        using var record = Connections.Probe(folder.Database);
        return (string?)record.Value("""
            SELECT format('%d article, %d claimants, %d claims, %d links',
              (SELECT count(*) FROM article), (SELECT count(*) FROM claimant), (SELECT count(*) FROM claim), (SELECT count(*) FROM link))
            """);
    }

    private static long Events(Folder folder)
    {
        using var record = Connections.Probe(folder.Database);
        return record.Count("SELECT count(*) FROM event");
    }
}
