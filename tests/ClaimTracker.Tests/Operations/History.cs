using System.Text.Json.Nodes;
using CsCheck;

namespace ClaimTracker.Tests.Operations;

/// <summary>Histories of a record: whatever its users may do, in any order, over HTTP. What the present state does not allow is refused and changes nothing.</summary>
internal static class History
{
    private static readonly string[] Names = ["Ana", "Məmməd", "Çavuşoğlu", "The Ministry"];
    private static readonly string[] Modes = ["own_voice", "direct_quote", "reported_speech", "headline", "correction_note"];
    private static readonly string[] Moves = ["submit", "approve", "publish", "correct", "reopen", "withdraw", "restore"];
    private static readonly string[] Links = ["contradicts", "disagrees", "discrepancy", "supports", "updates", "retracts"];

    private static readonly string[] Sorts = ["quantity", "quantity", "yes_no", "date", "place", "choice"];

    private static readonly string[] Texts =
    [
        "The convoy left at dawn. Nine people died, said the mayor. Nothing else is known of it.",
        "Corrected. The convoy left at dawn. Nine people died, said the mayor. Nothing else is known of it.",
        "Corrected twice, at length. The convoy left at dawn. Nine people died, said the mayor. Nine people died, said the mayor.",
        "Nothing is left of the story.",
    ];

    private static readonly string[] Quotes = ["The convoy left at dawn.", "Nine people died", "Nothing else is known"];

