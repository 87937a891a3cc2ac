using System.Text.Json;
using System.Text.RegularExpressions;
using ClaimTracker.Tests.Behaviour;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>What is wrong with an answer.</summary>
/// <param name="Check">Which of the checks it failed.</param>
/// <param name="Detail">What was expected and what came.</param>
internal sealed record Fault(string Check, string Detail);

/// <summary>Holds each answer against what the API document promises.</summary>
internal sealed partial class Judge(Contract contract)
{
    public const string ServerError = "server error";
    public const string Undocumented = "undocumented status";
    public const string SchemaBroken = "answer breaks the schema";
    public const string ProblemIncomplete = "incomplete problem";
    public const string HeadersMissing = "headers missing";
    public const string AcceptedInvalid = "accepted invalid";
    public const string WrongRefusal = "wrong refusal";
    public const string RefusedValid = "refused valid";
    public const string NoAnswer = "no answer";

    /// <summary>What a server answers to what it does not understand as a request, whatever the operation.</summary>
    private static readonly HashSet<int> Framing = [400, 404, 405, 408, 411, 413, 414, 417, 431, 501, 505];

    /// <summary>Rules of values that JSON Schema has no words for. The texts of the document tell them.</summary>
    private static readonly HashSet<string> BeyondSchema =
    [
        "blank", "disallowed_character", "invalid_date", "invalid_language", "invalid_url", "invalid_time", "offset_required", "invalid_network", "duplicate_item", "duplicate_member", "prefix_too_short", "too_many_terms",
        "invalid_duration", "invalid_checkpoint",
    ];

    private static readonly HashSet<int> AnyStatus = [204];

    private readonly HashSet<int> documented = [.. contract.Operations.SelectMany(o => o.Responses.Keys)];

    /// <summary>The kinds of problems that the service explains.</summary>
    public HashSet<string> KnownTypes { get; } = [];

    public Fault? Of(FuzzRequest request, RawAnswer? answer)
    {
        if (answer is null)
        {
            return request.Raw is null ? new Fault(NoAnswer, "The connection ended without an answer.") : null;
        }

        if (answer.Status >= 500 && !(request.MayBreakFraming && Framing.Contains(answer.Status)))
        {
            return new Fault(ServerError, $"{answer.StatusLine}: {answer.Text}");
        }

        var isOther = request.Raw is not null || request.Method != request.Operation.Method;
        var isKnown = isOther ? documented.Contains(answer.Status) || AnyStatus.Contains(answer.Status) : request.Operation.Responses.ContainsKey(answer.Status);
        if (!isKnown && !(request.MayBreakFraming && Framing.Contains(answer.Status)))
        {
            return new Fault(Undocumented, $"{answer.StatusLine}: {answer.Text}");
        }

        return OfContent(request, answer, isOther) ?? OfHeaders(request, answer, isOther) ?? OfValidity(request, answer);
    }

    private Fault? OfContent(FuzzRequest request, RawAnswer answer, bool isOther)
    {
        var mediaType = answer.Header("Content-Type")?.Split(';')[0];
        if (mediaType == "application/problem+json")
        {
            return OfProblem(answer);
        }

        if (isOther || answer.Status is 204 or 304 || (request.MayBreakFraming && Framing.Contains(answer.Status)))
        {
            return answer.Status is 204 or 304 or >= 400 && answer.Body.Length > 0 ? new Fault(SchemaBroken, $"{answer.StatusLine} has a body: {answer.Text}") : null;
        }

        if (mediaType is null || !request.Operation.Responses[answer.Status].Content.TryGetValue(mediaType, out var schema))
        {
            return new Fault(SchemaBroken, $"The media type is {mediaType ?? "not told"}.");
        }

        return mediaType == "application/json" ? Breaches(schema, answer, SchemaBroken) : null;
    }

    private Fault? OfProblem(RawAnswer answer)
    {
        if (Breaches(contract.Find("Problem"), answer, ProblemIncomplete) is { } broken)
        {
            return broken;
        }

        var problem = answer.Json;
        var wrong = new List<string>();
        if (!KnownTypes.Contains((string)problem["type"]!))
        {
            wrong.Add($"the type {problem["type"]} is not explained");
        }

        if ((int)problem["status"]! != answer.Status)
        {
            wrong.Add("the status is another one");
        }

        if (string.IsNullOrWhiteSpace((string?)problem["title"]) || string.IsNullOrWhiteSpace((string?)problem["detail"]) || string.IsNullOrWhiteSpace((string?)problem["traceId"]) || !Instance().IsMatch((string)problem["instance"]!))
        {
            wrong.Add("title, detail, traceId or instance is no such thing");
        }

        var errors = problem["errors"]!.AsArray();
        if (errors.Any(e => string.IsNullOrWhiteSpace((string?)e!["code"]) || string.IsNullOrWhiteSpace((string?)e["detail"]) || new[] { e["pointer"], e["parameter"], e["header"] }.Count(place => place is not null) != 1))
        {
            wrong.Add("a fault lacks its code, detail or place");
        }

        if ((string)problem["type"]! is "/problems/schema" or "/problems/rule" && errors.Count == 0)
        {
            wrong.Add("it lists no fault");
        }

        if (Inside().IsMatch(answer.Text))
        {
            wrong.Add("it tells of the inside");
        }

        return wrong.Count == 0 ? null : new Fault(ProblemIncomplete, $"{string.Join("; ", wrong)}: {answer.Text}");
    }

