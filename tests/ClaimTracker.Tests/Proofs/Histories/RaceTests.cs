using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Verification;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Requests that cannot all be done, sent at once: exactly those are done that one order allows, the others are refused, and the events tell one story.</summary>
[Trait("Report", "histories")]
public sealed class RaceTests(ITestOutputHelper report) : IAsyncLifetime
{
    private App app = null!;
    private HttpClient editor = null!;
    private int made;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        editor = await app.Client(Role.Editor);
        await Given.Article(editor);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Of_many_patches_of_one_revision_exactly_one_is_made()
    {
        var claim = await Claim();
        await Race("PATCHes of one revision", async round =>
        {
            var answers = await AtOnce([.. Enumerable.Range(0, 4).Select(i => Amend(claim, $"Statement {round} {i}.", $"\"{round + 1}\""))]);
            Assert.Equal([200, 412, 412, 412], answers.Select(a => a.Status).Order());
            var read = await editor.Read($"/v1/claims/{claim.Id()}");
            Assert.Equal((round + 2L, answers.Single(a => a.Status == 200).Body.Text("statement")), ((long)read["revision"]!, read.Text("statement")));
            return claim;
        });
    }

    [Fact]
    public Task Of_two_resolutions_of_a_contradiction_one_is_made() => Race("resolve × resolve", async _ =>
    {
        var (from, to) = (await Claim(), await Claim());
        var link = await editor.Post("/v1/links", new { from = from.Id(), to = to.Id(), type = "contradicts", facet = "other", explanation = "x" }).Json(201);
        var answers = await AtOnce([.. new[] { "from_right", "to_right" }.Select(outcome => Act($"links/{link.Id()}/resolve", new { outcome, reason = "x" }))]);
        Assert.Equal([200, 409], answers.Select(a => a.Status).Order());
        Assert.Equal(["link.recorded", "link.resolved"], app.Actions("link", link["id"]));
        return from;
    });

    [Fact]
    public Task Of_two_publications_of_a_review_one_is_made() => Race("publish × publish", async _ =>
    {
        var claim = await Claim();
        var review = await editor.Post("/v1/reviews", Checked.Review(null, (claim, await Checked.Evidence(editor, claim)))).Json(201);
        await editor.Do(review, "submit");
        await editor.Do(review, "approve");
        var answers = await AtOnce([.. Enumerable.Repeat(Act($"reviews/{review.Id()}/publish"), 2)]);
        Assert.Equal([200, 409], answers.Select(a => a.Status).Order());
        Assert.Single(app.Actions("review", review["id"]), action => action == "review.published");
        return claim;
    });

    [Fact]
    public Task Of_an_approval_and_an_amendment_of_a_review_what_is_approved_is_what_was_read() => Race("approve × PATCH", async _ =>
    {
        var claim = await Claim();
        var review = await editor.Post("/v1/reviews", Checked.Review(null, (claim, await Checked.Evidence(editor, claim)))).Json(201);
        var read = await editor.Do(review, "submit");
        var answers = await AtOnce(
        [
            Act($"reviews/{review.Id()}/approve", ifMatch: read.IfMatch()),
            () => editor.Patch($"/v1/reviews/{review.Id()}", new { title = "Another title", reason = "x" }, read.IfMatch()),
        ]);
        Assert.Equal([200, 412], answers.Select(a => a.Status).Order());
        Assert.Equal(3, app.Actions("review", review["id"]).Length);
        return claim;
    });

    [Fact]
    public Task A_withdrawal_and_an_amendment_are_made_in_that_order_or_the_amendment_is_refused() => Race("withdraw × PATCH", async round =>
    {
        var claim = await Claim();
        var answers = await AtOnce([Act($"claims/{claim.Id()}/withdraw"), Amend(claim, $"Amended {round}.", round % 2 == 0 ? "\"1\"" : "*")]);
        var wasAmended = answers[1].Status == 200;
        Assert.Equal((200, wasAmended || answers[1].Status == (round % 2 == 0 ? 412 : 409)), (answers[0].Status, true));
        Assert.Equal(wasAmended ? ["claim.recorded", "claim.amended", "claim.withdrawn"] : ["claim.recorded", "claim.withdrawn"], app.Actions("claim", claim["id"]));
        return claim;
    });

    [Fact]
    public Task A_merge_and_an_amendment_are_made_in_that_order_or_the_amendment_is_refused() => Race("merge × PATCH", async round =>
    {
        var (claim, into) = (await Claim(), await Claim());
        var answers = await AtOnce([Act($"claims/{claim.Id()}/merge", new { into = into.Id(), reason = "x" }), Amend(claim, $"Amended {round}.", "\"1\"")]);
        var wasAmended = answers[1].Status == 200;
        Assert.Equal((200, wasAmended ? 200 : 412), (answers[0].Status, answers[1].Status));
        Assert.Equal(wasAmended ? ["claim.recorded", "claim.amended", "claim.merged"] : ["claim.recorded", "claim.merged"], app.Actions("claim", claim["id"]));
        return claim;
    });

