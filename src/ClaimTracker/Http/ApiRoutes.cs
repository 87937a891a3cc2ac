using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>The API document, Swagger UI over it, and a page for each kind of refusal.</summary>
internal static class ApiRoutes
{
    public static void MapApiDocument(this WebApplication app, bool withSwagger)
    {
        // The framework would answer for a document that is not there in plain text.
        app.MapGroup("").AddEndpointFilter((context, next) => context.HttpContext.Request.Path.Equals(ApiDocument.Path, StringComparison.OrdinalIgnoreCase)
                ? next(context)
                : throw new ProblemException(ProblemKind.NotFound, $"The API document is {ApiDocument.Path}."))
            .MapOpenApi("/openapi/{documentName}.json");
        if (!withSwagger)
        {
            return;
        }

        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger", StringComparison.Ordinal), swagger => swagger.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
            return next(context);
        }));
        app.UseSwaggerUI(ui =>
        {
            ui.SwaggerEndpoint(ApiDocument.Path, "ClaimTracker v1");
            ui.DocumentTitle = "ClaimTracker";
            ui.EnableTryItOutByDefault();
            ui.EnablePersistAuthorization();
            ui.DisplayRequestDuration();
            ui.DefaultModelsExpandDepth(-1);
        });
    }

    public static void MapProblems(this IEndpointRouteBuilder app) =>
        app.MapGet("/problems/{slug}", (string slug) => ProblemKind.All.FirstOrDefault(k => k.Slug == slug) is { } kind
                ? Results.Content($"{kind.Title}\n\nStatus: {kind.Status}\n\n{kind.Meaning}\n", "text/plain; charset=utf-8")
                : throw new ProblemException(ProblemKind.NotFound, "There is no such kind of problem."))
            .ExcludeFromDescription();
}
