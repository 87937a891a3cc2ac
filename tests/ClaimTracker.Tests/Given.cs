using System.Text.Json.Nodes;

namespace ClaimTracker.Tests;

/// <summary>The few facts that tests begin with.</summary>
public static class Given
{
    public const string Text = "Border clashes in July left 16 people dead, officials said. “We will answer,” said the minister. We will answer again, he added.";

    /// <summary>An article with that text, by an outlet, published on a day.</summary>
    public static async Task<JsonNode> Article(HttpClient client, string key = "a1", string? text = Text) => await client.Post("/v1/articles", new
    {
        @ref = key,
        headline = $"Headline of {key}",
        publisher = new { name = "The Daily", type = "outlet" },
        published = new { edtf = "2020-08-01" },
        language = "en",
        text,
    }).Json(201);

    /// <summary>A claim that an article states in its own voice.</summary>
    public static async Task<JsonNode> Claim(HttpClient client, string statement, string article = "a1", string kind = "fact", string? key = null) =>
        await client.Post("/v1/claims", OwnVoice(statement, article, kind, key)).Json(201);

    public static object OwnVoice(string statement, string article = "a1", string kind = "fact", string? key = null) => new
    {
        @ref = key,
        statement,
        kind,
        appearance = new { articleRef = article, mode = "own_voice" },
    };
}
