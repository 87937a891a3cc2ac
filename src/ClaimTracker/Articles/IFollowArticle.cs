using ClaimTracker.Data;

namespace ClaimTracker.Articles;

/// <summary>What must follow when an article changes, in the same savepoint. Claims stand on articles and implement it.</summary>
internal interface IFollowArticle
{
    /// <summary>The day of publication is another: what was said "six months ago" is dated anew.</summary>
    void PublishedChanged(WriteTransaction tx, long articleId);
}
