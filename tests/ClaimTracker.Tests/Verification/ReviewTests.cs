using ClaimTracker.Data;

namespace ClaimTracker.Tests.Verification;

/// <summary>A review on its way from draft to publication, and after.</summary>
public sealed class ReviewTests
{
    [Fact]
    public async Task A_review_goes_from_draft_to_published_by_the_hands_of_three_roles()
    {
        await using var app = await App.Start();
        var (contributor, reviewer, editor) = (await app.Client(Role.Contributor, "Ana"), await app.Client(Role.Reviewer, "Ben"), await app.Client(Role.Editor, "Eda"));
        await Given.Article(contributor);
        var claim = await Given.Claim(contributor, "It holds.", key: "c1");
        var evidence = await Checked.Evidence(contributor, claim, new { @ref = "e1" });

        var review = await contributor.Post("/v1/reviews", Checked.Review(
            new { @ref = "r1", claimIds = (object?)null, evidenceIds = (object?)null, claimRefs = new[] { "c1" }, evidenceRefs = new[] { "e1" }, rating = new { scaleRef = "default", value = 1 }, language = "EN" },
            (claim, evidence))).Json(201);
        Assert.Equal(("draft", "refuted", "en", null), (review.Text("state"), review.Text("verdict"), review.Text("language"), review.Text("publishedAt")));
        Assert.Equal("""{"scaleId":1,"scale":"False to true","value":1,"label":"False","verdict":"refuted","best":5,"worst":1}""", review["rating"]!.ToJsonString());
        Assert.Equal(("c1", "e1", "Check Desk", true), (review["claims"]![0]!.Text("ref"), review["evidence"]![0]!.Text("ref"), review["author"]!.Text("name"), (bool)review["author"]!["new"]!));
        Assert.Equal("in_review", await Checked.Status(contributor, claim));

        Assert.Equal(["amend", "submit", "withdraw"], (await reviewer.Do(review, "approve", status: 409)).Allowed());
        Assert.Equal("submitted", (await contributor.Do(review, "submit")).Text("state"));
        Assert.Equal("reviewer", (await contributor.Do(review, "approve", status: 403)).Text("requiredRole"));
        Assert.Equal(["amend", "approve", "reopen", "withdraw"], (await editor.Do(review, "publish", status: 409)).Allowed());
        Assert.Equal("approved", (await reviewer.Do(review, "approve")).Text("state"));
        Assert.Equal("editor", (await reviewer.Do(review, "publish", status: 403)).Text("requiredRole"));
        var published = await editor.Do(review, "publish");

        Assert.Equal("published", published.Text("state"));
        Assert.NotNull(published["publishedAt"]);
        Assert.Equal("refuted", await Checked.Status(contributor, claim));
        Assert.Equal(["review.recorded", "review.submitted", "review.approved", "review.published"], app.Actions("review", review["id"]));
        Assert.Equal(["Ana", "Ana", "Ben", "Eda"], app.Events("review", review["id"]).Select(e => e.Actor));
        Assert.Equal([review.Id()], (await contributor.Read($"/v1/claims/{claim.Id()}/reviews")).Items().Select(r => r.Id()));
        Assert.Equal([review.Id()], (await contributor.Read("/v1/reviews?claimRef=c1&state=published&verdict=refuted&language=en&ref=r1")).Items().Select(r => r.Id()));
        Assert.Empty((await contributor.Read("/v1/reviews?verdict=supported")).Items());
        Assert.Empty((await contributor.Read("/v1/reviews?claimRef=c9")).Items());
        Assert.Equal(404, (int)(await contributor.Get("/v1/claims/99/reviews")).StatusCode);
    }

