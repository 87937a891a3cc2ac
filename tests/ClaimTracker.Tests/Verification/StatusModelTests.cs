using System.Text.Json.Nodes;
using ClaimTracker.Data;
using CsCheck;

namespace ClaimTracker.Tests.Verification;

/// <summary>Random histories of everything a status rests on, beside a model of it that is written on its own.</summary>
public sealed class StatusModelTests
{
    private const int Claims = 3;
    private const int Actions = 22;

    private static readonly string[] Verdicts = ["supported", "refuted", "refuted", "mixed"];

    private static readonly Gen<(int Action, int A, int B, int Seed)[]> Steps =
        Gen.Select(Gen.Int[0, Actions - 1], Gen.Int[0, Claims - 1], Gen.Int[0, Claims - 1], Gen.Int[0, 99]).Array[20, 45];

    [Fact]
    public async Task After_every_step_the_stored_status_of_every_claim_is_what_the_model_says()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        var round = 0;

        await Steps.SampleAsync(
            async steps =>
            {
                var run = Interlocked.Increment(ref round);
                var model = new Model();
                for (var i = 0; i < Claims; i++)
                {
                    var claim = await Given.Claim(client, $"Statement {i} of round {run}.");
                    model.Claims.Add(claim.Id(), new ModelClaim());
                    for (var j = 0; j < 2; j++)
                    {
                        var evidence = await Checked.Evidence(client, claim, new { note = $"{j}" });
                        model.Evidence.Add(evidence.Id(), new ModelEvidence(claim.Id()));
                    }
                }

                var ids = model.Claims.Keys.ToArray();
                foreach (var (action, a, b, seed) in steps)
                {
                    await Take(client, model, action, ids[a], ids[b], seed);
                    foreach (var id in ids)
                    {
                        var claim = await client.Read($"/v1/claims/{id}");
                        Assert.Equal(model.Status(id), claim.Text("status"));
                        Assert.Equal(model.Claims[id].Challenges.Order(), claim["challenges"]!.AsArray().Select(c => $"{c!.Text("cause")} {c!["by"]!["id"]}").Order());
                    }
                }
            },
            iter: 40, threads: 1);
    }

    /// <summary>One step; what is refused changes nothing, in the record and in the model.</summary>
    private static async Task Take(HttpClient client, Model model, int action, long a, long b, int seed)
    {
        var (link, evidence, review) = (Pick(model.Links.Keys, seed), Pick(model.Evidence.Keys, seed), Pick(model.Reviews.Keys, seed));
        switch (action)
        {
            case 0:
                await Withdraw();
                break;

            case 1:
                await Restore();
                break;

            case 2:
                await Withdraw();
                await Restore();
                break;

            case 3 when await Post($"/v1/links/{link}/reject", new { reason = "duplicate" }) is not null:
                model.Links[link].State = "rejected";
                break;

            case 4 when await Post($"/v1/links/{link}/confirm") is not null:
                model.Links[link].State = "confirmed";
                model.Arrive(link);
                break;

            case 5 when await Post($"/v1/links/{link}/resolve", new { outcome = "unresolvable", reason = "x" }) is not null:
                model.Links[link].State = "resolved";
                break;

            case 6 or 7 or 8 or 9:
                var type = action == 9 ? "retracts" : "contradicts";
                if (await Post("/v1/links", new { from = a, to = b, type, facet = type == "retracts" ? null : "other", explanation = "x" }) is { } made)
                {
                    model.Links.Add(made.Id(), new ModelLink(type, made["from"]!.Id(), made["to"]!.Id()) { State = "confirmed" });
                    model.Arrive(made.Id());
                }

                break;

            case 10 or 11 when await Post($"/v1/evidence/{evidence}/withdraw") is not null:
                model.Evidence[evidence].IsActive = false;
                foreach (var claim in model.Reviews.Values.Where(r => r.State == "published" && r.Evidence.Contains(evidence)).SelectMany(r => r.Claims))
                {
                    model.Claims[claim].Challenges.Add($"evidence_withdrawn {evidence}");
                }

                break;

            case 12 or 13 when await Post($"/v1/evidence/{evidence}/restore") is not null:
                model.Evidence[evidence].IsActive = true;
                break;

            case 14 or 15 or 16:
                long[] about = seed % 3 == 0 ? [a, b] : [a];
                var cited = model.Evidence.Where(e => about.Contains(e.Value.Claim) && (e.Value.IsActive || seed % 5 == 0)).Select(e => e.Key).ToArray();
                var verdict = about.Any(c => model.Claims[c].Kind == "position") ? "not_checkable" : Verdicts[seed % Verdicts.Length];
                var body = Checked.Review(new { claimIds = about, evidenceIds = cited, verdict, publish = action != 16 });
                if (await Post("/v1/reviews", body) is { } recorded)
                {
                    model.Reviews.Add(recorded.Id(), new ModelReview(verdict, [.. about], [.. cited]) { State = action == 16 ? "draft" : "published" });
                }

                break;

            case 17 when await Post($"/v1/reviews/{review}/withdraw") is not null:
                model.Reviews[review].Before = model.Reviews[review].State;
                model.Reviews[review].State = "withdrawn";
                break;

            case 18 when await Post($"/v1/reviews/{review}/restore") is not null:
                model.Reviews[review].State = model.Reviews[review].Before;
                break;

            case 19 when await Post($"/v1/reviews/{review}/reopen") is not null:
                foreach (var claim in model.Reviews[review].Claims)
                {
                    model.Claims[claim].Challenges.Add($"reopened {review}");
                }

                break;

            case 20 when await Post($"/v1/claims/{a}/clear") is not null:
                model.Claims[a].Challenges.Clear();
                break;

            case 21:
                var kind = seed % 4 == 0 ? "position" : "fact";
                using (var answer = await client.Patch($"/v1/claims/{a}", new { kind, reason = "x" }, "*"))
                {
                    model.Claims[a].Kind = answer.IsSuccessStatusCode ? kind : model.Claims[a].Kind;
                }

                break;
        }

        async Task Withdraw()
        {
            if (await Post($"/v1/claims/{a}/withdraw") is not null)
            {
                model.Claims[a].IsActive = false;
            }
        }

        async Task Restore()
        {
            if (await Post($"/v1/claims/{a}/restore") is not null)
            {
                model.Claims[a].IsActive = true;
                foreach (var (id, l) in model.Links.Where(l => l.Value is { Type: "contradicts", State: "confirmed" } && l.Value.Joins(a)))
                {
                    model.Arrive(id, l.Other(a), a);
                }
            }
        }

        async Task<JsonNode?> Post(string path, object? body = null)
        {
            using var answer = await client.Post(path, body ?? new { reason = "x" });
            Assert.True((int)answer.StatusCode is 200 or 201 or 404 or 409 or 422, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync()) : null;
        }
    }

    private static long Pick(ICollection<long> ids, int seed) => ids.Count == 0 ? 999_999 : ids.Order().ElementAt(seed % ids.Count);

    private sealed class Model
    {
        public Dictionary<long, ModelClaim> Claims { get; } = [];

        public Dictionary<long, ModelLink> Links { get; } = [];

        public Dictionary<long, ModelEvidence> Evidence { get; } = [];

        public Dictionary<long, ModelReview> Reviews { get; } = [];

        public string Status(long id) =>
            Claims[id].Kind == "position" ? "not_checkable"
            : Claims[id].Challenges.Count > 0 ? "contested"
            : Published(id) is { Length: > 0 } verdicts ? (verdicts.Length > 1 ? "contested" : verdicts[0])
            : Links.Values.Any(l => l is { Type: "contradicts", State: "confirmed" } && l.Joins(id) && Disputes(l.Other(id))) ? "disputed"
            : Reviews.Values.Any(r => r.State == "draft" && r.Claims.Contains(id)) ? "in_review"
            : "unverified";

        /// <summary>A contradiction counts from now on, for both of its sides.</summary>
        public void Arrive(long id)
        {
            if (Links[id] is { Type: "contradicts" } link)
            {
                var (from, to) = (Disputes(link.To), Disputes(link.From));
                Challenge(id, link.From, from);
                Challenge(id, link.To, to);
            }
        }

        public void Arrive(long id, long reached, long from) => Challenge(id, reached, Disputes(from));

        private void Challenge(long link, long claim, bool isDisputed)
        {
            if (isDisputed && Published(claim).Length > 0)
            {
                Claims[claim].Challenges.Add($"new_contradiction {link}");
            }
        }

        private string[] Published(long id) => [.. Reviews.Values.Where(r => r.State == "published" && r.Claims.Contains(id)).Select(r => r.Verdict).Distinct()];

        private bool Disputes(long id) =>
            Claims[id].IsActive
            && !(Claims[id].Kind != "position" && Claims[id].Challenges.Count == 0 && Published(id) is ["refuted"])
            && !Links.Values.Any(l => l is { Type: "retracts", State: "confirmed" } && l.To == id && Claims[l.From].IsActive);
    }

    private sealed class ModelClaim
    {
        public string Kind { get; set; } = "fact";

        public bool IsActive { get; set; } = true;

        public HashSet<string> Challenges { get; } = [];
    }

    private sealed record ModelLink(string Type, long From, long To)
    {
        public string State { get; set; } = "";

        public bool Joins(long id) => From == id || To == id;

        public long Other(long id) => From == id ? To : From;
    }

    private sealed record ModelEvidence(long Claim)
    {
        public bool IsActive { get; set; } = true;
    }

    private sealed record ModelReview(string Verdict, HashSet<long> Claims, HashSet<long> Evidence)
    {
        public string State { get; set; } = "";

        public string Before { get; set; } = "";
    }
}
