using System.Net;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Proofs;

/// <summary>How the service is asked, and under which conditions.</summary>
internal static class Asking
{
    /// <summary>The condition of a PATCH: mostly what the client knows; now and then none, any, or one that never was.</summary>
    public static string? IfMatch(string subject, int how, Memory memory) => (how % 12) switch
    {
        0 => null,
        1 or 2 => "*",
        3 => "\"0\"",
        _ => $"\"{memory.Revision(subject)}\"",
    };

    /// <summary>The condition of an action, which needs none.</summary>
    public static string? Optional(string subject, int how, Memory memory) => how % 3 == 0 ? $"\"{memory.Revision(subject)}\"" : null;

    public static string? Refused(string? ifMatch, int revision) => ifMatch is null ? "428" : Mismatched(ifMatch, revision);

    public static string? Mismatched(string? ifMatch, int revision) => ifMatch is null or "*" || ifMatch == $"\"{revision}\"" ? null : $"412 r{revision}";

    public static Task<HttpResponseMessage> Act(HttpClient client, string path, string? ifMatch) =>
        client.Send(HttpMethod.Post, path, new { reason = "x" }, "application/json", ifMatch);

    /// <summary>Reads, and asks again while the service has too much to do for it.</summary>
    public static async Task<HttpResponseMessage> Get(HttpClient client, string path)
    {
        const int MostTimes = 1_000;
        for (var times = 1; ; times++)
        {
            var response = await client.GetAsync(path);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || times == MostTimes)
            {
                return response;
            }

            response.Dispose();
        }
    }

    public static async Task<string> Ask(Task<HttpResponseMessage> asking, Func<JsonNode, string> told)
    {
        using var response = await asking;
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (int)response.StatusCode switch
        {
            200 => told(body),
            412 => $"412 r{body["currentRevision"]}",
            var status => $"{status}",
        };
    }
}
