using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>What else is quoted from an article must follow when a new text of it is captured, in the same savepoint. Evidence stands on claims and implements it.</summary>
internal interface IFollowSnapshot
{
    /// <summary>Looks for quotations in the new text.</summary>
    /// <returns>How each that quotes the article stands now, and was.</returns>
    IReadOnlyList<AnchorChange> Reanchor(WriteTransaction tx, long articleId, long snapshotId, SourceText text, string? note);
}
