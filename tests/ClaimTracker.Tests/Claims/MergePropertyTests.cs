using System.Text.Json.Nodes;
using ClaimTracker.Data;
using CsCheck;

namespace ClaimTracker.Tests.Claims;

/// <summary>However claims and claimants are merged and restored, and in whichever order: what is read while they are merged is right, and in the end nothing has changed.</summary>
public sealed class MergePropertyTests
{
    private const int Claims = 6;
    private const int Claimants = 4;

    private static readonly string[] Types = ["contradicts", "contradicts", "disagrees", "retracts", "supports", "discrepancy"];

    private static readonly Gen<(int Kind, int A, int B, int Seed)[]> Facts = Gen.Select(Gen.Int[0, 3], Gen.Int[0, Claims - 1], Gen.Int[0, Claims - 1], Gen.Int[0, 99]).Array[8, 14];
    private static readonly Gen<(int Action, int A, int B)[]> Steps = Gen.Select(Gen.Int[0, 9], Gen.Int[0, Claims - 1], Gen.Int[0, Claims - 1]).Array[6, 14];

    [Fact]
    public async Task What_is_merged_and_restored_is_exactly_what_it_was()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client, "a1", text: null);
        await Given.Article(client, "a2", text: null);
        var round = 0;

        await Gen.Select(Facts, Steps).SampleAsync(
            async (facts, steps) =>
            {
                var record = await Record.Make(client, Interlocked.Increment(ref round), facts);
                var before = await record.Read();
                foreach (var step in steps)
                {
                    await record.Take(step);
                    await record.Check();
                }

                await record.RestoreAll();
                Assert.Equal(before, await record.Read());
            },
            iter: 25, threads: 1);
    }

    private sealed class Record(HttpClient client, string topic, long[] claims, long[] claimants, Dictionary<long, (long From, long To)> links, Dictionary<long, long> appearances)
    {
        private readonly Dictionary<long, long> mergedInto = [];
        private readonly Dictionary<long, long> claimantMergedInto = [];

        public static async Task<Record> Make(HttpClient client, int round, (int Kind, int A, int B, int Seed)[] facts)
        {
            var topic = $"round-{round}";
            var (claims, claimants) = (new long[Claims], new long[Claimants]);
            for (var i = 0; i < Claims; i++)
            {
                var claim = await client.Post("/v1/claims", Draft.Said($"Statement {i} of round {round}.", $"Speaker {i % Claimants} of round {round}", new
                {
                    kind = i == Claims - 1 ? "position" : "fact",
                    topics = new[] { topic },
                    appearance = new { articleRef = i % 2 == 0 ? "a1" : "a2", mode = "reported_speech", said = new { edtf = $"2020-07-{10 + i}" } },
                })).Json(201);
                (claims[i], claimants[i % Claimants]) = (claim.Id(), claim["claimant"]!.Id());
            }

            foreach (var (kind, a, b, seed) in facts)
            {
                var type = Types[seed % Types.Length];
                using var answer = kind == 0
                    ? await client.Post($"/v1/claims/{claims[a]}/appearances", new { articleRef = "a2", mode = "headline", said = new { edtf = $"2020-06-{1 + (seed % 28):00}" }, attribution = new[] { new { id = claimants[b % Claimants] } } })
                    : await client.Post("/v1/links", new { from = claims[a], to = claims[b], type, facet = type is "retracts" or "supports" ? null : "other", explanation = "x" });
                Assert.True((int)answer.StatusCode is 200 or 201 or 409 or 422, $"{answer.StatusCode}");
            }

            var (links, appearances) = (new Dictionary<long, (long, long)>(), new Dictionary<long, long>());
            foreach (var id in claims)
            {
                foreach (var link in (await client.Read($"/v1/claims/{id}/links?limit=200")).Items())
                {
                    links[link.Id()] = (link["from"]!.Id(), link["to"]!.Id());
                }

                foreach (var appearance in (await client.Read($"/v1/claims/{id}"))["appearances"]!.AsArray())
                {
                    appearances[appearance!.Id()] = id;
                }
            }

            return new Record(client, topic, claims, claimants, links, appearances);
        }

        /// <summary>One merge or restoring; what the present state does not allow is refused and changes nothing.</summary>
        public async Task Take((int Action, int A, int B) step)
        {
            var (action, a, b) = step;
            var isClaim = action < 7;
            var (kind, id, into) = isClaim ? ("claims", claims[a], claims[b]) : ("claimants", claimants[a % Claimants], claimants[b % Claimants]);
            var merged = isClaim ? mergedInto : claimantMergedInto;
            var isRestoring = action is 5 or 6 or 9;
            using var answer = isRestoring
                ? await client.Post($"/v1/{kind}/{id}/restore", new { reason = "x" })
                : await client.Post($"/v1/{kind}/{id}/merge", new { into, reason = "x" });
            Assert.True((int)answer.StatusCode is 200 or 409 or 422, $"{answer.StatusCode}");
            if (answer.IsSuccessStatusCode && isRestoring)
            {
                merged.Remove(id);
            }
            else if (answer.IsSuccessStatusCode)
            {
                merged[id] = into;
            }
        }

        public async Task Check()
        {
            var read = new Dictionary<long, JsonNode>();
            foreach (var id in claims)
            {
                read[id] = await client.Read($"/v1/claims/{id}");
                Assert.Equal(mergedInto.ContainsKey(id) ? "merged" : "active", read[id].Text("state"));
                Assert.Equal(mergedInto.TryGetValue(id, out var into) ? into : null, (long?)read[id]["mergedInto"]?["id"]);
            }

            Assert.Equal(
                appearances.Select(a => (a.Key, Root(a.Value))).Order(),
                read.SelectMany(c => c.Value["appearances"]!.AsArray().Select(a => (a!.Id(), c.Key))).Order());
            var now = new List<(long Id, string Type, string State, long From, long To)>();
            foreach (var id in links.Keys)
            {
                var link = await client.Read($"/v1/links/{id}");
                now.Add((id, link.Text("type")!, link.Text("state")!, link["from"]!.Id(), link["to"]!.Id()));
            }

            Assert.All(now, link => CheckPlace(link, now, read));
            var counting = now.Where(l => l.State == "confirmed" && !mergedInto.ContainsKey(l.From) && !mergedInto.ContainsKey(l.To)).ToList();
            foreach (var id in claims)
            {
                CheckStatus(read[id], counting);
            }

            string[] contradictions = ["contradicts", "disagrees", "discrepancy"];
            Assert.Equal(
                counting.Where(l => contradictions.Contains(l.Type)).Select(l => l.Id).OrderDescending(),
                (await client.Read($"/v1/contradictions?topic={topic}&limit=200")).Items().Select(c => c["link"]!.Id()));
            await CheckClaimants(read);
        }

        public async Task RestoreAll()
        {
            foreach (var id in mergedInto.Keys.OrderBy(id => id % 3).ToList())
            {
                await client.Post($"/v1/claims/{id}/restore", new { reason = "x" }).Json();
            }

            foreach (var id in claimantMergedInto.Keys.OrderBy(id => id % 3).ToList())
            {
                await client.Post($"/v1/claimants/{id}/restore", new { reason = "x" }).Json();
            }
        }

        /// <summary>All that can be read of the record, but for how often and when it was changed.</summary>
        public async Task<string> Read()
        {
            string[] lists =
            [
                $"/v1/claims?topic={topic}", $"/v1/claims?topic={topic}&state=merged", $"/v1/claims?topic={topic}&status=disputed", $"/v1/claims?topic={topic}&saidTo=2020-06-30",
                $"/v1/contradictions?topic={topic}", $"/v1/contradictions?topic={topic}&crossArticle=true", $"/v1/articles?topic={topic}",
            ];
            var bodies = new List<string>();
            foreach (var path in lists
                .Concat(claims.SelectMany(id => new[] { $"/v1/claims/{id}", $"/v1/claims/{id}/links", $"/v1/claims/{id}/appearances" }))
                .Concat(links.Keys.Select(id => $"/v1/links/{id}"))
                .Concat(appearances.Keys.Select(id => $"/v1/appearances/{id}"))
                .Concat(claimants.SelectMany(id => new[] { $"/v1/claimants/{id}", $"/v1/claims?claimantId={id}", $"/v1/contradictions?otherClaimantId={id}" })))
            {
                bodies.Add($"{path} {Timeless(await client.Read(path)).ToJsonString()}");
            }

            return string.Join('\n', bodies);
        }

        private static JsonNode Timeless(JsonNode node)
        {
            if (node is JsonObject members)
            {
                members.Remove("revision");
                members.Remove("updatedAt");
            }

            foreach (var part in node is JsonArray items ? items.ToList() : node is JsonObject all ? all.Select(m => m.Value).ToList() : [])
            {
                if (part is not null)
                {
                    Timeless(part);
                }
            }

            return node;
        }

        private static void CheckStatus(JsonNode claim, List<(long Id, string Type, string State, long From, long To)> counting)
        {
            var id = claim.Id();
            var own = counting.Where(l => l.From == id || l.To == id).ToList();
            if (claim.Text("state") == "active")
            {
                Assert.All(new[] { "contradicts", "disagrees", "discrepancy" }, type => Assert.Equal(own.Count(l => l.Type == type), (int)claim["counts"]![type]!));
                var isDisputed = own.Where(l => l.Type == "contradicts").Any(l => !counting.Any(r => r.Type == "retracts" && r.To == (l.From == id ? l.To : l.From)));
                Assert.Equal(claim.Text("kind") == "position" ? "not_checkable" : isDisputed ? "disputed" : "unverified", claim.Text("status"));
                Assert.Equal(claim["appearances"]!.AsArray().MinBy(a => a!.Id())!["said"]!.ToJsonString(), claim["said"]!.ToJsonString());
            }
        }

        /// <summary>A link joins the claims that stand for its ends, unless that would double another, or make one that must not be.</summary>
        private void CheckPlace((long Id, string Type, string State, long From, long To) link, List<(long Id, string Type, string State, long From, long To)> all, Dictionary<long, JsonNode> read)
        {
            var home = links[link.Id];
            var (from, to) = (Root(home.From), Root(home.To));
            var isSymmetric = link.Type is "contradicts" or "disagrees" or "discrepancy";
            if (isSymmetric && from > to)
            {
                (from, to) = (to, from);
            }

            if ((link.From, link.To) != (from, to))
            {
                Assert.Equal(home, (link.From, link.To));
                Assert.True(
                    from == to
                    || all.Any(l => l.Id != link.Id && l.Type == link.Type && ((l.From, l.To) == (from, to) || (l.From, l.To) == (to, from)))
                    || (link.Type == "contradicts" && (read[from].Text("kind") == "position" || read[to].Text("kind") == "position")));
            }
        }

        private async Task CheckClaimants(Dictionary<long, JsonNode> read)
        {
            var own = (await client.Read($"/v1/claims?topic={topic}")).Items().ToDictionary(c => c.Id(), c => c["claimant"]!.Id());
            foreach (var id in claimants)
            {
                var root = ClaimantRoot(id);
                Assert.Equal(
                    own.Where(c => c.Value == root).Select(c => c.Key).OrderDescending(),
                    (await client.Read($"/v1/claims?claimantId={id}")).Items().Select(c => c.Id()));
            }

            Assert.All(claims, id =>
            {
                var stored = claimants[Array.IndexOf(claims, id) % Claimants];
                Assert.Equal(ClaimantRoot(stored), read[id]["claimant"]!.Id());
                Assert.Equal(ClaimantRoot(stored) == stored ? null : stored, (long?)read[id]["claimant"]!["recordedAs"]?["id"]);
            });
        }

        private long Root(long claim) => mergedInto.TryGetValue(claim, out var into) ? Root(into) : claim;

        private long ClaimantRoot(long claimant) => claimantMergedInto.TryGetValue(claimant, out var into) ? ClaimantRoot(into) : claimant;
    }
}