    [Fact]
    public async Task An_editor_publishes_a_review_of_several_claims_in_one_request()
    {
        await using var app = await App.Start();
        var (reviewer, editor) = (await app.Client(Role.Reviewer), await app.Client(Role.Editor));
        await Given.Article(editor);
        var (one, two) = (await Given.Claim(editor, "It holds."), await Given.Claim(editor, "It holds twice."));
        var (first, second) = (await Checked.Evidence(editor, one), await Checked.Evidence(editor, two));
        var body = Checked.Review(new { publish = true }, (two, second), (one, first));

        Assert.Equal("editor", (await reviewer.Post("/v1/reviews", body).Json(403)).Text("requiredRole"));
        var review = await editor.Post("/v1/reviews", body).Json(201);

        Assert.Equal("published", review.Text("state"));
        Assert.Equal([one.Id(), two.Id()], review["claims"]!.AsArray().Select(c => c!.Id()));
        Assert.Equal(["refuted", "refuted"], review["claims"]!.AsArray().Select(c => c!.Text("status")));
        Assert.Equal(("refuted", "refuted"), (await Checked.Status(editor, one), await Checked.Status(editor, two)));
    }

    [Fact]
    public async Task Publishing_tells_all_that_is_missing_at_once_and_leaves_nothing_behind()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        await Given.Article(editor, "a2", text: null);
        var bare = await Given.Claim(editor, "It holds.");
        var withdrawn = await Given.Claim(editor, "It held.");
        var position = await Given.Claim(editor, "It should hold.", kind: "position");
        var prediction = await Given.Claim(editor, "It will hold.", kind: "prediction");
        var unarchived = await Checked.Evidence(editor, position, new { citation = new { title = "A report" } });
        var taken = await Checked.Evidence(editor, prediction, new { citation = (object?)null, source = new { articleRef = "a2" } });
        var draft = await editor.Post("/v1/reviews", new
        {
            verdict = "supported",
            claimIds = new[] { bare.Id(), withdrawn.Id(), position.Id(), prediction.Id() },
            evidenceIds = new[] { unarchived.Id(), taken.Id() },
            rating = new { scaleRef = "default", value = 2 },
        }).Json(201);
        await editor.Do(draft, "submit");
        await editor.Do(draft, "approve");
        await editor.Post($"/v1/evidence/{taken.Id()}/withdraw", new { reason = "x" }).Json();
        await editor.Post($"/v1/claims/{withdrawn.Id()}/withdraw", new { reason = "x" }).Json();
        await editor.Post($"/v1/appearances/{bare["appearances"]![0]!.Id()}/withdraw", new { reason = "x" }).Json();

        Assert.Equal(
            [
                "#/explanation required", "#/title required", "#/url required", "#/evidenceIds/1 not_active", "#/evidenceIds archive_required",
                "#/evidenceIds evidence_required", "#/claimIds appearance_required", "#/evidenceIds evidence_required", "#/claimIds not_active",
                "#/verdict position", "#/verdict not_due", "#/rating rating_and_verdict",
            ],
            await editor.Post($"/v1/reviews/{draft.Id()}/publish", new { reason = "x" }).Faults(422));

