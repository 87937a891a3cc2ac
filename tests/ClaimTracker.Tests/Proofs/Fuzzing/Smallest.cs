using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>Takes from a request what is not needed to show a fault.</summary>
internal static class Smallest
{
    private const int MostTries = 300;

    /// <summary>The smallest request found that fails the same check.</summary>
    /// <param name="request">The request that failed.</param>
    /// <param name="fails">Sends a request, and tells whether it fails as the first one did.</param>
    public static async Task<FuzzRequest> Of(FuzzRequest request, Func<FuzzRequest, Task<bool>> fails)
    {
        var tries = 0;
        for (var isSmaller = true; isSmaller;)
        {
            isSmaller = false;
            foreach (var candidate in Smaller(request))
            {
                if (++tries > MostTries)
                {
                    return request;
                }

                if (await fails(candidate))
                {
                    (request, isSmaller) = (candidate, true);
                    break;
                }
            }
        }

        return request;
    }

    private static IEnumerable<FuzzRequest> Smaller(FuzzRequest request)
    {
        if (request.Raw is not null)
        {
            yield break;
        }

        for (var i = 0; i < request.Query.Count && request.Expected is null; i++)
        {
            yield return request with { Query = [.. request.Query.Where((_, at) => at != i)] };
        }

        for (var i = 0; i < request.Headers.Count; i++)
        {
            // The request must stay one, and the fault in it one too.
            if ((request.Headers[i].Name == "Host" && request.Kind != FuzzKind.Headers) || request.Expected is not null)
            {
                continue;
            }

            yield return request with { Headers = [.. request.Headers.Where((_, at) => at != i)] };
        }

        // A body that is itself at fault is left as it is: without the fault it would show something else.
        if (request.Body is { } body && request.Expected is null && Parse(body) is JsonObject whole)
        {
            // Valid it stays: what the document does not allow would be refused for another reason.
            var isValid = request.Kind is FuzzKind.Valid or FuzzKind.Sequence;
            foreach (var smaller in Smaller(whole).Where(s => !isValid || request.Operation.Body!.Schema.Check(JsonSerializer.SerializeToElement(s), request.Operation.IsPatch).Count == 0))
            {
                yield return request with { Body = Violations.Write(smaller) };
            }
        }
    }

    /// <summary>The tree without one of its members or items, or with a shorter text.</summary>
    private static IEnumerable<JsonNode> Smaller(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(m => m.Key).ToArray())
                {
                    var without = (JsonObject)members.DeepClone();
                    without.Remove(name);
                    yield return without;
                    foreach (var smaller in members[name] is { } value ? Smaller(value) : [])
                    {
                        var with = (JsonObject)members.DeepClone();
                        with[name] = smaller;
                        yield return with;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var without = (JsonArray)items.DeepClone();
                    without.RemoveAt(i);
                    yield return without;
                }

                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && ((string)text!).Length > 1:
                yield return JsonValue.Create(((string)text!)[..(((string)text!).Length / 2)]);
                break;
        }
    }

    /// <summary>The tree of a body; null where it is no JSON, or may hold what is no text.</summary>
    private static JsonNode? Parse(byte[] body)
    {
        if (!Utf8.IsValid(body) || body.AsSpan().IndexOf("\\ud"u8) >= 0)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(body, null, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
