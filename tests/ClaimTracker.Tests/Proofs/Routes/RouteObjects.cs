using System.Text.Json.Nodes;
using ClaimTracker.Tests.Questions;
using ClaimTracker.Tests.Verification;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Objects of every kind in every state, each made once and used until something changes it.</summary>
internal sealed class RouteObjects(HttpClient admin, HttpClient contributor)
{
    private readonly Dictionary<(string Kind, string State, HttpClient Owner), JsonNode> ready = [];
    private int made;

    /// <summary>An object of a kind in a state, recorded by this client.</summary>
    public async Task<JsonNode> Get(string kind, string state, HttpClient owner) =>
        ready.TryGetValue((kind, state, owner), out var known) ? known : ready[(kind, state, owner)] = await Make(kind, state, owner, $"{++made}");

    /// <summary>It was changed: the next who asks gets another.</summary>
    public void Drop(string kind, string state, HttpClient owner) => ready.Remove((kind, state, owner));

    private Task<JsonNode> Make(string kind, string state, HttpClient owner, string name) => kind switch
    {
        "" => Task.FromResult<JsonNode>(new JsonObject { ["id"] = 0 }),
        "claim" => InState("claims", state, Claim(owner, name), () => Claim(contributor, $"{name} b")),
        "claimant" => InState("claimants", state, Claimant(owner, name), () => Claimant(contributor, $"{name} b")),
        "article" => InState("articles", state, Given.Article(owner, $"article-{name}", $"The text of {name}.")),
        "snapshot" => Snapshot(owner, name),
        "appearance" => InState("appearances", state, Appearance(owner, name)),
        "evidence" => InState("evidence", state, Evidence(owner, name)),
        "question" => InState("questions", state, Asked.Record(owner, $"What of {name}?")),
        "scale" => InState("rating-scales", state, admin.Post("/v1/rating-scales", Scale(name)).Json(201)),
        "link" => Link(state, name),
        "answer" => Answer(state, name),
        "dispute" => Dispute(state, name),
        "challenged claim" => Challenged(state, name),
        "review" => Review(state, owner, name),
        _ => Key(state, name),
    };

    public static Task<JsonNode> Claim(HttpClient owner, string name) => owner.Post("/v1/claims", Draft.Claim($"Statement {name}.", new { topics = new[] { $"topic-{name}".Replace(' ', '-') } })).Json(201);

    public static object Scale(string name) => new { @ref = $"scale-{name}", name = $"Scale {name}", steps = new[] { new { value = 1, label = "Not so", verdict = "refuted" }, new { value = 2, label = "So it is", verdict = "supported" } } };

    private static Task<JsonNode> Claimant(HttpClient owner, string name) => owner.Post("/v1/claimants", new { name = $"Person {name}", type = "person" }).Json(201);

    private static async Task<JsonNode> Snapshot(HttpClient owner, string name) => (await Given.Article(owner, $"article-{name}", $"The text of {name}."))["snapshot"]!;

    private static async Task<JsonNode> Appearance(HttpClient owner, string name) => (await Claim(owner, name))["appearances"]![0]!;

    private async Task<JsonNode> Evidence(HttpClient owner, string name) => await Checked.Evidence(owner, await Claim(contributor, name));

    private async Task<JsonNode> InState(string path, string state, Task<JsonNode> making, Func<Task<JsonNode>>? other = null)
    {
        var thing = await making;
        if (state == "withdrawn")
        {
            await admin.Post($"/v1/{path}/{thing.Id()}/withdraw", new { reason = "x" }).Json();
        }
        else if (state == "merged")
        {
            await admin.Post($"/v1/{path}/{thing.Id()}/merge", new { into = (await other!()).Id(), reason = "x" }).Json();
        }

        return thing;
    }

    private async Task<JsonNode> Link(string state, string name)
    {
        var (from, to) = (await Claim(contributor, name), await Claim(contributor, $"{name} b"));
        var link = await contributor.Post("/v1/links", new { from = from.Id(), to = to.Id(), type = "discrepancy", facet = "other", explanation = "x" }).Json(201);
        foreach (var action in state switch { "suggested" => (string[])[], "confirmed" => ["confirm"], "rejected" => ["reject"], _ => ["confirm", "resolve"] })
        {
            await admin.Post($"/v1/links/{link.Id()}/{action}", RouteBodies.Of($"{action}Link", link, name)!).Json();
        }

        return link;
    }

    private async Task<JsonNode> Answer(string state, string name)
    {
        var question = await Asked.Record(contributor, $"Is {name} so?", "yes_no");
        var answer = await contributor.Answer((await Claim(contributor, name)).Id(), new { questionId = question.Id(), value = new { yes = true } }).Json(201);
        if (state != "suggested")
        {
            var action = state == "confirmed" ? "confirm" : "reject";
            await admin.Post($"/v1/answers/{answer.Id()}/{action}", RouteBodies.Of($"{action}Answer", answer, name)!).Json();
        }

        return answer;
    }

    /// <summary>A question under whose id there is a dispute, or none; with the answer to prefer.</summary>
    private async Task<JsonNode> Dispute(string state, string name)
    {
        var question = await Asked.Record(contributor, $"Is {name} so?", "yes_no");
        var answers = new List<JsonNode>();
        foreach (var yes in state == "none" ? (bool[])[true] : [true, false])
        {
            answers.Add(await admin.Answer((await Claim(contributor, $"{name} {yes}")).Id(), new { questionId = question.Id(), value = new { yes } }).Json(201));
        }

        question["preferred"] = answers[0].Id();
        if (state == "resolved")
        {
            await admin.Post($"/v1/disputes/{question.Id()}/resolve", RouteBodies.Of("resolveDispute", question, name)!).Json();
        }

        return question;
    }

    private async Task<JsonNode> Challenged(string state, string name)
    {
        var (claim, _, review) = await Checked.Published(admin, $"Statement {name}.");
        if (state == "contested")
        {
            await admin.Do(review, "reopen");
        }

        return claim;
    }

    private async Task<JsonNode> Review(string state, HttpClient owner, string name)
    {
        var claim = await Claim(contributor, name);
        var evidence = await Checked.Evidence(contributor, claim);
        var review = await owner.Post("/v1/reviews", Checked.Review(state == "embargoed" ? new { embargoUntil = "2999-01-01T00:00:00Z" } : null, (claim, evidence))).Json(201);
        foreach (var action in state switch
        {
            "draft" => (string[])[],
            "submitted" => ["submit"],
            "approved" => ["submit", "approve"],
            "withdrawn" => ["withdraw"],
            "retracted" => ["submit", "approve", "publish", "withdraw"],
            _ => ["submit", "approve", "publish"],
        })
        {
            await admin.Do(review, action);
        }

        return review;
    }

    private async Task<JsonNode> Key(string state, string name)
    {
        var key = await admin.Post("/v1/keys", new { name = $"Key {name}", role = "reader" }).Json(201);
        if (state == "revoked")
        {
            await admin.Post($"/v1/keys/{key.Id()}/revoke", new { reason = "x" }).Json();
        }

        return key;
    }
}
