using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Questions;

/// <summary>The answers of a claim: recorded with it, shown with it, found by, told of, and moved with it.</summary>
public sealed class AnswersOfClaimTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Reviewer, "Ana");
        await Given.Article(client);
        await Asked.Record(client, more: new { @ref = "q1", unit = "person" });
        await Asked.Record(client, "Is it so?", "yes_no", new { @ref = "q2" });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_claim_is_recorded_with_its_answers_and_counts_what_they_make()
    {
        var (_, one) = await Recorded("One", 18, new { questionRef = "q1" }, new { questionId = 2, value = new { yes = true } });
        var (claim, two) = await Recorded("Two", 16, new { questionRef = "q1" }, new { questionId = 2, value = new { yes = false } });

        Assert.Equal(["Is it so?", Asked.HowMany], (await client.Read($"/v1/claims/{two}/answers")).Items().Select(a => a["question"]!.Text("text")));
        Assert.Equal(["confirmed", "confirmed"], (await client.Read($"/v1/claims/{one}/answers")).Items().Select(a => a.Text("state")));
        Assert.Equal(1, (int)claim["counts"]!["contradicts"]!);
        Assert.Equal(["answer.recorded"], app.Actions("answer", 1L));
    }

    [Fact]
    public async Task All_faults_of_the_answers_and_the_links_of_a_claim_are_told_at_once_and_nothing_is_recorded()
    {
        var body = Draft.Claim("It is so.", new
        {
            links = new object[] { new { to = 99, type = "supports", explanation = "x" } },
            answers = new object[]
            {
                new { questionRef = "q1" },
                new { questionId = 2, value = new { text = "yes" } },
                new { questionRef = "q2", value = new { yes = true } },
                new { questionId = 99 },
                new { questionId = 1, value = new { qualifier = "exact", value = 1, unit = "km" } },
            },
        });

        Assert.Equal(
            ["#/links/0/to unknown_reference", "#/answers/0/value value_required", "#/answers/1/value value_and_type", "#/answers/2 duplicate_item", "#/answers/3/questionId unknown_reference", "#/answers/4 duplicate_item"],
            await client.Post("/v1/claims", body).Faults(422));
        Assert.Equal(
            ["#/answers/0/questionId one_of", "#/answers/1/value one_of", "#/answers/1/questionId one_of"],
            await client.Post("/v1/claims", Draft.Claim("It is so.", new { answers = new object[] { new { questionId = 1, questionRef = "q1" }, new { value = new { } } } })).Faults(422));
        Assert.Equal(
            ["#/answers/0/ref unknown_member", "#/answers/1 type"],
            await client.Post("/v1/claims", Draft.Claim("It is so.", new { answers = new object[] { new { questionId = 1, @ref = "an1" }, 7 } })).Faults(400));
        Assert.Equal(["#/answers too_many"], await client.Post("/v1/claims", Draft.Claim("It is so.", new { answers = Enumerable.Range(1, 21).Select(i => new { questionId = i }) })).Faults(400));
        Assert.Empty((await client.Read("/v1/claims")).Items());
        Assert.Empty((await client.Read("/v1/answers")).Items());
    }

    [Fact]
    public async Task The_same_claim_with_the_same_answers_changes_nothing_and_with_another_answer_is_refused()
    {
        var body = Counting("One", 18, new { questionRef = "q1" });
        body["ref"] = "c1";
        var claim = (await client.Post("/v1/claims", body).Json(201)).Id();

        Assert.Equal(claim, (await client.Post("/v1/claims", body).Json()).Id());
        Assert.Equal("differs", (await client.Post("/v1/claims", Draft.With(body, new { answers = new[] { new { questionRef = "q1", value = new { qualifier = "exact", value = 19 } } } })).Json(409)).Slug());
        Assert.Equal("differs", (await client.Post("/v1/claims", Draft.With(body, new { answers = new[] { new { questionRef = "q2", value = new { yes = true } } } })).Json(409)).Slug());
        Assert.Equal("differs", (await client.Post("/v1/claims", Draft.With(body, new { answers = new[] { new { questionRef = "none" } } })).Json(409)).Slug());

        var (_, kept) = await Recorded("Two", 18);
        await client.Post($"/v1/claims/{claim}/merge", new { into = kept, reason = "x" }).Json();
        Assert.Equal(claim, (await client.Post("/v1/claims", body).Json()).Id());
        Assert.Single((await client.Read("/v1/answers")).Items());
    }

    [Fact]
    public async Task Answers_are_shown_with_a_claim_where_they_are_asked_for()
    {
        var (_, claim) = await Recorded("One", 18, new { questionRef = "q1" });

        Assert.Null((await client.Read($"/v1/claims/{claim}"))["answers"]);
        var shown = (await client.Read($"/v1/claims/{claim}?expand=answers"))["answers"]!;
        Assert.Equal((Asked.HowMany, 18m, false), (shown.Items().Single()["question"]!.Text("text"), (decimal)shown.Items().Single()["value"]!["value"]!, (bool)shown["more"]!));
        Assert.Single((await client.Read("/v1/claims?expand=answers,links")).Items().Single()["answers"]!.Items());
    }

    [Fact]
    public async Task Claims_contradictions_and_searches_are_narrowed_to_a_question()
    {
        var (_, one) = await Recorded("One", 18, new { questionRef = "q1" });
        var (_, two) = await Recorded("Two", 16, new { questionRef = "q2", value = new { yes = true } });
        var (_, three) = await Recorded("Three", 17);
        var suggesting = await app.Client(Role.Contributor);
        var suggested = (await suggesting.Answer(three, new { questionRef = "q1" }).Json(201)).Id();
        await client.Post("/v1/links", new { from = one, to = two, type = "contradicts", facet = "quantity", explanation = "x" }).Json(201);
        await client.Post("/v1/links", new { from = three, to = two, type = "contradicts", facet = "quantity", explanation = "x" }).Json(201);

        Assert.Equal([one], await Claims("questionId=1"));
        Assert.Equal([two], await Claims("questionRef=q2"));
        Assert.Empty(await Claims("questionRef=none"));
        Assert.Empty(await Claims("questionId=1&questionRef=q2"));
        Assert.Equal([one], await Found("questionId=1"));
        Assert.Equal([two], await Found("questionRef=q2&kind=fact"));
        Assert.Empty(await Found("questionRef=none"));
        Assert.Equal([(one, two)], await Contradictions("questionId=1"));
        Assert.Equal([(two, three), (one, two)], await Contradictions("questionRef=q2"));
        Assert.Empty(await Contradictions("questionId=99"));

        await client.Post($"/v1/answers/{suggested}/confirm", new { reason = "x" }).Json();
        Assert.Equal([three, one], await Claims("questionId=1"));
        Assert.Equal([one, three], (await Found("questionRef=q1")).Order());
        await client.Post("/v1/answers/1/reject", new { reason = "different_event" }).Json();
        Assert.Equal([three], await Claims("questionRef=q1"));
        Assert.Equal([three], await Found("questionRef=q1"));

        async Task<long[]> Claims(string query) => [.. (await client.Read($"/v1/claims?{query}")).Items().Select(c => c.Id())];
        async Task<long[]> Found(string query) => [.. (await client.Read($"/v1/search?q=killed&{query}")).Items().Select(i => i["claim"]!.Id())];
        async Task<(long, long)[]> Contradictions(string query) =>
            [.. (await client.Read($"/v1/contradictions?{query}")).Items().Where(c => c["link"]!.Text("origin") == "human").Select(c => (c["from"]!["claim"]!.Id(), c["to"]!["claim"]!.Id()))];
    }

    [Fact]
    public async Task The_history_and_the_timeline_of_a_claim_tell_of_its_answers()
    {
        var (_, claim) = await Recorded("One", 18, new { questionRef = "q1" });
        await client.Patch("/v1/answers/1", new { value = new { qualifier = "at_least", value = 18 }, reason = "It says so." }, "*").Json();
        await client.Post("/v1/answers/1/reject", new { reason = "different_event", note = "Another clash." }).Json();
        await (await app.Client(Role.Contributor)).Answer(claim, new { questionRef = "q2", value = new { yes = false } }).Json(201);

        var history = (await client.Read($"/v1/claims/{claim}/history")).Items().Where(e => e.Text("entity") == "answer").ToList();
        Assert.Equal(["answer.recorded", "answer.rejected", "answer.amended", "answer.recorded"], history.Select(e => e.Text("action")));
        Assert.Equal((1, claim, "rejected"), ((int)history[1]["content"]!["questionId"]!, (long)history[1]["content"]!["claimId"]!, history[1]["content"]!.Text("state")));
        Assert.Equal(
            [
                $"answer_confirmed: It was confirmed to answer “{Asked.HowMany}”.",
                $"answer_amended: Its answer to “{Asked.HowMany}” was amended: {await TextOf(1)}",
                $"answer_rejected: Its answer to “{Asked.HowMany}” was rejected: {await TextOf(1)}",
            ],
            (await client.Read($"/v1/claims/{claim}/timeline")).Items().Where(s => s.Text("entity") == "answer").Select(s => $"{s.Text("kind")}: {s.Text("text")}"));

        async Task<string?> TextOf(long answer) => (await client.Read($"/v1/answers/{answer}")).Text("text");
    }

    [Fact]
    public async Task Answers_go_with_a_merged_claim_and_come_back_with_it()
    {
        var (_, one) = await Recorded("One", 18, new { questionRef = "q1" });
        var (_, two) = await Recorded("Two", 16);

        await Merge(one, two);
        Assert.Equal([(1L, two)], await Hanging());
        Assert.Equal(["answer.recorded", "answer.moved"], app.Actions("answer", 1L));
        Assert.Equal([two], (await client.Read("/v1/search?q=killed&questionRef=q1")).Items().Select(i => i["claim"]!.Id()));

        await Restore(one);
        Assert.Equal([(1L, one)], await Hanging());
        Assert.Equal(3, (int)(await client.Read("/v1/answers/1"))["revision"]!);
        Assert.Equal([one], (await client.Read("/v1/search?q=killed&questionRef=q1")).Items().Select(i => i["claim"]!.Id()));
    }

    [Fact]
    public async Task An_answer_to_a_question_that_the_other_claim_answers_stays_at_home_and_counts_for_nothing()
    {
        var (_, one) = await Recorded("One", 18, new { questionRef = "q1" });
        var (_, two) = await Recorded("Two", 16, new { questionRef = "q1" });

        await Merge(one, two);
        Assert.Equal([(1L, one), (2L, two)], await Hanging());
        Assert.False((bool)(await client.Read("/v1/answers/1"))["counts"]!);
        Assert.True((bool)(await client.Read("/v1/answers/2"))["counts"]!);

        await Restore(one);
        Assert.True((bool)(await client.Read("/v1/answers/1"))["counts"]!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_answers_hang_does_not_depend_on_the_order_of_merges(bool firstIsFirst)
    {
        var (_, one) = await Recorded("One", 18, new { questionRef = "q1" });
        var (_, two) = await Recorded("Two", 16, new { questionRef = "q1" });
        var (_, kept) = await Recorded("Three", 17);
        foreach (var claim in firstIsFirst ? [one, two] : new[] { two, one })
        {
            await Merge(claim, kept);
        }

        Assert.Equal([(1L, kept), (2L, two)], await Hanging());
        await Restore(one);
        Assert.Equal([(1L, one), (2L, kept)], await Hanging());
        await Restore(two);
        Assert.Equal([(1L, one), (2L, two)], await Hanging());
        Assert.Empty(Operations.Checking.Findings(app.DatabasePath));
    }

    private static JsonObject Counting(string by, decimal value, params object[] answers) => Draft.Said(
        $"{value} people were killed, by {by}.", by, new { quantity = new { qualifier = "exact", value, unit = "person" }, answers });

    private async Task<(JsonNode Claim, long Id)> Recorded(string by, decimal value, params object[] answers)
    {
        var claim = await client.Post("/v1/claims", Counting(by, value, answers)).Json(201);
        return (claim, claim.Id());
    }

    private Task<JsonNode> Merge(long id, long into) => client.Post($"/v1/claims/{id}/merge", new { into, reason = "The same." }).Json();

    private Task<JsonNode> Restore(long id) => client.Post($"/v1/claims/{id}/restore", new { reason = "Not the same." }).Json();

    private async Task<(long Answer, long Claim)[]> Hanging() =>
        [.. (await client.Read("/v1/answers?questionRef=q1")).Items().Select(a => (a.Id(), a["claim"]!.Id())).Order()];
}
