using ClaimTracker.Data;

namespace ClaimTracker.Tests.Verification;

/// <summary>What has happened to a claim: its events, its timeline, and what is shown with it on demand.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task The_history_of_a_claim_is_all_that_happened_to_it_and_to_what_hangs_on_it()
    {
        await using var app = await App.Start();
        var (reader, editor) = (await app.Client(), await app.Client(Role.Editor, "Eda"));
        await Given.Article(editor);
        var (claim, evidence, review) = await Checked.Published(editor);
        var other = await Given.Claim(editor, "It does not hold.");
        await editor.Post("/v1/links", new { from = other.Id(), to = claim.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        await editor.Post($"/v1/claims/{claim.Id()}/clear", new { reason = "Looked at." }).Json();
        await editor.Patch($"/v1/claims/{claim.Id()}", new { topics = new[] { "t" }, reason = "Sorted." }, "*").Json();
        await Checked.Evidence(editor, other);

        var history = (await editor.Read($"/v1/claims/{claim.Id()}/history")).Items().ToList();

        Assert.Equal(
            [
                "claim.amended", "claim.status_changed", "challenge.cleared", "claim.status_changed", "challenge.opened", "link.recorded", "claim.status_changed", "review.published",
                "claim.status_changed", "review.recorded", "evidence.recorded", "appearance.recorded", "claim.recorded",
            ],
            history.Select(e => e.Text("action")));
        Assert.Equal(history.Select(e => (long)e["seq"]!).OrderDescending(), history.Select(e => (long)e["seq"]!));
        var amended = history[0];
        Assert.Equal(("Eda", "claim", claim.Id(), "Sorted.", "t"), (amended.Text("actor"), amended.Text("entity"), (long)amended["entityId"]!, amended.Text("reason"), (string?)amended["content"]!["content"]!["topics"]![0]));
        Assert.Equal((review.Id(), evidence.Id()), ((long)history[7]["entityId"]!, (long)history[10]["entityId"]!));
        Assert.NotNull(amended["at"]);
        Assert.NotNull(amended["revision"]);
        Assert.Equal(history.Select(e => e.ToJsonString()), (await editor.All($"/v1/claims/{claim.Id()}/history", 3)).Select(e => e.ToJsonString()));
        Assert.Equal(history.Select(e => e.Text("action")).Where(a => a != "review.recorded"), (await reader.Read($"/v1/claims/{claim.Id()}/history")).Items().Select(e => e.Text("action")));
        Assert.Equal(404, (int)(await reader.Get("/v1/claims/99/history")).StatusCode);
    }

    [Fact]
    public async Task The_timeline_tells_what_happened_in_the_order_of_dates()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor, "Eda");
        await Given.Article(editor);
        var claim = await editor.Post("/v1/claims", Draft.Said("It holds.", "Jane Roe", new { appearance = new { articleRef = "a1", mode = "reported_speech", said = new { edtf = "2020-07-12/2020-07-14" } } })).Json(201);
        var evidence = await Checked.Evidence(editor, claim);
        var review = await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (claim, evidence))).Json(201);
        await editor.Do(review, "correct", new { text = "It was July.", reason = "A reader wrote." });
        var other = await Given.Claim(editor, "It does not hold.");
        await editor.Post("/v1/links", new { from = other.Id(), to = claim.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        await editor.Post($"/v1/claims/{claim.Id()}/clear", new { reason = "Looked at." }).Json();
        await editor.Post($"/v1/evidence/{evidence.Id()}/withdraw", new { reason = "Forged." }).Json();
        await editor.Do(review, "withdraw", new { reason = "Its ground fell." });
        await editor.Post($"/v1/claims/{claim.Id()}/withdraw", new { reason = "x" }).Json();
        await editor.Post($"/v1/claims/{claim.Id()}/restore", new { reason = "x" }).Json();

        var timeline = (await editor.Read($"/v1/claims/{claim.Id()}/timeline")).Items().ToList();

        Assert.Equal(
            [
                "said: Jane Roe said it.",
                "published_in: It was published by The Daily in “Headline of a1”.",
                "recorded: It was put on record.",
                "evidence_added: Evidence was added (refutes): Situation report",
                "status_changed: It is in review now.",
                "review_published: “What the mission counted” was published: refuted.",
                "status_changed: It is refuted now.",
                "review_corrected: “What the mission counted” was corrected: It was July.",
                "link_confirmed: The link “contradicts” with “It does not hold.” was confirmed.",
                "contested: It is contradicted by claim 2: It does not hold.",
                "status_changed: It is contested now.",
                "cleared: It was cleared: Looked at.",
                "status_changed: It is refuted now.",
                "evidence_withdrawn: Evidence was withdrawn (refutes): Situation report",
                "contested: Evidence that its review cites was withdrawn: Situation report",
                "status_changed: It is contested now.",
                "review_withdrawn: “What the mission counted” was withdrawn: refuted no longer counts.",
                "withdrawn: It was withdrawn.",
                "restored: It was restored.",
            ],
            timeline.Select(step => $"{step.Text("kind")}: {step.Text("text")}"));
        Assert.Equal(("2020-07-12", "2020-07-14", null), (timeline[0].Text("earliest"), timeline[0].Text("latest"), timeline[0].Text("at")));
        Assert.Equal(("2020-08-01", "2020-08-01"), (timeline[1].Text("earliest"), timeline[1].Text("latest")));
        Assert.Equal(("Eda", "A reader wrote.", "review", review.Id()), (timeline[7].Text("actor"), timeline[7].Text("reason"), timeline[7].Text("entity"), (long)timeline[7]["entityId"]!));
        Assert.Equal(timeline.Select(s => s.ToJsonString()), (await editor.All($"/v1/claims/{claim.Id()}/timeline", 4)).Select(s => s.ToJsonString()));
        Assert.Equal(404, (int)(await editor.Get("/v1/claims/99/timeline")).StatusCode);
    }

    [Fact]
    public async Task What_hangs_on_a_claim_is_shown_with_it_where_it_is_asked_for()
    {
        await using var app = await App.Start();
        var (reader, editor) = (await app.Client(), await app.Client(Role.Editor));
        await Given.Article(editor);
        var (claim, evidence, review) = await Checked.Published(editor);
        var draft = await editor.Post("/v1/reviews", Checked.Review(new { title = "A draft" }, (claim, evidence))).Json(201);
        var other = await Given.Claim(editor, "It does not hold.");
        var link = await editor.Post("/v1/links", new { from = other.Id(), to = claim.Id(), type = "discrepancy", facet = "other", explanation = "x" }).Json(201);
        var plain = await reader.Read($"/v1/claims/{claim.Id()}");

        var shown = await reader.Read($"/v1/claims/{claim.Id()}?expand=evidence,reviews,links,history");

        Assert.Null(plain["evidence"]);
        Assert.Equal([evidence.Id()], shown["evidence"]!.Items().Select(e => e.Id()));
        Assert.Equal([review.Id()], shown["reviews"]!.Items().Select(r => r.Id()));
        Assert.Equal([link.Id()], shown["links"]!.Items().Select(l => l.Id()));
        Assert.Equal("link.recorded", shown["history"]!.Items().First().Text("action"));
        Assert.False((bool)shown["history"]!["more"]!);
        Assert.Equal([draft.Id(), review.Id()], (await editor.Read($"/v1/claims/{claim.Id()}?expand=reviews"))["reviews"]!.Items().Select(r => r.Id()));
        Assert.Equal([0, 1], (await reader.Read("/v1/claims?expand=evidence"))["items"]!.AsArray().Select(c => c!["evidence"]!.Items().Count()));

        foreach (var address in new[] { $"/v1/claims/{claim.Id()}", "/v1/claims" })
        {
            var problem = await reader.Read($"{address}?expand=evidence,colour", 400);
            Assert.Equal(("expand", "not_allowed"), (problem.Error().Text("parameter"), problem.Error().Text("code")));
            Assert.Equal(["evidence", "reviews", "links", "answers", "history"], problem.Error()["allowed"]!.AsArray().Select(a => (string?)a));
            await reader.Read($"{address}?expand=", 400);
            await reader.Read($"{address}?expanded=evidence", 400);
        }

        for (var i = 0; i < 20; i++)
        {
            await Checked.Evidence(editor, claim, new { note = $"{i}" });
        }

        var many = (await reader.Read($"/v1/claims/{claim.Id()}?expand=evidence"))["evidence"]!;
        Assert.Equal((20, true), (many.Items().Count(), (bool)many["more"]!));
    }

    [Fact]
    public async Task A_claim_that_is_kept_ready_shows_its_challenges_and_its_status_at_once()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        await editor.Read($"/v1/claims/{claim.Id()}");
        var evidence = await Checked.Evidence(editor, claim);
        Assert.Equal("unverified", await Checked.Status(editor, claim));
        var review = await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (claim, evidence))).Json(201);
        Assert.Equal("refuted", await Checked.Status(editor, claim));
        await editor.Do(review, "reopen");
        Assert.Single((await editor.Read($"/v1/claims/{claim.Id()}"))["challenges"]!.AsArray());
        await editor.Post($"/v1/claims/{claim.Id()}/clear", new { reason = "x" }).Json();
        Assert.Empty((await editor.Read($"/v1/claims/{claim.Id()}"))["challenges"]!.AsArray());
    }
}
