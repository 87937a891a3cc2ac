using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Operations.Pages;

/// <summary>The pages for people. They read what the API reads, by the same messages under the same role, and stand beside it, not in its document.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").Require(Role.Reader).ExcludeFromDescription().WithMetadata(new RefusesInHtml((context, problem, traceId) =>
            RefusalPage.Of(problem, traceId).ExecuteAsync(context)));
        pages.AddEndpointFilter((context, next) =>
        {
            if (context.HttpContext.GetEndpoint()!.Metadata.GetMetadata<QueryType>() is null)
            {
                QueryReader.RefuseAny(context.HttpContext);
            }

            return next(context);
        });
        pages.MapGet("/", HomePage.Get);
        pages.MapGet("/disputes", DisputesPage.Get);
        pages.MapGet("/disputes/{id:id}", DisputePage.Get);
        pages.MapGet("/contradictions", ContradictionsPage.Get);
        pages.MapGet("/claims/{id:id}", ClaimPage.Get);
        pages.MapGet("/search", SearchPage.Get);
        app.MapPageFiles();
    }
}
