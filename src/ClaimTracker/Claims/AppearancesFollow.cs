using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>Appearances go with their claim when it is merged and restored.</summary>
internal sealed class AppearancesFollow() : HangsOnOneClaim("appearance")
{
    protected override void Tell(WriteTransaction tx, long id, long from, long to, string reason)
    {
        var moved = Appearance.Get(tx.Sql, id);
        tx.Raise("appearance.moved", "appearance", id, moved.Revision, moved.Whole(to), reason, from, to);
    }
}
