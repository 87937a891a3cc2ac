using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Verification;

/// <summary>The facts that tests of evidence and reviews begin with.</summary>
internal static class Checked
{
    /// <summary>Evidence of a claim: a document with an archived copy.</summary>
    public static Task<JsonNode> Evidence(HttpClient client, JsonNode claim, object? more = null) =>
        client.Post($"/v1/claims/{claim.Id()}/evidence", Cited(more)).Json(201);

    public static JsonObject Cited(object? more = null) => Draft.With(
        new
        {
            stance = "refutes",
            tier = "primary",
            citation = new { title = "Situation report", publisher = "Observer mission", url = "https://example.org/report", archivedUrl = "https://archive.example.org/report", date = "2020-07-16", locator = "p. 2" },
        },
        more);

    /// <summary>A review that has all that publication needs.</summary>
    public static JsonObject Review(object? more, params (JsonNode Claim, JsonNode Evidence)[] ground) => Draft.With(
        new
        {
            claimIds = ground.Select(g => g.Claim.Id()).Distinct(),
            evidenceIds = ground.Select(g => g.Evidence.Id()),
            verdict = "refuted",
            explanation = "The mission counted otherwise.",
            title = "What the mission counted",
            url = "https://example.org/checks/1",
            author = new { name = "Check Desk", type = "organization" },
        },
        more);

    /// <summary>A claim with evidence and a published review.</summary>
    public static async Task<(JsonNode Claim, JsonNode Evidence, JsonNode Review)> Published(HttpClient editor, string statement = "It holds.", string verdict = "refuted", object? more = null)
    {
        var claim = await Given.Claim(editor, statement);
        var evidence = await Evidence(editor, claim);
        return (claim, evidence, await editor.Post("/v1/reviews", Review(Draft.With(new { verdict, publish = true }, more), (claim, evidence))).Json(201));
    }

    public static async Task<string> Status(HttpClient client, JsonNode claim) => (await client.Read($"/v1/claims/{claim.Id()}")).Text("status")!;

    public static string[] Allowed(this JsonNode problem) => [.. problem["allowed"]!.AsArray().Select(a => (string)a!)];

    public static Task<JsonNode> Do(this HttpClient client, JsonNode review, string action, object? body = null, int status = 200) =>
        client.Post($"/v1/reviews/{review.Id()}/{action}", body ?? new { reason = "It is time." }).Json(status);
}
