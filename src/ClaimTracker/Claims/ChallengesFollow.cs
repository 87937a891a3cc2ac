using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>Challenges go with their claim when it is merged and restored: what has shaken a review shakes it there too.</summary>
internal sealed class ChallengesFollow() : HangsOnOneClaim("challenge", Taken)
{
    private const string Taken = """
        SELECT EXISTS (
          SELECT 1
          FROM challenge AS mine
          JOIN challenge AS other ON (other.cause, other.entity, other.entity_id) = (mine.cause, mine.entity, mine.entity_id) AND other.id <> mine.id
          WHERE mine.id = @Id AND mine.cleared_at IS NULL AND other.claim_id = @to AND other.cleared_at IS NULL)
        """;

    protected override void Tell(WriteTransaction tx, long id, long from, long to, string reason)
    {
        var moved = Challenge.Row.Get(tx.Sql, id);
        tx.Raise("challenge.moved", "challenge", id, moved.Revision, moved.Whole(), reason, from, to);
    }
}
