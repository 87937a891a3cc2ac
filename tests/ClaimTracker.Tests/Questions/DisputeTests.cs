using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Questions;

public sealed class DisputeTests : IAsyncLifetime
{
    private const string Killed = "How many people were killed in the border clashes?";

    private App app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        client = await app.Client(Role.Editor, "Edith");
        await Given.Article(client);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task The_board_shows_each_value_with_who_gives_it_when_where_and_in_which_words()
    {
        var (killed, _) = await Board();

        var dispute = await client.Read($"/v1/disputes/{killed}");

        Assert.Equal((Killed, "open", null), (dispute["question"]!.Text("text"), dispute.Text("state"), dispute["preferred"]));
        Assert.Equal((2L, 1L, 3L, 3L), ((long)dispute["independentSources"]!, (long)dispute["unnamedSources"]!, (long)dispute["answerCount"]!, (long)dispute["valueCount"]!));
        Assert.Equal(["16", "18", "at least 16"], dispute["values"]!.AsArray().Select(v => v!.Text("text")));
        Assert.Equal((16L, null), ((long)dispute["range"]!["low"]!, dispute["range"]!["high"]));
        Assert.False(dispute.AsObject().ContainsKey("days"));

        var sixteen = dispute["answers"]![0]!;
        Assert.Equal(("16", 16L, "exact"), (sixteen.Text("text"), (long)sixteen["value"]!["value"]!, sixteen["value"]!.Text("qualifier")));
        Assert.Equal(("Sixteen died.", "fact", "disputed"), (sixteen["claim"]!.Text("statement"), sixteen["claim"]!.Text("kind"), sixteen["claim"]!.Text("status")));
        Assert.Equal(("Jane Roe", "2020-07-12", false), (sixteen["claimant"]!.Text("name"), sixteen["said"]!.Text("edtf"), (bool)sixteen["isPreferred"]!));
        Assert.Equal(("a1", "left 16 people dead", 1L),
            (sixteen["appearances"]![0]!["article"]!.Text("ref"), sixteen["appearances"]![0]!["quotes"]![0]!.Text("exact"), (long)sixteen["appearanceCount"]!));
        Assert.Equal(["Jane Roe", "John Doe", "a diplomat"], dispute["answers"]!.AsArray().Select(a => a!["claimant"]!.Text("name")));

        var link = Assert.Single(dispute["links"]!.AsArray())!;
        Assert.Equal(("contradicts", "quantity", "confirmed", 1L), (link.Text("type"), link.Text("facet"), link.Text("state"), (long)dispute["linkCount"]!));
        Assert.Equal(("Sixteen died.", "Eighteen died."), (link["from"]!.Text("statement"), link["to"]!.Text("statement")));
    }

    [Fact]
    public async Task Of_an_answer_that_is_reported_often_the_first_three_reports_that_stand_are_shown_and_all_are_counted()
    {
        var (killed, answers) = await Board();
        var claim = await Claim(answers[0]);
        var reports = new List<long>();
        foreach (var article in new[] { "a2", "a3", "a4", "a5" })
        {
            await Given.Article(client, article, $"The text of {article}.");
            reports.Add((await client.Post($"/v1/claims/{claim}/appearances", new { articleRef = article, mode = "reported_speech" }).Json(201)).Id());
        }

        await client.Post($"/v1/appearances/{reports[0]}/withdraw", new { reason = "Misread." }).Json();

        var sixteen = (await client.Read($"/v1/disputes/{killed}"))["answers"]![0]!;
        Assert.Equal(["a1", "a3", "a4"], sixteen["appearances"]!.AsArray().Select(a => a!["article"]!.Text("ref")));
        Assert.Equal(4L, (long)sixteen["appearanceCount"]!);
    }

