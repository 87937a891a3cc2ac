using System.Text.Json.Nodes;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Operations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Tests.Claims;

/// <summary>A claim is answered with a body that is kept ready; it must be what a fresh read of the record would say, after every kind of change.</summary>
public sealed class ClaimBodiesTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;
    private JsonNode article = null!;
    private JsonNode one = null!;
    private JsonNode other = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Editor);
        article = await Given.Article(client);
        one = await Given.Claim(client, "Sixteen people died.", key: "one");
        other = await Given.Claim(client, "Twelve people died.", key: "other");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public Task A_new_name_of_the_claimant_shows() => Shows(() =>
        Amend($"/v1/claimants/{one["claimant"]!["id"]}", new { name = "The Weekly", reason = "Renamed." }), "The Weekly");

    [Fact]
    public async Task Who_stands_for_the_claimant_shows_and_so_does_their_new_name()
    {
        var into = await client.Post("/v1/claimants", new { name = "The Weekly", type = "outlet" }).Json(201);
        await Shows(() => client.Post($"/v1/claimants/{one["claimant"]!["id"]}/merge", new { into = (long)into["id"]!, reason = "The same." }).Json(), "The Weekly");
        await Shows(() => Amend($"/v1/claimants/{into["id"]}", new { name = "The Monthly", reason = "Renamed." }), "The Monthly");
        await Shows(() => client.Post($"/v1/claimants/{one["claimant"]!["id"]}/restore", new { reason = "Not the same." }).Json(), "\"claimant\":{\"id\":1,");
    }

    [Fact]
    public Task A_new_headline_of_the_article_shows() => Shows(() =>
        Amend($"/v1/articles/{article["id"]}", new { headline = "Another headline", reason = "Corrected." }), "Another headline");

    [Fact]
    public Task A_new_statement_shows() => Shows(() =>
        Amend($"/v1/claims/{one["id"]}", new { statement = "Seventeen people died.", reason = "Misread." }), "Seventeen people died.");

    [Fact]
    public Task An_appearance_more_shows() => Shows(() =>
        client.Post($"/v1/claims/{one["id"]}/appearances", new { articleId = (long)article["id"]!, mode = "headline" }).Json(201), "headline");

    [Fact]
    public Task A_changed_appearance_shows() => Shows(() =>
        Amend($"/v1/appearances/{one["appearances"]![0]!["id"]}", new { hedge = "likely", reason = "It says so." }), "likely");

    [Fact]
    public Task A_withdrawn_appearance_shows() => Shows(() =>
        client.Post($"/v1/appearances/{one["appearances"]![0]!["id"]}/withdraw", new { reason = "Misread." }).Json(), "withdrawn");

    [Fact]
    public Task A_withdrawn_claim_shows() => Shows(() => client.Post($"/v1/claims/{one["id"]}/withdraw", new { reason = "Misread." }).Json(), "withdrawn");

    [Fact]
    public Task A_contradiction_shows() => Shows(() => Link("contradicts"), "\"contradicts\":1");

    [Fact]
    public Task A_later_claim_in_its_place_shows() => Shows(() => Link("updates"), "\"updatedBy\":{");

    [Fact]
    public async Task A_rejected_contradiction_shows_no_more()
    {
        var link = await Link("contradicts");
        await Shows(() => client.Post($"/v1/links/{link["id"]}/reject", new { reason = "not_a_contradiction" }).Json(), "\"contradicts\":0");
    }

    [Fact]
    public async Task A_contradiction_by_a_withdrawn_claim_shows_no_more()
    {
        await Link("contradicts");
        await Shows(() => client.Post($"/v1/claims/{other["id"]}/withdraw", new { reason = "Misread." }).Json(), "\"contradicts\":0");
    }

    [Fact]
    public async Task New_words_of_the_claim_in_its_place_show()
    {
        await Link("updates");
        await Shows(() => Amend($"/v1/claims/{other["id"]}", new { statement = "Eleven people died.", reason = "Misread." }), "Eleven people died.");
    }

    [Fact]
    public Task A_new_text_of_the_article_shows() => Shows(
        async () =>
        {
            await Amend($"/v1/articles/{article["id"]}", new { headline = (string?)null, reason = "It has none." });
            await client.Read($"/v1/claims/{one["id"]}");
            await client.Post($"/v1/articles/{article["id"]}/snapshots", new { text = "All other words now than those that stood here before, he said." }).Json(201);
        },
        "All other words now");

    [Fact]
    public Task What_another_process_writes_shows() => Shows(
        async () =>
        {
            using var database = Database.Open(app.DatabasePath, TimeProvider.System, isSole: false);
            await using var services = CommandLine.Messages(database);
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
            var link = new LinkClaims(LinkType.Contradicts, "Sixteen is not twelve.", FromRef: "other", ToRef: "one", Facet: Facet.Quantity);
            await scope.ServiceProvider.GetRequiredService<ISender>().Send(link, TestContext.Current.CancellationToken);
        },
        "\"contradicts\":1");

    [Fact]
    public async Task What_a_large_import_changes_shows()
    {
        await Shows(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 600).Select(i => Given.Claim(client, $"{i} people died.")));
                await Link("contradicts");
            },
            "\"contradicts\":1");
    }

    [Fact]
    public async Task Bodies_are_made_when_nothing_waits()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Given.Claim(client, $"{i} people died.")));
        await WhenKept();
    }

    [Fact]
    public async Task A_claim_that_cannot_be_read_holds_up_neither_the_others_nor_any_change()
    {
        await WhenKept();
        await app.Database.Write(
            new Caller(),
            tx =>
            {
                tx.Sql.Execute("PRAGMA ignore_check_constraints = ON");
                tx.Sql.Execute("UPDATE claim SET translations = 'x' WHERE ref = 'other'");
                return tx.Sql.Execute("UPDATE claim_body SET etag = NULL, body = NULL");
            },
            TestContext.Current.CancellationToken);

        var third = await Given.Claim(client, "Thirteen people died.");
        for (var turns = 0; await Missing() > 1; turns++)
        {
            Assert.True(turns < 1_000, "They are never made.");
            await app.Database.Write(new Caller(), static _ => 0, TestContext.Current.CancellationToken);
        }

        await client.Read($"/v1/claims/{third["id"]}");
        Assert.Equal(500, (int)(await client.GetAsync($"/v1/claims/{other["id"]}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Bodies_of_another_build_are_not_answered()
    {
        await app.Database.Write(new Caller(), static tx => tx.Sql.Execute("UPDATE claim_body SET build = build + 1, body = x'7b7d'"), TestContext.Current.CancellationToken);
        Assert.Equal(await Fresh(), await Read());
    }

    /// <summary>Makes sure that the claim's body is kept, changes something, and reads it again.</summary>
    private async Task Shows(Func<Task> change, string words)
    {
        await WhenKept();
        var before = await Read();
        Assert.DoesNotContain(words, before, StringComparison.Ordinal);
        await change();
        var after = await Read();
        Assert.Contains(words, after, StringComparison.Ordinal);
        Assert.Equal(await Fresh(), after);
    }

    private async Task WhenKept()
    {
        for (var turns = 0; await Missing() > 0; turns++)
        {
            Assert.True(turns < 1_000, "They are never made.");
            await app.Database.Write(new Caller(), static _ => 0, TestContext.Current.CancellationToken);
        }
    }

    private Task<long> Missing() => app.Database.Read(
        sql => sql.First<long>("SELECT count(*) FROM claim LEFT JOIN claim_body ON claim_body.claim_id = claim.id WHERE body IS NULL"), TestContext.Current.CancellationToken);

    private Task<string> Read() => client.GetStringAsync($"/v1/claims/{one["id"]}");

    private async Task<string> Fresh() => System.Text.Encoding.UTF8.GetString(
        await app.Database.Read(sql => Answers.Render(Claim.Get(sql, (long)one["id"]!)).Body, TestContext.Current.CancellationToken));

    private Task<JsonNode> Amend(string path, object patch) => client.Patch(path, patch, "*").Json();

    private Task<JsonNode> Link(string type) => client.Post("/v1/links", new
    {
        type,
        explanation = "Sixteen is not twelve.",
        fromRef = "other",
        toRef = "one",
        facet = type == "contradicts" ? "quantity" : null,
    }).Json(201);
}
