using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Questions;
using ClaimTracker.Tests.Verification;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// One rule of what is public, seen from outside: in whatever way one reads, of a review that is not published or under an embargo nothing shows, nor of the
/// texts of articles, nor of keys. Each such thing holds a word that stands nowhere else.
/// </summary>
[Trait("Report", "histories")]
public sealed class VisibilityTests(ITestOutputHelper report) : IAsyncLifetime
{
    private const string Hidden = "canary";
    private const string OfText = "magpie";

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualClock clock = new(Start);
    private App app = null!;
    private HttpClient nobody = null!;
    private HttpClient reader = null!;
    private HttpClient editor = null!;
    private string contributorKey = "";
    private JsonNode claim = null!;
    private JsonNode evidence = null!;
    private PublicReads reads = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start(clock: clock);
        (nobody, reader, editor) = (await app.Client(), await app.Client(Role.Reader), await app.Client(Role.Editor));
        contributorKey = (await app.Client(Role.Contributor)).DefaultRequestHeaders.Authorization!.Parameter!;
        await Given.Article(editor, text: $"{Given.Text} {new string('.', 200)} The {OfText} flew off. {new string('.', 200)} And so on.");
        claim = (await editor.Post("/v1/claims", Draft.Said("A statement that is checked.", "Ada", new
        {
            topics = new[] { "clashes" },
            appearance = new { articleRef = "a1", mode = "direct_quote", quotes = new[] { new { exact = "Border clashes in July left 16 people dead" } } },
        })).Json(201))!;
        var other = await editor.Post("/v1/claims", Draft.Said("A statement against it.", "Bo")).Json(201);
        await editor.Post("/v1/links", new { from = claim.Id(), to = other.Id(), type = "discrepancy", facet = "other", explanation = "They differ." }).Json(201);
        var question = await Asked.Record(editor, "Is it so?", "yes_no");
        await editor.Answer(claim.Id(), new { questionId = question.Id(), value = new { yes = true } }).Json(201);
        await editor.Answer(other.Id(), new { questionId = question.Id(), value = new { yes = false } }).Json(201);
        await editor.Post("/v1/claimants", new { name = "Check Desk", type = "organization" }).Json(201);
        evidence = await Checked.Evidence(editor, claim);
        reads = await PublicReads.Of(nobody, Hidden);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_is_not_public_shows_nowhere_and_once_it_is_published_wherever_it_can_be_read()
    {
        // While it is the only one, the claim's own status goes with it, and why is not told.
        var withdrawn = await Record(5);
        foreach (var action in (string[])["withdraw", "restore", "withdraw"])
        {
            await Do(withdrawn, action);
        }

        Assert.Equal("unverified", await Checked.Status(nobody, claim));
        var draft = await Record(1);
        var submitted = await Record(2);
        await Do(submitted, "submit");
        var approved = await Record(3);
        await Do(approved, "submit");
        await Do(approved, "approve");
        var embargoed = await Record(4, new { publish = true, embargoUntil = Start.AddHours(1) });
        await Do(embargoed, "correct", new { text = $"{Hidden} correction", reason = $"{Hidden} reason" });
        var reopened = await Record(6, new { publish = true, embargoUntil = Start.AddHours(1) });
        await Do(reopened, "reopen");

        var toContributors = await Showing(editor, Hidden);
        Assert.Equal(
            ["/claims/{id}", "getClaim", "getReview", "listClaims", "listClaimsOfArticle", "listHistory", "listReviews", "listReviewsOfClaim", "listTimeline"],
            toContributors);
        Assert.Empty(await Showing(nobody, Hidden));
        Assert.Empty(await Showing(reader, Hidden));

        foreach (var action in (string[])["submit", "approve", "publish"])
        {
            await Do(draft, action);
        }

        Assert.Equal(toContributors, await Showing(nobody, Hidden));
        report.WriteLine($"Visibility: a review in 6 states that are not public shows in none of {(await reads.Ask(nobody)).Count} reads; published, in {toContributors.Count} operations and pages.");
    }

