using System.Text.Json;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>What people write and what they sign in with stays out of the log, however much is logged.</summary>
[Trait("Report", "fuzz")]
public sealed class LogSecretTests(ITestOutputHelper output)
{
    /// <summary>Stands in every text, ref and query that the fuzzer makes up, and nowhere else.</summary>
    private const string Canary = "canary7351x";

    private const ulong Seed = 11;
    private const int Requests = 600;

    [Fact]
    public async Task Neither_a_key_nor_what_a_request_says_is_in_the_log_at_its_most_talkative()
    {
        using var folder = new Folder();
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "admin", "--name", "Fuzzer")).Output.Trim();
        await using var service = await Claimtracker.Serve(
            folder.Path, ["--log-level", "debug", "--requests-per-key", "0", "--requests-per-address", "0", "--failed-sign-ins", "0"], [("Logging__LogLevel__Default", "Trace"), ("Logging__LogLevel__Microsoft.AspNetCore", "Trace")]);
        using var client = service.Client(key);
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var contract = Contract.Of(document);
        var report = new FuzzReport(contract, Seed);
        using var fuzzer = new Fuzzer(contract, service.Address, [$"Bearer {key}", $"Bearer {key}x{Canary}", $"Basic {Canary}"], Seed, worker: 0) { OwnKeys = 1, Mark = Canary };

        await fuzzer.Run(Requests, report);
        foreach (var query in (string[])[$"?q={Canary}", $"?key={key}", $"?q=x&{Canary}=1", $"?q=%zz{Canary}"])
        {
            using var answer = await client.GetAsync($"/v1/search{query}");
        }

        var given = (string)(await client.Post("/v1/keys", new { name = Canary, role = "reader" }).Json(201))["key"]!;
        var ended = await service.Terminate();

        var log = ended.Output + ended.Errors;
        output.WriteLine($"{report.Requests} requests and {log.Length} characters of log, seed {Seed}: {Found(log, Canary).Length} lines with what a request said, {Found(log, key).Length + Found(log, given).Length} with a key.");
        Assert.Empty(report.Findings);
        Assert.NotEmpty(Found(log, "RecordClaim"));   // the log of these requests is what was searched
        Assert.Empty(Found(log, Canary));
        Assert.Empty(Found(log, key));
        Assert.Empty(Found(log, given));
    }

    private static string[] Found(string log, string secret) => [.. log.Split('\n').Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase))];
}
