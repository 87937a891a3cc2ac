using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClaimTracker.Http;

/// <summary>The operations of the API document: query strings, headers, refusals, roles and examples.</summary>
internal static partial class ApiDocument
{
    private static readonly JsonObject Examples = ReadExamples();

    private static async Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        if (metadata.OfType<QueryType>().FirstOrDefault() is { } query)
        {
            await AddQuery(operation, query.Type, context, cancellation);
        }

        foreach (var id in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path && p.Name == "id"))
        {
            id.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" };
            id.Example = 1;
        }

        var method = context.Description.HttpMethod!;
        var isApi = metadata.OfType<JsonApi>().Any();
        var hasBody = operation.RequestBody is not null;
        if (isApi)
        {
            AddHeaders(operation, method, metadata);
            AddRole(operation, metadata, context);
            DescribeSuccess(operation, isReport: metadata.OfType<AnswersReport>().Any());
            if (metadata.OfType<Representations>().FirstOrDefault() is { } representations)
            {
                AddRepresentations(operation, representations);
            }

            if (method == HttpMethods.Get)
            {
                AddNotModified(operation);
            }

            AddRefusals(operation, method, hasBody, metadata, context);
        }

        AddExamples(operation);
    }

    private static async Task AddQuery(OpenApiOperation operation, Type query, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var schema = await context.GetOrCreateSchemaAsync(query, null, cancellation);
        var defaults = Activator.CreateInstance(query);
        foreach (var (name, member) in schema.Properties!)
        {
            var property = query.GetProperties().Single(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name) == name);
            var shown = (OpenApiSchema)member;

            // The generator keeps the sentence of a member whose type is a schema of its own aside, for the reference to it.
            var description = shown.Metadata?.TryGetValue("x-ref-description", out var aside) == true ? aside.ToString() : shown.Description;
            shown.Description = null;
            shown.Type = shown.Enum is null ? shown.Type & ~JsonSchemaType.Null : JsonSchemaType.String;
            shown.Enum = shown.Enum?.OfType<JsonNode>().ToList();
            if (shown.Type == JsonSchemaType.Integer)
            {
                shown.Minimum ??= "1";
            }

            if (property.GetValue(defaults) is { } value)
            {
                shown.Default = value is Enum named ? Names.Of(named) : JsonValue.Create((long)value);
            }

            var parameter = new OpenApiParameter { Name = name, In = ParameterLocation.Query, Required = property.IsDefined(typeof(RequiredAttribute), inherit: true), Description = description, Schema = shown };
            if (shown.Type == JsonSchemaType.Array)
            {
                (parameter.Style, parameter.Explode) = (ParameterStyle.Form, false);
            }

            operation.Parameters!.Add(parameter);
        }
    }

    private static void AddHeaders(OpenApiOperation operation, string method, IList<object> metadata)
    {
        if (method == HttpMethods.Patch)
        {
            AddHeader(operation, "If-Match", required: true, "The ETag that you read, or its revision alone: `\"7\"`. Another revision is refused with 412.", "\"1\"");
        }
        else if (method == HttpMethods.Post)
        {
            if (metadata.OfType<ChecksRevision>().Any())
            {
                AddHeader(operation, "If-Match", required: false, "The ETag that you read, or its revision alone.", null);
            }

            if (!metadata.OfType<AnswersSecret>().Any())
            {
                AddHeader(operation, "Idempotency-Key", required: false, "A key of your own for this request, 1 to 255 visible ASCII characters: sent again within a day, the request has one effect and the same answer.", null);
            }
        }
    }

    private static void AddHeader(OpenApiOperation operation, string name, bool required, string description, string? example) =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = example,
        });

    private static void AddRole(OpenApiOperation operation, IList<object> metadata, OpenApiOperationTransformerContext context)
    {
        var role = metadata.OfType<IRequiresRole>().Last().RoleName;
        operation.Description = $"{operation.Description}\n\nRole: **{role}**.".Trim();
        operation.AddExtension("x-required-role", new JsonNodeExtension(JsonValue.Create(role)!));
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", context.Document)] = [] }];
        if (role == "reader")
        {
            operation.Security.Add([]);
        }
    }

    private static void DescribeSuccess(OpenApiOperation operation, bool isReport)
    {
        foreach (var (status, success) in operation.Responses!.Select(r => (r.Key, (OpenApiResponse)r.Value)))
        {
            var isPage = operation.Parameters!.Any(p => p.Name == "cursor");
            success.Description = isPage ? "A page of the list."
                : isReport ? "What was found."
                : status == "201" ? "It is on record now."
                : operation.Responses!.ContainsKey("201") ? "It was on record already, with the same content."
                : "The resource as it is now.";
            success.Headers = new Dictionary<string, IOpenApiHeader>();
            if (isPage)
            {
                AddHeader(success, "Link", "The address of the next page, `rel=\"next\"` (RFC 8288); absent on the last.");
            }
            else if (!isReport)
            {
                AddHeader(success, "ETag", "The revision and a hash of the body.");
            }

            if (operation.Responses!.ContainsKey("201"))
            {
                AddHeader(success, "Location", "The path of the resource.");
            }
        }
    }

    /// <summary>What can be had in several media types: all of them, and the tag that each has for itself.</summary>
    private static void AddRepresentations(OpenApiOperation operation, Representations representations)
    {
        var success = (OpenApiResponse)operation.Responses!["200"];
        success.Description = "In the media type asked for: by `format`, else by the header Accept.";
        success.Headers!["ETag"] = new OpenApiHeader { Description = "A hash of the body.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        foreach (var mediaType in representations.MediaTypes.Where(type => type != MediaTypes.Json))
        {
            success.Content![mediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }
    }

    /// <summary>What has an ETag need not be sent to who has it.</summary>
    private static void AddNotModified(OpenApiOperation operation)
    {
        var headers = operation.Responses!["200"].Headers!;
        if (headers.TryGetValue("ETag", out var etag))
        {
            AddHeader(operation, "If-None-Match", required: false, "The ETag that you have: 304 where nothing has changed.", null);
            operation.Responses["304"] = new OpenApiResponse { Description = "It is what you have.", Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = etag } };
        }
    }

    private static void AddHeader(OpenApiResponse response, string name, string description) =>
        response.Headers!.Add(name, new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });

    private static void AddRefusals(OpenApiOperation operation, string method, bool hasBody, IList<object> metadata, OpenApiOperationTransformerContext context)
    {
        var kinds = metadata.OfType<Refusals>().SelectMany(r => r.Kinds).ToList();
        kinds.AddRange([ProblemKind.Schema, ProblemKind.MalformedQuery, ProblemKind.Unauthenticated, ProblemKind.InvalidCredentials, ProblemKind.Forbidden, ProblemKind.NotAcceptable, ProblemKind.RateLimited, ProblemKind.Busy, ProblemKind.Internal]);
        if (operation.Parameters!.Any(p => p.Name == "cursor"))
        {
            kinds.Add(ProblemKind.InvalidCursor);
        }

        if (hasBody)
        {
            kinds.AddRange([ProblemKind.MalformedJson, ProblemKind.BodyRequired, ProblemKind.TooDeep, ProblemKind.Rule, ProblemKind.RequestTimeout, ProblemKind.TooLarge,
                ProblemKind.UnsupportedMediaType, ProblemKind.UnsupportedCharset, ProblemKind.UnsupportedEncoding, ProblemKind.StorageReadOnly, ProblemKind.StorageDamaged, ProblemKind.InsufficientStorage]);
        }
        else
        {
            kinds.Add(ProblemKind.QueryTooExpensive);
        }

        if (operation.Parameters!.Any(p => p.Name == "If-Match"))
        {
            kinds.Add(ProblemKind.PreconditionFailed);
        }

        if (method == HttpMethods.Patch)
        {
            kinds.Add(ProblemKind.PreconditionRequired);
        }

        if (operation.Parameters!.Any(p => p.Name == "Idempotency-Key"))
        {
            kinds.AddRange([ProblemKind.IdempotencyInProgress, ProblemKind.IdempotencyKeyReuse]);
        }

        foreach (var status in kinds.Distinct().GroupBy(k => k.Status).OrderBy(g => g.Key))
        {
            operation.Responses![status.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join(" ", status.Select(k => $"`{k.Slug}`: {k.Title}.")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaTypes.Problem] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document), Example = ExampleOf(status.First()) },
                },
            };
        }
    }

    private static JsonNode ExampleOf(ProblemKind kind) => JsonSerializer.SerializeToNode(
        new Problem(
            $"/problems/{kind.Slug}", kind.Title, kind.Status, kind.Meaning, "urn:uuid:5f0c2d1e-8f1b-4c5e-9a55-0d6f6a0b7c11", "249972306b841bb3b45d72e60d9cc0f3",
            kind == ProblemKind.Schema ? [Fault.At("#/statement", "required", "statement is required.")] : []),
        Json.Options)!;

    private static void AddExamples(OpenApiOperation operation)
    {
        if (Examples[operation.OperationId!] is not JsonObject example)
        {
            return;
        }

        if (example["request"] is { } request)
        {
            foreach (var content in operation.RequestBody!.Content!.Values)
            {
                content.Example = request.DeepClone();
            }
        }

        if (example["response"] is { } response)
        {
            foreach (var (_, success) in operation.Responses!.Where(r => r.Key[0] == '2'))
            {
                foreach (var (mediaType, content) in success.Content!)
                {
                    content.Example = (example["as"]?[mediaType] ?? response).DeepClone();
                }
            }
        }
    }

    private static JsonObject ReadExamples()
    {
        using var stream = typeof(ApiDocument).Assembly.GetManifestResourceStream("examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}

/// <summary>What tells the API document the role of an endpoint.</summary>
internal interface IRequiresRole
{
    string RoleName { get; }
}
