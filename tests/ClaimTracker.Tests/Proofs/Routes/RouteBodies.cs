using System.Text.Json.Nodes;
using ClaimTracker.Tests.Questions;
using ClaimTracker.Tests.Verification;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A body for every operation that takes one, which nothing stands against but the state of what it is done to.</summary>
internal static class RouteBodies
{
    /// <summary>The body; null for a GET.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="thing">What it is done to.</param>
    /// <param name="name">A word that was not used yet.</param>
    public static object? Of(string operation, JsonNode thing, string name) => operation switch
    {
        "recordClaim" => Draft.Claim($"New statement {name}."),
        "recordArticle" => new { headline = $"New headline {name}", text = $"New text {name}." },
        "recordClaimant" => new { name = $"New person {name}", type = "person" },
        "recordQuestion" => Asked.Question($"And {name}?"),
        "recordReview" => new { claimIds = new[] { 1 }, verdict = "refuted", title = $"Review {name}" },
        "linkClaims" => new { from = 1, to = thing["other"]!.GetValue<long>(), type = "supports", explanation = "x" },
        "addRatingScale" => RouteObjects.Scale($"new-{name}"),
        "createKey" => new { name = $"Key {name}", role = "reader" },
        "renameTopic" => new { from = "first", to = "second", reason = "x" },

        "addAppearance" => new { articleRef = "a2", mode = "headline" },
        "captureSnapshot" => new { text = $"Another text {name}." },
        "recordAnswer" => new { questionId = 1, value = new { yes = true } },
        "addEvidence" => Checked.Cited(new { note = $"Note {name}." }),

        "amendClaim" => new { statement = $"Amended statement {name}.", reason = "x" },
        "amendAppearance" => new { role = $"Role {name}", reason = "x" },
        "amendArticle" => new { archivedUrl = $"https://archive.example.org/{name}", reason = "x" },
        "amendClaimant" => new { name = $"Amended person {name}", reason = "x" },
        "amendQuestion" => new { text = $"Amended {name}?", reason = "x" },
        "amendAnswer" => new { value = new { yes = false }, reason = "x" },
        "amendEvidence" => new { note = $"Amended note {name}.", reason = "x" },
        "amendReview" => new { title = $"Amended title {name}", reason = "x" },
        "amendRatingScale" => new { name = $"Amended scale {name}", reason = "x" },

        "mergeClaim" or "mergeClaimant" => new { into = 1, reason = "x" },
        "rejectLink" or "rejectAnswer" => new { reason = "different_event" },
        "resolveLink" => new { outcome = "unresolvable", reason = "x" },
        "resolveDispute" => new { preferredAnswerId = thing["preferred"]!.GetValue<long>(), reason = "x" },
        "correctReview" => new { text = "It was nine.", reason = "x" },
        _ => new { reason = "x" },
    };
}
