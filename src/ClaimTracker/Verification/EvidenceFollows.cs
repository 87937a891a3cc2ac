using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Verification;

/// <summary>Evidence goes with its claim when it is merged and restored.</summary>
internal sealed class EvidenceFollows() : HangsOnOneClaim("evidence")
{
    protected override void Tell(WriteTransaction tx, long id, long from, long to, string reason)
    {
        var moved = Evidence.Get(tx.Sql, id);
        tx.Raise("evidence.moved", "evidence", id, moved.Revision, moved.Whole(), reason, from, to);
    }
}
