using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Questions;

/// <summary>Questions and answers that tests begin with.</summary>
internal static class Asked
{
    public const string HowMany = "How many people were killed in the July 2020 border clashes?";

    public static JsonObject Question(string text, string answerType = "quantity", object? more = null) => Draft.With(new { text, answerType }, more);

    public static Task<JsonNode> Record(HttpClient client, string text = HowMany, string answerType = "quantity", object? more = null) =>
        client.Post("/v1/questions", Question(text, answerType, more)).Json(201);

    /// <summary>A claim of a person, with a figure.</summary>
    public static async Task<long> Counting(HttpClient client, string by, decimal value, object? more = null) => (await client.Post("/v1/claims", Draft.With(
        Draft.Said($"{value} people were killed, by {by}.", by, new { quantity = new { qualifier = "exact", value, unit = "person" }, period = new { edtf = "2020-07" } }), more)).Json(201)).Id();

    public static Task<HttpResponseMessage> Answer(this HttpClient client, long claim, object body) => client.Post($"/v1/claims/{claim}/answers", body);
}
