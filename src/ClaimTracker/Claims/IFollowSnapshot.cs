using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Whatever quotes an article follows when a new text of it is captured, in the same savepoint: appearances, and evidence, which stands on claims.</summary>
internal interface IFollowSnapshot
{
    /// <summary>Looks for quotations in the new text.</summary>
    /// <returns>How each that quotes the article stands now, and was.</returns>
    IReadOnlyList<AnchorChange> Reanchor(WriteTransaction tx, long articleId, long snapshotId, SourceText text, string? note);
}
