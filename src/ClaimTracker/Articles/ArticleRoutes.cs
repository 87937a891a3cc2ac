using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Articles;

internal static class ArticleRoutes
{
    public static void MapArticles(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("/articles").WithTags("Articles").Require(Role.Reader);
        reading.MapGet("/", ListArticlesEndpoint.Get).WithName("listArticles");
        reading.MapGet("/{id:id}", GetArticleEndpoint.Get).WithName("getArticle").Refuses(ProblemKind.NotFound);
        reading.MapGet("/{id:id}/snapshots", ListSnapshotsEndpoint.Get).WithName("listSnapshots").Refuses(ProblemKind.NotFound);

        var writing = api.MapGroup("/articles").WithTags("Articles").Require(Role.Contributor);
        writing.MapPost("/", RecordArticleEndpoint.Post).WithName("recordArticle").WithMetadata(new BodyLimit(Limits.ArticleBody)).Refuses(ProblemKind.Differs, ProblemKind.Rule);
        writing.MapPatch("/{id:id}", AmendArticleEndpoint.Patch).WithName("amendArticle").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/{id:id}/withdraw", ChangeArticleStandingEndpoint.Withdraw).WithName("withdrawArticle").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/{id:id}/restore", ChangeArticleStandingEndpoint.Restore).WithName("restoreArticle").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);

        api.MapGroup("/snapshots").WithTags("Articles").Require(Role.Contributor)
            .MapGet("/{id:id}", GetSnapshotEndpoint.Get).WithName("getSnapshot").Refuses(ProblemKind.NotFound);
    }
}
