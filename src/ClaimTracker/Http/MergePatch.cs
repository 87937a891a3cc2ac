using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimTracker.Data;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Http;

/// <summary>A merge patch (RFC 7396) with the reason of the change. A body that is not an object is refused.</summary>
/// <typeparam name="T">What a client may amend: the content of the resource.</typeparam>
internal sealed class MergePatch<T> : IEndpointParameterMetadataProvider
{
    private readonly JsonObject changes;

    private MergePatch(JsonObject changes, string reason) => (this.changes, Reason) = (changes, reason);

    public string Reason { get; }

    public static async ValueTask<MergePatch<T>> BindAsync(HttpContext context)
    {
        using var document = BodyReader.Parse(await RequestBody.Read(context));
        return Of(document.RootElement);
    }

    /// <summary>A patch made here, not sent: an object with the members that change and <c>reason</c>.</summary>
    public static MergePatch<T> Of(object patch) => Of(JsonSerializer.SerializeToElement(patch, Json.Options));

    private static MergePatch<T> Of(JsonElement json)
    {
        var (changes, reason) = BodyReader.ReadPatch<T>(json);
        var members = JsonObject.Create(changes.Clone())!;
        members.Remove("reason");
        return new MergePatch<T>(members, reason);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypes.MergePatch], typeof(MergePatch<T>), isOptional: false));

    /// <summary>Whether the patch says anything of a member.</summary>
    public bool Touches(string member) => changes.ContainsKey(member);

    /// <summary>The content after the patch, read and checked like a whole body.</summary>
    /// <param name="current">The content on record.</param>
    /// <param name="replaced">Members that a patch replaces as a whole, because their parts make no sense apart.</param>
    public T Apply(T current, params ReadOnlySpan<string> replaced)
    {
        var content = Json.ToObject(current!);
        foreach (var member in replaced)
        {
            if (changes.ContainsKey(member))
            {
                content.Remove(member);
            }
        }

        Merge(content, changes);
        using var merged = JsonDocument.Parse(content.ToJsonString(Json.Options));
        return BodyReader.Read<T>(merged.RootElement);
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