    [Fact]
    public async Task The_value_that_most_named_claimants_give_comes_first_and_within_it_what_was_said_first()
    {
        var (killed, _) = await Board();
        await Answer(killed, "Eighteen, the ministry says.", 18, by: "The ministry", said: "2020-07-10");
        await Answer(killed, "Eighteen, a paper says.", 18, by: "The Paper");

        var dispute = await client.Read($"/v1/disputes/{killed}");

        Assert.Equal(["18", "16", "at least 16"], dispute["values"]!.AsArray().Select(v => v!.Text("text")));
        var eighteen = dispute["values"]![0]!;
        Assert.Equal(["The ministry", "John Doe", "The Paper"], eighteen["claimants"]!.AsArray().Select(c => c!.Text("name")));
        Assert.Equal((3L, 3L), ((long)eighteen["claimantCount"]!, (long)eighteen["answerCount"]!));
        Assert.Equal(["The ministry", "John Doe", "The Paper", "Jane Roe", "a diplomat"], dispute["answers"]!.AsArray().Select(a => a!["claimant"]!.Text("name")));
    }

    [Fact]
    public async Task Merged_claimants_are_one_source()
    {
        var (killed, _) = await Board();
        await Answer(killed, "Eighteen, J. Doe says.", 18, by: "J. Doe");
        Assert.Equal(3L, (long)(await client.Read($"/v1/disputes/{killed}"))["independentSources"]!);

        var (kept, merged) = (await ClaimantId("John Doe"), await ClaimantId("J. Doe"));
        await client.Post($"/v1/claimants/{merged}/merge", new { into = kept, reason = "The same man." }).Json();

        var dispute = await client.Read($"/v1/disputes/{killed}");
        Assert.Equal((2L, 1L), ((long)dispute["independentSources"]!, (long)dispute["values"]!.AsArray().Single(v => v!.Text("text") == "18")!["claimantCount"]!));
        Assert.Equal(2L, (long)Assert.Single((await client.Read("/v1/disputes")).Items())["independentSources"]!);
        await client.Post($"/v1/claimants/{merged}/restore", new { reason = "Two men." }).Json();
        Assert.Equal(3L, (long)(await client.Read($"/v1/disputes/{killed}"))["independentSources"]!);
    }

    [Fact]
    public async Task Dates_that_differ_reach_from_the_first_day_to_the_last()
    {
        var began = await Question("When did the clashes begin?", "date");
        await Answer(began, "They began on 12 July.", new { edtf = "2020-07-12" }, by: "Jane Roe");
        await Answer(began, "They began on 14 July.", new { edtf = "2020-07-14" }, by: "John Doe");

        var dispute = await client.Read($"/v1/disputes/{began}");

        Assert.Equal(("2020-07-12", "2020-07-14"), (dispute["days"]!.Text("earliest"), dispute["days"]!.Text("latest")));
        Assert.False(dispute.AsObject().ContainsKey("range"));
    }