    private static Fault? OfHeaders(FuzzRequest request, RawAnswer answer, bool isOther)
    {
        var isServersOwn = request.MayBreakFraming && Framing.Contains(answer.Status) && answer.Body.Length == 0 && request.Method != "HEAD";
        if (isServersOwn)
        {
            return null;
        }

        var missing = new List<string>();
        if (answer.Header("X-Content-Type-Options") != "nosniff")
        {
            missing.Add("X-Content-Type-Options");
        }

        if (answer.Status != 204 && !isOther && answer.Header("Cache-Control") is null)
        {
            missing.Add("Cache-Control");
        }

        if (answer.Header("Server") is not null)
        {
            missing.Add("no Server");
        }

        if (!isOther && request.Operation.Responses.TryGetValue(answer.Status, out var response))
        {
            missing.AddRange(response.Headers.Where(name => name != "Link" && answer.Header(name) is null));
        }

        if (answer.Header("Link") is { } link && !NextLink().IsMatch(link))
        {
            missing.Add("a Link that leads somewhere");
        }

        return missing.Count == 0 ? null : new Fault(HeadersMissing, $"{string.Join(", ", missing)} in {answer.StatusLine}");
    }

    private static Fault? OfValidity(FuzzRequest request, RawAnswer answer)
    {
        if (request.Expected is { } expected)
        {
            return answer.Status < 400 ? new Fault(AcceptedInvalid, $"{expected.Fault} at {expected.Place}: {answer.StatusLine}")
                : !expected.Statuses.Contains(answer.Status) ? new Fault(WrongRefusal, $"{expected.Fault} at {expected.Place}: {answer.StatusLine}: {answer.Text}")
                : expected.Place is { } place && !answer.Faults.Any(fault => fault.StartsWith($"{place} ", StringComparison.Ordinal)) ? new Fault(WrongRefusal, $"{expected.Fault} at {place} is not told: {answer.Text}")
                : null;
        }

        if (request is { Kind: FuzzKind.Bytes, Raw: null, Body: { } body } && answer.Status < 400 && IsInvalid(request.Operation, body) is { } why)
        {
            return new Fault(AcceptedInvalid, $"{why}: {answer.StatusLine}");
        }

        if (request.Kind is FuzzKind.Valid or FuzzKind.Sequence && answer.Status == 400 && (answer.Faults.Length == 0 || answer.Faults.Any(fault => !IsBeyondSchema(request.Operation, fault))))
        {
            return new Fault(RefusedValid, answer.Text);
        }

        return null;
    }

    /// <summary>
    /// Whether a rule is broken that JSON Schema has no words for: a search has a most of words too, and whether what a patch leaves of a member has all it must have
    /// depends on what is on record.
    /// </summary>
    private static bool IsBeyondSchema(Operation operation, string fault) =>
        BeyondSchema.Contains(fault.Split(' ')[^1]) || fault == "q too_long" || (operation.IsPatch && fault.EndsWith(" required", StringComparison.Ordinal) && fault.Count(c => c == '/') > 1);

    private static string? IsInvalid(Operation operation, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.AsMemory(), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            var breaches = operation.Body!.Schema.Check(document.RootElement, operation.IsPatch);
            return breaches.Count == 0 ? null : string.Join(", ", breaches);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "no JSON";
        }
    }

    private static Fault? Breaches(JsonSchema schema, RawAnswer answer, string check)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body.AsMemory());
            var breaches = schema.Check(document.RootElement);
            return breaches.Count == 0 ? null : new Fault(check, $"{string.Join(", ", breaches.Take(5))}: {answer.Text}");
        }
        catch (JsonException e)
        {
            return new Fault(check, $"{e.Message}: {answer.Text}");
        }
    }

    /// <summary>An address with a port that there can be.</summary>
    [GeneratedRegex(@"^<https?://([^/:\[]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?/[^<>\s]*>; rel=""next""$")]
    private static partial Regex NextLink();

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    private static partial Regex Instance();

    /// <summary>Words of the inside that no caller should read.</summary>
    [GeneratedRegex("(System|Microsoft|ClaimTracker)\\.[A-Z]|SQLite|   at ")]
    private static partial Regex Inside();
}
