using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What an answer tells, and what the model says it must tell, in the same few words.</summary>
internal static class Telling
{
    public static string Told(JsonNode? claim) => claim is null ? "none"
        : $"{claim["statement"]} {claim["state"]} {claim["status"]} r{claim["revision"]} against {claim["counts"]!["contradicts"]} challenged {claim["challenges"]!.AsArray().Count}";

    public static string Told(World world, int claim)
    {
        var model = world.Claims[claim];
        return $"{model.Statement} {(model.IsActive ? "active" : "withdrawn")} {model.Status} r{model.Revision} against {world.Contradictions(claim)} challenged {model.Challenges.Count}";
    }

    public static string ToldLink(JsonNode link) => $"{link["state"]} r{link["revision"]}";

    public static string ToldLink(World world) => $"{world.Link.State} r{world.Link.Revision}";

    public static string ToldAnswer(JsonNode answer) => $"{answer["value"]!["yes"]} {answer["state"]} r{answer["revision"]}";

    public static string ToldAnswer(World world, int answer) =>
        $"{(world.Answers[answer].Yes ? "true" : "false")} {world.Answers[answer].State} r{world.Answers[answer].Revision}";

    public static string ToldReview(JsonNode review) =>
        $"{review["title"]} {review["state"]}{(review["reopened"] is null ? "" : " reopened")} corrections {review["corrections"]!.AsArray().Count} r{review["revision"]}";

    public static string ToldReview(World world, int review)
    {
        var model = world.Reviews[review];
        var isReopened = model.State == "published" && world.Claims[model.Claim].Challenges.Contains($"review {review}");
        return $"{model.Title} {model.State}{(isReopened ? " reopened" : "")} corrections {model.Corrections} r{model.Revision}";
    }
}
