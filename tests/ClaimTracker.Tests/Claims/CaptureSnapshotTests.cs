using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

/// <summary>A new text of an article re-anchors what was quoted from the old one, and moves nothing silently.</summary>
public sealed class CaptureSnapshotTests
{
    private const string Old = "Once upon a time. The shifted words. Some say the twin words and others say nothing. The lost words. The end of it.";
    private const string New = "Once upon a time. New. The shifted words. One: twin words. Two: twin words. The end of it.";

    [Fact]
    public async Task A_new_text_reports_how_each_appearance_stands_and_which_have_changed()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        var article = await Given.Article(client, text: Old);
        var exact = await Quoting(client, "Once upon a time");
        var shifted = await Quoting(client, "The shifted words");
        var ambiguous = await Quoting(client, "twin words");
        var orphaned = await Quoting(client, "The lost words");
        var worst = await Quoting(client, "Once upon a time", "The lost words");
        await Given.Claim(client, "It is not quoted.");

        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = New, note = "rewritten" }).Json(201);

        Assert.Equal("""{"exact":1,"shifted":1,"ambiguous":1,"orphaned":2}""", captured["anchors"]!.ToJsonString());
        Assert.Equal(
            [
                (Appearance(shifted), shifted.Id(), "exact", "shifted"), (Appearance(ambiguous), ambiguous.Id(), "exact", "ambiguous"),
                (Appearance(orphaned), orphaned.Id(), "exact", "orphaned"), (Appearance(worst), worst.Id(), "exact", "orphaned"),
            ],
            captured["changed"]!.AsArray().Select(c => ((long)c!["appearanceId"]!, (long)c["claimId"]!, c.Text("was")!, c.Text("now")!)));
        Assert.Equal(["appearance.recorded"], app.Actions("appearance", JsonValue.Create(Appearance(exact))));
        var told = app.Events("appearance", JsonValue.Create(Appearance(shifted)))[^1];
        Assert.Equal(("appearance.reanchored", "Ana", "rewritten", 2L, "shifted"), (told.Action, told.Actor, told.Reason, told.Revision, told.Content.Text("anchor")));
    }

    [Fact]
    public async Task What_was_verified_stays_as_it_was_and_the_new_place_stands_beside_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Old);
        var before = await Quoting(client, "The shifted words", "The lost words");

        await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = New }).Json(201);

        var after = (await client.Read($"/v1/claims/{before.Id()}"))["appearances"]![0]!;
        Assert.Equal((long)before["appearances"]![0]!["snapshotId"]!, (long)after["snapshotId"]!);
        Assert.Equal("orphaned", after.Text("anchor"));
        var (was, shifted, lost) = (before["appearances"]![0]!["quotes"]!, after["quotes"]![0]!, after["quotes"]![1]!);
        Assert.All(["exact", "prefix", "suffix", "start", "end"], member =>
        {
            Assert.Equal(was[0]![member]!.ToJsonString(), shifted[member]!.ToJsonString());
            Assert.Equal(was[1]![member]!.ToJsonString(), lost[member]!.ToJsonString());
        });
        Assert.Equal(("shifted", """{"start":23,"end":40}"""), (shifted.Text("anchor"), shifted["now"]!.ToJsonString()));
        Assert.Equal(("orphaned", null), (lost.Text("anchor"), lost["now"]));
    }

    [Fact]
    public async Task A_quotation_that_moves_while_the_anchor_of_its_appearance_stays_is_told_too()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Old);
        var claim = await Quoting(client, "The shifted words");
        await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = $"First. {Old}" }).Json(201);

        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = $"First. Second. {Old}", note = "a second time" }).Json(201);

        Assert.Empty(captured["changed"]!.AsArray());
        var told = app.Events("appearance", JsonValue.Create(Appearance(claim)))[^1];
        Assert.Equal(("appearance.reanchored", "a second time", 3L, "shifted"), (told.Action, told.Reason, told.Revision, told.Content.Text("anchor")));
        var now = (await client.Read($"/v1/claims/{claim.Id()}"))["appearances"]![0]!["quotes"]![0]!["now"]!;
        Assert.Equal(now.ToJsonString(), told.Content["quotes"]![0]!["now"]!.ToJsonString());
    }

    [Fact]
    public async Task A_return_to_the_old_words_is_exact_again()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Old);
        var claim = await Quoting(client, "The shifted words", "The lost words");
        await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = New }).Json(201);

        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = $"{Old} Editor's note." }).Json(201);

        Assert.Equal("""{"exact":1,"shifted":0,"ambiguous":0,"orphaned":0}""", captured["anchors"]!.ToJsonString());
        Assert.Equal((claim.Id(), "orphaned", "exact"), Change(captured));
        Assert.All((await client.Read($"/v1/claims/{claim.Id()}"))["appearances"]![0]!["quotes"]!.AsArray(), quote => Assert.Equal(("exact", true), (quote!.Text("anchor"), quote!["now"] is null)));
    }

    [Fact]
    public async Task A_text_on_record_that_is_captured_again_is_the_newest_again_and_its_quotations_exact()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Old);
        var claim = await Quoting(client, "The shifted words");
        var rewritten = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = New }).Json(201);

        var returned = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = Old }).Json(200);

        Assert.Equal(article["snapshot"]!.Id(), returned.Id());
        Assert.Equal((claim.Id(), "shifted", "exact"), Change(returned));
        Assert.Equal("exact", (await client.Read($"/v1/claims/{claim.Id()}"))["appearances"]![0]!.Text("anchor"));
        Assert.Equal(article["snapshot"]!.Id(), (await client.Read($"/v1/articles/{article.Id()}"))["snapshot"]!.Id());
        Assert.Equal([rewritten.Id(), returned.Id()], (await client.Read($"/v1/articles/{article.Id()}/snapshots")).Items().Select(s => s.Id()));
    }

    [Fact]
    public async Task A_new_quotation_is_verified_in_the_newest_text()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Old);
        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = New }).Json(201);

        Assert.Equal(["#/appearance/quotes/0/exact quote_absent"], await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "The lost words" })).Faults(422));
        Assert.Equal(captured.Id(), (long)(await Quoting(client, "The shifted words"))["appearances"]![0]!["snapshotId"]!);
    }

    [Fact]
    public async Task Quotations_that_are_not_named_in_a_patch_stay_and_those_that_are_go_to_the_newest_text()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Old);
        var claim = await Quoting(client, "The shifted words");
        var path = $"/v1/appearances/{Appearance(claim)}";
        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = New }).Json(201);

        var untouched = await client.Patch(path, new { role = "minister", reason = "x" }, "\"2\"").Json();
        var renewed = await client.Patch(path, new { quotes = new[] { new { exact = "The shifted words" } }, reason = "x" }, "\"3\"").Json();

        Assert.Equal(("shifted", 18L, 23L), (untouched.Text("anchor"), (long)untouched["quotes"]![0]!["start"]!, (long)untouched["quotes"]![0]!["now"]!["start"]!));
        Assert.Equal(("exact", 23L, captured.Id()), (renewed.Text("anchor"), (long)renewed["quotes"]![0]!["start"]!, (long)renewed["snapshotId"]!));
    }

    private static long Appearance(JsonNode claim) => claim["appearances"]![0]!.Id();

    private static (long, string?, string?) Change(JsonNode captured)
    {
        var change = Assert.Single(captured["changed"]!.AsArray())!;
        return ((long)change["claimId"]!, change.Text("was"), change.Text("now"));
    }

    private static Task<JsonNode> Quoting(HttpClient client, params string[] words) =>
        client.Post("/v1/claims", Draft.Quoting($"It rests on {string.Join(" and ", words)}.", [.. words.Select(exact => new { exact })])).Json(201);
}
