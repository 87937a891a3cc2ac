using System.Text.Json.Nodes;
using ClaimTracker.Data;
using CsCheck;

namespace ClaimTracker.Tests.Claims;

public sealed class StatusPropertyTests
{
    private const int Claims = 4;

    private static readonly string[] Types = ["contradicts", "contradicts", "retracts", "retracts", "disagrees"];

    private static readonly Gen<(int Action, int A, int B, int Seed)[]> Steps =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, Claims - 1], Gen.Int[0, Claims - 1], Gen.Int[0, 99]).Array[12, 30];

    /// <summary>However links are made, decided and taken back and claims withdrawn and restored: the stored status is what a look at the whole record says.</summary>
    [Fact]
    public async Task The_stored_status_is_always_what_the_links_that_stand_say()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        var round = 0;

        await Steps.SampleAsync(
            async steps =>
            {
                var run = Interlocked.Increment(ref round);
                var ids = new long[Claims];
                for (var i = 0; i < Claims; i++)
                {
                    ids[i] = (await Given.Claim(client, $"Statement {i} of round {run}.", kind: i == Claims - 1 ? "position" : "fact")).Id();
                }

                foreach (var (action, a, b, seed) in steps)
                {
                    await Take(client, action, ids[a], ids[b], seed);
                    await Check(client, ids);
                }
            },
            iter: 40, threads: 1);
    }

    private static async Task Check(HttpClient client, long[] ids)
    {
        var claims = new Dictionary<long, JsonNode>();
        var links = new Dictionary<long, JsonNode>();
        foreach (var id in ids)
        {
            claims[id] = await client.Read($"/v1/claims/{id}");
            foreach (var link in (await client.Read($"/v1/claims/{id}/links")).Items())
            {
                links[link.Id()] = link;
            }
        }

        Assert.All(ids, id => Assert.Equal(Expected(id, claims, links.Values), claims[id].Text("status")));
    }

    /// <summary>One step; what the present state does not allow is refused and changes nothing.</summary>
    private static async Task Take(HttpClient client, int action, long a, long b, int seed)
    {
        var made = (await client.Read($"/v1/claims/{a}/links")).Items().ToList();
        var link = made.Count == 0 ? 0 : made[seed % made.Count].Id();
        using var answer = action switch
        {
            0 => await client.Post($"/v1/claims/{a}/withdraw", new { reason = "x" }),
            1 or 2 => await client.Post($"/v1/claims/{a}/restore", new { reason = "x" }),
            3 when link > 0 => await client.Post($"/v1/links/{link}/reject", new { reason = "duplicate" }),
            4 when link > 0 => await client.Post($"/v1/links/{link}/confirm", new { reason = "x" }),
            5 when link > 0 => await client.Post($"/v1/links/{link}/resolve", new { outcome = "unresolvable", reason = "x" }),
            _ => await client.Post("/v1/links", new { from = a, to = b, type = Types[seed % Types.Length], facet = Types[seed % Types.Length] == "retracts" ? null : "other", explanation = "x" }),
        };
        Assert.True((int)answer.StatusCode is 200 or 201 or 409 or 422, $"{answer.StatusCode}");
    }

    private static string Expected(long id, Dictionary<long, JsonNode> claims, ICollection<JsonNode> links)
    {
        if (claims[id].Text("kind") == "position")
        {
            return "not_checkable";
        }

        var confirmed = links.Where(l => l.Text("state") == "confirmed").Select(l => (Type: l.Text("type"), From: l["from"]!.Id(), To: l["to"]!.Id())).ToList();
        var against = confirmed.Where(l => l.Type == "contradicts" && (l.From == id || l.To == id)).Select(l => l.From == id ? l.To : l.From);
        return against.Any(other => IsActive(other) && !confirmed.Any(l => l.Type == "retracts" && l.To == other && IsActive(l.From))) ? "disputed" : "unverified";

        bool IsActive(long claim) => claims[claim].Text("state") == "active";
    }
}