        Assert.Equal(3, (await editor.Post("/v1/reviews", new { claimIds = new[] { position.Id() }, evidenceIds = new[] { unarchived.Id() }, verdict = "not_checkable", publish = true }).Faults(422)).Length - 1);
        Assert.Single((await editor.Read("/v1/reviews")).Items());
    }

    [Theory]
    [InlineData(null, "supported", false)]
    [InlineData("2999", "supported", false)]
    [InlineData("2020/..", "supported", false)]
    [InlineData("2020", "supported", true)]
    [InlineData("2999", "not_checkable", true)]
    [InlineData(null, "not_checkable", true)]
    public async Task A_prediction_is_judged_when_its_period_is_over(string? period, string verdict, bool isDue)
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var claim = await editor.Post("/v1/claims", Draft.Claim("It will hold.", new { kind = "prediction", period = period is null ? null : new { edtf = period } })).Json(201);
        var evidence = await Checked.Evidence(editor, claim);

        var answer = editor.Post("/v1/reviews", Checked.Review(new { verdict, publish = true }, (claim, evidence)));

        if (isDue)
        {
            await answer.Json(201);
            Assert.Equal(verdict, await Checked.Status(editor, claim));
        }
        else
        {
            Assert.Equal(["#/verdict not_due"], await answer.Faults(422));
        }
    }

    [Fact]
    public async Task One_archived_piece_is_enough_a_copy_a_text_that_is_held_or_a_search()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var unarchived = await Checked.Evidence(editor, claim, new { citation = new { title = "A report" } });
        object[] archived =
        [
            Checked.Cited(),
            new { stance = "refutes", search = new { query = "it", corpus = "Gazette", date = "2020" } },
            new { stance = "refutes", tier = "primary", source = new { articleRef = "a1" } },
        ];

        Assert.Equal(["#/evidenceIds archive_required"], await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (claim, unarchived))).Faults(422));
        foreach (var body in archived)
        {
            var evidence = await editor.Post($"/v1/claims/{claim.Id()}/evidence", body).Json(201);
            await editor.Post("/v1/reviews", Checked.Review(new { publish = true }, (claim, unarchived), (claim, evidence))).Json(201);
        }
    }

    [Fact]
    public async Task A_review_names_claims_evidence_and_a_step_that_are_on_record()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var (claim, other) = (await Given.Claim(client, "It holds."), await Given.Claim(client, "It does not."));
        var evidence = await Checked.Evidence(client, other);

        Assert.Equal(["#/claimIds required"], await client.Post("/v1/reviews", new { verdict = "mixed" }).Faults(422));
        Assert.Equal(
            ["#/claimIds/1 unknown_reference", "#/claimRefs/0 unknown_reference", "#/evidenceIds/0 unknown_reference", "#/author/type required", "#/rating/value unknown_step"],
            await client.Post("/v1/reviews", new
            {
                verdict = "mixed",
                claimIds = new[] { claim.Id(), 99 },
                claimRefs = new[] { "x" },
                evidenceIds = new[] { 99 },
                author = new { name = "Nobody" },
                rating = new { scaleId = 1, value = 9 },
            }).Faults(422));
        Assert.Equal(["#/evidenceIds other_claim"], await client.Post("/v1/reviews", Checked.Review(null, (claim, evidence))).Faults(422));
        Assert.Equal(
            ["#/state read_only", "#/verdict not_allowed", "#/claimIds/1 type", "#/claimIds/2 null_not_allowed", "#/claimIds/4 out_of_range"],
            await client.Post("/v1/reviews", """{"verdict":"false","claimIds":[1,"x",null,2,0],"state":"published"}""").Faults(400));
        Assert.Empty((await client.Read("/v1/reviews")).Items());
    }

    [Fact]
    public async Task The_same_ref_with_the_same_content_is_the_review_on_record()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var body = Checked.Review(new { @ref = "r", publish = true, rating = new { scaleRef = "default", value = 1 } }, (claim, await Checked.Evidence(editor, claim)));

        var review = await editor.Post("/v1/reviews", body).Json(201);

        Assert.Equal(review.Id(), (await editor.Post("/v1/reviews", body).Json()).Id());
        Assert.Equal("differs", (await editor.Post("/v1/reviews", Draft.With(body, new { verdict = "mixed" })).Json(409)).Slug());
        Assert.Equal(2, app.Actions("review", review["id"]).Length);
    }

    [Fact]
    public async Task A_draft_is_amended_and_what_was_approved_is_not()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var (one, two) = (await Given.Claim(editor, "It holds."), await Given.Claim(editor, "It does not.", key: "two"));
        var evidence = await Checked.Evidence(editor, one);
        var review = await editor.Post("/v1/reviews", Checked.Review(new { rating = new { scaleRef = "default", value = 1 } }, (one, evidence))).Json(201);
        var address = $"/v1/reviews/{review.Id()}";

        var amended = await editor.Patch(address, new { title = "Another title", author = (object?)null, reason = "Shorter." }, review.IfMatch()).Json();
        Assert.Equal(("Another title", 2L, 1L), (amended.Text("title"), (long)amended["revision"]!, (long)amended["rating"]!["value"]!));
        Assert.Null(amended["author"]);
        var moved = await editor.Patch(address, new { claimRefs = new[] { "two" }, evidenceIds = Array.Empty<long>(), rating = new { scaleId = 1, value = 3 }, reason = "The other one." }, amended.IfMatch()).Json();
        Assert.Equal((two.Id(), 3L), (Assert.Single(moved["claims"]!.AsArray())!.Id(), (long)moved["rating"]!["value"]!));
        Assert.Equal(("unverified", "in_review"), (await Checked.Status(editor, one), await Checked.Status(editor, two)));
        Assert.Equal(moved.ToJsonString(), (await editor.Patch(address, new { title = "Another title", reason = "Again." }, moved.IfMatch()).Json()).ToJsonString());

        await editor.Do(review, "submit");
        await editor.Do(review, "approve");
        Assert.Equal(["publish", "reopen", "withdraw"], (await editor.Patch(address, new { title = "x", reason = "x" }, "*").Json(409)).Allowed());
        Assert.Equal("draft", (await editor.Do(review, "reopen")).Text("state"));
        await editor.Patch(address, new { title = "A title", reason = "x" }, "*").Json();
    }

    [Fact]
    public async Task A_published_review_is_corrected_in_public_and_never_edited()
    {
        await using var app = await App.Start();
        var (reader, editor) = (await app.Client(), await app.Client(Role.Editor, "Eda"));
        await Given.Article(editor);
        var (_, evidence, review) = await Checked.Published(editor);

        Assert.Equal(["correct", "reopen", "withdraw"], (await editor.Patch($"/v1/reviews/{review.Id()}", new { title = "x", reason = "x" }, "*").Json(409)).Allowed());
        await editor.Do(review, "correct", new { text = "It was July 17.", reason = "A reader wrote." });
        var corrected = await editor.Do(review, "correct", new { text = "It was July 18.", reason = "Again." });

        Assert.Equal(["It was July 17.", "It was July 18."], corrected["corrections"]!.AsArray().Select(c => c!.Text("text")));
        Assert.Equal("Eda", (await reader.Read($"/v1/reviews/{review.Id()}"))["corrections"]![0]!.Text("by"));
        Assert.Equal("review.corrected", app.Actions("review", review["id"])[^1]);

        Assert.Equal(["withdraw"], (await editor.Patch($"/v1/evidence/{evidence.Id()}", new { stance = "supports", reason = "x" }, "*").Json(409)).Allowed());
        await editor.Patch($"/v1/evidence/{evidence.Id()}", new { citation = new { archivedUrl = "https://archive.example.org/2" }, note = "Kept twice.", reason = "x" }, "*").Json();
    }

    [Fact]
    public async Task A_review_is_withdrawn_and_restored_by_who_may()
    {
        await using var app = await App.Start();
        var (ana, ben, editor, reader) = (await app.Client(Role.Contributor, "Ana"), await app.Client(Role.Reviewer, "Ben"), await app.Client(Role.Editor, "Eda"), await app.Client());
        await Given.Article(ana);
        var claim = await Given.Claim(ana, "It holds.");
        var evidence = await Checked.Evidence(ana, claim);
        var review = await ana.Post("/v1/reviews", Checked.Review(null, (claim, evidence))).Json(201);

        await ben.Do(review, "withdraw", status: 403);
        Assert.Equal("withdrawn", (await ana.Do(review, "withdraw")).Text("state"));
        Assert.Equal("unverified", await Checked.Status(ana, claim));
        Assert.Equal(404, (int)(await reader.Get($"/v1/reviews/{review.Id()}")).StatusCode);
        Assert.Equal(["restore"], (await ana.Do(review, "withdraw", status: 409)).Allowed());
        Assert.Equal("draft", (await ana.Do(review, "restore")).Text("state"));
        await ana.Do(review, "submit");
        await editor.Do(review, "approve");
        await editor.Do(review, "publish");

        await ana.Do(review, "withdraw", status: 403);
        Assert.Equal("withdrawn", (await editor.Do(review, "withdraw", new { reason = "Retracted." })).Text("state"));
        Assert.Equal("unverified", await Checked.Status(ana, claim));
        Assert.Equal("withdrawn", (await reader.Read($"/v1/reviews/{review.Id()}")).Text("state"));
        await ana.Post($"/v1/evidence/{evidence.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["#/evidenceIds/0 not_active"], await editor.Post($"/v1/reviews/{review.Id()}/restore", new { reason = "x" }).Faults(422));
        await ana.Post($"/v1/evidence/{evidence.Id()}/restore", new { reason = "x" }).Json();
        Assert.Equal("published", (await editor.Do(review, "restore")).Text("state"));
        Assert.Equal("refuted", await Checked.Status(ana, claim));
    }

    [Fact]
    public async Task Rating_scales_are_kept_by_editors_and_ratings_are_copies()
    {
        await using var app = await App.Start();
        var (client, editor) = (await app.Client(Role.Reviewer), await app.Client(Role.Editor));
        await Given.Article(editor);
        var claim = await Given.Claim(editor, "It holds.");
        var scale = new { @ref = "noses", name = "Noses", steps = new object[] { new { value = 0, label = "Four noses", verdict = "refuted" }, new { value = 4, label = "No nose", verdict = "supported" } } };

        Assert.Equal("default", Assert.Single((await client.Read("/v1/rating-scales")).Items()).Text("ref"));
        Assert.Equal("editor", (await client.Post("/v1/rating-scales", scale).Json(403)).Text("requiredRole"));
        Assert.Equal(
            ["#/steps/1/value not_rising", "#/steps/2/label duplicate_item"],
            await editor.Post("/v1/rating-scales", new { name = "x", steps = new object[] { new { value = 2, label = "A", verdict = "mixed" }, new { value = 2, label = "B", verdict = "mixed" }, new { value = 3, label = "a", verdict = "mixed" } } }).Faults(422));
        Assert.Equal(["#/steps too_few"], await editor.Post("/v1/rating-scales", new { name = "x", steps = Array.Empty<object>() }).Faults(422));
        var made = await editor.Post("/v1/rating-scales", scale).Json(201);
        Assert.Equal(made.Id(), (await editor.Post("/v1/rating-scales", scale).Json()).Id());
        Assert.Equal("differs", (await editor.Post("/v1/rating-scales", Draft.With(scale, new { name = "x" })).Json(409)).Slug());

        var review = await client.Post("/v1/reviews", new { claimIds = new[] { claim.Id() }, verdict = "refuted", rating = new { scaleRef = "noses", value = 0 } }).Json(201);
        var amended = await editor.Patch($"/v1/rating-scales/{made.Id()}", new { name = "Pinocchios", reason = "Renamed." }, made.IfMatch()).Json();
        await editor.Post($"/v1/rating-scales/{made.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["restore"], (await editor.Patch($"/v1/rating-scales/{made.Id()}", new { name = "x", reason = "x" }, "*").Json(409)).Allowed());
        Assert.Equal(("Pinocchios", 2), (amended.Text("name"), amended["steps"]!.AsArray().Count));
        Assert.Equal(("Noses", "Four noses"), (await Rating(), (await client.Read($"/v1/reviews/{review.Id()}"))["rating"]!.Text("label")));
        await client.Patch($"/v1/reviews/{review.Id()}", new { title = "T", reason = "x" }, "*").Json();
        Assert.Equal("Noses", await Rating());
        Assert.Equal(["#/rating/scaleRef not_active"], await client.Post("/v1/reviews", new { claimIds = new[] { claim.Id() }, verdict = "refuted", rating = new { scaleRef = "noses", value = 0 } }).Faults(422));
        Assert.Single((await client.Read("/v1/rating-scales?state=withdrawn&ref=noses")).Items());
        Assert.Equal("active", (await editor.Post($"/v1/rating-scales/{made.Id()}/restore", new { reason = "x" }).Json()).Text("state"));
        Assert.Equal(["rating_scale.recorded", "rating_scale.amended", "rating_scale.withdrawn", "rating_scale.restored"], app.Actions("rating_scale", made["id"]));

        async Task<string?> Rating() => (await client.Read($"/v1/reviews/{review.Id()}"))["rating"]!.Text("scale");
    }
}
