using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Interchange;
using ClaimTracker.Operations;
using Microsoft.AspNetCore.Builder;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>A service over a record of its own that holds the sample record, and a fuzzer that may do everything there.</summary>
internal sealed class FuzzedService : IAsyncDisposable
{
    private readonly App app;
    private readonly string[] authorizations;

    private FuzzedService(App app, string[] authorizations, Contract contract) => (this.app, this.authorizations, Contract) = (app, authorizations, contract);

    public Contract Contract { get; }

    public string DatabasePath => app.DatabasePath;

    /// <summary>Starts a service.</summary>
    /// <param name="plant">Puts faults before the operations, to see whether they are found.</param>
    public static async Task<FuzzedService> Start(Action<WebApplication>? plant = null)
    {
        var app = await App.Start(App.Options, plant: plant);
        await using var services = CommandLine.Messages(app.Database);
        await using var sample = SampleRecord.Open();
        await new Importer(services).Import(SampleRecord.Name, sample, row => Assert.Equal(ImportOutcome.Added, row.Outcome), CancellationToken.None);
        var keys = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Reverse())
        {
            keys.Add($"Bearer {await app.Key(role)}");
        }

        using var client = await app.Client();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        return new FuzzedService(app, [.. keys, "Basic dXNlcjpwYXNz", "Bearer", "Bearer ct_live_00000000_x", "bearer x", "\u00e9", ""], Contract.Of(JsonDocument.Parse(document.RootElement.GetRawText())));
    }

    public Fuzzer Fuzzer(ulong seed, int worker, bool endsAtFinding = false, Action<FuzzRequest>? sending = null) => new(Contract, app.Address, authorizations, seed, worker)
    {
        LastEvent = () => app.Database.Read(sql => sql.First<long>("SELECT max(seq) FROM event"), CancellationToken.None),
        NewAuthorization = async () => $"Bearer {await app.Key(Role.Admin)}",
        OwnKeys = Enum.GetValues<Role>().Length,
        EndsAtFinding = endsAtFinding,
        Sending = sending,
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
