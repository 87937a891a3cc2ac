using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ClaimTracker.Data;
using ClaimTracker.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClaimTracker.Http;

/// <summary>The schemas of the API document: the rules that the reader checks, in the words of JSON Schema.</summary>
internal static partial class ApiDocument
{
    private static async Task Constrain(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MergePatch<>))
        {
            await BecomePatch(schema, type.GetGenericArguments()[0], context, cancellation);
        }

        // What is left out where it is null is not always there.
        foreach (var optional in context.JsonTypeInfo.Properties.Where(p => p.AttributeProvider is { } property && Of<JsonIgnoreAttribute>(property) is { Condition: JsonIgnoreCondition.WhenWritingNull }))
        {
            schema.Required?.Remove(optional.Name);
        }

        if (context.JsonPropertyInfo is { AttributeProvider: { } member })
        {
            Apply(schema, member);
        }

        var (plain, isNullable) = Nullable.GetUnderlyingType(type) is { } underlying ? (underlying, true) : (type, false);
        if (plain.IsEnum)
        {
            // A schema of its own, for all its uses: one that may be null says so beside the reference to it.
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Names.All(plain).Select(name => (JsonNode)name)];
        }

        if (plain == typeof(DateTimeOffset))
        {
            // The generator does not look behind the converter of a type.
            schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Format = "date-time";
            schema.Description ??= "An instant in RFC 3339, UTC.";
        }
    }

    /// <summary>A patch has the members of what it patches, none of them required, and the reason.</summary>
    private static async Task BecomePatch(OpenApiSchema schema, Type patched, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var content = await context.GetOrCreateSchemaAsync(patched, null, cancellation);
        var reason = await context.GetOrCreateSchemaAsync(typeof(Reasoned), null, cancellation);
        schema.Type = JsonSchemaType.Object;
        schema.Description = "A merge patch (RFC 7396): what is given replaces, null removes, what is not named stays.";
        schema.Properties = new Dictionary<string, IOpenApiSchema>(content.Properties!) { ["reason"] = reason.Properties!["reason"] };
        schema.Required = new HashSet<string> { "reason" };
        schema.AdditionalPropertiesAllowed = false;
    }

    private static void Apply(OpenApiSchema schema, ICustomAttributeProvider member)
    {
        var rule = Of<TextRuleAttribute>(member);
        if (Of<ItemsAttribute>(member) is { } items)
        {
            if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
            {
                schema.MaxItems = items.Max;
                schema.UniqueItems = items.Distinct ? true : null;
                if (rule is not null && schema.Items is OpenApiSchema item)
                {
                    Apply(item, rule);
                }
            }
            else
            {
                schema.MaxProperties = items.Max;
                if (rule is not null && schema.AdditionalProperties is OpenApiSchema value)
                {
                    Apply(value, rule);
                }
            }
        }
        else if (rule is not null)
        {
            Apply(schema, rule);
        }

        if (Of<RangeAttribute>(member) is { } range)
        {
            schema.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
            schema.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
        }

        if (Of<CursorAttribute>(member) is not null)
        {
            schema.Type = JsonSchemaType.String;
            schema.Format = null;
        }
    }

    private static void Apply(OpenApiSchema schema, TextRuleAttribute rule)
    {
        schema.MinLength = rule.AllowsBlank ? null : 1;
        schema.MaxLength = rule.Max;
        schema.Pattern = rule.Pattern;
        schema.Format = rule.Format;
    }

    private static T? Of<T>(ICustomAttributeProvider member)
        where T : Attribute => member.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
