using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClaimTracker.Http;

/// <summary>
/// The API document, OpenAPI 3.1, made from the code itself: the doc comments are its sentences, the attributes of the messages its constraints. What the
/// framework cannot know is added here: query strings, headers, refusals, examples.
/// </summary>
internal static partial class ApiDocument
{
    public const string Path = "/openapi/v1.json";

    private const string Introduction = """
        The record of **who said what, when, and where it was reported**, for fact-checkers and newsroom tools.

        A *claim* is stored once. Each of its *appearances* is tied to the exact words of an *article*, and every quotation is checked against the text it came
        from. Claims that do not fit are *linked*, typed and explained: `contradicts` (both cannot be true), `disagrees` (rival positions), `discrepancy` (they
        differ and both can be true). Claims that *answer* the same *question* are compared by fixed rules, and what does not fit is linked at once; a question
        whose answers differ is a *dispute*. Every change has a who, a when and a why; nothing is deleted.

        **The whole job, in order:** record an article with its text · record a claim with its passage and claimant · say which question it answers, or link it to
        the claim it does not fit · confirm that (reviewer) · read `/v1/disputes` and `/v1/contradictions`.

        **For people** there are [pages](/): the disputes with their boards, the contradictions, every claim with its quotations.

        **Keys.** Reading needs no key from the same machine. For everything else press *Authorize* and paste your key; `demo` prints one when it starts.
        Roles: reader, contributor, reviewer, editor, admin; each includes those before it, and each operation names the one it takes.

        **Manners.** Bodies are strict: unknown members are refused, and all faults are told at once with JSON Pointers. Refusals are problem details (RFC 9457):
        400 does not match this document, 422 breaks a rule of the record, 409 is the wrong state. A PATCH is a merge patch (RFC 7396) with a `reason` and needs
        `If-Match`. A POST may carry an `Idempotency-Key`. Lists are pages: follow `nextCursor` or the `Link` header. Ids are digits without a leading zero.
        Wherever a request takes an id it may take the `ref`, your own key. Text positions are Unicode code points. HEAD and OPTIONS work everywhere.
        `RateLimit` and `RateLimit-Policy` tell how many requests are left to a key, or to an address without one; too many get 429 with `Retry-After`.
        """;

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Contradictions and links", "Which claims do not fit, and how one claim stands to another."),
        ("Questions and disputes", "What rival claims answer, and the answers side by side."),
        ("Claims", "What was said, by whom, and every article that reports it in which words."),
        ("Evidence and reviews", "What speaks for and against a claim, what was found, and what has happened to it since."),
        ("Articles", "What was published, and its text as captured."),
        ("Claimants", "Who can say, relay, write or publish."),
        ("Keys", "API keys. For admins."),
        ("Service", "How the service is, and what its refusals mean."),
    ];

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type => NameOf(type.Type) ?? OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer(Constrain);
        options.AddOperationTransformer(Complete);
        options.AddDocumentTransformer(Introduce);
    });

    private static string? NameOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MergePatch<>)
        ? type.GetGenericArguments()[0].Name.Replace("Content", "Patch", StringComparison.Ordinal)
        : null;

    private static async Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo { Title = "ClaimTracker", Version = "v1", Description = Introduction, License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" } };
        document.Servers = [];
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }));
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "ct_live_…", Description = "Your API key, as it was given to you: ct_live_…" },
        };
        document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellation));
        TellRequestsFromAnswers(document);
    }

    /// <summary>
    /// A request is strict: unknown members are refused, and ids count from 1. An answer may carry more members one day, and clients must not mind.
    /// </summary>
    private static void TellRequestsFromAnswers(OpenApiDocument document)
    {
        var requests = new HashSet<IOpenApiSchema>();
        foreach (var body in document.Paths.Values.SelectMany(p => p.Operations!.Values).Select(o => o.RequestBody).OfType<OpenApiRequestBody>())
        {
            foreach (var content in body.Content!.Values)
            {
                Collect(content.Schema, requests);
            }
        }

        foreach (var schema in document.Components!.Schemas!.Values.OfType<OpenApiSchema>())
        {
            if (!requests.Contains(schema))
            {
                schema.AdditionalPropertiesAllowed = true;
            }
            else
            {
                foreach (var id in (schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Values.Select(p => p.Items ?? p).OfType<OpenApiSchema>().Where(p => p.Type?.HasFlag(JsonSchemaType.Integer) == true))
                {
                    id.Minimum ??= "1";
                }
            }
        }

        void Collect(IOpenApiSchema? schema, HashSet<IOpenApiSchema> found)
        {
            var target = schema is OpenApiSchemaReference { Reference.Id: { } id } ? document.Components!.Schemas![id] : schema;
            if (target is null || !found.Add(target))
            {
                return;
            }

            foreach (var part in (target.Properties?.Values ?? []).Concat(target.OneOf ?? []).Append(target.Items))
            {
                Collect(part, found);
            }
        }
    }
}
