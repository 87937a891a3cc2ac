using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>Reviews go with their claims when these are merged and restored: each is about the claims that stand for those it was recorded for.</summary>
internal sealed class ReviewsFollow : IHangOnClaims
{
    private const string Astray = "SELECT DISTINCT review_id FROM review_claim WHERE home_id = @home AND claim_id <> @to ORDER BY review_id";
    private const string Hang = "UPDATE review_claim SET claim_id = @to WHERE home_id = @home";
    private const string CountRevision = "UPDATE review SET revision = revision + 1, updated_at = @now WHERE id = @id";

    public IEnumerable<(string Code, string Detail)> Against(Sql sql, Claim merged, Claim kept) => [];

    public void Follow(WriteTransaction tx, IReadOnlyDictionary<long, long> standsFor, string reason)
    {
        var moved = new SortedSet<long>();
        foreach (var (home, to) in standsFor)
        {
            var astray = tx.Sql.Query<long>(Astray, new { home, to });
            if (astray.Count > 0)
            {
                tx.Sql.Execute(Hang, new { home, to });
                moved.UnionWith(astray);
            }
        }

        foreach (var id in moved)
        {
            tx.Sql.Execute(CountRevision, new { id, now = tx.Now });
            var review = Review.Get(tx.Sql, id);
            tx.Raise("review.moved", "review", id, review.Revision, review.Whole(), reason, [.. standsFor.Keys]);
        }
    }
}
