using ClaimTracker.Data;

namespace ClaimTracker.Tests.Verification;

/// <summary>What is not published, or published under an embargo, is seen by contributors and above and by nobody else.</summary>
public sealed class EmbargoTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_review_under_an_embargo_is_nowhere_to_be_seen_for_readers_until_the_hour_comes()
    {
        var clock = new ManualClock(Start);
        await using var app = await App.Start(clock: clock);
        var (nobody, reader, contributor, editor) = (await app.Client(), await app.Client(Role.Reader), await app.Client(Role.Contributor), await app.Client(Role.Editor));
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var evidence = await Checked.Evidence(editor, claim);
        var review = await editor.Post("/v1/reviews", Checked.Review(new { publish = true, title = "SECRET", embargoUntil = Start.AddHours(2) }, (claim, evidence))).Json(201);
        await editor.Do(review, "correct", new { text = "SECRET too.", reason = "SECRET reason." });
        Assert.Equal(("published", null), (review.Text("state"), review.Text("publishedAt")));

        string[] places =
        [
            "/v1/reviews", "/v1/reviews?ref=x", $"/v1/claims/{claim.Id()}/reviews", $"/v1/claims/{claim.Id()}?expand=reviews,history,evidence,links", "/v1/claims?expand=reviews,history",
            $"/v1/claims/{claim.Id()}/history", $"/v1/claims/{claim.Id()}/timeline", $"/v1/claims/{claim.Id()}",
        ];
        foreach (var client in new[] { nobody, reader })
        {
            Assert.Equal(404, (int)(await client.Get($"/v1/reviews/{review.Id()}")).StatusCode);
            foreach (var place in places)
            {
                Assert.DoesNotContain("SECRET", (await client.Read(place)).ToJsonString(), StringComparison.Ordinal);
            }

            Assert.Empty((await client.Read("/v1/reviews")).Items());
            Assert.DoesNotContain((await client.Read($"/v1/claims/{claim.Id()}/history")).Items(), e => e.Text("entity") == "review");
            Assert.Equal("in_review", await Checked.Status(client, claim));
        }

        Assert.Equal("SECRET", (await contributor.Read($"/v1/reviews/{review.Id()}")).Text("title"));
        Assert.Contains("SECRET", (await contributor.Read($"/v1/claims/{claim.Id()}/history")).ToJsonString(), StringComparison.Ordinal);

        await Until(clock, TimeSpan.FromHours(2), async () => (int)(await reader.Get($"/v1/reviews/{review.Id()}")).StatusCode == 200);

        Assert.Equal("refuted", await Checked.Status(reader, claim));
        Assert.Equal(["review.released"], (await reader.Read($"/v1/claims/{claim.Id()}/history")).Items().Where(e => e.Text("entity") == "review").Select(e => e.Text("action")));
        Assert.Equal(["review.recorded", "review.published", "review.corrected", "review.released"], app.Actions("review", review["id"]));
        Assert.Equal("service", app.Events("review", review["id"])[^1].Actor);
        Assert.True((DateTimeOffset)(await reader.Read($"/v1/reviews/{review.Id()}"))["publishedAt"]! >= Start.AddHours(2));
    }

    [Fact]
    public async Task A_draft_leaves_no_trace_but_that_its_claim_is_in_review()
    {
        await using var app = await App.Start();
        var (reader, editor) = (await app.Client(), await app.Client(Role.Editor));
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var review = await editor.Post("/v1/reviews", Checked.Review(new { title = "SECRET" }, (claim, await Checked.Evidence(editor, claim)))).Json(201);
        await editor.Patch($"/v1/reviews/{review.Id()}", new { title = "SECRET 2", reason = "SECRET" }, "*").Json();
        Assert.Equal("in_review", await Checked.Status(reader, claim));
        await editor.Do(review, "withdraw", new { reason = "SECRET" });

        Assert.Equal("unverified", await Checked.Status(reader, claim));
        foreach (var place in new[] { "/v1/reviews", $"/v1/claims/{claim.Id()}/history", $"/v1/claims/{claim.Id()}/timeline", $"/v1/claims/{claim.Id()}?expand=history,reviews" })
        {
            Assert.DoesNotContain("SECRET", (await reader.Read(place)).ToJsonString(), StringComparison.Ordinal);
        }

        Assert.Contains("SECRET", (await editor.Read($"/v1/claims/{claim.Id()}/history")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_falls_under_the_embargo_contests_the_claim_when_it_ends_and_not_before()
    {
        var clock = new ManualClock(Start);
        await using var app = await App.Start(clock: clock);
        var (reader, editor) = (await app.Client(), await app.Client(Role.Editor));
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var against = await Given.Claim(editor, "It does not hold.");
        var evidence = await Checked.Evidence(editor, claim);
        await editor.Post("/v1/reviews", Checked.Review(new { publish = true, embargoUntil = Start.AddHours(2) }, (claim, evidence))).Json(201);
        await editor.Post($"/v1/evidence/{evidence.Id()}/withdraw", new { reason = "x" }).Json();
        await editor.Post("/v1/links", new { from = claim.Id(), to = against.Id(), type = "contradicts", facet = "polarity", explanation = "x" }).Json(201);
        Assert.Empty((await reader.Read($"/v1/claims/{claim.Id()}"))["challenges"]!.AsArray());

        await Until(clock, TimeSpan.FromHours(2), async () => await Checked.Status(reader, claim) == "contested");

        Assert.Equal(["evidence_withdrawn", "new_contradiction"], (await reader.Read($"/v1/claims/{claim.Id()}"))["challenges"]!.AsArray().Select(c => c!.Text("cause")));
    }

    [Fact]
    public async Task An_embargo_that_ended_while_the_service_was_down_is_lifted_when_it_starts()
    {
        var clock = new ManualClock(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var app = await App.Start(clock: clock);
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var review = await editor.Post("/v1/reviews", Checked.Review(new { publish = true, embargoUntil = "2021-01-02T00:00:00Z" }, (claim, await Checked.Evidence(editor, claim)))).Json(201);

        await app.Restart();

        var reader = await app.Client();
        await Until(null, TimeSpan.Zero, async () => (int)(await reader.Get($"/v1/reviews/{review.Id()}")).StatusCode == 200);
        Assert.Equal("refuted", await Checked.Status(reader, claim));
    }

    /// <summary>Moves the clock on and asks again until it is so: the alarm rings in the background.</summary>
    private static async Task Until(ManualClock? clock, TimeSpan by, Func<Task<bool>> isSo)
    {
        clock?.Advance(by);
        while (!await isSo())
        {
            // Where the service had not begun to wait when the clock was moved, it waits anew.
            clock?.Advance(TimeSpan.FromMinutes(1));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
