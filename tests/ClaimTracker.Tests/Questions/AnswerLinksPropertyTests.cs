using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Questions;
using ClaimTracker.Tests.Operations;
using CsCheck;

namespace ClaimTracker.Tests.Questions;

/// <summary>
/// Whatever happens to answers, claims, claimants, questions and links: what is linked is what a model finds that compares all pairs anew, from nothing but what
/// the API tells.
/// </summary>
public sealed class AnswerLinksPropertyTests
{
    private const int Claims = 7;

    private static readonly string[] Rivals = ["contradicts", "disagrees", "discrepancy", "updates", "retracts"];
    private static readonly object[] Figures =
    [
        new { qualifier = "exact", value = 16 }, new { qualifier = "exact", value = 18, raw = "18 dead" }, new { qualifier = "at_least", value = 16 }, new { qualifier = "at_least", value = 18 },
        new { qualifier = "about", value = 17 }, new { qualifier = "between", value = 10, high = 15 }, new { qualifier = "vague", raw = "dozens" }, new { qualifier = "exact", value = 16, unit = "soldier" },
    ];

    private static readonly object?[] Periods = [null, new { edtf = "2020-07" }, new { edtf = "2020-07-12" }, new { edtf = "2016" }, new { basis = "some time ago" }];
    private static readonly Gen<(int Action, int A, int B, int C)[]> Steps = Gen.Select(Gen.Int[0, 18], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999]).Array[25, 45];

    [Fact]
    public async Task What_answers_link_is_what_comparing_all_pairs_finds()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        var contributor = await app.Client(Role.Contributor);
        await Given.Article(client, "a1", text: null);
        await Given.Article(client, "a2", text: null);
        var round = 0;

        await Steps.SampleAsync(
            async steps =>
            {
                var record = await Board.Make(client, contributor, Interlocked.Increment(ref round));
                foreach (var step in steps)
                {
                    await record.Take(step);
                    await record.Check(step);
                }

                Assert.Empty(Checking.Findings(app.DatabasePath));
            },
            iter: 24, threads: 1);
    }

    private sealed class Board(HttpClient client, HttpClient contributor, int round, long[] claims, long[] claimants, long[] questions)
    {
        public static async Task<Board> Make(HttpClient client, HttpClient contributor, int round)
        {
            var (claims, claimants) = (new long[Claims], new List<long>());
            for (var i = 0; i < Claims; i++)
            {
                var claim = await client.Post("/v1/claims", Draft.Said($"Statement {i} of round {round}.", $"Speaker {i % 5} of round {round}", new
                {
                    kind = i == 6 ? "position" : "fact",
                    quantity = i == 5 ? null : Figures[i],
                    period = i % 2 == 0 ? new { edtf = "2020-07" } : null,
                    appearance = new { articleRef = "a1", mode = "reported_speech", hedge = i == 4 ? "alleged" : "none", said = new { edtf = $"2020-08-{10 + (i % 6)}" } },
                })).Json(201);
                claims[i] = claim.Id();
                claimants.Add(claim["claimant"]!.Id());
            }

            var questions = new[]
            {
                await client.Post("/v1/questions", new { text = $"How many were killed in round {round}?", answerType = "quantity", unit = "person", period = new { edtf = "2020" } }).Json(201),
                await client.Post("/v1/questions", new { text = $"Was it known in round {round}?", answerType = "yes_no" }).Json(201),
                await client.Post("/v1/questions", new { text = $"When was round {round}?", answerType = "date" }).Json(201),
            };
            return new Board(client, contributor, round, claims, [.. claimants.Distinct()], [.. questions.Select(q => q.Id())]);
        }

        public async Task Take((int Action, int A, int B, int C) step)
        {
            var (claim, other, question) = (claims[step.A % Claims], claims[step.B % Claims], questions[step.C % 5 is var q and < 3 ? q : 0]);
            var answers = await Answers();
            var answer = answers.Count == 0 ? null : answers[step.B % answers.Count];
            using var response = step.Action switch
            {
                <= 3 => await client.Post($"/v1/claims/{claim}/answers", Given(question, step.B)),
                4 => await contributor.Post($"/v1/claims/{claim}/answers", Given(question, step.B)),
                5 when answer is not null => await client.Post($"/v1/answers/{answer.Id()}/confirm", new { reason = "right" }),
                6 when answer is not null => await client.Post($"/v1/answers/{answer.Id()}/reject", new { reason = "different_event" }),
                7 when answer is not null => await client.Patch($"/v1/answers/{answer.Id()}", new { value = Value(answer["question"]!.Id(), step.C), reason = "read again" }, answer.IfMatch()),
                8 => await Amend($"/v1/claims/{claim}", (step.C % 3) switch
                {
                    0 => (object)new { quantity = Figures[step.B % Figures.Length], reason = "read again" },
                    1 => new { period = Periods[step.B % Periods.Length], reason = "read again" },
                    _ => new { kind = step.B % 2 == 0 ? "position" : "fact", reason = "read again" },
                }),
                9 => await client.Post($"/v1/claims/{claim}/{(step.C % 2 == 0 ? "withdraw" : "restore")}", new { reason = "so" }),
                10 => await client.Post($"/v1/claims/{claim}/{(step.C % 2 == 0 ? "merge" : "restore")}", step.C % 2 == 0 ? new { into = other, reason = "same" } : (object)new { reason = "so" }),
                11 => await client.Post($"/v1/claimants/{claimants[step.A % 5]}/{(step.C % 2 == 0 ? "merge" : "restore")}", step.C % 2 == 0 ? new { into = claimants[step.B % 5], reason = "same" } : (object)new { reason = "so" }),
                12 => await client.Post($"/v1/claims/{claim}/appearances", new { articleRef = "a2", mode = "headline", hedge = step.B % 2 == 0 ? "none" : "possible", said = new { edtf = $"2020-08-{10 + (step.C % 9):00}" } }),
                13 => await Link(claim, other, step.C),
                14 => await Decide(step.B, step.C),
                15 or 16 when answer is not null => await client.Post($"/v1/disputes/{answer["question"]!.Id()}/resolve", new { preferredAnswerId = answer.Id(), reason = "It is right." }),
                17 => await client.Post($"/v1/disputes/{question}/reopen", new { reason = "Who knows." }),
                _ => (step.C % 4) switch
                {
                    0 => await client.Post($"/v1/questions/{question}/withdraw", new { reason = "so" }),
                    1 => await Amend($"/v1/questions/{question}", new { period = Periods[step.B % Periods.Length], reason = "scope" }),
                    _ => await client.Post($"/v1/questions/{question}/restore", new { reason = "so" }),
                },
            };
            Assert.True((int)response.StatusCode is 200 or 201 or 404 or 409 or 422, $"{step}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        /// <summary>Compares what stands with what all pairs make.</summary>
        public async Task Check((int Action, int A, int B, int C) step)
        {
            var facts = new Dictionary<long, JsonNode>();
            foreach (var id in claims)
            {
                facts.Add(id, await client.Read($"/v1/claims/{id}"));
            }

            var links = (await client.All("/v1/links", 200)).Where(link => claims.Contains(link["from"]!.Id())).ToList();
            var answers = await Answers();
            var expected = new HashSet<(string Type, long From, long To)>();
            foreach (var id in questions)
            {
                var question = await client.Read($"/v1/questions/{id}");
                var asked = new AskedQuestion(question.Text("text")!, Names.Parse<AnswerType>(question.Text("answerType")!), Names.Parse<Asks>(question.Text("asks")!), null);
                var counting = answers.Where(a => a["question"]!.Id() == id && Counts(a, facts[a["claim"]!.Id()], question)).Select(a => AsRival(a, facts[a["claim"]!.Id()], asked)).ToList();
                Assert.Equal(counting.Select(c => c.Id).Order(), answers.Where(a => a["question"]!.Id() == id && (bool)a["counts"]!).Select(a => a.Id()).Order());
                foreach (var (a, b) in from a in counting from b in counting where a.Id < b.Id select (a, b))
                {
                    if (Rivalry.Between(asked, a, b) is { } finding)
                    {
                        expected.Add((Names.Of(finding.Type), finding.From, finding.To));
                    }
                }

                using var dispute = await client.Get($"/v1/disputes/{id}");
                var preferred = dispute.IsSuccessStatusCode ? JsonNode.Parse(await dispute.Content.ReadAsStringAsync())!["preferred"] : null;
                CheckSettled(step, asked, counting, preferred is null ? null : counting.Single(c => c.Id == preferred.Id()), links.Where(l => l["questionId"] is { } of && (long)of! == id));
            }

            bool Joins(JsonNode link, (string Type, long From, long To) pair) =>
                (link["from"]!.Id(), link["to"]!.Id()) == (pair.From, pair.To) || (link["from"]!.Id(), link["to"]!.Id()) == (pair.To, pair.From);
            bool IsComputed(JsonNode link) => link.Text("origin") == "answers@1";
            bool Stands(JsonNode link) => link.Text("state") is "confirmed" or "resolved";
            bool IsAdopted((string Type, long From, long To) pair) =>
                links.Exists(link => Joins(link, pair) && !IsComputed(link) && link.Text("type") != pair.Type && Rivals.Contains(link.Text("type")) && Stands(link));

            foreach (var pair in expected)
            {
                var link = links.Find(l => l.Text("type") == pair.Type && Joins(l, pair));
                Assert.True(
                    IsAdopted(pair) || (link is not null && (Stands(link) || link["decision"]?["rejected"] is not null)),
                    $"{step}: round {round}, {pair} is not linked: {link}");
                if (link is not null && IsComputed(link) && pair.Type == "updates")
                {
                    Assert.Equal((pair.From, pair.To), (link["from"]!.Id(), link["to"]!.Id()));
                }
            }

            foreach (var link in links.Where(l => IsComputed(l) && Stands(l)))
            {
                Assert.True(expected.Any(pair => pair.Type == link.Text("type") && Joins(link, pair) && !IsAdopted(pair)), $"{step}: round {round}, this stands without ground: {link}");
            }
        }

        /// <summary>Of a settled dispute the links say who is right, and of an open one that nobody is known to be.</summary>
        private static void CheckSettled((int Action, int A, int B, int C) step, AskedQuestion asked, List<RivalAnswer> counting, RivalAnswer? preferred, IEnumerable<JsonNode> links)
        {
            foreach (var link in links.Where(l => l.Text("origin") == "answers@1" && l.Text("type") != "updates" && l.Text("state") is "confirmed" or "resolved"))
            {
                var (from, to) = (counting.Find(c => c.ClaimId == link["from"]!.Id()), counting.Find(c => c.ClaimId == link["to"]!.Id()));
                var outcome = preferred is null || from is null || to is null ? null : (IsRight(from), IsRight(to)) switch
                {
                    (true, false) => "from_right",
                    (false, true) => "to_right",
                    (false, false) => "both_wrong",
                    _ => null,
                };
                var isSettled = link["decision"]!["questionId"] is not null;
                Assert.True(
                    isSettled ? link["decision"]!.Text("outcome") == outcome : outcome is null || link.Text("state") == "resolved",
                    $"{step}: with answer {preferred?.Id} preferred, {outcome} is not the outcome of {link}");
            }

            bool IsRight(RivalAnswer answer) => answer.Id == preferred.Id || Rivalry.Between(asked, preferred, answer) is null;
        }

        private async Task<List<JsonNode>> Answers() => [.. (await client.All("/v1/answers", 200)).Where(a => questions.Contains(a["question"]!.Id()))];

        private object Given(long question, int seed) => Value(question, seed) is { } value ? new { questionId = question, value } : new { questionId = question };

        private object? Value(long question, int seed) =>
            question == questions[1] ? new { yes = seed % 2 == 0 }
            : question == questions[2] ? (seed % 3) switch { 0 => null, 1 => new { edtf = "2020-07-14" }, _ => new { edtf = "2020-07-1" + (seed % 10).ToString(CultureInfo.InvariantCulture) } }
            : seed % 2 == 0 ? null : Figures[seed % Figures.Length];

        private async Task<HttpResponseMessage> Amend(string path, object patch) => await client.Patch(path, patch, (await client.Read(path)).IfMatch());

        private async Task<HttpResponseMessage> Link(long from, long to, int seed)
        {
            var computed = (await client.All("/v1/links?state=confirmed", 200)).FindAll(link => link.Text("origin") == "answers@1" && claims.Contains(link["from"]!.Id()));
            if (computed.Count > 0 && seed % 2 == 0)
            {
                (from, to) = (computed[seed % computed.Count]["from"]!.Id(), computed[seed % computed.Count]["to"]!.Id());
            }

            var type = new[] { "contradicts", "discrepancy", "disagrees", "supports", "updates" }[seed % 5];
            return await (seed % 3 == 0 ? contributor : client).Post("/v1/links", new { from, to, type, facet = type is "supports" or "updates" ? null : "other", explanation = "A person says so." });
        }

        private async Task<HttpResponseMessage> Decide(int which, int seed)
        {
            var links = (await client.All("/v1/links", 200)).Where(link => claims.Contains(link["from"]!.Id())).ToList();
            var link = links.Count == 0 ? 1_000_000 : links[which % links.Count].Id();
            return (seed % 4) switch
            {
                0 => await client.Post($"/v1/links/{link}/reject", new { reason = "different_event" }),
                1 => await client.Post($"/v1/links/{link}/resolve", new { outcome = "from_right", reason = "so" }),
                _ when links.Count > 0 && links[which % links.Count].Text("origin") != "answers@1" => await client.Post($"/v1/links/{link}/confirm", new { reason = "so" }),
                _ => await client.GetAsync($"/v1/links/{link}"),
            };
        }

        private static bool Counts(JsonNode answer, JsonNode claim, JsonNode question)
        {
            var isDated = question.Text("answerType") == "date";
            var (from, to) = (Day(claim["period"], "earliest"), Day(claim["period"], "latest"));
            var (askedFrom, askedTo) = (Day(question["period"], "earliest"), Day(question["period"], "latest"));
            return answer.Text("state") == "confirmed" && claim.Text("state") == "active" && question.Text("state") == "active" && answer["value"] is { } value
                && (value["unit"] is null || question["unit"] is null || value.Text("unit") == question.Text("unit"))
                && (isDated || !(to < askedFrom || askedTo < from));
        }

        private static RivalAnswer AsRival(JsonNode answer, JsonNode claim, AskedQuestion asked)
        {
            var appearances = claim["appearances"]!.AsArray().Where(a => a!.Text("state") == "active").ToList();
            var isDated = asked.AnswerType == AnswerType.Date;
            return new RivalAnswer(answer.Id(), claim.Id(), new Standing(
                answer["value"].Deserialize<StatedValue>(Json.Options)!, Names.Parse<ClaimKind>(claim.Text("kind")!), claim["claimant"]!.Id(),
                !Names.Parse<ClaimantType>(claim["claimant"]!.Text("type")!).BelongsToArticle(), appearances.Count > 0 && appearances.All(a => a!.Text("hedge") != "none"),
                Day(claim["said"], "earliest"), Day(claim["said"], "latest"), isDated ? null : Day(claim["period"], "earliest"), isDated ? null : Day(claim["period"], "latest")));
        }

        private static DateOnly? Day(JsonNode? dated, string end) => dated?[end] is { } day ? DateOnly.Parse((string)day!, CultureInfo.InvariantCulture) : null;
    }
}
