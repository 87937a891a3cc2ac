using System.Globalization;
using System.IO.Hashing;
using System.Text;
using ClaimTracker.Http;

namespace ClaimTracker.Operations.Pages;

/// <summary>Whether pages may point to Swagger UI.</summary>
internal sealed record PageSettings(bool HasSwagger);

/// <summary>
/// A page for people: plain HTML that is whole without script, pictures or fonts of others. Its frame is the same everywhere: skip link, the way home,
/// search, the content, where the same is found for programs.
/// </summary>
/// <param name="Title">What the page is: the title of the window.</param>
/// <param name="Content">What stands in it, beginning with its one h1.</param>
internal sealed record HtmlPage(string Title, Html Content) : IResult
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What was searched for, as it was typed.</summary>
    public string? Words { get; init; }

    /// <summary>The same for programs: a path of the API.</summary>
    public string? Api { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var body = Encoding.UTF8.GetBytes(Whole(httpContext.RequestServices.GetRequiredService<PageSettings>(), request.Path).ToString());
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.Vary = "Accept, Authorization";
        if (Status == StatusCodes.Status200OK)
        {
            response.Headers.CacheControl = "private, no-cache";
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{XxHash64.HashToUInt64(body):x16}\"");
            if (ETag.IsKnown(request, response.Headers.ETag!))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    private Html Whole(PageSettings settings, PathString path) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{Wording.Line(Title)}</title>
        <link rel="stylesheet" href="{PageFiles.StyleAddress}" />
        <link rel="icon" type="image/svg+xml" href="{PageFiles.IconAddress}" />
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
        <p class="name"><a href="/">ClaimTracker</a></p>
        <nav aria-label="Pages"><ul>{Way("/disputes", "Disputes", path)}{Way("/contradictions", "Contradictions", path)}</ul></nav>
        <form role="search" action="/search" method="get">
        <label for="q">Search claims</label>
        <input id="q" name="q" type="search" value="{Words}" required="required" maxlength="{Limits.SearchText}" autocomplete="off" dir="auto" />
        <button type="submit">Search</button>
        </form>
        </header>
        <main id="content" tabindex="-1">
        {Content}
        </main>
        <footer>
        <p>ClaimTracker records who said what, when, and where it was reported. Every quotation is checked against the text it came from; nothing is deleted.</p>
        <p>For programs: {Programs(settings)}</p>
        </footer>
        </body>
        </html>

        """;

    private static Html Way(string href, string name, PathString path) => path == href
        ? $"""<li><a href="{href}" aria-current="page">{name}</a></li>"""
        : (Html)$"""<li><a href="{href}">{name}</a></li>""";

    private Html Programs(PageSettings settings)
    {
        Html same = Api is { } api ? $"""<a href="{api}">this page as JSON</a>, """ : Html.Empty;
        Html swagger = settings.HasSwagger ? $"""<a href="/swagger/index.html">the API with examples to try</a>, """ : Html.Empty;
        return $"""{same}{swagger}<a href="{ApiDocument.Path}">its OpenAPI document</a>.""";
    }
}
