using System.Globalization;
using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using ClaimTracker.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Benchmarks;

/// <summary>A record of synthetic claims, made by the messages that HTTP sends, and a copy of it for the other way of writing.</summary>
internal static class SyntheticRecord
{
    public const int Articles = 50;
    public const int Claimants = 100;

    /// <summary>The ids of the claimants who speak follow those of the outlets, which came with the articles.</summary>
    public const int FirstClaimant = Outlets + 1;

    private const int Outlets = 10;
    private const int UnderWay = 200;

    /// <summary>The file that the service serves.</summary>
    public static string PathOf(string folder) => new DataDirectory(folder).DatabasePath;

    /// <summary>The copy that one transaction per request writes to: same disk, same content.</summary>
    public static string OtherPathOf(string folder) => Path.Combine(folder, "other.db");

    public static async Task Make(string folder, int claims)
    {
        using (var database = Database.Open(PathOf(folder), TimeProvider.System))
        {
            await using var services = CommandLine.Messages(database);
            for (var i = 1; i <= Articles; i++)
            {
                await Send(services, new RecordArticle($"a{i}", Synthetic.Sentence(-i, 50), new Party($"Outlet {i % Outlets}", ClaimantType.Outlet), Published: new GivenDate("2024-05-17"), Language: "en"));
            }

            for (var i = 1; i <= Claimants; i++)
            {
                await Send(services, new AddClaimant($"Speaker {i}", ClaimantType.Person, Ref: $"s{i}"));
            }

            var underWay = new Queue<Task>();
            for (var i = 1; i <= claims; i++)
            {
                underWay.Enqueue(Send(services, Claim(i)));
                if (underWay.Count == UnderWay)
                {
                    await underWay.Dequeue();
                }
            }

            await Task.WhenAll(underWay);
        }

        // The last connection has closed, which folds the log into the file: the file is the whole record.
        File.Copy(PathOf(folder), OtherPathOf(folder));
    }

    public static long[] ClaimIds(string folder)
    {
        using var sql = Connections.Reader(PathOf(folder));
        return [.. sql.Query<long>("SELECT id FROM claim")];
    }

    /// <summary>One quotation each, two topics; every tenth contradicts the one before.</summary>
    private static RecordClaim Claim(int i) => new(
        Synthetic.Statement(i),
        ClaimKind.Fact,
        new GivenAppearance(
            AppearanceMode.DirectQuote,
            ArticleRef: $"a{(i % Articles) + 1}",
            Said: new GivenSaid("2024-05-16"),
            Role: "spokesperson",
            Quotes: [new GivenQuote(Synthetic.Sentence(-1_000 - i, 100), "officials said. ", " The minister")]),
        Ref: string.Create(CultureInfo.InvariantCulture, $"c{i}"),
        ClaimantRef: string.Create(CultureInfo.InvariantCulture, $"s{(i % Claimants) + 1}"),
        Language: "en",
        Topics: [Synthetic.Topic(i), Synthetic.Topic(i + 7)],
        Links: i % 10 == 0
            ? [new ClaimLink(LinkType.Contradicts, "The one excludes the other.", ToRef: string.Create(CultureInfo.InvariantCulture, $"c{i - 1}"), Facet: Facet.Quantity)]
            : null);

    private static async Task Send<T>(ServiceProvider services, IRequest<T> message)
    {
        await using var scope = services.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        (caller.Actor, caller.Origin, caller.Patience) = (Actor.CommandLine, "import", Timeout.InfiniteTimeSpan);
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(message);
    }
}
