using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using ClaimTracker.Tests.Operations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A record in a folder of its own with an article on it, and writers who know no other.</summary>
internal sealed class Newsroom : IDisposable
{
    private readonly Folder folder = new();

    private Newsroom()
    {
    }

    public Ledger Ledger { get; } = new();

    public IReadOnlyList<Writer> Writers { get; private set; } = [];

    public string Path => folder.Path;

    public string Database => folder.Database;

    /// <summary>Makes the record, with a key for each writer: limits of rate are of a key.</summary>
    public static async Task<Newsroom> Open(int writers)
    {
        var made = new Newsroom();
        using var database = ClaimTracker.Data.Database.Open(made.Database, TimeProvider.System);
        await using var services = CommandLine.Messages(database);
        var keys = new List<string>();
        foreach (var number in Enumerable.Range(0, writers))
        {
            keys.Add((await Send(services, new CreateKey($"Writer {number}", Role.Reviewer))).Key!);
        }

        var article = new ClaimTracker.Articles.RecordArticle(Ref: "a1", Headline: "Clashes", Publisher: new("The Daily", ClaimTracker.Claimants.ClaimantType.Outlet), Language: "en");
        await Send(services, article);
        made.Writers = [.. keys.Select((key, number) => new Writer($"w{number}", key, made.Ledger))];
        return made;
    }

    /// <summary>Writes until so many more changes are acknowledged, then lets the service be ended, and waits until all writers have seen it.</summary>
    public async Task WriteUntil(Claimtracker service, int changes, Func<Task> end)
    {
        var enough = Ledger.Reach(changes);
        var writing = Task.WhenAll(Writers.Select(writer => Task.Run(() => writer.WriteUntilGone(service.Address))));
        if (await Task.WhenAny(enough, writing) == writing)
        {
            await writing;
            Assert.Fail("The service was gone before it was ended.");
        }

        await end();
        await writing;
    }

    /// <summary>Nothing is lost; every request without an answer is done once; and what was answered is answered the same again.</summary>
    public async Task Verify(Claimtracker service, int retries, Random random)
    {
        Ledger.IsIn(Database);
        await Task.WhenAll(Writers.Select(writer => writer.Settle(service.Address)));
        foreach (var writer in Writers)
        {
            await writer.RetryAnswered(service.Address, retries, random);
        }

        Ledger.Is(Database);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<T> Send<T>(ServiceProvider services, IRequest<T> message)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(message);
    }
}
