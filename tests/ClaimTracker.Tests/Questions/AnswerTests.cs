using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Questions;

public sealed class AnswerTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;
    private HttpClient contributor = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Reviewer, "Ana");
        contributor = await app.Client(Role.Contributor, "Bob");
        await Given.Article(client);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_claim_answers_by_its_own_quantity()
    {
        var question = (await Asked.Record(client, more: new { @ref = "q1", unit = "Person" })).Id();
        var claim = await Asked.Counting(client, "Officials", 16);

        using var response = await client.Answer(claim, new { questionId = question, @ref = "an1" });
        var answer = await Task.FromResult(response).Json(201);

        Assert.Equal("/v1/answers/1", response.Headers.Location!.ToString());
        Assert.Equal(("an1", "q1", Asked.HowMany, claim, "Officials"), (answer.Text("ref"), answer["question"]!.Text("ref"), answer["question"]!.Text("text"), answer["claim"]!.Id(), answer["claim"]!["claimant"]!.Text("name")));
        Assert.Equal((16m, true, "confirmed", "Ana"), ((decimal)answer["value"]!["value"]!, (bool)answer["ownValue"]!, answer.Text("state"), answer["decision"]!.Text("by")));
        Assert.Empty(answer["links"]!.AsArray());
        Assert.Null((await client.Read("/v1/answers/1"))["links"]);
        Assert.Equal(["answer.recorded"], app.Actions("answer", 1L));
        Assert.Equal("not-found", (await client.Read("/v1/answers/2", 404)).Slug());
    }

    [Theory]
    [InlineData("yes_no", """{"yes":false,"raw":"denied it"}""")]
    [InlineData("quantity", """{"qualifier":"between","value":10,"high":20,"unit":"person","of":"people killed"}""")]
    [InlineData("quantity", """{"qualifier":"vague","raw":"dozens"}""")]
    [InlineData("date", """{"edtf":"2020-07-12"}""")]
    [InlineData("place", """{"text":"Tovuz, Azerbaijan"}""")]
    [InlineData("choice", """{"text":"the mission","raw":"“the mission”"}""")]
    public async Task A_value_is_kept_as_it_was_given(string answerType, string value)
    {
        await Asked.Record(client, "It?", answerType);
        var claim = await Asked.Counting(client, "Officials", 16);

        var answer = await client.Answer(claim, new { questionId = 1, value = JsonNode.Parse(value) }).Json(201);

        Assert.False((bool)answer["ownValue"]!);
        Assert.All(JsonNode.Parse(value)!.AsObject(), member => Assert.Equal(member.Value!.ToJsonString(), answer["value"]![member.Key]!.ToJsonString()));
        Assert.Equal(answer["value"]!.ToJsonString(), (await client.Read("/v1/answers/1"))["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_claim_answers_a_question_of_dates_by_its_period()
    {
        await Asked.Record(client, "When?", "date", new { period = new { edtf = "1999" } });
        var claim = await Asked.Counting(client, "Officials", 16);

        var answer = await client.Answer(claim, new { questionId = 1 }).Json(201);

        Assert.Equal(("2020-07", true), (answer["value"]!.Text("edtf"), (bool)answer["ownValue"]!));
        await client.Patch($"/v1/claims/{claim}", new { period = new { edtf = "2020-07-12" }, reason = "Known now." }, "*").Json();
        Assert.Equal("2020-07-12", (await client.Read("/v1/answers/1"))["value"]!.Text("edtf"));
    }

    [Fact]
    public async Task A_contributors_answer_waits_for_a_reviewer()
    {
        await Asked.Record(client);
        var claim = await Asked.Counting(client, "Officials", 16);

        var answer = await contributor.Answer(claim, new { questionId = 1 }).Json(201);

        Assert.Equal(("suggested", null, false), (answer.Text("state"), answer["decision"], (bool)answer["counts"]!));
        Assert.Equal("reviewer", (await contributor.Post("/v1/answers/1/confirm", new { reason = "x" }).Json(403)).Text("requiredRole"));
        var confirmed = await client.Post("/v1/answers/1/confirm", new { reason = "It says so." }).Json();
        Assert.Equal(("confirmed", "Ana", "It says so.", 2), (confirmed.Text("state"), confirmed["decision"]!.Text("by"), confirmed["decision"]!.Text("reason"), (int)confirmed["revision"]!));
        Assert.Empty(confirmed["links"]!.AsArray());
    }

    [Fact]
    public async Task Each_decision_is_told_and_taken_back_by_the_other_one()
    {
        await Asked.Record(client);
        await client.Answer(await Asked.Counting(client, "Officials", 16), new { questionId = 1 }).Json(201);

        Assert.Equal(["reject"], await Allowed("confirm", new { reason = "x" }));
        var rejected = await client.Post("/v1/answers/1/reject", new { reason = "different_thing_counted", note = "Soldiers only." }).Json();
        Assert.Equal(("rejected", "different_thing_counted", "Soldiers only."), (rejected.Text("state"), rejected["decision"]!.Text("rejected"), rejected["decision"]!.Text("reason")));
        Assert.Equal(["confirm"], await Allowed("reject", new { reason = "duplicate" }));
        Assert.Equal("precondition-failed", (await client.Send(HttpMethod.Post, "/v1/answers/1/confirm", new { reason = "x" }, "application/json", "\"1\"").Json(412)).Slug());
        await client.Send(HttpMethod.Post, "/v1/answers/1/confirm", new { reason = "All of them." }, "application/json", "\"2\"").Json();

        Assert.Equal(
            [("answer.recorded", null), ("answer.rejected", "different_thing_counted: Soldiers only."), ("answer.confirmed", "All of them.")],
            app.Events("answer", 1L).Select(e => (e.Action, e.Reason)));
        Assert.Equal(["#/reason not_allowed"], await client.Post("/v1/answers/1/reject", new { reason = "boring" }).Faults(400));
        Assert.Equal(["#/reason required"], await client.Post("/v1/answers/1/confirm", new { }).Faults(400));

        async Task<string[]> Allowed(string action, object body) =>
            [.. (await client.Post($"/v1/answers/1/{action}", body).Json(409))["allowed"]!.AsArray().Select(a => (string)a!)];
    }

    [Fact]
    public async Task A_claim_answers_a_question_once()
    {
        await Asked.Record(client, more: new { @ref = "q1" });
        var (claim, other) = (await Asked.Counting(client, "Officials", 16), await Asked.Counting(client, "Others", 16));
        await client.Answer(claim, new { questionId = 1, @ref = "an1" }).Json(201);

        Assert.Equal(1, (await client.Answer(claim, new { questionRef = "q1" }).Json()).Id());
        Assert.Equal(1, (await client.Answer(claim, new { questionId = 1, @ref = "an1" }).Json()).Id());
        Assert.Equal("amend its answer by patch.", await Refused(claim, new { questionId = 1, value = new { qualifier = "exact", value = 17 } }));
        Assert.Equal("the ref an1 is on record with another answer.", await Refused(other, new { questionId = 1, @ref = "an1" }));
        Assert.Equal("amend its answer by patch.", await Refused(claim, new { questionId = 1, @ref = "an2" }));
        await client.Post("/v1/answers/1/reject", new { reason = "different_event" }).Json();
        Assert.Equal("rejected", (await client.Answer(claim, new { questionId = 1 }).Json()).Text("state"));
        Assert.Equal("confirm it if it holds; amend its value by patch.", await Refused(claim, new { questionId = 1, value = new { qualifier = "exact", value = 17 } }));
        Assert.Equal(["answer.recorded", "answer.rejected"], app.Actions("answer", 1L));

        async Task<string> Refused(long id, object body)
        {
            var problem = await client.Answer(id, body).Json(409);
            Assert.Equal(("differs", 1L, "/v1/answers/1"), (problem.Slug(), problem["existing"]!.Id(), problem["existing"]!.Text("href")));
            return problem.Text("detail")!.ToLowerInvariant().Split(". ")[^1];
        }
    }

    [Fact]
    public async Task A_number_is_the_same_however_it_is_written()
    {
        await Asked.Record(client);
        var claim = await Asked.Counting(client, "Officials", 16);
        await client.Answer(claim, """{"questionId":1,"value":{"qualifier":"exact","value":17}}""").Json(201);

        await client.Answer(claim, """{"questionId":1,"value":{"qualifier":"exact","value":17.0}}""").Json();
    }

    [Fact]
    public async Task All_faults_of_an_answer_are_told_at_once()
    {
        await Asked.Record(client, more: new { unit = "person", period = new { edtf = "2020-08" } });
        await Asked.Record(client, "Is it so?", "yes_no", new { period = new { edtf = "2020-08" } });
        await Asked.Record(client, "When?", "date");
        var claim = await Asked.Counting(client, "Officials", 16, new { quantity = new { qualifier = "exact", value = 16, unit = "soldier" } });
        var bare = (await Given.Claim(client, "Nothing is known.")).Id();

        Assert.Equal(
            ["#/questionId type", "#/value/valeu unknown_member", "#/value/qualifier not_allowed", "#/ref invalid_ref"],
            await client.Answer(claim, new { questionId = "1", value = new { qualifier = "some", valeu = 3 }, @ref = "a b" }).Faults(400));
        Assert.Equal(["#/value type"], await client.Answer(claim, new { questionId = 1, value = 16 }).Faults(400));
        Assert.Equal(["#/value one_of", "#/questionId one_of"], await client.Answer(claim, new { value = new { yes = true, text = "x" } }).Faults(422));
        Assert.Equal(["#/questionId one_of"], await client.Answer(claim, new { questionId = 1, questionRef = "q1" }).Faults(422));
        Assert.Equal(["#/value/value value_and_qualifier"], await client.Answer(claim, new { questionId = 1, value = new { qualifier = "exact" } }).Faults(422));
        Assert.Equal(["#/value one_of"], await client.Answer(claim, new { questionId = 1, value = new { value = 3 } }).Faults(422));

        Assert.Equal(["#/questionId unit_differs", "#/questionId other_period"], await client.Answer(claim, new { questionId = 1 }).Faults(422));
        Assert.Equal(["#/value/unit unit_differs", "#/questionId other_period"], await client.Answer(claim, new { questionId = 1, value = new { qualifier = "exact", value = 1, unit = "km" } }).Faults(422));
        Assert.Equal(["#/value value_and_type", "#/questionId other_period"], await client.Answer(claim, new { questionId = 1, value = new { yes = true } }).Faults(422));
        Assert.Equal(["#/value value_required", "#/questionId other_period"], await client.Answer(claim, new { questionId = 2 }).Faults(422));
        Assert.Equal(["#/value value_required"], await client.Answer(bare, new { questionId = 1 }).Faults(422));
        Assert.Equal(["#/value value_required"], await client.Answer(bare, new { questionId = 3 }).Faults(422));
        Assert.Equal(["#/questionId unknown_reference"], await client.Answer(bare, new { questionId = 99 }).Faults(422));
        Assert.Equal(["#/questionRef unknown_reference"], await client.Answer(bare, new { questionRef = "none" }).Faults(422));
        Assert.Equal("not-found", (await client.Answer(999, new { questionId = 1 }).Json(404)).Slug());
        Assert.Empty((await client.Read("/v1/answers")).Items());
    }

    [Theory]
    [InlineData("yes_no", """{"text":"yes"}""")]
    [InlineData("quantity", """{"edtf":"2020"}""")]
    [InlineData("date", """{"text":"in July"}""")]
    [InlineData("place", """{"yes":true}""")]
    [InlineData("choice", """{"qualifier":"exact","value":1}""")]
    public async Task A_value_of_another_form_than_the_question_takes_is_refused(string answerType, string value)
    {
        await Asked.Record(client, "It?", answerType);
        var claim = await Asked.Counting(client, "Officials", 16);

        Assert.Equal(["#/value value_and_type"], await client.Answer(claim, new { questionId = 1, value = JsonNode.Parse(value) }).Faults(422));
    }

    [Fact]
    public async Task Units_are_compared_as_they_are_folded_and_periods_by_their_days()
    {
        await Asked.Record(client, more: new { unit = "Person", period = new { edtf = "2020-07-12/2020-07-16" } });
        var claim = await Asked.Counting(client, "Officials", 16);
        await client.Answer(claim, new { questionId = 1 }).Json(201);
        foreach (var (by, period) in new[] { ("A", "2020-07-13"), ("B", "../2020-07-12"), ("C", "XXXX-06"), ("D", "2020?") })
        {
            await client.Answer(await Asked.Counting(client, by, 16, new { period = new { edtf = period } }), new { questionId = 1 }).Json(201);
        }

        foreach (var (by, period) in new[] { ("E", "2020-07-17"), ("F", "../2020-07-11"), ("G", "2019") })
        {
            Assert.Equal(["#/questionId other_period"], await client.Answer(await Asked.Counting(client, by, 16, new { period = new { edtf = period } }), new { questionId = 1 }).Faults(422));
        }
    }

    [Fact]
    public async Task A_claim_that_does_not_stand_answers_nothing()
    {
        await Asked.Record(client);
        var (claim, kept) = (await Asked.Counting(client, "Officials", 16), await Asked.Counting(client, "Others", 16));
        var editor = await app.Client(Role.Editor);

        await editor.Post($"/v1/claims/{claim}/withdraw", new { reason = "x" }).Json();
        Assert.Equal("illegal-transition", (await client.Answer(claim, new { questionId = 1 }).Json(409)).Slug());
        await editor.Post($"/v1/claims/{claim}/restore", new { reason = "x" }).Json();
        await client.Post($"/v1/claims/{claim}/merge", new { into = kept, reason = "x" }).Json();
        Assert.Equal(kept, (await client.Answer(claim, new { questionId = 1 }).Json(409))["existing"]!.Id());
    }

    [Fact]
    public async Task A_value_is_amended_as_a_whole_and_given_back_to_the_claim()
    {
        await Asked.Record(client, more: new { unit = "person" });
        var claim = await Asked.Counting(client, "Officials", 16);
        await client.Answer(claim, new { questionId = 1 }).Json(201);

        Assert.Equal("precondition-required", (await client.Patch("/v1/answers/1", new { value = (object?)null, reason = "x" }).Json(428)).Slug());
        var amended = await client.Patch("/v1/answers/1", new { value = new { qualifier = "at_least", value = 18, raw = "at least 18" }, reason = "The article says more." }, "\"1\"").Json();
        Assert.Equal(("at_least", false, 2, "confirmed", "The article says more."), (amended["value"]!.Text("qualifier"), (bool)amended["ownValue"]!, (int)amended["revision"]!, amended.Text("state"), amended["decision"]!.Text("reason")));
        Assert.Empty(amended["links"]!.AsArray());
        Assert.Null((await client.Patch("/v1/answers/1", new { value = new { qualifier = "exact", value = 18 }, reason = "x" }, "*").Json())["value"]!["raw"]);
        Assert.Equal(3, (int)(await client.Patch("/v1/answers/1", new { value = new { qualifier = "exact", value = 18 }, reason = "Again." }, "*").Json())["revision"]!);
        Assert.True((bool)(await client.Patch("/v1/answers/1", new { value = (object?)null, reason = "It is the claim's." }, "*").Json())["ownValue"]!);
        Assert.Equal([("answer.recorded", null), ("answer.amended", "The article says more."), ("answer.amended", "x"), ("answer.amended", "It is the claim's.")], app.Events("answer", 1L).Select(e => (e.Action, e.Reason)));

        Assert.Equal(["#/value value_and_type"], await client.Patch("/v1/answers/1", new { value = new { yes = true }, reason = "x" }, "*").Faults(422));
        Assert.Equal(["#/value/unit unit_differs"], await client.Patch("/v1/answers/1", new { value = new { qualifier = "exact", value = 1, unit = "km" }, reason = "x" }, "*").Faults(422));
        Assert.Equal(["#/questionId unknown_member", "#/reason required"], await client.Patch("/v1/answers/1", new { questionId = 2 }, "*").Faults(400));
        Assert.Equal(["#/value one_of"], await client.Patch("/v1/answers/1", new { value = new { yes = true, text = "x" }, reason = "x" }, "*").Faults(422));
    }

    [Fact]
    public async Task A_confirmed_answer_that_a_contributor_amends_waits_for_a_reviewer_again()
    {
        await Asked.Record(client);
        await client.Answer(await Asked.Counting(client, "Officials", 16), new { questionId = 1 }).Json(201);

        var amended = await contributor.Patch("/v1/answers/1", new { value = new { qualifier = "exact", value = 18 }, reason = "x" }, "*").Json();

        Assert.Equal(("suggested", null, false), (amended.Text("state"), amended["decision"], (bool)amended["counts"]!));
        Assert.Equal("suggested", (await client.Patch("/v1/answers/1", new { value = new { qualifier = "exact", value = 19 }, reason = "x" }, "*").Json()).Text("state"));
        await client.Post("/v1/answers/1/reject", new { reason = "different_event" }).Json();
        Assert.Equal("rejected", (await contributor.Patch("/v1/answers/1", new { value = new { qualifier = "exact", value = 20 }, reason = "x" }, "*").Json()).Text("state"));
    }

    [Fact]
    public async Task What_the_claim_no_longer_states_is_not_confirmed()
    {
        await Asked.Record(client);
        var claim = await Asked.Counting(client, "Officials", 16);
        await contributor.Answer(claim, new { questionId = 1 }).Json(201);
        await client.Patch($"/v1/claims/{claim}", new { quantity = (object?)null, reason = "It names no figure." }, "*").Json();

        Assert.Null((await client.Read("/v1/answers/1"))["value"]);
        Assert.Equal(["# value_required"], await client.Post("/v1/answers/1/confirm", new { reason = "x" }).Faults(422));
        await client.Post("/v1/answers/1/reject", new { reason = "different_thing_counted" }).Json();
    }

    [Fact]
    public async Task Answers_are_listed_newest_first_by_question_claim_and_state()
    {
        await Asked.Record(client, more: new { @ref = "q1" });
        await Asked.Record(client, "When?", "date", new { @ref = "q2" });
        var (one, two) = (await Asked.Counting(client, "One", 16, new { @ref = "c1" }), await Asked.Counting(client, "Two", 17, new { @ref = "c2" }));
        await client.Answer(one, new { questionId = 1, @ref = "an1" }).Json(201);
        await client.Answer(two, new { questionId = 1, @ref = "an2" }).Json(201);
        await contributor.Answer(one, new { questionId = 2, @ref = "an3" }).Json(201);

        Assert.Equal(["an3", "an2", "an1"], await Refs(""));
        Assert.Equal(["an2", "an1"], await Refs("?questionId=1"));
        Assert.Equal(["an3"], await Refs("?questionRef=q2"));
        Assert.Equal(["an3", "an1"], await Refs($"?claimId={one}"));
        Assert.Equal(["an2"], await Refs("?claimRef=c2"));
        Assert.Equal(["an3"], await Refs("?state=suggested"));
        Assert.Equal(["an1"], await Refs("?ref=an1"));
        Assert.Empty(await Refs("?questionRef=none"));
        Assert.Equal(["an3", "an1"], (await client.Read($"/v1/claims/{one}/answers")).Refs());
        Assert.Equal(["an1"], (await client.Read($"/v1/claims/{one}/answers?state=confirmed")).Refs());
        Assert.Equal("not-found", (await client.Read("/v1/claims/99/answers", 404)).Slug());
        Assert.Equal(["an3", "an2", "an1"], (await client.All("/v1/answers", 1)).Select(a => a.Text("ref")));
        Assert.Equal(["state not_allowed"], await client.Get("/v1/answers?state=open").Faults(400));

        async Task<string[]> Refs(string query) => (await client.Read($"/v1/answers{query}")).Refs();
    }
}
