using ClaimTracker.Articles;
using ClaimTracker.Claims;
using MediatR;

namespace ClaimTracker.Operations.Pages;

/// <summary>The articles of a page: a quotation is shown in their language, under their publisher and day.</summary>
internal sealed class ShownArticles
{
    private readonly Dictionary<long, Article> known = [];

    public Article this[long id] => known[id];

    public static async Task<ShownArticles> Of(IEnumerable<Appearance?> appearances, ISender sender, CancellationToken cancellation)
    {
        var articles = new ShownArticles();
        foreach (var id in appearances.OfType<Appearance>().Select(a => a.Article.Id).Distinct())
        {
            articles.known[id] = await sender.Send(new GetArticle(id), cancellation);
        }

        return articles;
    }
}