    /// <summary>What is done, to which, and how.</summary>
    public static readonly Gen<(int Action, int Which, int Other, int How)[]> Steps =
        Gen.Select(Gen.Int[0, 35], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 999]).Array[20, 60];

    public static async Task Make(HttpClient client, IReadOnlyCollection<(int Action, int Which, int Other, int How)> steps, string run)
    {
        var number = 0;
        foreach (var (action, which, other, how) in steps)
        {
            using var answer = await Take(client, action, which, other, how, $"{run}-{++number}");
            Assert.True((int)answer.StatusCode is 200 or 201 or 404 or 409 or 412 or 422, $"{action}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>So many claims of the article a1, no more at a time than the service takes in.</summary>
    public static async Task Claims(HttpClient client, int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(50))
        {
            await Task.WhenAll(some.Select(i => Given.Claim(client, $"Statement {i}.")));
        }
    }

    private static async Task<HttpResponseMessage> Take(HttpClient client, int action, int which, int other, int how, string name)
    {
        var why = new { reason = "It is so." };
        var (article, claim, claimant) = (await One(client, "articles", which), await One(client, "claims", which), await One(client, "claimants", which));
        var (another, link) = (await One(client, "claims", other), await One(client, "links", other));
        var (question, reply) = (await One(client, "questions", other), await One(client, "answers", other));
        var appearance = claim is null ? null : (await client.Read($"/v1/claims/{claim}"))["appearances"]![0]!["id"];
        return action switch
        {
            1 when article is not null => await client.Patch($"/v1/articles/{article}", Patched(how, "headline", "archivedUrl", "published", "authors", "url", "language"), "*"),
            2 when article is not null => await client.Post($"/v1/articles/{article}/{Standing(how)}", why),
            3 when article is not null => await client.Post($"/v1/articles/{article}/snapshots", new { text = Texts[how % Texts.Length], note = how % 2 == 0 ? "another" : null }),
            4 => await client.Post("/v1/claimants", new { name = $"{Names[how % Names.Length]} {how % 7}", type = "person", aliases = new[] { name, $"{name} b" }, sameAs = new[] { "https://example.org/a" } }),
            5 when claimant is not null => await client.Patch($"/v1/claimants/{claimant}", Patched(how, "name", "aliases", "sameAs", "ref"), "*"),
            6 when claimant is not null => await client.Post($"/v1/claimants/{claimant}/{Standing(how)}", why),
            7 or 8 or 9 when article is not null => await client.Post("/v1/claims", Claim(article, another, how, name)),
            10 when claim is not null => await client.Patch($"/v1/claims/{claim}", Patched(how, "statement", "kind", "period", "topics", "quantity", "translations", "claimant"), "*"),
            11 when claim is not null => await client.Post($"/v1/claims/{claim}/{Standing(how)}", why),
            12 when claim is not null && article is not null => await client.Post($"/v1/claims/{claim}/appearances", Appearance(article, how)),
            13 when appearance is not null => await client.Patch($"/v1/appearances/{appearance}", Patched(how, "mode", "said", "role", "hedge", "attribution", "quotes"), "*"),
            14 when appearance is not null => await client.Post($"/v1/appearances/{appearance}/{Standing(how)}", why),
            15 or 16 when claim is not null && another is not null => await client.Post("/v1/links", new { from = (long)claim, to = (long)another, type = Links[how % 6], facet = how % 6 < 3 ? "other" : null, explanation = name }),
            17 when link is not null => await client.Post($"/v1/links/{link}/confirm", why),
            18 when link is not null => await client.Post($"/v1/links/{link}/reject", new { reason = "duplicate" }),
            19 when link is not null => await client.Post($"/v1/links/{link}/resolve", new { outcome = "from_right", reason = "It is settled." }),
            20 or 21 when claim is not null => await client.Post($"/v1/claims/{claim}/evidence", Evidence(article, how)),
            22 when claim is not null && await EvidenceOf(client, claim, other) is { } piece => how % 2 == 0
                ? await client.Patch($"/v1/evidence/{piece}", Patched(how, "stance", "note"), "*")
                : await client.Post($"/v1/evidence/{piece}/{Standing(how)}", why),
            23 or 24 when claim is not null => await client.Post("/v1/reviews", await Review(client, claim, another, how, name)),
            25 when await One(client, "reviews", which) is { } review => await client.Post($"/v1/reviews/{review}/{Moves[how % Moves.Length]}", how % Moves.Length == 3 ? new { reason = "A slip.", text = "It was nine." } : why),
            26 when claim is not null => await client.Post($"/v1/claims/{claim}/clear", why),
            27 when claim is not null && another is not null => await client.Post($"/v1/claims/{claim}/merge", new { into = (long)another, reason = "The same." }),
            28 when await One(client, "claimants", other) is { } kept && claimant is not null => await client.Post($"/v1/claimants/{claimant}/merge", new { into = (long)kept, reason = "The same." }),
            30 => await client.Post("/v1/questions", Question(how, name)),
            31 when question is not null => how % 2 == 0
                ? await client.Patch($"/v1/questions/{question}", Patched(how / 2, "asked", "answerType", "unit", "period", "place"), "*")
                : await client.Post($"/v1/questions/{question}/{Standing(how)}", why),
            32 or 33 when claim is not null && question is not null => await client.Post($"/v1/claims/{claim}/answers", Answer(question, how, name)),
            34 when reply is not null => how % 3 == 0
                ? await client.Post($"/v1/answers/{reply}/confirm", why)
                : await client.Post($"/v1/answers/{reply}/reject", new { reason = "different_event", note = "Another clash." }),
            35 when reply is not null => await client.Patch($"/v1/answers/{reply}", Patched(how, "value"), "*"),
            29 when how % 3 == 0 => await client.Post("/v1/topics/rename", new { from = $"topic-{how % 3}", to = how % 2 == 0 ? "clashes" : $"topic-{how % 5}", reason = "One name for one thing." }),
            29 when await One(client, how % 2 == 0 ? "claims" : "claimants", which, "&state=merged") is { } merged => await client.Post($"/v1/{(how % 2 == 0 ? "claims" : "claimants")}/{merged}/restore", why),
            _ => await client.Post("/v1/articles", new
            {
                @ref = $"a-{name}",
                headline = $"Headline {name}",
                publisher = new { name = "The Daily", type = "outlet" },
                authors = how % 3 == 0 ? new[] { new { name = Names[how % Names.Length], type = "person" } } : [],
                url = $"https://example.org/{name}?utm_source=x",
                published = new { edtf = "2020-08-11", basis = "printed on it" },
                language = "en",
                text = how % 4 == 0 ? null : Texts[how % 3],
            }),
        };
    }

    private static JsonObject Claim(JsonNode article, JsonNode? another, int how, string name) => Draft.With(
        new
        {
            @ref = $"c-{name}",
            statement = $"Statement {name}.",
            kind = how % 5 == 0 ? "position" : "fact",
            claimant = new { name = how % 4 == 0 ? "Officials" : Names[how % Names.Length], type = how % 4 == 0 ? "anonymous" : "person" },
            period = new { edtf = "2020-07~", basis = "in that month" },
            language = "en",
            translations = new { az = $"Bəyanat {name}." },
            topics = new[] { "clashes", $"topic-{how % 3}" },
            quantity = new { qualifier = "at_least", value = 9, unit = "person", of = "people killed", raw = "nine people" },
            appearance = Appearance(article, how),
        },
        another is not null && how % 7 == 0 ? new { links = new[] { new { to = (long)another, type = "contradicts", facet = "quantity", explanation = "They differ." } } } : null);

    private static object Question(int how, string name) => new
    {
        @ref = $"q-{name}",
        text = $"Question {name}?",
        answerType = Sorts[how % Sorts.Length],
        asks = how % 4 == 0 ? "position" : "fact",
        facet = how % Sorts.Length == 5 ? "actor" : null,
        unit = how % Sorts.Length < 2 ? "person" : null,
        of = how % Sorts.Length < 2 ? "people killed" : null,
        period = how % 2 == 0 ? new { edtf = "2020-07", basis = "of July" } : null,
        place = how % 3 == 0 ? $"Place {name}" : null,
        language = "en",
    };

    private static Dictionary<string, object?> Answer(JsonNode question, int how, string name) =>
        new() { ["questionId"] = (long)question, ["ref"] = how % 2 == 0 ? $"an-{name}" : null, ["value"] = how % 4 == 0 ? null : Value(how / 4) };

    private static object Value(int how) => (how % 5) switch
    {
        0 or 1 => new { qualifier = how % 2 == 0 ? "exact" : "at_least", value = 9 + (how % 3), unit = "person", raw = "nine people" },
        2 => new { yes = how % 2 == 0 },
        3 => new { edtf = $"2020-07-{10 + (how % 3)}" },
        _ => new { text = $"Place {how % 3}" },
    };

    private static JsonObject Evidence(JsonNode? article, int how) => Draft.With(
        new { stance = how % 2 == 0 ? "refutes" : "supports", tier = "primary", note = "It counts the dead.", independenceGroup = "the mission" },
        (how % 3) switch
        {
            0 when article is not null => new { source = new { articleId = (long)article, quotes = new[] { new { exact = Quotes[how % 2] } } } },
            1 => new { search = new { query = "convoy", corpus = "the archive of the town", date = "2020-08" } },
            _ => new { citation = new { title = "A report", publisher = "The mission", url = "https://example.org/report", archivedUrl = "https://archive.example.org/report", date = "2020-07-16", locator = "p. 2" } },
        });

    private static async Task<JsonObject> Review(HttpClient client, JsonNode claim, JsonNode? another, int how, string name) => Draft.With(
        new
        {
            @ref = $"v-{name}",
            claimIds = another is not null && how % 2 == 0 ? new[] { (long)claim, (long)another }.Distinct() : [(long)claim],
            evidenceIds = (await client.Read($"/v1/claims/{claim}/evidence")).Items().Select(e => e.Id()),
            verdict = how % 3 == 0 ? "supported" : "refuted",
            explanation = "The mission counted otherwise.",
            title = $"Review {name}",
            url = "https://example.org/checks/1",
            language = "en",
            author = new { name = "Check Desk", type = "organization" },
        },
        new { publish = how % 4 != 3 });

    private static async Task<JsonNode?> EvidenceOf(HttpClient client, JsonNode claim, int which)
    {
        var items = (await client.Read($"/v1/claims/{claim}/evidence")).Items().ToList();
        return items.Count == 0 ? null : items[which % items.Count]["id"];
    }

    private static JsonObject Appearance(JsonNode article, int how) => Draft.With(
        new
        {
            articleId = (long)article,
            mode = Modes[how % Modes.Length],
            said = new { offset = "-P6M", basis = "six months ago" },
            role = "the mayor",
            hedge = "likely",
            attribution = new[] { new { name = "An agency", type = "outlet" }, new { name = "A friend", type = "person" } },
        },
        how % 2 == 0 ? new { quotes = Quotes.Take(1 + (how % 3)).Select(exact => new { exact }) } : null);

    private static Dictionary<string, object?> Patched(int how, params string[] members) => members[how % members.Length] switch
    {
        "headline" => Body("headline", $"Headline {how}"),
        "archivedUrl" => Body("archivedUrl", how % 2 == 0 ? null : "https://web.archive.org/a"),
        "published" => Body("published", how % 2 == 0 ? new { edtf = "2020-09-01?" } : null),
        "authors" => Body("authors", new[] { new { name = Names[how % 4], type = "person" }, new { name = "Another", type = "person" } }),
        "url" => Body("url", $"https://example.com/{how}"),
        "language" => Body("language", how % 2 == 0 ? "az" : null),
        "name" => Body("name", $"{Names[how % 4]} {how}"),
        "aliases" => Body("aliases", how % 3 == 0 ? Array.Empty<string>() : [$"alias {how}", "other"]),
        "sameAs" => Body("sameAs", new[] { $"https://example.org/{how}" }),
        "ref" => Body("ref", $"r{how}"),
        "statement" => Body("statement", $"Statement amended {how}."),
        "kind" => Body("kind", how % 2 == 0 ? "position" : "prediction"),
        "period" => Body("period", how % 2 == 0 ? new { edtf = "2020-07/2020-08" } : null),
        "topics" => Body("topics", new[] { $"topic-{how}" }),
        "quantity" => Body("quantity", how % 2 == 0 ? null : new { qualifier = "between", value = 1.50, high = 2, unit = "km", of = "distance", raw = "one or two" }),
        "translations" => Body("translations", new Dictionary<string, string?> { ["az"] = null, ["tr"] = $"Beyan {how}." }),
        "claimant" => Body("claimant", new { name = Names[how % 4], type = "person" }),
        "mode" => Body("mode", Modes[how % 5]),
        "said" => Body("said", how % 2 == 0 ? new { edtf = "2020-07-12" } : null),
        "asked" => Body("text", $"Question amended {how}?"),
        "answerType" => Body("answerType", Sorts[how % Sorts.Length]),
        "unit" => Body("unit", how % 2 == 0 ? "soldier" : "person"),
        "place" => Body("place", $"Place {how}"),
        "value" => Body("value", how % 3 == 0 ? null : Value(how)),
        "stance" => Body("stance", "inconclusive"),
        "note" => Body("note", $"Note {how}."),
        "role" => Body("role", $"role {how}"),
        "hedge" => Body("hedge", "alleged"),
        "attribution" => Body("attribution", new[] { new { name = Names[how % 4], type = "person" } }),
        _ => Body("quotes", how % 2 == 0 ? [] : new[] { new { exact = Quotes[how % 3] } }),
    };

    private static Dictionary<string, object?> Body(string member, object? value) => new() { [member] = value, ["reason"] = "It was wrong." };

    private static string Standing(int how) => how % 3 == 0 ? "withdraw" : "restore";

    /// <summary>One of the newest, or null where there is none.</summary>
    private static async Task<JsonNode?> One(HttpClient client, string kind, int which, string more = "")
    {
        var items = (await client.Read($"/v1/{kind}?limit=10{more}")).Items().ToList();
        return items.Count == 0 ? null : items[which % items.Count]["id"];
    }
}
