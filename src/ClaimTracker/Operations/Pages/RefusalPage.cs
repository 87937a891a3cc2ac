using ClaimTracker.Problems;

namespace ClaimTracker.Operations.Pages;

/// <summary>A refusal in words, where a browser asked for a page and cannot have it.</summary>
internal static class RefusalPage
{
    public static HtmlPage Of(ProblemException problem, string traceId) => new(problem.Kind.Title, $"""
        <h1>{problem.Kind.Title}</h1>
        <p class="lead" dir="auto">{problem.Message}</p>
        {Faults(problem.Faults)}
        {WhatToDo(problem.Kind)}
        {(problem.Kind.Status >= 500 ? $"<p>The log of the service knows this request as <code>{traceId}</code>.</p>" : Html.Empty)}
        <p class="more"><a href="/">To the first page</a></p>
        """)
    {
        Status = problem.Kind.Status,
    };

    private static Html Faults(IReadOnlyList<Fault> faults) => faults.Count == 0
        ? Html.Empty
        : $"""<ul>{faults.Select(f => (Html)$"""<li><code dir="auto">{f.Parameter}</code>: <span dir="auto">{f.Detail}</span></li>""")}</ul>""";

    private static Html WhatToDo(ProblemKind kind) => kind.Status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => $"""
            <p>This record is not open to everybody who asks, and a browser has no way to send an API key with an address. Read it through Swagger UI or another program that
            sends your key; or ask whoever runs the service to open reading: <code>--reading loopback</code> for this machine, <code>--reading open</code> for everybody.</p>
            """,
        StatusCodes.Status404NotFound => Html.Empty,
        _ => $"<p>{kind.Meaning}</p>",
    };
}
