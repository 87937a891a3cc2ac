using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// A client that writes one thing after another, each POST with an idempotency key, and outlives the service: what got no answer is sent again, word for word,
/// to the next one. Two claims, evidence, a link, a question, an answer, a review, an amendment and a merge make a turn.
/// </summary>
internal sealed partial class Writer(string name, string key, Ledger ledger)
{
    private readonly List<(Sent Request, HttpStatusCode Status, string Body)> answered = [];
    private Sent? pending;
    private int steps;
    private long claim;
    private long other;
    private long evidence;
    private long question;

    /// <summary>The word that only the youngest thing has which an answer shows, and the pages that hold it.</summary>
    public static string MarkOf(string body) => Mark().Matches(body).MaxBy(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))!.Value;

    public HttpClient Client(Uri address) =>
        new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    /// <summary>Writes until the service is gone.</summary>
    public async Task WriteUntilGone(Uri address)
    {
        using var client = Client(address);
        try
        {
            while (true)
            {
                await Step(client);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            ledger.LoseAnswer();
        }
    }

    /// <summary>Sends what got no answer again: it is done now or was done already, once.</summary>
    public async Task Settle(Uri address)
    {
        if (pending is null)
        {
            return;
        }

        using var client = Client(address);
        ledger.Retry(await Step(client, isRetry: true));
    }

    /// <summary>Sends some of what was answered again: the answer is the same to the byte.</summary>
    public async Task RetryAnswered(Uri address, int count, Random random)
    {
        using var client = Client(address);
        for (var i = 0; i < Math.Min(count, answered.Count); i++)
        {
            var (sent, status, body) = answered[random.Next(answered.Count)];
            using var response = await SendPatiently(client, sent);
            Assert.Equal((status, body), (response.StatusCode, await response.Content.ReadAsStringAsync()));
            Assert.True(IsReplay(response), $"{sent.Path} was done twice.");
            ledger.Retry(stood: false);
        }
    }

    /// <summary>Sends the next request, or the one that got no answer.</summary>
    /// <returns>Whether the change had been on record before it was sent again.</returns>
    public async Task<bool> Step(HttpClient client, bool isRetry = false)
    {
        var sent = pending ??= Next();
        using var response = await SendPatiently(client, sent);
        var body = await response.Content.ReadAsStringAsync();
        if (isRetry && sent.IfMatch is not null && response.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            var current = await client.Read(sent.Path);
            Assert.Equal((2, "amended"), ((long)current["revision"]!, (string?)Assert.Single(current["topics"]!.AsArray())));
            Accept(sent, current, isNew: false);
            return true;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new RefusedException(sent.Path, response.StatusCode, body);
        }

        Assert.True(isRetry || !IsReplay(response), $"The key of {sent.Path} was not new.");
        Accept(sent, JsonNode.Parse(body)!, response.StatusCode == HttpStatusCode.Created);
        if (sent.IfMatch is null)
        {
            answered.Add((sent, response.StatusCode, body));
        }

        return IsReplay(response);
    }

    /// <summary>What was answered is read back as it was answered.</summary>
    public async Task ReadBack(Uri address)
    {
        using var client = Client(address);
        foreach (var (request, _, body) in answered.Where(a => a.Request.Entity is "evidence" or "link" or "review"))
        {
            var (read, wrote) = (await client.Read($"/v1/{Path(request.Entity)}/{JsonNode.Parse(body)!.Id()}"), JsonNode.Parse(body)!);
            Assert.Equal(wrote.Text("createdAt"), read.Text("createdAt"));
            Assert.Equal(wrote.Text("explanation"), read.Text("explanation"));
        }

        static string Path(string entity) => entity == "evidence" ? entity : entity + "s";
    }

    private static bool IsReplay(HttpResponseMessage response) => response.Headers.Contains("Idempotency-Replayed");

    private static async Task<HttpResponseMessage> Send(HttpClient client, Sent sent)
    {
        using var request = new HttpRequestMessage(sent.IfMatch is null ? HttpMethod.Post : HttpMethod.Patch, sent.Path)
        {
            Content = new StringContent(sent.Body, Encoding.UTF8, sent.IfMatch is null ? "application/json" : "application/merge-patch+json"),
        };
        request.Headers.TryAddWithoutValidation(sent.IfMatch is null ? "Idempotency-Key" : "If-Match", sent.IfMatch ?? sent.Key);
        return await client.SendAsync(request);
    }

    /// <summary>Sends, and while the service is too busy sends again: it says that nothing was done.</summary>
    private static async Task<HttpResponseMessage> SendPatiently(HttpClient client, Sent sent)
    {
        while (true)
        {
            var response = await Send(client, sent);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || !(await response.Content.ReadAsStringAsync()).Contains("/problems/busy", StringComparison.Ordinal))
            {
                return response;
            }

            response.Dispose();
        }
    }

    private Sent Next()
    {
        var mark = $"mark{name}n{steps}x";
        var statement = $"This is {mark} of {name}.";
        return (steps % 9) switch
        {
            0 => Post("claim", "/v1/claims", Given.OwnVoice(statement)),
            1 => new Sent("claim", $"/v1/claims/{claim}", mark, """{"topics":["amended"],"reason":"A topic was missing."}""", "\"1\""),
            2 => Post("evidence", $"/v1/claims/{claim}/evidence", new { stance = "supports", tier = "primary", citation = new { title = statement } }),
            3 => Post("claim", "/v1/claims", Draft.Claim(statement, new { quantity = new { qualifier = "exact", value = 16, unit = "person" } })),
            4 => Post("link", "/v1/links", new { from = other, to = claim, type = "qualifies", explanation = statement }),
            5 => Post("question", "/v1/questions", new { text = statement, answerType = "quantity" }),
            6 => Post("answer", $"/v1/claims/{other}/answers", new { questionId = question, @ref = mark }),
            7 => Post("review", "/v1/reviews", new { claimIds = new[] { claim }, evidenceIds = new[] { evidence }, verdict = "supported", explanation = statement }),
            _ => Post("claim", $"/v1/claims/{other}/merge", new { into = claim, reason = statement }),
        };

        Sent Post(string entity, string path, object body) => new(entity, path, mark, body as string ?? JsonSerializer.Serialize(body), null);
    }

    private void Accept(Sent sent, JsonNode answer, bool isNew)
    {
        var id = answer.Id();
        switch (steps % 9)
        {
            case 0:
                claim = id;
                break;
            case 2:
                evidence = id;
                break;
            case 3:
                other = id;
                break;
            case 5:
                question = id;
                break;
        }

        ledger.Acknowledge(sent.Entity, id, isNew);
        pending = null;
        steps++;
    }

    [GeneratedRegex(@"markw\d+n(\d+)x")]
    private static partial Regex Mark();

    private sealed record Sent(string Entity, string Path, string Key, string Body, string? IfMatch);
}

/// <summary>The service has refused a request that is right.</summary>
internal sealed class RefusedException(string path, HttpStatusCode status, string body) : Exception($"{path}: {(int)status} {body}")
{
    public HttpStatusCode Status => status;

    /// <summary>The slug of the problem's type.</summary>
    public string Slug { get; } = JsonNode.Parse(body)!.Slug();
}