    [Fact]
    public Task Of_merges_in_a_ring_one_stays_open() => Race("merges in a ring", async _ =>
    {
        var claims = new[] { await Claim(), await Claim(), await Claim() };
        var answers = await AtOnce([.. claims.Select((c, i) => Act($"claims/{c.Id()}/merge", new { into = claims[(i + 1) % 3].Id(), reason = "x" }))]);
        var states = await Task.WhenAll(claims.Select(async c => (await editor.Read($"/v1/claims/{c.Id()}")).Text("state")));
        Assert.All(answers, a => Assert.Contains(a.Status, (int[])[200, 409, 422]));
        Assert.Equal(answers.Select(a => a.Status == 200 ? "merged" : "active"), states);
        Assert.Contains("active", states);
        Assert.Contains("merged", states);
        return claims[0];
    });

    [Fact]
    public Task The_same_claim_recorded_at_once_is_on_record_once() => Race("POST × POST of a claim", round =>
        Once("claims", Given.OwnVoice($"The same statement {round}."), [201, 409, 409], "claim"));

    [Fact]
    public Task The_same_claim_with_a_ref_recorded_at_once_is_on_record_once() => Race("POST × POST of a claim with a ref", round =>
        Once("claims", Given.OwnVoice($"The same statement {round}.", key: $"c{round}"), [200, 200, 201], "claim"));

    [Fact]
    public Task The_same_claimant_recorded_at_once_is_on_record_once() => Race("POST × POST of a claimant", round =>
        Once("claimants", new { name = $"Person {round}", type = "person" }, [201, 409, 409], "claimant"));

    [Fact]
    public Task A_new_claimant_that_claims_name_at_once_is_on_record_once() => Race("POST × POST naming a claimant", async round =>
    {
        var answers = await AtOnce([.. Enumerable.Range(0, 3).Select(i => Act("claims", Draft.Said($"Said {round} {i}.", $"Somebody {round}")))]);
        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.Body["claimant"]!.Id()).Distinct());
        Assert.Single(answers, a => (bool?)a.Body["claimant"]!["new"] == true);
        return answers[0].Body;
    });

    [Fact]
    public Task The_same_article_recorded_at_once_is_on_record_once() => Race("POST × POST of an article", round =>
        Once("articles", new { headline = $"Headline {round}", publisher = new { name = "The Daily", type = "outlet" }, text = $"The text of {round}." }, [200, 200, 201], "article"));

    /// <summary>Three times the same at once: one is recorded, and all tell of that one.</summary>
    private async Task<JsonNode?> Once(string path, object body, int[] due, string entity)
    {
        var answers = await AtOnce([.. Enumerable.Repeat(Act(path, body), 3)]);
        Assert.Equal(due, answers.Select(a => a.Status).Order());
        var ids = answers.Select(a => (long)(a.Body["id"] ?? a.Body["existing"]!["id"])!).Distinct();
        Assert.Equal([$"{entity}.recorded"], app.Actions(entity, Assert.Single(ids)));
        return entity == "claim" ? answers.Single(a => a.Status == 201).Body : null;
    }

    /// <summary>Runs a race many times; after each, the events of the claim it was about count its revisions one by one, and the last is what is read.</summary>
    private async Task Race(string name, Func<int, Task<JsonNode?>> run)
    {
        for (var round = 0; round < HistorySettings.Races; round++)
        {
            if (await run(round) is { } claim && (round < 100 || round % 100 == 0))
            {
                var events = app.Events("claim", claim["id"]);
                var read = await editor.Read($"/v1/claims/{claim.Id()}");
                Assert.Equal(Enumerable.Range(1, events.Count).Select(r => (long)r), events.Select(e => e.Revision));
                Assert.Equal((events[^1].Revision, events[^1].Content.Text("state"), events[^1].Content["content"]!.Text("statement")), ((long)read["revision"]!, read.Text("state"), read.Text("statement")));
            }
        }

        report.WriteLine($"Races: {HistorySettings.Races} of {name}; one effect each.");
    }

    private Task<JsonNode> Claim() => Given.Claim(editor, $"Claim {++made}.");

    private Func<Task<HttpResponseMessage>> Amend(JsonNode claim, string statement, string ifMatch) =>
        () => editor.Patch($"/v1/claims/{claim.Id()}", new { statement, reason = "x" }, ifMatch);

    private Func<Task<HttpResponseMessage>> Act(string path, object? body = null, string? ifMatch = null) =>
        () => editor.Send(HttpMethod.Post, $"/v1/{path}", body ?? new { reason = "x" }, "application/json", ifMatch);

    private static Task<(int Status, JsonNode Body)[]> AtOnce(Func<Task<HttpResponseMessage>>[] racers) => Task.WhenAll(racers.Select(racer => Task.Run(async () =>
    {
        using var answer = await racer();
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    })));
}
