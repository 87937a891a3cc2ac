using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Tests.Questions;

/// <summary>Rival answers make links; the links go with what makes them.</summary>
public sealed class AnswerLinksTests : IAsyncLifetime
{
    private App app = null!;
    private HttpClient client = null!;
    private HttpClient contributor = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Editor, "Ana");
        contributor = await app.Client(Role.Contributor, "Bob");
        await Given.Article(client);
        await Given.Article(client, "a2", text: null);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_merge_that_ends_a_conflict_about_two_questions_makes_no_link_that_stands_in_the_way_of_its_restoring()
    {
        foreach (var text in new[] { "How many were killed?", "How many lives did it cost?" })
        {
            await client.Post("/v1/questions", new { text, answerType = "quantity", asks = "fact" }).Json(201);
        }

        var one = await Says("Speaker one", 16);
        var same = await Says("Speaker two", 18);
        var kept = await Says("Speaker three", 16);
        var link = (await WithTheFirst()).Id();

        await client.Post($"/v1/claims/{same}/merge", new { into = kept, reason = "Said by one of them." }).Json();
        await client.Post($"/v1/claims/{same}/restore", new { reason = "They are two." }).Json();

        var back = await WithTheFirst();
        Assert.Equal((link, "confirmed"), (back.Id(), back.Text("state")));

        async Task<JsonNode> WithTheFirst() => (await client.Read($"/v1/claims/{same}/links")).Items().Single(l => (long)l["from"]!["id"]! == one);

        async Task<long> Says(string speaker, int value) => (await client.Post("/v1/claims", Draft.Said($"{speaker} counts {value}.", speaker, new
        {
            quantity = new { qualifier = "exact", value },
            answers = new[] { new { questionId = 1 }, new { questionId = 2 } },
        })).Json(201)).Id();
    }

    [Fact]
    public async Task Sixteen_and_eighteen_killed_contradict_and_both_claims_are_disputed_at_once()
    {
        await Asked.Record(client);
        var (sixteen, eighteen) = (await Asked.Counting(client, "Officials", 16), await Asked.Counting(client, "Witnesses", 18));
        Assert.Empty((await client.Answer(sixteen, new { questionId = 1 }).Json(201))["links"]!.AsArray());

        var answer = await client.Answer(eighteen, new { questionId = 1 }).Json(201);

        var link = Assert.Single(answer["links"]!.AsArray())!;
        Assert.Equal(("contradicts", "quantity", "confirmed", "answers@1"), (link.Text("type"), link.Text("facet"), link.Text("state"), link.Text("origin")));
        Assert.Equal($"{Asked.HowMany} Exactly 16 and exactly 18 exclude each other.", link.Text("explanation"));
        Assert.Equal((16m, 18m, 1), ((decimal)link["from"]!["value"]!["value"]!, (decimal)link["to"]!["value"]!["value"]!, (int)link["questionId"]!));
        Assert.Equal(("disputed", "disputed"), (await Status(sixteen), await Status(eighteen)));
        Assert.Equal(1, (int)(await client.Read($"/v1/claims/{sixteen}"))["counts"]!["contradicts"]!);
        Assert.Equal(["link.recorded"], app.Actions("link", link.Id()));
        Assert.Single((await client.Read("/v1/contradictions?facet=quantity")).Items());
    }

    [Fact]
    public async Task The_span_of_each_end_is_the_quotation_that_holds_its_words()
    {
        await Asked.Record(client);
        var quoted = await client.Post("/v1/claims", Draft.Quoting("Sixteen died.", new { exact = "Border clashes in July" }, new { exact = "left 16 people dead" })).Json(201);
        await client.Patch($"/v1/claims/{quoted.Id()}", new { quantity = new { qualifier = "exact", value = 16, raw = "16 people dead" }, reason = "Counted." }, "*").Json();
        await client.Answer(quoted.Id(), new { questionId = 1 }).Json(201);

        var answer = await client.Answer(await Asked.Counting(client, "Witnesses", 18), new { questionId = 1 }).Json(201);

        var from = answer["links"]![0]!["from"]!;
        Assert.Equal(("left 16 people dead", quoted["appearances"]![0]!.Id(), 23), (from["span"]!.Text("exact"), (long)from["span"]!["appearanceId"]!, (int)from["span"]!["start"]!));
        Assert.Null(answer["links"]![0]!["to"]!["span"]);
    }

    [Theory]
    [InlineData("at_least", 16, "at_least", 18, "discrepancy")]
    [InlineData("at_least", 16, "exact", 18, null)]
    [InlineData("at_least", 18, "exact", 16, "contradicts")]
    [InlineData("about", 200, "vague", null, "discrepancy")]
    public async Task Figures_are_linked_by_what_they_leave_room_for(string qualifier, int value, string other, int? otherValue, string? type)
    {
        await Asked.Record(client);
        var (one, two) = (await Asked.Counting(client, "Officials", 1), await Asked.Counting(client, "Witnesses", 2));
        await client.Answer(one, new { questionId = 1, value = new { qualifier, value } }).Json(201);

        var answer = await client.Answer(two, new { questionId = 1, value = new { qualifier = other, value = otherValue, raw = otherValue is null ? "dozens" : null } }).Json(201);

        Assert.Equal(type is null ? [] : [type], answer["links"]!.AsArray().Select(link => link!.Text("type")));
    }

    [Fact]
    public async Task Needed_and_unnecessary_disagree_and_july_and_a_day_in_july_go_together()
    {
        await client.Post("/v1/questions", new { text = "Should Azerbaijan host a Turkish base?", answerType = "yes_no", asks = "position" }).Json(201);
        await client.Post("/v1/questions", new { text = "When did the clashes begin?", answerType = "date" }).Json(201);
        var (one, two) = (await Asked.Counting(client, "Analyst A", 1), await Asked.Counting(client, "Analyst B", 2));
        await client.Answer(one, new { questionId = 1, value = new { yes = true } }).Json(201);
        await client.Answer(one, new { questionId = 2, value = new { edtf = "2020-07" } }).Json(201);

        var position = await client.Answer(two, new { questionId = 1, value = new { yes = false } }).Json(201);
        var date = await client.Answer(two, new { questionId = 2, value = new { edtf = "2020-07-12" } }).Json(201);

        Assert.Equal(("disagrees", "position"), (position["links"]![0]!.Text("type"), position["links"]![0]!.Text("facet")));
        Assert.Empty(date["links"]!.AsArray());
    }

    [Fact]
    public async Task Will_and_did_go_together_and_will_not_and_did_do_not()
    {
        await client.Post("/v1/questions", new { text = "Does Turkey send troops?", answerType = "yes_no" }).Json(201);
        var (will, wont, did) = (await Predicted("It will.", "A"), await Predicted("It will not.", "B"), await Asked.Counting(client, "C", 3));
        await client.Answer(will, new { questionId = 1, value = new { yes = true } }).Json(201);
        await client.Answer(wont, new { questionId = 1, value = new { yes = false } }).Json(201);

        var answer = await client.Answer(did, new { questionId = 1, value = new { yes = true } }).Json(201);

        var link = Assert.Single(answer["links"]!.AsArray())!;
        Assert.Equal(("contradicts", "polarity", wont), (link.Text("type"), link.Text("facet"), link["from"]!.Id()));

        async Task<long> Predicted(string statement, string by) => (await client.Post("/v1/claims", Draft.Said(statement, by, new { kind = "prediction" })).Json(201)).Id();
    }

    [Fact]
    public async Task The_same_claimant_later_takes_the_place_of_what_it_said()
    {
        await Asked.Record(client);
        var later = await Asked.Counting(client, "Officials", 18, new { appearance = Said("2020-07-20") });
        var earlier = await Asked.Counting(client, "Officials", 16, new { appearance = Said("2020-07-13") });
        await client.Answer(later, new { questionId = 1 }).Json(201);

        var answer = await client.Answer(earlier, new { questionId = 1 }).Json(201);

        var link = Assert.Single(answer["links"]!.AsArray())!;
        Assert.Equal(("updates", null, later, earlier), (link.Text("type"), link["facet"], link["from"]!.Id(), link["to"]!.Id()));
        Assert.Equal("unverified", await Status(earlier));
        Assert.Equal(404, (int)(await client.Get("/v1/disputes/1")).StatusCode);

        static object Said(string day) => new { articleRef = "a1", mode = "reported_speech", said = new { edtf = day } };
    }

    [Fact]
    public async Task Whatever_an_answer_rests_on_changes_its_links_in_the_same_request()
    {
        await Asked.Record(client, more: new { unit = "person" });
        var (one, two) = (await Asked.Counting(client, "Officials", 16), await Asked.Counting(client, "Witnesses", 18));
        await client.Answer(one, new { questionId = 1 }).Json(201);
        await client.Answer(two, new { questionId = 1 }).Json(201);

        await Amended(two, new { quantity = new { qualifier = "at_least", value = 15, unit = "person" } }, []);
        await Amended(two, new { quantity = new { qualifier = "at_least", value = 17, unit = "person" } }, ["contradicts"]);
        await Amended(two, new { quantity = new { qualifier = "at_least", value = 17, unit = "soldier" } }, []);
        await Amended(two, new { quantity = new { qualifier = "at_least", value = 17, unit = (string?)null } }, ["contradicts"]);
        await Amended(two, new { period = new { edtf = "2016" } }, []);
        await Amended(two, new { period = new { edtf = "2020-07-12" } }, ["contradicts"]);
        await Amended(two, new { kind = "position" }, ["disagrees"]);
        await Amended(two, new { kind = "fact" }, ["contradicts"]);
        await Acted($"/v1/claims/{two}/withdraw", []);
        await Acted($"/v1/claims/{two}/restore", ["contradicts"]);
        await Acted("/v1/questions/1/withdraw", []);
        await Acted("/v1/questions/1/restore", ["contradicts"]);
        await client.Post("/v1/answers/1/reject", new { reason = "different_event" }).Json();
        Assert.Empty(await Standing());
        Assert.Equal("unverified", await Status(one));
        await Acted("/v1/answers/1/confirm", ["contradicts"]);
        await client.Post($"/v1/claims/{one}/appearances", new { articleRef = "a2", mode = "headline", hedge = "alleged" }).Json(201);
        Assert.Equal(["contradicts"], await Standing());
        await client.Post("/v1/appearances/1/withdraw", new { reason = "Misread." }).Json();
        Assert.Equal(["discrepancy"], await Standing());

        async Task Amended(long claim, object patch, string[] expected)
        {
            var answer = await client.Patch($"/v1/claims/{claim}", Draft.With(patch, new { reason = "Read again." }), "*").Json();
            Assert.Equal(expected, await Standing());
            Assert.Equal(answer.ToJsonString(), (await client.Read($"/v1/claims/{claim}")).ToJsonString());
        }

        async Task Acted(string path, string[] expected)
        {
            await client.Post(path, new { reason = "So." }).Json();
            Assert.Equal(expected, await Standing());
        }
    }

    [Fact]
    public async Task A_link_that_goes_is_kept_as_taken_back_and_comes_back_as_the_same_link()
    {
        var link = await Contradicting(16, 18);
        await client.Post("/v1/answers/2/reject", new { reason = "different_event" }).Json();

        var gone = await client.Read($"/v1/links/{link}");
        Assert.Equal(("rejected", "answers@1", "different_event"), (gone.Text("state"), gone["decision"]!.Text("by"), gone["decision"]!.Text("reason")));
        await client.Post("/v1/answers/2/confirm", new { reason = "It is the same event." }).Json();

        Assert.Equal("confirmed", (await client.Read($"/v1/links/{link}")).Text("state"));
        Assert.Equal(["link.recorded", "link.taken_back", "link.confirmed"], app.Actions("link", link));
    }

    [Fact]
    public async Task What_a_person_rejected_stays_rejected_until_the_answers_say_something_else()
    {
        var link = await Contradicting(16, 18);
        await client.Post($"/v1/links/{link}/reject", new { reason = "different_thing_counted" }).Json();
        Assert.Equal(404, (int)(await client.Get("/v1/disputes/1")).StatusCode);

        await client.Patch("/v1/questions/1", new { text = "How many died?", reason = "Shorter." }, "*").Json();
        await client.Post("/v1/claims/2/withdraw", new { reason = "x" }).Json();
        await client.Post("/v1/claims/2/restore", new { reason = "x" }).Json();
        Assert.Equal("rejected", (await client.Read($"/v1/links/{link}")).Text("state"));

        await client.Patch("/v1/claims/2", new { quantity = new { qualifier = "exact", value = 19 }, reason = "Misread." }, "*").Json();
        Assert.Equal("confirmed", (await client.Read($"/v1/links/{link}")).Text("state"));
        Assert.Equal("open", (await client.Read("/v1/disputes/1")).Text("state"));
    }

    [Theory]
    [InlineData("contradicts")]
    [InlineData("discrepancy")]
    public async Task A_link_that_a_person_made_is_adopted_and_not_doubled(string type)
    {
        await Asked.Record(client);
        var (one, two) = (await Asked.Counting(client, "Officials", 16), await Asked.Counting(client, "Witnesses", 18));
        var made = await client.Post("/v1/links", new { from = one, to = two, type, facet = "quantity", explanation = "A person says so." }).Json(201);
        await client.Answer(one, new { questionId = 1 }).Json(201);

        var answer = await client.Answer(two, new { questionId = 1 }).Json(201);

        Assert.Equal(made.Id(), Assert.Single(answer["links"]!.AsArray())!.Id());
        Assert.Equal("A person says so.", Assert.Single((await client.Read("/v1/links")).Items()).Text("explanation"));
        Assert.Equal(made.Id(), Assert.Single((await client.Read("/v1/disputes/1"))["links"]!.AsArray())!.Id());
        await client.Post("/v1/answers/1/reject", new { reason = "different_event" }).Json();
        Assert.Equal("confirmed", (await client.Read($"/v1/links/{made.Id()}")).Text("state"));
    }

    [Fact]
    public async Task A_link_that_a_person_makes_later_takes_the_place_of_the_computed_one()
    {
        var computed = await Contradicting(16, 18);

        var made = await client.Post("/v1/links", new { from = 1, to = 2, type = "discrepancy", facet = "definition", explanation = "One counts soldiers only." }).Json(201);

        Assert.Equal("rejected", (await client.Read($"/v1/links/{computed}")).Text("state"));
        Assert.Equal(made.Id(), Assert.Single((await client.Read("/v1/disputes/1"))["links"]!.AsArray())!.Id());
        await client.Post($"/v1/links/{made.Id()}/reject", new { reason = "not_a_contradiction" }).Json();
        Assert.Equal("confirmed", (await client.Read($"/v1/links/{computed}")).Text("state"));
    }

    [Fact]
    public async Task A_suggestion_of_the_same_is_confirmed_by_the_answers_and_waits_again_without_them()
    {
        await Asked.Record(client);
        var (one, two) = (await Asked.Counting(client, "Officials", 16), await Asked.Counting(client, "Witnesses", 18));
        var suggested = await contributor.Post("/v1/links", new { from = one, to = two, type = "contradicts", facet = "quantity", explanation = "Look." }).Json(201);
        await client.Answer(one, new { questionId = 1 }).Json(201);
        await client.Answer(two, new { questionId = 1 }).Json(201);
        Assert.Equal("confirmed", (await client.Read($"/v1/links/{suggested.Id()}")).Text("state"));

        await client.Post("/v1/answers/1/reject", new { reason = "different_event" }).Json();

        Assert.Equal(("suggested", null), ((await client.Read($"/v1/links/{suggested.Id()}")).Text("state"), (await client.Read($"/v1/links/{suggested.Id()}"))["decision"]));
    }

    [Fact]
    public async Task Two_questions_that_two_claims_answer_in_conflict_share_a_link_while_either_makes_it()
    {
        var link = await Contradicting(16, 18);
        await Asked.Record(client, "How many people died in all?");
        await client.Answer(1, new { questionId = 2 }).Json(201);
        var second = await client.Answer(2, new { questionId = 2 }).Json(201);
        Assert.Equal(link, Assert.Single(second["links"]!.AsArray())!.Id());

        await client.Post("/v1/questions/1/withdraw", new { reason = "Asked twice." }).Json();

        var shared = await client.Read($"/v1/links/{link}");
        Assert.Equal(("confirmed", 2), (shared.Text("state"), (int)shared["questionId"]!));
        await client.Post("/v1/questions/2/withdraw", new { reason = "So." }).Json();
        Assert.Equal("rejected", (await client.Read($"/v1/links/{link}")).Text("state"));
    }

    [Fact]
    public async Task An_answer_is_linked_with_the_latest_rivals_and_the_board_shows_all()
    {
        const int Rivals = Limits.LinkedRivals + 10;
        await Asked.Record(client);
        for (var i = 1; i <= Rivals; i++)
        {
            await client.Answer(await Asked.Counting(client, $"Witness {i}", i), new { questionId = 1 }).Json(201);
        }

        var last = await client.Answer(await Asked.Counting(client, "The last one", Rivals + 1), new { questionId = 1 }).Json(201);

        Assert.Equal(Enumerable.Range(11, Limits.LinkedRivals), Ends(last).Order());
        Assert.Equal(Rivals + 1, (await client.Read("/v1/disputes/1"))["answers"]!.AsArray().Count);
        await client.Post($"/v1/answers/{Rivals}/reject", new { reason = "different_event" }).Json();
        Assert.Equal(Enumerable.Range(10, Limits.LinkedRivals), Ends(await client.Answer(Rivals + 1, new { questionId = 1 }).Json()).Order());
        Assert.Empty(Operations.Checking.Findings(app.DatabasePath));

        static IEnumerable<int> Ends(JsonNode answer) => answer["links"]!.AsArray().Where(l => l!.Text("state") == "confirmed").Select(link => (int)link!["from"]!.Id());
    }

    private async Task<string?> Status(long claim) => (await client.Read($"/v1/claims/{claim}")).Text("status");

    /// <summary>The types of the links that stand.</summary>
    private async Task<string[]> Standing() => [.. (await client.Read("/v1/links?state=confirmed")).Items().Select(link => link.Text("type")!)];

    /// <summary>Claims 1 and 2, which answer question 1 with two figures: the link between them.</summary>
    private async Task<long> Contradicting(int one, int two)
    {
        await Asked.Record(client);
        await client.Answer(await Asked.Counting(client, "Officials", one), new { questionId = 1 }).Json(201);
        return Assert.Single((await client.Answer(await Asked.Counting(client, "Witnesses", two), new { questionId = 1 }).Json(201))["links"]!.AsArray())!.Id();
    }
}
