using System.Text.Json;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>The validator that answers are held against finds what breaks a schema, in every keyword that the API document uses.</summary>
public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string","minLength":1,"maxLength":3}""", """ "🙂🙂🙂" """, null)]
    [InlineData("""{"type":"string","minLength":1,"maxLength":3}""", """ "four" """, "# maxLength")]
    [InlineData("""{"type":"string","minLength":1}""", """ "" """, "# minLength")]
    [InlineData("""{"type":"string"}""", "5", "# type")]
    [InlineData("""{"type":["null","string"]}""", "null", null)]
    [InlineData("""{"type":"string","pattern":"^[!-~]+$"}""", """ "a b" """, "# pattern")]
    [InlineData("""{"type":"string","format":"uri"}""", """ "//x" """, null)]
    [InlineData("""{"type":"string","format":"uri"}""", """ "x y" """, "# format")]
    [InlineData("""{"type":"string","format":"date"}""", """ "2020-02-30" """, "# format")]
    [InlineData("""{"type":"string","format":"date-time"}""", """ "2020-07-12" """, "# format")]
    [InlineData("""{"type":"string","enum":["a","b"]}""", """ "c" """, "# enum")]
    [InlineData("""{"type":"integer","format":"int32"}""", "99999999999", "# format")]
    [InlineData("""{"type":"integer","format":"int64"}""", "5.0", "# type")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":9}""", "0", "# minimum")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":9}""", "10", "# maximum")]
    [InlineData("""{"type":"number","format":"double"}""", "1.5", null)]
    [InlineData("""{"type":"boolean"}""", "1", "# type")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":2}""", "[1,2,3]", "# maxItems")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", """[1,"2"]""", "#/1 type")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"uniqueItems":true}""", "[1,2,1]", "#/2 uniqueItems")]
    [InlineData("""{"type":"object","required":["a"],"properties":{"a":{}}}""", "{}", "#/a required")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"b":1}""", "#/b additionalProperties")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}""", """{"a":"x","b":"y"}""", "# maxProperties")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"a":5}""", "#/a type")]
    [InlineData("""{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Named"}]}""", "null", null)]
    [InlineData("""{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Named"}]}""", """{"name":5}""", "#/name type")]
    [InlineData("""{"oneOf":[{"type":"null"},{"type":"null"}]}""", "null", "# oneOf")]
    public void A_value_that_breaks_its_schema_is_found(string schema, string value, string? breach)
    {
        using var document = JsonDocument.Parse(value);
        var found = Read(schema).Check(document.RootElement);
        Assert.Equal(breach is null ? [] : [breach], found.Select(b => $"{b}"));
    }

    [Fact]
    public void Of_a_merge_patch_only_the_patch_itself_must_have_what_is_required()
    {
        using var document = JsonDocument.Parse("""{"inner":{}}""");
        const string Schema = """{"type":"object","required":["reason"],"properties":{"inner":{"type":"object","required":["name"],"properties":{"name":{}}}}}""";
        Assert.Equal(["#/inner/name required", "#/reason required"], Read(Schema).Check(document.RootElement).Select(b => $"{b}"));
        Assert.Equal(["#/reason required"], Read(Schema).Check(document.RootElement, isPatch: true).Select(b => $"{b}"));
    }

    [Theory]
    [InlineData("""{"type":"array","minItems":1}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":"string","format":"email"}""")]
    [InlineData("""{"$ref":"#/components/schemas/Named","type":"object"}""")]
    [InlineData("""{"enum":[1]}""")]
    [InlineData("""{"properties":{"a":{"not":{}}}}""")]
    public void A_keyword_that_is_not_known_is_refused(string schema) => Assert.Throws<NotSupportedException>(() => Read(schema));

    [Fact]
    public async Task Every_example_of_the_API_document_is_valid()
    {
        await using var app = await App.Start();
        using var client = await app.Client();
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));
        var contract = Contract.Of(document);
        var faults = new List<string>();
        foreach (var operation in contract.Operations)
        {
            if (operation.Body is { } body)
            {
                Check($"{operation.Id} request", body.Schema, JsonSerializer.SerializeToElement(body.Example), operation.IsPatch);
            }

            if (operation.Example is { } example && operation.Responses.TryGetValue(200, out var response))
            {
                Check($"{operation.Id} answer", response.Content["application/json"], JsonSerializer.SerializeToElement(example), isPatch: false);
            }
        }

        Assert.Empty(faults);

        void Check(string what, JsonSchema schema, JsonElement example, bool isPatch) => faults.AddRange(schema.Check(example, isPatch).Select(b => $"{what}: {b}"));
    }

    private static JsonSchema Read(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        using var named = JsonDocument.Parse("""{"type":"object","properties":{"name":{"type":"string"}}}""");
        var known = JsonSchema.Read(named.RootElement, _ => throw new InvalidOperationException());
        return JsonSchema.Read(document.RootElement, _ => known);
    }
}
