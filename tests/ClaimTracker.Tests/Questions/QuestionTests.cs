using ClaimTracker.Data;

namespace ClaimTracker.Tests.Questions;

public sealed class QuestionTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Editor, "Ana");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_question_is_recorded_and_read_back_as_it_was_given()
    {
        using var answer = await client.Post("/v1/questions", new
        {
            @ref = "q1",
            text = Asked.HowMany,
            answerType = "quantity",
            asks = "fact",
            unit = "person",
            of = "people killed",
            period = new { edtf = "2020-07", basis = "the clashes of July" },
            place = "Tovuz",
            language = "EN",
        });
        var recorded = await Task.FromResult(answer).Json(201);

        Assert.Equal("/v1/questions/1", answer.Headers.Location!.ToString());
        Assert.Equal("q1 quantity fact person people killed Tovuz en active 1", string.Join(' ', new[] { "ref", "answerType", "asks", "unit", "of", "place", "language", "state", "revision" }.Select(m => $"{recorded[m]}")));
        Assert.Equal(("2020-07-01", "2020-07-31", "the clashes of July"), (recorded["period"]!.Text("earliest"), recorded["period"]!.Text("latest"), recorded["period"]!.Text("basis")));
        Assert.Equal((0, null), ((int)recorded["answers"]!, recorded["dispute"]));
        Assert.Equal(recorded.ToJsonString(), (await client.Read("/v1/questions/1")).ToJsonString());
        Assert.Equal(["question.recorded"], app.Actions("question", 1L));
        Assert.Equal("not-found", (await client.Read("/v1/questions/2", 404)).Slug());
    }

    [Fact]
    public async Task The_same_ref_with_the_same_content_changes_nothing_and_with_other_content_is_refused()
    {
        var question = Asked.Question(Asked.HowMany, more: new { @ref = "q1", language = "EN", period = new { edtf = "2020-07" } });
        await client.Post("/v1/questions", question).Json(201);

        Assert.Equal(1, (await client.Post("/v1/questions", question).Json()).Id());
        var refused = await client.Post("/v1/questions", Draft.With(question, new { unit = "person" })).Json(409);
        Assert.Equal(("differs", 1L), (refused.Slug(), refused["existing"]!.Id()));
        Assert.Equal(["question.recorded"], app.Actions("question", 1L));
    }

    [Fact]
    public async Task A_question_is_on_record_once_for_a_sort_of_answer_a_period_and_a_place()
    {
        var where = new { period = new { edtf = "2020-07" }, place = "Dağlık" };
        await Asked.Record(client, "Was it Dağlık?", "yes_no", where);

        var refused = await client.Post("/v1/questions", Asked.Question("WAS IT DAGLIK?", "yes_no", where)).Json(409);
        Assert.Equal(("duplicate", "/v1/questions/1"), (refused.Slug(), refused["existing"]!.Text("href")));
        await Asked.Record(client, "Was it Dağlık?", "choice", where);
        await Asked.Record(client, "Was it Dağlık?", "yes_no", new { where.place });
        await Asked.Record(client, "Was it Dağlık?", "yes_no", new { where.period });
        Assert.Equal("duplicate", (await client.Post("/v1/questions", Asked.Question("Was it Dağlık?", "yes_no", new { where.place, period = (object?)null })).Json(409)).Slug());
    }

    [Fact]
    public async Task All_faults_of_a_question_are_told_at_once()
    {
        Assert.Equal(
            ["#/unti unknown_member", "#/answerType not_allowed", "#/facet not_allowed", "#/period/edtf invalid_date", "#/text required"],
            await client.Post("/v1/questions", new { answerType = "figure", facet = "colour", period = new { edtf = "July" }, unti = "person" }).Faults(400));
        Assert.Equal(
            ["#/text null_not_allowed", "#/unit type", "#/place disallowed_character"],
            await client.Post("/v1/questions", new { text = (string?)null, answerType = "quantity", unit = 7, place = "a\nb" }).Faults(400));
        Assert.Equal(
            ["#/period/basis basis_required", "#/facet facet_and_type", "# unit_and_type"],
            await client.Post("/v1/questions", new { text = "Who?", answerType = "place", facet = "actor", of = "people", period = new { } }).Faults(422));
        Assert.Equal(["#/facet facet_and_type"], await client.Post("/v1/questions", new { text = "Who?", answerType = "choice", facet = "quantity" }).Faults(422));
        Assert.Equal(["#/period/edtf interval_reversed"], await client.Post("/v1/questions", new { text = "Who?", answerType = "choice", period = new { edtf = "2020/2019" } }).Faults(422));
        Assert.Equal(["#/state read_only"], await client.Post("/v1/questions", new { text = "Who?", answerType = "choice", state = "active" }).Faults(400));
    }

    [Fact]
    public async Task A_question_is_amended_with_a_reason_and_its_events_tell_what_it_became()
    {
        await Asked.Record(client, more: new { unit = "person", period = new { edtf = "2020" } });

        Assert.Equal("precondition-required", (await client.Patch("/v1/questions/1", new { unit = "soldier", reason = "x" }).Json(428)).Slug());
        Assert.Equal("precondition-failed", (await client.Patch("/v1/questions/1", new { unit = "soldier", reason = "x" }, "\"7\"").Json(412)).Slug());
        Assert.Equal(["#/reason required"], await client.Patch("/v1/questions/1", new { unit = "soldier" }, "*").Faults(400));
        var amended = await client.Patch("/v1/questions/1", new { unit = (string?)null, period = new { edtf = "2020-07" }, reason = "Narrower." }, "\"1\"").Json();

        Assert.Equal((2, null, "2020-07"), ((int)amended["revision"]!, amended["unit"], amended["period"]!.Text("edtf")));
        var told = app.Events("question", 1L)[^1];
        Assert.Equal(("question.amended", "Narrower.", 2L, "2020-07"), (told.Action, told.Reason, told.Revision, told.Content["content"]!["period"]!.Text("edtf")));
        Assert.Equal(2, (int)(await client.Patch("/v1/questions/1", new { period = new { edtf = "2020-07" }, reason = "Again." }, "*").Json())["revision"]!);
        Assert.Equal(["#/facet facet_and_type"], await client.Patch("/v1/questions/1", new { facet = "actor", reason = "x" }, "*").Faults(422));
    }

    [Fact]
    public async Task A_question_is_not_amended_into_another_one_that_is_on_record()
    {
        await Asked.Record(client, "One?", more: new { @ref = "q1" });
        await Asked.Record(client, "Two?");

        Assert.Equal(1, (await client.Patch("/v1/questions/2", new { text = "one?", reason = "x" }, "*").Json(409))["existing"]!.Id());
        Assert.Equal(1, (await client.Patch("/v1/questions/2", new { @ref = "q1", reason = "x" }, "*").Json(409))["existing"]!.Id());
        Assert.Equal("ONE?", (await client.Patch("/v1/questions/1", new { text = "ONE?", reason = "x" }, "*").Json()).Text("text"));
    }

    [Fact]
    public async Task What_it_asks_for_stays_while_it_has_confirmed_answers()
    {
        await Given.Article(client);
        await Asked.Record(client);
        var claim = await Asked.Counting(client, "Ana", 16);
        var answer = (await client.Answer(claim, new { questionId = 1 }).Json(201)).Id();

        Assert.Equal(["#/answerType has_answers", "#/asks has_answers"], await client.Patch("/v1/questions/1", new { answerType = "yes_no", asks = "position", reason = "x" }, "*").Faults(422));
        await client.Patch("/v1/questions/1", new { text = "How many were killed?", reason = "Shorter." }, "*").Json();
        await client.Post($"/v1/answers/{answer}/reject", new { reason = "different_event" }).Json();
        Assert.Equal("position", (await client.Patch("/v1/questions/1", new { answerType = "yes_no", asks = "position", reason = "x" }, "*").Json()).Text("asks"));

        // The rejected answer holds no longer what the question takes.
        Assert.Equal(["# value_required"], await client.Post($"/v1/answers/{answer}/confirm", new { reason = "x" }).Faults(422));
    }

    [Fact]
    public async Task A_withdrawn_question_leaves_the_list_takes_no_answers_and_can_be_restored()
    {
        await Given.Article(client);
        var claim = await Asked.Counting(client, "Ana", 16);
        await Asked.Record(client, more: new { @ref = "q1" });

        await client.Post("/v1/questions/1/withdraw", new { reason = "Badly put." }).Json();
        Assert.Empty((await client.Read("/v1/questions")).Items());
        Assert.Equal(["q1"], (await client.Read("/v1/questions?state=withdrawn")).Refs());
        Assert.Equal("withdrawn", (await client.Read("/v1/questions/1")).Text("state"));
        Assert.Equal(["#/questionRef not_active"], await client.Answer(claim, new { questionRef = "q1" }).Faults(422));
        Assert.Equal("restore", (string)(await client.Patch("/v1/questions/1", new { text = "x", reason = "x" }, "*").Json(409))["allowed"]![0]!);
        Assert.Equal("restore", (string)(await client.Post("/v1/questions/1/withdraw", new { reason = "x" }).Json(409))["allowed"]![0]!);

        await client.Post("/v1/questions/1/restore", new { reason = "Well put." }).Json();
        Assert.Equal(["question.recorded", "question.withdrawn", "question.restored"], app.Actions("question", 1L));
        await client.Answer(claim, new { questionRef = "q1" }).Json(201);
    }

    [Fact]
    public async Task A_contributor_withdraws_what_their_own_key_recorded()
    {
        var (contributor, other) = (await app.Client(Role.Contributor, "One"), await app.Client(Role.Contributor, "Other"));
        await Asked.Record(contributor);

        Assert.Equal("editor", (await other.Post("/v1/questions/1/withdraw", new { reason = "x" }).Json(403)).Text("requiredRole"));
        await contributor.Post("/v1/questions/1/withdraw", new { reason = "x" }).Json();
        await client.Post("/v1/questions/1/restore", new { reason = "x" }).Json();
    }

    [Fact]
    public async Task Questions_are_listed_newest_first_by_what_they_ask_and_by_who_answers_them()
    {
        await Given.Article(client, "a1");
        await Given.Article(client, "a2", text: null);
        await Asked.Record(client, "How many in Dağlık?", more: new { @ref = "q1" });
        await Asked.Record(client, "Should there be a base?", "yes_no", new { @ref = "q2", asks = "position" });
        await Asked.Record(client, "Where?", "place", new { @ref = "q3" });
        var claim = await Asked.Counting(client, "Ana", 16, new { @ref = "c1" });
        await client.Answer(claim, new { questionRef = "q1" }).Json(201);
        var rejected = await client.Answer(claim, new { questionRef = "q3", value = new { text = "Tovuz" } }).Json(201);
        await client.Post($"/v1/answers/{rejected.Id()}/reject", new { reason = "different_event" }).Json();

        Assert.Equal(["q3", "q2", "q1"], await Refs(""));
        Assert.Equal(["q1"], await Refs("?q=in+daglik"));
        Assert.Equal(["q2"], await Refs("?answerType=yes_no"));
        Assert.Equal(["q3", "q1"], await Refs("?asks=fact"));
        Assert.Equal(["q2"], await Refs("?ref=q2"));
        Assert.Equal(["q1"], await Refs($"?claimId={claim}"));
        Assert.Equal(["q1"], await Refs("?claimRef=c1"));
        Assert.Equal(["q1"], await Refs("?articleRef=a1"));
        Assert.Equal(["q1"], await Refs("?articleId=1&q=how"));
        Assert.Empty(await Refs("?articleId=2"));
        Assert.Equal(["q3", "q2", "q1"], (await client.All("/v1/questions", 1)).Select(q => q.Text("ref")));
        Assert.Equal(["answerType not_allowed", "asks not_allowed", "claimId out_of_range"], await client.Get("/v1/questions?answerType=x&asks=y&claimId=0").Faults(400));

        async Task<string[]> Refs(string query) => (await client.Read($"/v1/questions{query}")).Refs();
    }
}