    [Fact]
    public async Task A_question_whose_answers_do_not_differ_is_no_dispute()
    {
        var killed = await Question(Killed);
        Assert.Equal("There is no question 99.", (await client.Read("/v1/disputes/99", 404)).Text("detail"));
        Assert.Equal($"The answers to question {killed} do not differ: there is no dispute about it.", (await client.Read($"/v1/disputes/{killed}", 404)).Text("detail"));

        await Answer(killed, "Sixteen died.", 16, by: "Jane Roe");
        await Answer(killed, "Sixteen, they say.", 16, by: "John Doe");
        await client.Read($"/v1/disputes/{killed}", 404);
        Assert.Empty((await client.Read("/v1/disputes")).Items());
        Assert.Equal("illegal-transition", (await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = 1, reason = "x" }).Json(409)).Slug());
        Assert.Equal("illegal-transition", (await client.Post($"/v1/disputes/{killed}/reopen", new { reason = "x" }).Json(409)).Slug());

        await Answer(killed, "Eighteen died.", 18, by: "The ministry");
        Assert.Equal("open", (await client.Read($"/v1/disputes/{killed}")).Text("state"));
    }

    [Fact]
    public async Task What_does_not_count_is_not_on_the_board()
    {
        var (killed, answers) = await Board();
        var contributor = await app.Client(Role.Contributor);
        var claim = (await contributor.Post("/v1/claims", Draft.Said("Twenty died.", "The Paper")).Json(201)).Id();
        await contributor.Post($"/v1/claims/{claim}/answers", new { questionId = killed, value = Exactly(20) }).Json(201);
        Assert.Equal(3L, (long)(await client.Read($"/v1/disputes/{killed}"))["answerCount"]!);

        await client.Post($"/v1/claims/{await Claim(answers[2])}/withdraw", new { reason = "Misread." }).Json();
        var dispute = await client.Read($"/v1/disputes/{killed}");
        Assert.Equal(["16", "18"], dispute["values"]!.AsArray().Select(v => v!.Text("text")));
        Assert.Equal((0L, 16L, 18L), ((long)dispute["unnamedSources"]!, (long)dispute["range"]!["low"]!, (long)dispute["range"]!["high"]!));

        await client.Post($"/v1/answers/{answers[1]}/reject", new { reason = "different_time" }).Json();
        await client.Read($"/v1/disputes/{killed}", 404);
    }

    [Fact]
    public async Task A_dispute_is_resolved_by_the_answer_that_an_editor_prefers_and_with_it_the_links_of_its_rivals()
    {
        var (killed, answers) = await Board();
        await Answer(killed, "Twenty died.", 20, by: "The ministry");

        var resolved = await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "The register has sixteen names." }).Json();

        Assert.Equal(resolved.ToJsonString(), (await client.Read($"/v1/disputes/{killed}")).ToJsonString());
        Assert.Equal("resolved", resolved.Text("state"));
        var preferred = resolved["preferred"]!;
        Assert.Equal((answers[0], "16", "Sixteen died.", "Jane Roe"), (preferred.Id(), preferred.Text("text"), preferred["claim"]!.Text("statement"), preferred["claim"]!["claimant"]!.Text("name")));
        Assert.Equal(("Edith", "The register has sixteen names."), (preferred.Text("by"), preferred.Text("reason")));
        Assert.Equal([true, false, false, false], resolved["answers"]!.AsArray().Select(a => (bool)a!["isPreferred"]!));
        Assert.Equal(
            ["Eighteen died. / Twenty died.: resolved both_wrong", "Sixteen died. / Eighteen died.: resolved from_right", "Sixteen died. / Twenty died.: resolved from_right"],
            resolved["links"]!.AsArray().Select(Settled).Order(StringComparer.Ordinal));
        Assert.Equal("unverified", (await client.Read($"/v1/claims/{await Claim(answers[0])}")).Text("status"));

        var told = app.Events("question", killed)[^1];
        Assert.Equal(("question.resolved", "Edith", "The register has sixteen names."), (told.Action, told.Actor, told.Reason));
        Assert.Equal(answers[0], (long)told.Content["resolution"]!["answerId"]!);
        Assert.Equal("resolved", (await client.Read($"/v1/questions/{killed}")).Text("dispute"));
    }

    [Fact]
    public async Task What_goes_together_with_the_preferred_answer_stays_unsettled_among_itself()
    {
        var (killed, answers) = await Board();

        var resolved = await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[2], reason = "No more is certain." }).Json();

        Assert.Equal(["Sixteen died. / Eighteen died.: confirmed "], resolved["links"]!.AsArray().Select(Settled));
    }

    [Fact]
    public async Task A_resolved_dispute_is_resolved_anew_by_another_answer_and_not_by_the_same()
    {
        var (killed, answers) = await Board();
        await client.Post("/v1/questions", new { text = "Unasked?", answerType = "yes_no" }).Json(201);
        await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "First." }).Json();

        var refused = await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "Again." }).Json(409);
        var anew = await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[1], reason = "Second." }).Json();

        Assert.Equal(("illegal-transition", "resolve reopen"), (refused.Slug(), string.Join(' ', refused["allowed"]!.AsArray())));
        Assert.Equal((answers[1], "Second."), (anew["preferred"]!.Id(), anew["preferred"]!.Text("reason")));
        Assert.Equal(["Sixteen died. / Eighteen died.: resolved to_right"], anew["links"]!.AsArray().Select(Settled));
        Assert.Equal(["question.resolved", "question.resolved"], app.Actions("question", killed).TakeLast(2));
    }

    [Fact]
    public async Task Only_an_answer_to_the_question_that_counts_can_be_preferred()
    {
        var (killed, answers) = await Board();
        var other = await Question("Were shots fired?", "yes_no");
        var elsewhere = await Answer(other, "Shots were fired.", new { yes = true }, by: "Jane Roe");
        await Answer(killed, "Twenty died.", 20, by: "The ministry");
        await client.Post($"/v1/answers/{answers[1]}/reject", new { reason = "different_time" }).Json();
        var path = $"/v1/disputes/{killed}/resolve";

        Assert.Equal(["#/preferredAnswerId unknown_reference"], await client.Post(path, new { preferredAnswerId = 999, reason = "x" }).Faults(422));
        Assert.Equal(["#/preferredAnswerRef unknown_reference"], await client.Post(path, new { preferredAnswerRef = "none", reason = "x" }).Faults(422));
        Assert.Equal(["#/preferredAnswerId other_question"], await client.Post(path, new { preferredAnswerId = elsewhere, reason = "x" }).Faults(422));
        Assert.Equal(["#/preferredAnswerId does_not_count"], await client.Post(path, new { preferredAnswerId = answers[1], reason = "x" }).Faults(422));
        Assert.Equal(["#/preferredAnswerId one_of"], await client.Post(path, new { preferredAnswerId = answers[0], preferredAnswerRef = "a", reason = "x" }).Faults(422));
        Assert.Equal(["#/preferredAnswer unknown_member", "#/reason required"], await client.Post(path, new { preferredAnswer = 1 }).Faults(400));
        Assert.Equal("not-found", (await client.Post("/v1/disputes/99/resolve", new { preferredAnswerId = 1, reason = "x" }).Json(404)).Slug());
        Assert.Equal("not-found", (await client.Post("/v1/disputes/99/reopen", new { reason = "x" }).Json(404)).Slug());
        Assert.Equal("open", (await client.Read($"/v1/disputes/{killed}")).Text("state"));
    }

    [Fact]
    public async Task A_dispute_is_reopened_with_a_reason_and_its_links_count_again()
    {
        var (killed, answers) = await Board();
        var open = await client.Post($"/v1/disputes/{killed}/reopen", new { reason = "x" }).Json(409);
        Assert.Equal(("illegal-transition", "resolve"), (open.Slug(), string.Join(' ', open["allowed"]!.AsArray())));
        await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "First." }).Json();

        var reopened = await client.Post($"/v1/disputes/{killed}/reopen", new { reason = "The register was forged." }).Json();

        Assert.Equal(("open", null), (reopened.Text("state"), reopened["preferred"]));
        Assert.Equal(["Sixteen died. / Eighteen died.: confirmed "], reopened["links"]!.AsArray().Select(Settled));
        Assert.Equal("disputed", reopened["answers"]![0]!["claim"]!.Text("status"));
        var told = app.Events("question", killed)[^1];
        Assert.Equal(("question.reopened", "The register was forged.", null), (told.Action, told.Reason, told.Content["resolution"]));
    }

    [Fact]
    public async Task A_rival_of_the_preferred_answer_reopens_the_dispute_and_one_that_agrees_does_not()
    {
        var (killed, answers) = await Board();
        await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "First." }).Json();

        await Answer(killed, "Sixteen, the ministry says.", 16, by: "The ministry");
        Assert.Equal("resolved", (await client.Read($"/v1/disputes/{killed}")).Text("state"));
        await Answer(killed, "Seventeen died.", 17, by: "The Paper");
        Assert.Equal("open", (await client.Read($"/v1/disputes/{killed}")).Text("state"));

        await client.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "Second." }).Json();
        await client.Post($"/v1/claims/{await Claim(answers[0])}/withdraw", new { reason = "Misread." }).Json();
        var open = await client.Read($"/v1/disputes/{killed}");
        Assert.Equal(("open", null), (open.Text("state"), open["preferred"]));
        Assert.Equal(["question.resolved", "question.reopened", "question.resolved", "question.reopened"], app.Actions("question", killed).TakeLast(4));
    }

    [Fact]
    public async Task A_dispute_has_an_ETag_of_its_own_and_actions_hold_to_the_revision_that_was_read()
    {
        var (killed, answers) = await Board();
        using var first = await client.Get($"/v1/disputes/{killed}");
        var etag = first.Headers.ETag!.Tag;
        using var known = new HttpRequestMessage(HttpMethod.Get, $"/v1/disputes/{killed}");
        known.Headers.TryAddWithoutValidation("If-None-Match", etag);
        Assert.Equal(304, (int)(await client.SendAsync(known)).StatusCode);

        await Answer(killed, "Twenty died.", 20, by: "The ministry");
        using var changed = await client.Get($"/v1/disputes/{killed}");
        Assert.NotEqual(etag, changed.Headers.ETag!.Tag);

        var body = new { preferredAnswerId = answers[0], reason = "x" };
        using var stale = await client.Send(HttpMethod.Post, $"/v1/disputes/{killed}/resolve", body, "application/json", "\"99\"");
        Assert.Equal((412, changed.Headers.ETag!.Tag), ((int)stale.StatusCode, stale.Headers.ETag!.Tag));
        var resolved = await client.Send(HttpMethod.Post, $"/v1/disputes/{killed}/resolve", body, "application/json", changed.Headers.ETag!.Tag).Json();
        Assert.Equal("resolved", resolved.Text("state"));
        await client.Send(HttpMethod.Post, $"/v1/disputes/{killed}/reopen", new { reason = "x" }, "application/json", changed.Headers.ETag!.Tag).Json(412);
    }

    [Fact]
    public async Task Editors_resolve_and_reopen_and_everybody_reads()
    {
        var (killed, answers) = await Board();
        var reviewer = await app.Client(Role.Reviewer);
        var nobody = await app.Client();

        Assert.Equal("editor", (await reviewer.Post($"/v1/disputes/{killed}/resolve", new { preferredAnswerId = answers[0], reason = "x" }).Json(403)).Text("requiredRole"));
        Assert.Equal("editor", (await reviewer.Post($"/v1/disputes/{killed}/reopen", new { reason = "x" }).Json(403)).Text("requiredRole"));
        Assert.Equal("open", (await nobody.Read($"/v1/disputes/{killed}")).Text("state"));
        Assert.Single((await nobody.Read("/v1/disputes")).Items());
    }

    [Fact]
    public async Task Ten_thousand_answers_make_a_board_of_two_hundred_that_counts_them_all()
    {
        var (killed, _) = await Board();
        Crowd(killed);
        var preferred = await app.Database.Read(sql => sql.First<long>("SELECT max(id) FROM answer WHERE says = 'crowd 7'"), CancellationToken.None);
        await app.Database.Write(
            new Caller(),
            tx => tx.Sql.Execute("UPDATE question SET preferred_id = @preferred, resolution = @resolution, dispute = 'resolved' WHERE id = @killed", new
            {
                killed,
                preferred,
                resolution = $$"""{"answerId":{{preferred}},"by":"Edith","at":"2026-11-22T12:00:00.000Z","reason":"x"}""",
            }),
            CancellationToken.None);

        var dispute = await client.Read($"/v1/disputes/{killed}");
        var listed = Assert.Single((await client.Read("/v1/disputes")).Items());

        Assert.Equal((200, 200), (dispute["answers"]!.AsArray().Count, dispute["links"]!.AsArray().Count));
        Assert.Equal((10_003L, 103L, 10_000L), ((long)dispute["answerCount"]!, (long)dispute["valueCount"]!, (long)dispute["linkCount"]!));
        Assert.Equal((20, 5, 100L), (dispute["values"]!.AsArray().Count, dispute["values"]![0]!["claimants"]!.AsArray().Count, (long)dispute["values"]![0]!["claimantCount"]!));
        Assert.Equal(preferred, Assert.Single(dispute["answers"]!.AsArray(), a => (bool)a!["isPreferred"]!)!.Id());
        Assert.Equal((10_003L, 103L, 20), ((long)listed["answerCount"]!, (long)listed["valueCount"]!, listed["values"]!.AsArray().Count));
        Assert.Equal(("Statement 9907", "Member 9907"), (listed["preferred"]!["claim"]!.Text("statement"), listed["preferred"]!["claim"]!["claimant"]!.Text("name")));
    }

    /// <summary>Ten thousand more claims by as many claimants, who give a hundred values; each conflicts with the two before it.</summary>
    private void Crowd(long question)
    {
        using var record = Sqlite.Open(app.DatabasePath);
        record.Run($$"""
            BEGIN IMMEDIATE;
            CREATE TEMP TABLE member AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT 100000 + i AS id, i, i % 100 AS k FROM n;
            INSERT INTO claimant (id, name, folded, type, same_as, state, revision, created_at, updated_at)
              SELECT id, 'Member ' || i, 'member ' || i, 'person', '[]', 'active', 1, 0, 0 FROM member;
            INSERT INTO claim (id, claimant_id, statement, folded, kind, translations, period_certain, period_through, said_certain, status, state, revision, created_at, updated_at)
              SELECT id, id, 'Statement ' || i, 'statement ' || i, 'fact', '{}', 0, 0, 0, 'disputed', 'active', 1, 0, 0 FROM member;
            INSERT INTO answer (id, question_id, claim_id, state, standing, says, source_id, revision, created_at, updated_at)
              SELECT id, {{question}}, id, 'confirmed', json_object('id', id, 'claimId', id, 'standing', json_object(
                'value', json_object('qualifier', 'exact', 'value', 1000 + k), 'kind', 'fact', 'claimantId', id, 'isNamed', json('true'), 'isHedged', json('false'))),
                'crowd ' || k, id, 1, 0, 0 FROM member;
            INSERT INTO link (id, from_id, to_id, type, facet, state, origin, revision, created_at, updated_at)
              SELECT 2 * id + back, id - 1 - back, id, 'contradicts', 'quantity', 'confirmed', 'answers@1', 1, 0, 0 FROM member, (SELECT 0 AS back UNION SELECT 1) WHERE i > 2;
            INSERT INTO answer_conflict (answer_id, other_id, question_id, link_id, type)
              SELECT to_id, from_id, {{question}}, id, type FROM link WHERE id > 200000;
            COMMIT;
            """);
    }

    /// <summary>Sixteen, eighteen, and at least sixteen: two claimants with names and one without.</summary>
    private async Task<(long Question, long[] Answers)> Board()
    {
        var killed = await Question(Killed);
        return (killed,
        [
            await Answer(killed, "Sixteen died.", 16, by: "Jane Roe", said: "2020-07-12", quote: "left 16 people dead"),
            await Answer(killed, "Eighteen died.", 18, by: "John Doe", said: "2020-07-14"),
            await Answer(killed, "At least sixteen died.", new { qualifier = "at_least", value = 16 }, by: "a diplomat", type: "anonymous"),
        ]);
    }

    private async Task<long> Question(string text, string answerType = "quantity", string? key = null) =>
        (await client.Post("/v1/questions", new { text, answerType, @ref = key }).Json(201)).Id();

    private Task<long> Answer(long question, string statement, int value, string by, string? said = null, string? quote = null) =>
        Answer(question, statement, Exactly(value), by, "person", said, quote);

    private async Task<long> Answer(long question, string statement, object value, string by, string type = "person", string? said = null, string? quote = null, object? more = null)
    {
        var claim = await client.Post("/v1/claims", Draft.With(
            new
            {
                statement,
                kind = "fact",
                claimant = new { name = by, type },
                appearance = new
                {
                    articleRef = "a1",
                    mode = "reported_speech",
                    said = said is null ? null : new { edtf = said },
                    quotes = quote is null ? null : new[] { new { exact = quote } },
                },
            },
            more)).Json(201);
        return (await client.Post($"/v1/claims/{claim.Id()}/answers", new { questionId = question, value }).Json(201)).Id();
    }

    private async Task<long> Claim(long answer) => (await client.Read($"/v1/answers/{answer}"))["claim"]!.Id();

    private async Task<long> ClaimantId(string name) => Assert.Single((await client.Read($"/v1/claimants?name={Uri.EscapeDataString(name)}")).Items()).Id();

    /// <summary>"A. / B.: resolved from_right".</summary>
    private static string Settled(JsonNode? link) =>
        $"{link!["from"]!.Text("statement")} / {link["to"]!.Text("statement")}: {link.Text("state")} {link["decision"]?.Text("outcome")}";

    private static object Exactly(int value) => new { qualifier = "exact", value };
}
