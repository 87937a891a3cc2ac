using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Interchange;
using ClaimTracker.Operations;

namespace ClaimTracker.Tests.Interchange;

public sealed class ImporterTests
{
    [Fact]
    public async Task Each_line_is_reported_in_order_and_a_line_that_is_refused_stops_no_other()
    {
        await using var app = await App.Start();

        var rows = await Import(app, """
            {"article": {"ref": "a1", "text": "It rained."}}

            {"claim": {"ref": "c1", "statement": "It rained.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice", "quotes": [{"exact": "It rained"}]}}}
            {"claim": {"statement": " ", "kind": "opinion", "appearance": {"articleRef": "a1", "mode": "own_voice", "colour": "red"}}}
            {"claim": {"statement": "It snowed.", "kind": "fact", "claimantRef": "nobody", "appearance": {"articleRef": "a1", "mode": "own_voice", "quotes": [{"exact": "Nothing of the sort"}]}}}
            {"article": {"ref": "a2"}, "claimant": {"name": "Jane Roe", "type": "person"}}
            {"book": {"ref": "b1"}}
            {"article":
            [1]
            {"claimant": {"ref": "roe", "name": "Jane Roe", "type": "person"}}
            {"claim": {"ref": "c2", "statement": "It did not rain.", "kind": "fact", "claimantRef": "roe", "appearance": {"articleRef": "a1", "mode": "reported_speech"}}}
            {"link": {"ref": "l1", "fromRef": "c1", "toRef": "c2", "type": "contradicts", "facet": "polarity", "explanation": "Rain or none."}}
            {"article": {"ref": "a1", "text": "It rained."}}
            {"article": {"ref": "a1", "headline": "Rain", "language": "en"}}
            """);

        Assert.Equal(
            [
                "1 article Added", "3 claim Added", "4 line Refused", "5 claim Refused", "6 line Refused", "7 line Refused", "8 line Refused", "9 line Refused",
                "10 claimant Added", "11 claim Added", "12 link Added", "13 article Known", "14 article Refused",
            ],
            rows.Select(r => $"{r.Line} {r.Kind} {r.Outcome}"));
        Assert.Equal(["#/claim/appearance/colour unknown_member", "#/claim/kind not_allowed", "#/claim/statement blank"], Faults(4));
        Assert.Equal(["#/claim/appearance/quotes/0/exact quote_absent", "#/claim/claimantRef unknown_reference"], Faults(5));
        Assert.Equal(["# one_of"], Faults(6));
        Assert.Equal(["#/book unknown_member"], Faults(7));
        Assert.Equal(["# malformed_json"], Faults(8));
        Assert.Equal(["# type"], Faults(9));
        Assert.Equal(["#/article/headline differs", "#/article/language differs"], Faults(14));
        Assert.All(rows.Where(r => r.Outcome == ImportOutcome.Refused), row => Assert.False(string.IsNullOrWhiteSpace(row.Problem)));

        string[] Faults(int line) => [.. rows.Single(r => r.Line == line).Faults!.Select(f => $"{f.Pointer} {f.Code}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task What_is_imported_is_confirmed_and_says_so()
    {
        await using var app = await App.Start();
        await Import(app, """
            {"article": {"ref": "a1"}}
            {"claim": {"ref": "c1", "statement": "It rained.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice"}}}
            {"claim": {"ref": "c2", "statement": "It did not rain.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice"},
            """ + """
             "links": [{"toRef": "c1", "type": "contradicts", "facet": "polarity", "explanation": "Rain or none."}]}}
            """);
        var client = await app.Client();

        var link = Assert.Single((await client.Read("/v1/links")).Items());

        Assert.Equal(("confirmed", "import", "command line"), (link.Text("state"), link.Text("origin"), link["decision"]!.Text("by")));
        Assert.Equal("disputed", (await client.Read("/v1/claims/1")).Text("status"));
        var told = Assert.Single(app.Events("link", link["id"]));
        Assert.Equal(("command line", null), (told.Actor, told.ActorId));
    }

    [Fact]
    public async Task A_claim_of_another_article_is_not_known_though_neither_article_has_a_ref()
    {
        await using var app = await App.Start();

        var rows = await Import(app, """
            {"article": {"url": "https://example.org/1"}}
            {"article": {"url": "https://example.org/2"}}
            {"claim": {"statement": "It rained.", "kind": "fact", "claimant": {"name": "Jane Roe", "type": "person"}, "appearance": {"articleId": 1, "mode": "reported_speech"}}}
            {"claim": {"statement": "It rained.", "kind": "fact", "claimant": {"name": "Jane Roe", "type": "person"}, "appearance": {"articleId": 1, "mode": "reported_speech"}}}
            {"claim": {"statement": "It rained.", "kind": "fact", "claimant": {"name": "Jane Roe", "type": "person"}, "appearance": {"articleId": 2, "mode": "reported_speech"}}}
            """);

        Assert.Equal(["Added", "Added", "Added", "Known", "Refused"], rows.Select(r => $"{r.Outcome}"));
    }

    [Fact]
    public async Task A_contributor_does_not_withdraw_what_was_imported()
    {
        await using var app = await App.Start();
        await Import(app, """{"article": {"ref": "a1"}}""");

        Assert.Equal("editor", (await (await app.Client(Role.Contributor)).Post("/v1/articles/1/withdraw", new { reason = "x" }).Json(403)).Text("requiredRole"));
    }

    [Fact]
    public async Task Evidence_and_reviews_are_imported_like_the_rest_and_once()
    {
        await using var app = await App.Start();
        const string Lines = """
            {"article": {"ref": "a1", "text": "It rained."}}
            {"claim": {"ref": "c1", "statement": "It rained.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice"}}}
            {"evidence": {"ref": "e1", "claimRef": "c1", "stance": "supports", "tier": "primary", "source": {"articleRef": "a1", "quotes": [{"exact": "It rained"}]}}}
            {"evidence": {"claimRef": "c1", "stance": "refutes", "search": {"query": "rain", "corpus": "Weather service", "date": "2020-07"}}}
            {"evidence": {"stance": "refutes", "tier": "primary", "citation": {"title": " "}}}
            {"evidence": {"claimRef": "c9", "stance": "refutes", "tier": "primary", "citation": {"title": "A report"}}}
            {"review": {"ref": "r1", "claimRefs": ["c1"], "evidenceRefs": ["e1"], "verdict": "supported", "rating": {"scaleRef": "default", "value": 5}, "explanation": "It did.", "title": "Rain", "url": "https://example.org/1", "author": {"name": "Check Desk", "type": "organization"}, "publish": true}}
            {"review": {"claimRefs": ["c1"], "verdict": "supported", "publish": true}}
            """;

        var first = await Import(app, Lines);
        var again = await Import(app, Lines);

        Assert.Equal(
            ["article Added a1", "claim Added c1", "evidence Added e1", "evidence Added refutes c1", "line Refused line 5", "evidence Refused refutes c9", "review Added r1", "review Refused review"],
            first.Select(r => $"{r.Kind} {r.Outcome} {r.Name}"));
        Assert.Equal(
            ["article Known", "claim Known", "evidence Known", "evidence Known", "line Refused", "evidence Refused", "review Known", "review Refused"],
            again.Select(r => $"{r.Kind} {r.Outcome}"));
        Assert.Equal(["#/evidence/claimRef unknown_reference"], first[5].Faults!.Select(f => $"{f.Pointer} {f.Code}"));
        Assert.Equal("supported", (await (await app.Client()).Read("/v1/claims/1")).Text("status"));
    }

    [Fact]
    public async Task Questions_and_answers_are_imported_confirmed_and_once()
    {
        await using var app = await App.Start();
        const string Lines = """
            {"article": {"ref": "a1"}}
            {"question": {"ref": "q1", "text": "How many drones?", "answerType": "quantity", "language": "EN"}}
            {"question": {"text": "Was it hit?", "answerType": "yes_no"}}
            {"claim": {"ref": "c1", "statement": "Three drones were used.", "kind": "fact", "quantity": {"qualifier": "exact", "value": 3}, "appearance": {"articleRef": "a1", "mode": "own_voice"}, "answers": [{"questionRef": "q1"}]}}
            {"claim": {"statement": "Five drones were used.", "kind": "fact", "quantity": {"qualifier": "exact", "value": 5}, "appearance": {"articleRef": "a1", "mode": "own_voice"}, "answers": [{"questionRef": "q1"}]}}
            {"answer": {"ref": "an1", "questionId": 2, "claimRef": "c1", "value": {"yes": true}}}
            {"answer": {"questionRef": "q1", "claimRef": "c1"}}
            {"answer": {"questionId": 2, "claimRef": "c1", "value": {"yes": false}}}
            {"answer": {"questionRef": "q9", "claimRef": "c9"}}
            {"answer": {"questionRef": "q1", "claimRef": "c9", "value": {"yes": true}}}
            {"answer": {"value": {"yes": true}}}
            {"question": {"ref": "q1", "text": "How many?", "answerType": "quantity"}}
            {"question": {"text": "Was it hit?", "answerType": "yes_no", "asks": "position"}}
            """;

        var first = await Import(app, Lines);
        var before = await (await app.Client()).GetStringAsync("/v1/answers");
        var again = await Import(app, Lines);

        string[] kinds = ["article", "question", "question", "claim", "claim", "answer", "answer", "answer", "answer", "answer", "line", "question", "question"];
        Assert.Equal(kinds, first.Select(r => r.Kind));
        Assert.Equal("A A A A A A K R R R R R R", string.Join(' ', first.Select(r => $"{r.Outcome}"[0])));
        Assert.Equal("K K K K K K K R R R R R R", string.Join(' ', again.Select(r => $"{r.Outcome}"[0])));
        Assert.Equal(["q1", "Was it hit?", "an1", "c1 on q1"], [first[1].Name, first[2].Name, first[5].Name, first[6].Name]);
        Assert.Equal("differs", first[7].Problem);
        Assert.Equal(["#/answer/claimRef unknown_reference", "#/answer/questionRef unknown_reference"], Faults(8));
        Assert.Equal(["#/answer/claimRef unknown_reference", "#/answer/value value_and_type"], Faults(9));
        Assert.Equal(["#/answer/claimId one_of", "#/answer/questionId one_of"], Faults(10));
        Assert.Equal("differs duplicate", $"{first[11].Problem} {first[12].Problem}");
        Assert.Equal(before, await (await app.Client()).GetStringAsync("/v1/answers"));
        var answers = (await (await app.Client()).Read("/v1/answers")).Items().ToList();
        Assert.All(answers, a => Assert.Equal(("confirmed", "command line"), (a.Text("state"), a["decision"]!.Text("by"))));
        Assert.Equal(3, answers.Count);

        string[] Faults(int row) => [.. first[row].Faults!.Select(f => $"{f.Pointer} {f.Code}")];
    }

    [Fact]
    public async Task A_claim_without_a_ref_that_brings_another_answer_is_not_known()
    {
        await using var app = await App.Start();

        var rows = await Import(app, """
            {"article": {"ref": "a1"}}
            {"question": {"ref": "q1", "text": "Was it hit?", "answerType": "yes_no"}}
            {"claim": {"statement": "It was hit.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice"}}}
            {"claim": {"statement": "It was hit.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice"}, "answers": [{"questionRef": "q1", "value": {"yes": true}}]}}
            {"claim": {"statement": "It was hit.", "kind": "fact", "appearance": {"articleRef": "a1", "mode": "own_voice"}}}
            """);

        Assert.Equal(["Added", "Added", "Added", "Refused", "Known"], rows.Select(r => $"{r.Outcome}"));
    }

    internal static Task<List<ImportRow>> Import(App app, string lines) => Import(app, new MemoryStream(Encoding.UTF8.GetBytes(lines)));

    internal static async Task<List<ImportRow>> Import(App app, Stream lines)
    {
        await using var services = CommandLine.Messages(app.Database);
        var rows = new List<ImportRow>();
        await new Importer(services).Import("test.ndjson", lines, rows.Add, CancellationToken.None);
        return rows;
    }
}
