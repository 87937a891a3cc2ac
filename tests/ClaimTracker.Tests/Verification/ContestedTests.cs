using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Verification;

/// <summary>A published verdict that has lost its ground is contested until a person clears it.</summary>
public sealed class ContestedTests
{
    [Fact]
    public async Task A_challenge_goes_with_its_claim_when_it_is_merged_and_a_check_finds_nothing_wrong()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        var (claim, evidence, _) = await Checked.Published(client);
        await client.Post($"/v1/evidence/{evidence.Id()}/withdraw", new { reason = "A forgery." }).Json();
        var other = await Given.Claim(client, "It holds still.");

        await client.Post($"/v1/claims/{claim.Id()}/merge", new { into = other.Id(), reason = "The same." }).Json();

        Assert.Single((await client.Read($"/v1/claims/{other.Id()}"))["challenges"]!.AsArray());
        Assert.Empty(Checking.Findings(app.DatabasePath));
    }

    [Fact]
    public async Task Withdrawn_evidence_contests_every_claim_of_the_review_that_cites_it_until_a_reviewer_clears_it()
    {
        await using var app = await App.Start();
        var (client, reviewer, editor) = (await app.Client(Role.Contributor), await app.Client(Role.Reviewer, "Ben"), await app.Client(Role.Editor));
        await Given.Article(editor);
        var (one, two) = (await Given.Claim(editor, "It holds."), await Given.Claim(editor, "It holds twice."));
        var (first, second) = (await Checked.Evidence(editor, one), await Checked.Evidence(editor, two));
        var uncited = await Checked.Evidence(editor, one, new { stance = "context" });
        var review = await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (one, first), (two, second))).Json(201);

        await editor.Post($"/v1/evidence/{uncited.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal("refuted", await Checked.Status(client, one));
        await editor.Post($"/v1/evidence/{first.Id()}/withdraw", new { reason = "Forged." }).Json();

        var claim = await client.Read($"/v1/claims/{one.Id()}");
        Assert.Equal(("contested", "contested"), (claim.Text("status"), await Checked.Status(client, two)));
        var challenge = Assert.Single(claim["challenges"]!.AsArray())!;
        Assert.Equal(("evidence_withdrawn", "evidence", first.Id()), (challenge.Text("cause"), challenge["by"]!.Text("entity"), challenge["by"]!.Id()));
        Assert.Equal("Evidence that its review cites was withdrawn: Situation report", challenge.Text("explanation"));
        await editor.Post($"/v1/evidence/{first.Id()}/restore", new { reason = "Genuine." }).Json();
        Assert.Equal("contested", await Checked.Status(client, one));

        Assert.Equal("reviewer", (await client.Post($"/v1/claims/{one.Id()}/clear", new { reason = "x" }).Json(403)).Text("requiredRole"));
        var cleared = await reviewer.Post($"/v1/claims/{one.Id()}/clear", new { reason = "It was genuine." }).Json();
        Assert.Equal(("refuted", 0), (cleared.Text("status"), cleared["challenges"]!.AsArray().Count));
        Assert.Equal("contested", await Checked.Status(client, two));
        Assert.Equal("illegal-transition", (await reviewer.Post($"/v1/claims/{one.Id()}/clear", new { reason = "x" }).Json(409)).Slug());
        Assert.Equal(["challenge.opened", "challenge.cleared"], app.Actions("challenge", challenge["id"]));
        Assert.Equal(("Ben", "It was genuine."), (app.Events("challenge", challenge["id"])[1].Actor, app.Events("challenge", challenge["id"])[1].Reason));
        Assert.Null((await editor.Read($"/v1/reviews/{review.Id()}"))["reopened"]);
    }

    [Fact]
    public async Task Quoted_words_that_are_lost_contest_the_claim_they_carry_and_the_claims_they_are_evidence_for()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        await Given.Article(editor, "a2", Given.Text.Replace("July", "June", StringComparison.Ordinal));
        var carried = await editor.Post("/v1/claims", Draft.Quoting("Sixteen people died.", new { exact = "left 16 people dead" })).Json(201);
        var shown = await Given.Claim(editor, "It holds.");
        var quoted = await Checked.Evidence(editor, shown, new { citation = (object?)null, source = new { articleRef = "a2", quotes = new[] { new { exact = "“We will answer,”" } } } });
        await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (carried, await Checked.Evidence(editor, carried)))).Json(201);
        await editor.Post("/v1/reviews", Checked.Review(new { publish = true, title = "Another" }, (shown, quoted))).Json(201);

        await editor.Post("/v1/articles/1/snapshots", new { text = "New. " + Given.Text }).Json(201);
        Assert.Equal(("refuted", "refuted"), (await Checked.Status(editor, carried), await Checked.Status(editor, shown)));
        await editor.Post("/v1/articles/1/snapshots", new { text = "left 16 people dead, left 16 people dead" }).Json(201);
        await editor.Post("/v1/articles/2/snapshots", new { text = "They will not answer." }).Json(201);

        Assert.Equal(("quote_changed", "appearance", "Words that carry it are ambiguous in the newest text of Headline of a1."), await Challenge(carried));
        Assert.Equal(("quote_changed", "evidence", "Words of evidence that its review cites are orphaned in the newest text of Headline of a2."), await Challenge(shown));
        await editor.Post("/v1/articles/1/snapshots", new { text = "Nothing." }).Json(201);
        Assert.Single((await editor.Read($"/v1/claims/{carried.Id()}"))["challenges"]!.AsArray());

        async Task<(string?, string?, string?)> Challenge(JsonNode claim)
        {
            var read = await editor.Read($"/v1/claims/{claim.Id()}");
            Assert.Equal("contested", read.Text("status"));
            var challenge = Assert.Single(read["challenges"]!.AsArray())!;
            return (challenge.Text("cause"), challenge["by"]!.Text("entity"), challenge.Text("explanation"));
        }
    }

    [Fact]
    public async Task A_contradiction_that_is_confirmed_after_publication_contests_the_reviewed_side()
    {
        await using var app = await App.Start();
        var (contributor, editor) = (await app.Client(Role.Contributor), await app.Client(Role.Editor));
        await Given.Article(editor);
        var (claim, _, _) = await Checked.Published(editor);
        var against = await Given.Claim(editor, "It does not hold.");

        var link = await contributor.Post("/v1/links", new { from = claim.Id(), to = against.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        Assert.Equal("refuted", await Checked.Status(editor, claim));
        await editor.Post($"/v1/links/{link.Id()}/confirm", new { reason = "Seen." }).Json();
        Assert.Equal(("contested", "disputed"), (await Checked.Status(editor, claim), await Checked.Status(editor, against)));
        await Clear();
        Assert.Equal(("refuted", "unverified"), (await Checked.Status(editor, claim), await Checked.Status(editor, against)));

        await editor.Post($"/v1/claims/{against.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal("refuted", await Checked.Status(editor, claim));
        await editor.Post($"/v1/claims/{against.Id()}/restore", new { reason = "x" }).Json();
        Assert.Equal("contested", await Checked.Status(editor, claim));
        await Clear();

        await editor.Post($"/v1/links/{link.Id()}/reject", new { reason = "different_time" }).Json();
        await editor.Post($"/v1/links/{link.Id()}/confirm", new { reason = "The same time." }).Json();
        var challenge = Assert.Single((await editor.Read($"/v1/claims/{claim.Id()}"))["challenges"]!.AsArray())!;
        Assert.Equal(("new_contradiction", link.Id(), $"It is contradicted by claim {against.Id()}: It does not hold."), (challenge.Text("cause"), challenge["by"]!.Id(), challenge.Text("explanation")));

        async Task Clear() => await editor.Post($"/v1/claims/{claim.Id()}/clear", new { reason = "It was looked at." }).Json();
    }

    [Fact]
    public async Task A_contradiction_with_what_does_not_stand_contests_nothing()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var (right, _, _) = await Checked.Published(editor, "It holds.", "supported");
        var (wrong, _, _) = await Checked.Published(editor, "It does not hold.", "refuted", new { title = "Another" });
        var (earlier, later) = (await Given.Claim(editor, "It never held."), await Given.Claim(editor, "It was wrong to say so."));
        await editor.Post("/v1/links", new { from = later.Id(), to = earlier.Id(), type = "retracts", explanation = "x" }).Json(201);

        await editor.Post("/v1/links", new { from = right.Id(), to = earlier.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        Assert.Equal("supported", await Checked.Status(editor, right));
        await editor.Post("/v1/links", new { from = right.Id(), to = wrong.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        Assert.Equal(("supported", "contested"), (await Checked.Status(editor, right), await Checked.Status(editor, wrong)));

        var (right2, _, _) = await Checked.Published(editor, "It holds again.", "supported", new { title = "A third" });
        await editor.Post($"/v1/claims/{wrong.Id()}/clear", new { reason = "x" }).Json();
        await editor.Post("/v1/links", new { from = wrong.Id(), to = right2.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        Assert.Equal(("supported", "contested"), (await Checked.Status(editor, right2), await Checked.Status(editor, wrong)));
    }

    [Fact]
    public async Task A_reopened_review_stays_readable_with_a_notice_and_its_claims_are_contested_meanwhile()
    {
        await using var app = await App.Start();
        var (reader, editor) = (await app.Client(), await app.Client(Role.Editor));
        await Given.Article(editor);
        var (claim, _, review) = await Checked.Published(editor);

        var reopened = await editor.Do(review, "reopen", new { reason = "A new video." });

        Assert.Equal(("published", "Its review was reopened: A new video."), (reopened.Text("state"), reopened["reopened"]!.Text("explanation")));
        Assert.NotNull((await reader.Read($"/v1/reviews/{review.Id()}"))["reopened"]!["at"]);
        Assert.Equal("contested", await Checked.Status(reader, claim));
        Assert.Equal(["correct", "withdraw"], (await editor.Do(review, "reopen", status: 409)).Allowed());
        await editor.Post($"/v1/claims/{claim.Id()}/clear", new { reason = "The video is old." }).Json();
        Assert.Null((await reader.Read($"/v1/reviews/{review.Id()}"))["reopened"]);
        Assert.Equal("refuted", await Checked.Status(reader, claim));
    }

    [Fact]
    public async Task Published_reviews_that_differ_contest_their_claim_and_no_clearing_helps()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var (claim, evidence, first) = await Checked.Published(editor);
        var second = await editor.Post("/v1/reviews", Checked.Review(new { verdict = "mixed", publish = true, title = "Another" }, (claim, evidence))).Json(201);

        Assert.Equal("contested", await Checked.Status(editor, claim));
        await editor.Post($"/v1/claims/{claim.Id()}/clear", new { reason = "x" }).Json(409);
        await editor.Do(first, "withdraw");
        Assert.Equal("mixed", await Checked.Status(editor, claim));
        await editor.Do(second, "withdraw");
        Assert.Equal("unverified", await Checked.Status(editor, claim));
    }

    [Fact]
    public async Task A_refuted_claim_disputes_nothing_and_disputes_again_when_its_review_falls()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var (one, two) = (await Given.Claim(editor, "It holds."), await Given.Claim(editor, "It does not hold."));
        var evidence = await Checked.Evidence(editor, two);
        await editor.Post("/v1/links", new { from = one.Id(), to = two.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        Assert.Equal(("disputed", "disputed"), await Both());

        var review = await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (two, evidence))).Json(201);
        Assert.Equal(("unverified", "refuted"), await Both());
        await editor.Post($"/v1/evidence/{evidence.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(("disputed", "contested"), await Both());
        await editor.Post($"/v1/claims/{two.Id()}/clear", new { reason = "x" }).Json();
        Assert.Equal(("unverified", "refuted"), await Both());
        await editor.Do(review, "withdraw");
        Assert.Equal(("disputed", "disputed"), await Both());

        async Task<(string, string)> Both() => (await Checked.Status(editor, one), await Checked.Status(editor, two));
    }
}
