using System.Diagnostics;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests;

/// <summary>The benchmarks run to their end: what they measure here is too little to say anything.</summary>
public sealed class BenchmarksTests
{
    /// <summary>What each group of rows measures.</summary>
    private static readonly string[] Rows =
    [
        "GET claim, any", "GET claim, 20 hot ones", "first page of claims", "first page of contradictions", "page of claims at depth 40", "page of contradictions at depth 4",
        "search, word 1", "search, word 150001", "search, phrase of one claim", "search, prefix of 2 letters", "search, word 1, by topic", "every search (26)",
        "POST claim", "POST claim: p99", "90 % GET, 10 % POST claim", "import of NDJSON by the command line", "start on an empty record", "start on the largest record",
        "resident memory after the load",
    ];

    [Fact]
    public async Task One_command_prints_one_table_with_a_row_of_everything_that_is_promised_and_keeps_its_records()
    {
        using var records = new Folder();
        var table = records.File("table.md");
        var (code, output, errors) = await Run("--rounds", "1", "--seconds", "0.02", "--claims", "40,80", "--records", records.Path, "--out", table);

        Assert.True(code == 0, errors);
        Assert.Equal(output, await File.ReadAllTextAsync(table));
        var rows = output.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        Assert.All(rows, row => Assert.Equal(13, row.Length));
        Assert.Empty(Rows.Except(rows.Select(row => row[0])));
        Assert.Equal(["1", "16", "64", "256"], rows.Where(row => row[0] == "POST claim").Select(row => row[3]));
        Assert.Contains("Making a record of 80 claims", errors, StringComparison.Ordinal);

        var (again, _, said) = await Run("--rounds", "1", "--seconds", "0.02", "--claims", "80", "--records", records.Path, "--only", "memory");

        Assert.True(again == 0, said);
        Assert.DoesNotContain("Making", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--claims", "1000,many")]
    [InlineData("--only", "get,everything")]
    [InlineData("--fast", "1")]
    public async Task What_cannot_be_measured_is_answered_with_the_options(string name, string value)
    {
        var (code, output, errors) = await Run(name, value);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("--records DIR", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "ClaimTracker.Benchmarks.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
