using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using ClaimTracker.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Benchmarks;

/// <summary>
/// A record of synthetic claims: articles of twenty quoted statements each, every tenth claim contradicting the one before. It is made by the messages that
/// HTTP sends, in the order of their ids: nothing in it is made in any other way than a client's claims are, and what is derived from it is derived.
/// </summary>
/// <param name="claims">How many claims it holds.</param>
internal sealed class SyntheticRecord(int claims)
{
    /// <summary>Counts the ways in which this class has made records: a kept one of an older way is not used.</summary>
    public const int Generation = 2;

    private const int ClaimsPerArticle = 20;
    private const int UnderWay = 1_000;

    public int Claims => claims;

    public int Articles => ((claims - 1) / ClaimsPerArticle) + 1;

    /// <summary>The claimants who are quoted; their ids follow those of the outlets.</summary>
    public int Speakers => Math.Max(100, claims / 100);

    public int Outlets => Math.Max(10, claims / 5_000);

    public static string PathOf(string folder) => new DataDirectory(folder).DatabasePath;

    /// <summary>How many claims wait at most: for their ready answer, or for their words to be indexed.</summary>
    private const string Behind = """
        SELECT (SELECT count(*) FROM claim_body WHERE body IS NULL)
          + (SELECT coalesce(max(id), 0) FROM claim) - (SELECT coalesce(max(claim_id), 0) FROM claim_body WHERE build = @Build)
          + (SELECT count(*) FROM search_due)
        """;

    /// <summary>Makes it in an empty folder.</summary>
    public async Task Make(string folder, Action<string> progress)
    {
        using var database = Database.Open(PathOf(folder), TimeProvider.System);
        await using var services = CommandLine.Messages(database);
        var (underWay, made, since) = (new Queue<Task>(), 0, Stopwatch.GetTimestamp());
        foreach (var message in Messages())
        {
            underWay.Enqueue(Send(services, message));
            if (underWay.Count == UnderWay)
            {
                await underWay.Dequeue();
            }

            if (message is RecordClaim && ++made % 10_000 == 0)
            {
                var left = Stopwatch.GetElapsedTime(since) / made * (claims - made);
                progress(string.Create(CultureInfo.InvariantCulture, $"  {made} of {claims} claims, about {left:hh\\:mm\\:ss} left"));
            }
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>Waits until the writer has derived all that it still has to.</summary>
    public static async Task CatchUp(string folder, Action<string> progress)
    {
        using var database = Database.Open(PathOf(folder), TimeProvider.System);
        await using var services = CommandLine.Messages(database);
        database.CatchUp();
        while (await database.Read(sql => sql.First<long>(Behind, new { ClaimBodies.Build }), CancellationToken.None, TimeSpan.FromMinutes(1)) is > 0 and var left)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"  {left} claims are being derived from"));
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>The same as the lines of an import.</summary>
    public void WriteLines(string file)
    {
        var given = new JsonSerializerOptions(Json.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        using var lines = File.CreateText(file);
        foreach (var message in Messages())
        {
            var kind = message switch { RecordArticle => "article", AddClaimant => "claimant", _ => "claim" };
            lines.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object> { [kind] = message }, given));
        }
    }

    private IEnumerable<IBaseRequest> Messages()
    {
        for (var i = 1; i <= Outlets; i++)
        {
            yield return new AddClaimant($"Outlet {i}", ClaimantType.Outlet, Ref: $"o{i}");
        }

        for (var i = 1; i <= Speakers; i++)
        {
            yield return new AddClaimant($"Speaker {i}", ClaimantType.Person, Ref: $"s{i}");
        }

        for (var i = 1; i <= claims; i++)
        {
            if (i % ClaimsPerArticle == 1)
            {
                yield return Article(1 + (i / ClaimsPerArticle));
            }

            yield return Claim(i);
        }
    }

    private RecordArticle Article(int i) => new(
        Ref: $"a{i}",
        Headline: Synthetic.Sentence(-i, 50),
        Publisher: new Party(Ref: $"o{1 + (i % Outlets)}"),
        Published: new GivenDate(Published(i).ToString("O", CultureInfo.InvariantCulture)),
        Language: "en",
        Text: string.Join(" A spokesperson added: ", Enumerable.Range(((i - 1) * ClaimsPerArticle) + 1, ClaimsPerArticle).Select(Synthetic.Quotation)));

    private RecordClaim Claim(int i)
    {
        var article = 1 + ((i - 1) / ClaimsPerArticle);
        return new RecordClaim(
            Synthetic.Statement(i),
            ClaimKind.Fact,
            new GivenAppearance(
                AppearanceMode.DirectQuote,
                ArticleRef: $"a{article}",
                Said: new GivenSaid(Published(article).AddDays(-1).ToString("O", CultureInfo.InvariantCulture)),
                Role: "spokesperson",
                Quotes: [new GivenQuote(Synthetic.Quotation(i))]),
            Ref: $"c{i}",
            ClaimantRef: $"s{1 + (i % Speakers)}",
            Language: "en",
            Topics: [Synthetic.Topic(i), Synthetic.Topic(i + 7)],
            Links: i % 10 == 0 ? [new ClaimLink(LinkType.Contradicts, "The one excludes the other.", ToRef: $"c{i - 1}", Facet: Facet.Quantity)] : null);
    }

    private static DateOnly Published(int article) => new DateOnly(2014, 1, 1).AddDays(article * 37 % 4_000);

    private static async Task Send(ServiceProvider services, IBaseRequest message)
    {
        await using var scope = services.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        (caller.Actor, caller.Origin, caller.Patience) = (Actor.CommandLine, "import", Timeout.InfiniteTimeSpan);
        await scope.ServiceProvider.GetRequiredService<ISender>().Send(message);
    }
}
