namespace ClaimTracker.Claimants;

/// <summary>An article, as other resources name it.</summary>
/// <param name="Id">The article's id.</param>
/// <param name="Ref">Its own key, if it has one.</param>
/// <param name="Label">Its headline, else its first eight words, else its address or key.</param>
public sealed record ArticleReference(long Id, string? Ref, string Label)
{
    /// <summary>The label in SQL, over `article` and its newest `snapshot`.</summary>
    internal const string LabelSql = "coalesce(article.headline, snapshot.label, article.url, article.ref, 'Article ' || article.id)";
}
