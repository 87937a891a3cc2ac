using ClaimTracker.Data;

namespace ClaimTracker.Tests.Verification;

/// <summary>Evidence: what speaks for or against a claim.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task Evidence_from_an_article_on_record_is_quoted_like_an_appearance()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await Given.Claim(client, "Sixteen people died.");

        var evidence = await client.Post($"/v1/claims/{claim.Id()}/evidence", new
        {
            @ref = "e1",
            stance = "supports",
            tier = "secondary",
            independenceGroup = "officials",
            note = "Officials only.",
            source = new { articleRef = "a1", quotes = new[] { new { exact = "left 16  people dead" } } },
        }).Json(201);

        Assert.Equal(("source", "supports", "secondary", "e1", "officials"), (evidence.Text("kind"), evidence.Text("stance"), evidence.Text("tier"), evidence.Text("ref"), evidence.Text("independenceGroup")));
        Assert.Equal("left 16 people dead", evidence["source"]!["quotes"]![0]!.Text("exact"));
        Assert.Equal(("exact", "a1"), (evidence["source"]!.Text("anchor"), evidence["source"]!["article"]!.Text("ref")));
        Assert.Equal(claim.Id(), evidence["claim"]!.Id());
        Assert.Equal(evidence.ToJsonString(), (await client.Read($"/v1/evidence/{evidence.Id()}")).ToJsonString());
        Assert.Equal([evidence.Id()], (await client.Read($"/v1/claims/{claim.Id()}/evidence")).Items().Select(e => e.Id()));
        Assert.Equal("unverified", await Checked.Status(client, claim));
        Assert.Equal(["evidence.recorded"], app.Actions("evidence", evidence["id"]));

        Assert.Equal(["#/source/quotes/0/exact quote_absent"], await client.Post($"/v1/claims/{claim.Id()}/evidence", new
        {
            stance = "supports",
            tier = "primary",
            source = new { articleRef = "a1", quotes = new[] { new { exact = "left 60 people dead" } } },
        }).Faults(422));
        Assert.Equal(["#/source/quotes/0 ambiguous_quote"], await client.Post($"/v1/claims/{claim.Id()}/evidence", new
        {
            stance = "supports",
            tier = "primary",
            source = new { articleRef = "a1", quotes = new[] { new { exact = "will answer" } } },
        }).Faults(422));
    }

    [Fact]
    public async Task Evidence_rests_on_exactly_one_of_source_citation_and_search()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await Given.Claim(client, "There was a base.");
        var address = $"/v1/claims/{claim.Id()}/evidence";

        Assert.Equal(["# one_of", "#/tier tier_required"], await client.Post(address, new { stance = "supports" }).Faults(422));
        Assert.Equal(["# one_of"], await client.Post(address, Checked.Cited(new { source = new { articleRef = "a1" } })).Faults(422));
        Assert.Equal(["#/source/articleId one_of"], await client.Post(address, new { stance = "supports", tier = "primary", source = new { } }).Faults(422));
        Assert.Equal(["#/source/articleRef unknown_reference"], await client.Post(address, new { stance = "supports", tier = "primary", source = new { articleRef = "a9" } }).Faults(422));
        Assert.Equal(
            ["#/citation/date invalid_date", "#/citation/archivedUrl invalid_url"],
            await client.Post(address, Checked.Cited(new { citation = new { title = "T", date = "16/07/2020", archivedUrl = "ftp://x" } })).Faults(400));
        Assert.Equal(["#/search/corpus required"], await client.Post(address, new { stance = "refutes", search = new { query = "base", date = "2020-08" } }).Faults(400));
        Assert.Equal("not-found", (await client.Post("/v1/claims/99/evidence", Checked.Cited()).Json(404)).Slug());

        var found = await client.Post(address, new { stance = "refutes", search = new { query = "\"military base\"", corpus = "Official Gazette", date = "2020-08" } }).Json(201);
        Assert.Equal(("search", null, "Official Gazette"), (found.Text("kind"), found.Text("tier"), found["search"]!.Text("corpus")));
        Assert.Equal(("citation", "p. 2"), ((await Checked.Evidence(client, claim)).Text("kind"), (await client.Read("/v1/evidence/2"))["citation"]!.Text("locator")));
    }

    [Fact]
    public async Task The_same_evidence_is_recorded_once()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await Given.Claim(client, "It holds.");
        var address = $"/v1/claims/{claim.Id()}/evidence";
        var quoted = new { @ref = "e", stance = "supports", tier = "primary", source = new { articleId = 1, quotes = new[] { new { exact = "officials said" } } } };

        var first = await client.Post(address, Checked.Cited()).Json(201);
        Assert.Equal(first.Id(), (await client.Post(address, Checked.Cited()).Json()).Id());
        var second = await client.Post(address, quoted).Json(201);
        await client.Post("/v1/articles/1/snapshots", new { text = "Nothing of it is left." }).Json(201);
        Assert.Equal(second.Id(), (await client.Post(address, quoted).Json()).Id());
        Assert.Equal("differs", (await client.Post(address, Checked.Cited(new { @ref = "e" })).Json(409)).Slug());
    }

    [Fact]
    public async Task Evidence_is_amended_withdrawn_and_restored_by_its_own_key_or_an_editor()
    {
        await using var app = await App.Start();
        var (client, other, editor) = (await app.Client(Role.Contributor, "Ana"), await app.Client(Role.Reviewer, "Ben"), await app.Client(Role.Editor, "Eda"));
        await Given.Article(client);
        var claim = await Given.Claim(client, "It holds.");
        var evidence = await Checked.Evidence(client, claim);
        var address = $"/v1/evidence/{evidence.Id()}";

        var amended = await client.Patch(address, new { citation = new { archivedUrl = (string?)null }, note = "Page two.", reason = "Wrong copy." }, evidence.IfMatch()).Json();
        Assert.Equal((null, "Situation report", "Page two.", 2L), (amended["citation"]!.Text("archivedUrl"), amended["citation"]!.Text("title"), amended.Text("note"), (long)amended["revision"]!));
        Assert.Equal(412, (int)(await client.Patch(address, new { note = "x", reason = "x" }, evidence.IfMatch())).StatusCode);
        var turned = await client.Patch(address, new { citation = (object?)null, source = new { articleRef = "a1", quotes = new[] { new { exact = "officials said" } } }, reason = "It is on record." }, "\"2\"").Json();
        Assert.Equal(("source", "exact"), (turned.Text("kind"), turned["source"]!.Text("anchor")));
        var kept = await client.Patch(address, new { stance = "context", reason = "It decides nothing." }, "\"3\"").Json();
        Assert.Equal(("context", "officials said"), (kept.Text("stance"), kept["source"]!["quotes"]![0]!.Text("exact")));

        Assert.Equal("forbidden", (await other.Post($"{address}/withdraw", new { reason = "x" }).Json(403)).Slug());
        Assert.Equal("withdrawn", (await client.Post($"{address}/withdraw", new { reason = "Forged." }).Json()).Text("state"));
        Assert.Equal(["restore"], (await client.Post($"{address}/withdraw", new { reason = "x" }).Json(409)).Allowed());
        Assert.Equal("active", (await editor.Post($"{address}/restore", new { reason = "Genuine." }).Json()).Text("state"));
        Assert.Equal(
            ["evidence.recorded", "evidence.amended", "evidence.amended", "evidence.amended", "evidence.withdrawn", "evidence.restored"], app.Actions("evidence", evidence["id"]));
        Assert.Equal(("Forged.", "Ana"), (app.Events("evidence", evidence["id"])[4].Reason, app.Events("evidence", evidence["id"])[4].Actor));
    }

    [Fact]
    public async Task To_a_claim_that_does_not_stand_no_evidence_is_added_and_withdrawn_evidence_is_not_amended()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        var (claim, kept) = (await Given.Claim(client, "It holds."), await Given.Claim(client, "It does hold."));
        var evidence = await Checked.Evidence(client, claim);
        await client.Post($"/v1/evidence/{evidence.Id()}/withdraw", new { reason = "Forged." }).Json();
        Assert.Equal(["restore"], (await client.Patch($"/v1/evidence/{evidence.Id()}", new { note = "x", reason = "x" }, "*").Json(409)).Allowed());

        var address = $"/v1/claims/{claim.Id()}";
        await client.Post($"{address}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["restore"], (await client.Post($"{address}/evidence", Checked.Cited(new { note = "Another." })).Json(409)).Allowed());
        await client.Post($"{address}/restore", new { reason = "x" }).Json();
        await client.Post($"{address}/merge", new { into = kept.Id(), reason = "x" }).Json();
        Assert.Equal(kept.Id(), (await client.Post($"{address}/evidence", Checked.Cited(new { note = "Another." })).Json(409))["existing"]!.Id());
    }

    [Fact]
    public async Task A_new_text_looks_for_what_evidence_quotes_and_reports_it()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Article(client, "a2", text: null);
        var claim = await Given.Claim(client, "It holds.");
        var lost = await Quoting("a1", "left 16 people dead");
        var stays = await Quoting("a1", "Border clashes");
        var unheld = await Quoting("a2", "The text that comes");

        var captured = await client.Post("/v1/articles/1/snapshots", new { text = "Border clashes in July left some dead.", note = "Rewritten." }).Json(201);
        var first = await client.Post("/v1/articles/2/snapshots", new { text = "Here is the text that comes. The text that comes late." }).Json(201);

        Assert.Equal("""{"exact":1,"shifted":0,"ambiguous":0,"orphaned":1}""", captured["anchors"]!.ToJsonString());
        Assert.Equal($$"""[{"evidenceId":{{lost.Id()}},"claimId":1,"was":"exact","now":"orphaned"}]""", captured["changed"]!.ToJsonString());
        Assert.Equal($$"""[{"evidenceId":{{unheld.Id()}},"claimId":1,"was":"unheld","now":"exact"}]""", first["changed"]!.ToJsonString());
        Assert.Equal("orphaned", (await client.Read($"/v1/evidence/{lost.Id()}"))["source"]!.Text("anchor"));
        Assert.Equal(["evidence.recorded", "evidence.reanchored"], app.Actions("evidence", lost["id"]));
        Assert.Equal("Rewritten.", app.Events("evidence", lost["id"])[^1].Reason);
        Assert.Equal(["evidence.recorded"], app.Actions("evidence", stays["id"]));

        async Task<System.Text.Json.Nodes.JsonNode> Quoting(string article, string exact) => await client.Post($"/v1/claims/{claim.Id()}/evidence", new
        {
            stance = "supports",
            tier = "secondary",
            source = new { articleRef = article, quotes = new[] { new { exact } } },
        }).Json(201);
    }
}
