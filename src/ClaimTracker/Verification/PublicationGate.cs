using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

/// <summary>What a review needs to be published.</summary>
internal static class PublicationGate
{
    private const string HasSnapshot = "SELECT snapshot_id IS NOT NULL FROM article WHERE id = @Id";

    /// <summary>Refuses with all that is missing at once.</summary>
    public static void Check(WriteTransaction tx, Review review)
    {
        var faults = new List<Fault>();
        Need("explanation", review.Explanation, "It says why, for a reader.");
        Need("title", review.Title, "It has a title.");
        Need("url", review.Url, "It has an address where readers find it.");
        CheckEvidence(tx, review, faults);
        foreach (var claim in review.Claims.Select(c => Claim.Get(tx.Sql, c.Id)))
        {
            CheckClaim(tx, review, claim, faults);
        }

        if (review.Rating is { } rating && rating.Verdict != review.Verdict)
        {
            faults.Add(Fault.At("#/rating", "rating_and_verdict", $"{rating.Label} stands for {Names.Of(rating.Verdict)}; the verdict is {Names.Of(review.Verdict)}."));
        }

        if (faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        void Need(string member, object? value, string why)
        {
            if (value is null)
            {
                faults.Add(Fault.At($"#/{member}", "required", $"A review is not published without: {member}. {why}"));
            }
        }
    }

    private static void CheckEvidence(WriteTransaction tx, Review review, List<Fault> faults)
    {
        var evidence = review.Evidence.Select(e => Evidence.Get(tx.Sql, e.Id)).ToList();
        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i].State != State.Active)
            {
                faults.Add(Fault.At($"#/evidenceIds/{i}", "not_active", $"Evidence {evidence[i].Id} is withdrawn."));
            }
        }

        if (!evidence.Any(IsArchived))
        {
            faults.Add(Fault.At("#/evidenceIds", "archive_required",
                "One piece of evidence at least is kept for good: a citation with archivedUrl, a source whose text is held, or a search."));
        }

        bool IsArchived(Evidence piece) =>
            piece.Search is not null
            || piece.Citation?.ArchivedUrl is not null
            || (piece.Source is { } source && tx.Sql.First<long>(HasSnapshot, new { source.Article.Id }) == 1);
    }

    private static void CheckClaim(WriteTransaction tx, Review review, Claim claim, List<Fault> faults)
    {
        if (review.Evidence.All(e => e.ClaimId != claim.Id))
        {
            faults.Add(Fault.At("#/evidenceIds", "evidence_required", $"Nothing is cited for claim {claim.Id}: {claim.Statement}"));
        }

        if (claim.State != State.Active)
        {
            faults.Add(Fault.At("#/claimIds", "not_active", $"Claim {claim.Id} is {Names.Of(claim.State)}."));
        }

        if (claim.Appearances.All(a => a.State != State.Active))
        {
            faults.Add(Fault.At("#/claimIds", "appearance_required", $"Claim {claim.Id} has no appearance that stands."));
        }

        if (review.Verdict == Verdict.NotCheckable)
        {
            return;
        }

        if (claim.Kind == ClaimKind.Position)
        {
            faults.Add(Fault.At("#/verdict", "position", $"Claim {claim.Id} is a position: its verdict is not_checkable."));
        }
        else if (claim.Kind == ClaimKind.Prediction && (claim.Period?.Latest is not { } end || end >= DateOnly.FromDateTime(tx.Now.UtcDateTime)))
        {
            faults.Add(Fault.At("#/verdict", "not_due", claim.Period?.Latest is null
                ? $"Claim {claim.Id} is a prediction without an end of its period: give it one first."
                : $"Claim {claim.Id} is a prediction, and its period is not over."));
        }
    }
}