    [Fact]
    public async Task An_embargo_that_ends_makes_the_review_public_wherever_it_can_be_read()
    {
        await Record(1, new { publish = true, embargoUntil = Start.AddHours(1) });
        Assert.Empty(await Showing(nobody, Hidden));

        clock.Advance(TimeSpan.FromHours(2));
        for (var turns = 0; (int)(await nobody.Get("/v1/reviews/1")).StatusCode != 200; turns++)
        {
            Assert.True(turns < 1_000, "It never becomes public.");
            await app.Database.Write(new Caller(), static _ => 0, CancellationToken.None);
        }

        Assert.Contains("/claims/{id}", await Showing(nobody, Hidden));
    }

    [Fact]
    public async Task Whatever_is_done_with_a_review_that_is_not_public_changes_not_a_byte_of_what_everybody_reads()
    {
        await Record(1);
        var before = await reads.Ask(nobody);
        var review = await Record(2, new { embargoUntil = Start.AddHours(1) });
        await IsAsBefore("record");
        await editor.Patch($"/v1/reviews/{review.Id()}", new { title = $"{Hidden} 3", explanation = $"{Hidden} 4", @ref = $"{Hidden}5", reason = $"{Hidden} 6" }, "*").Json();
        await IsAsBefore("amend");
        foreach (var action in (string[])["submit", "reopen", "submit", "approve", "withdraw", "restore", "publish", "correct", "withdraw", "restore", "reopen"])
        {
            await Do(review, action, action == "correct" ? new { text = $"{Hidden} correction", reason = $"{Hidden} reason" } : null);
            await IsAsBefore(action);
        }

        async Task IsAsBefore(string action)
        {
            foreach (var (was, now) in before.Zip(await reads.Ask(nobody)))
            {
                Assert.True(was.Text == now.Text, $"{action} shows in {was.Address}:\n{was.Text}\n{now.Text}");
            }
        }
    }

    [Fact]
    public async Task The_texts_of_articles_show_to_contributors_in_the_snapshot_and_to_nobody_else()
    {
        await editor.Post("/v1/articles/1/snapshots", new { text = $"{Given.Text} {new string('.', 200)} Another {OfText} flew off." }).Json(201);
        Assert.Equal(["getSnapshot"], await Showing(editor, OfText));
        Assert.Empty(await Showing(reader, OfText));
        Assert.Empty(await Showing(nobody, OfText));
    }

    [Fact]
    public async Task Of_keys_only_admins_read_and_the_secret_nobody()
    {
        var (kid, secret) = (contributorKey.Split('_')[2], contributorKey.Split('_')[3]);
        Assert.Equal(["getKey", "listKeys"], await Showing(await app.Client(Role.Admin), kid));
        Assert.Empty(await Showing(editor, kid));
        Assert.Empty(await Showing(nobody, kid));
        Assert.Empty(await Showing(await app.Client(Role.Admin), secret));
    }

    /// <summary>The operations and pages in whose answers a word stands.</summary>
    private async Task<List<string>> Showing(HttpClient client, string word) =>
    [
        .. (await reads.Ask(client))
            .Where(a => a.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
            .Select(a => a.Operation).Distinct().Order(StringComparer.Ordinal),
    ];

    private Task<JsonNode> Record(int number, object? more = null) => editor.Post("/v1/reviews", Checked.Review(
        Draft.With(
            new
            {
                @ref = $"{Hidden}-{number}",
                title = $"{Hidden} title {number}",
                explanation = $"{Hidden} explanation",
                url = $"https://example.org/{Hidden}/{number}",
                author = new { name = "Check Desk", type = "organization" },
            },
            more),
        (claim, evidence))).Json(201);

    private Task<JsonNode> Do(JsonNode review, string action, object? body = null) => editor.Do(review, action, body ?? new { reason = $"{Hidden} reason" });
}
