using System.Text.Json;
using System.Text.Json.Nodes;
using ClaimTracker.Data;
using ClaimTracker.Interchange;
using ClaimTracker.Operations;

namespace ClaimTracker.Tests.Http;

/// <summary>The examples of the API document are real: each request is sent, in this order, to a service with the sample record, and its answer is the example.</summary>
public sealed class ExampleTests
{
    private static readonly (string Operation, string Method, string Path)[] Job =
    [
        ("recordArticle", "POST", "/v1/articles"),
        ("getArticle", "GET", "/v1/articles/6"),
        ("amendArticle", "PATCH", "/v1/articles/6"),
        ("listArticles", "GET", "/v1/articles?ref=a4"),
        ("recordQuestion", "POST", "/v1/questions"),
        ("getQuestion", "GET", "/v1/questions/{recordQuestion}"),
        ("listQuestions", "GET", "/v1/questions?ref=july-2020-lives"),
        ("recordClaim", "POST", "/v1/claims"),
        ("getClaim", "GET", "/v1/claims/112"),
        ("amendClaim", "PATCH", "/v1/claims/112"),
        ("listClaims", "GET", "/v1/claims?ref=a4-c29"),
        ("listClaimsOfArticle", "GET", "/v1/articles/6/claims"),
        ("addAppearance", "POST", "/v1/claims/112/appearances"),
        ("amendAppearance", "PATCH", "/v1/appearances/113"),
        ("getAppearance", "GET", "/v1/appearances/112"),
        ("withdrawAppearance", "POST", "/v1/appearances/113/withdraw"),
        ("restoreAppearance", "POST", "/v1/appearances/113/restore"),
        ("listAppearances", "GET", "/v1/claims/112/appearances?limit=1"),
        ("captureSnapshot", "POST", "/v1/articles/6/snapshots"),
        ("listSnapshots", "GET", "/v1/articles/6/snapshots"),
        ("getSnapshot", "GET", "/v1/snapshots/2"),
        ("linkClaims", "POST", "/v1/links"),
        ("rejectLink", "POST", "/v1/links/{linkClaims}/reject"),
        ("confirmLink", "POST", "/v1/links/{linkClaims}/confirm"),
        ("resolveLink", "POST", "/v1/links/77/resolve"),
        ("getLink", "GET", "/v1/links/77"),
        ("listLinks", "GET", "/v1/links?claimRef=a6-c01"),
        ("listLinksOfClaim", "GET", "/v1/claims/112/links?limit=1"),
        ("getClaimGraph", "GET", "/v1/claims/112/graph?depth=1"),
        ("listContradictions", "GET", "/v1/contradictions?articleRef=a4&otherArticleRef=a2&facet=quantity"),
        ("recordAnswer", "POST", "/v1/claims/39/answers"),
        ("getAnswer", "GET", "/v1/answers/{recordAnswer}"),
        ("amendAnswer", "PATCH", "/v1/answers/{recordAnswer}"),
        ("rejectAnswer", "POST", "/v1/answers/{recordAnswer}/reject"),
        ("confirmAnswer", "POST", "/v1/answers/{recordAnswer}/confirm"),
        ("listAnswers", "GET", "/v1/answers?questionRef=july-2020-lives"),
        ("listAnswersOfClaim", "GET", "/v1/claims/112/answers"),
        ("amendQuestion", "PATCH", "/v1/questions/{recordQuestion}"),
        ("withdrawQuestion", "POST", "/v1/questions/{recordQuestion}/withdraw"),
        ("restoreQuestion", "POST", "/v1/questions/{recordQuestion}/restore"),
        ("listDisputes", "GET", "/v1/disputes?sort=sources&limit=1"),
        ("getDispute", "GET", "/v1/disputes/1"),
        ("getDisputeGraph", "GET", "/v1/disputes/1/graph"),
        ("resolveDispute", "POST", "/v1/disputes/1/resolve"),
        ("reopenDispute", "POST", "/v1/disputes/1/reopen"),
        ("addEvidence", "POST", "/v1/claims/112/evidence"),
        ("amendEvidence", "PATCH", "/v1/evidence/{addEvidence}"),
        ("getEvidence", "GET", "/v1/evidence/{addEvidence}"),
        ("listEvidence", "GET", "/v1/claims/112/evidence"),
        ("withdrawEvidence", "POST", "/v1/evidence/{addEvidence}/withdraw"),
        ("restoreEvidence", "POST", "/v1/evidence/{addEvidence}/restore"),
        ("listRatingScales", "GET", "/v1/rating-scales"),
        ("addRatingScale", "POST", "/v1/rating-scales"),
        ("amendRatingScale", "PATCH", "/v1/rating-scales/{addRatingScale}"),
        ("getRatingScale", "GET", "/v1/rating-scales/{addRatingScale}"),
        ("withdrawRatingScale", "POST", "/v1/rating-scales/{addRatingScale}/withdraw"),
        ("restoreRatingScale", "POST", "/v1/rating-scales/{addRatingScale}/restore"),
        ("recordReview", "POST", "/v1/reviews"),
        ("amendReview", "PATCH", "/v1/reviews/{recordReview}"),
        ("submitReview", "POST", "/v1/reviews/{recordReview}/submit"),
        ("approveReview", "POST", "/v1/reviews/{recordReview}/approve"),
        ("publishReview", "POST", "/v1/reviews/{recordReview}/publish"),
        ("correctReview", "POST", "/v1/reviews/{recordReview}/correct"),
        ("reopenReview", "POST", "/v1/reviews/{recordReview}/reopen"),
        ("clearClaim", "POST", "/v1/claims/112/clear"),
        ("withdrawReview", "POST", "/v1/reviews/{recordReview}/withdraw"),
        ("restoreReview", "POST", "/v1/reviews/{recordReview}/restore"),
        ("getReview", "GET", "/v1/reviews/{recordReview}"),
        ("listReviews", "GET", "/v1/reviews?claimRef=a6-c01"),
        ("listReviewsOfClaim", "GET", "/v1/claims/112/reviews"),
        ("listHistory", "GET", "/v1/claims/112/history?limit=1"),
        ("listTimeline", "GET", "/v1/claims/112/timeline?limit=3"),
        ("recordClaimant", "POST", "/v1/claimants"),
        ("amendClaimant", "PATCH", "/v1/claimants/{recordClaimant}"),
        ("getClaimant", "GET", "/v1/claimants/{recordClaimant}"),
        ("listClaimants", "GET", "/v1/claimants?name=cavusoglu"),
        ("withdrawClaimant", "POST", "/v1/claimants/{recordClaimant}/withdraw"),
        ("restoreClaimant", "POST", "/v1/claimants/{recordClaimant}/restore"),
        ("mergeClaimant", "POST", "/v1/claimants/43/merge"),
        ("withdrawClaim", "POST", "/v1/claims/112/withdraw"),
        ("restoreClaim", "POST", "/v1/claims/112/restore"),
        ("mergeClaim", "POST", "/v1/claims/112/merge"),
        ("withdrawArticle", "POST", "/v1/articles/6/withdraw"),
        ("restoreArticle", "POST", "/v1/articles/6/restore"),
        ("searchClaims", "GET", "/v1/search?q=\"turkish+base\"+azerb*&limit=2"),
        ("listTopics", "GET", "/v1/topics?limit=3"),
        ("renameTopic", "POST", "/v1/topics/rename"),
        ("createKey", "POST", "/v1/keys"),
        ("rotateKey", "POST", "/v1/keys/2/rotate"),
        ("revokeKey", "POST", "/v1/keys/3/revoke"),
        ("getKey", "GET", "/v1/keys/2"),
        ("listKeys", "GET", "/v1/keys?role=admin"),
        ("verifyAudit", "GET", "/v1/audit/verify"),
        ("live", "GET", "/health/live"),
        ("ready", "GET", "/health/ready"),
    ];

    [Fact]
    public async Task Every_example_of_the_API_document_is_what_the_service_answers()
    {
        const string File = "src/ClaimTracker/Http/examples.json";
        var examples = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(Path.Combine(Golden.Root, File)))!.AsObject();
        await using var app = await App.Start(clock: new StoppedClock());
        await using var services = CommandLine.Messages(app.Database);
        await using var sample = SampleRecord.Open();
        await new Importer(services).Import(SampleRecord.Name, sample, row => Assert.Equal(ImportOutcome.Added, row.Outcome), CancellationToken.None);
        var client = await app.Client(Role.Admin);

        var answered = new JsonObject();
        foreach (var (operation, method, path) in Job)
        {
            var request = examples[operation]?["request"];
            var address = System.Text.RegularExpressions.Regex.Replace(path, @"\{(\w+)\}", m => $"{answered[m.Groups[1].Value]!["response"]!["id"]}");
            var answering = request is null
                ? client.GetAsync(address)
                : client.Send(new HttpMethod(method), address, request.ToJsonString(), method == "PATCH" ? "application/merge-patch+json" : "application/json", method == "PATCH" ? "*" : null);
            using var response = await answering;
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{operation}: {text}");

            var example = new JsonObject();
            if (request is not null)
            {
                example["request"] = request.DeepClone();
            }

            example["response"] = WithoutSecrets(JsonNode.Parse(text)!);
            if (operation.EndsWith("Graph", StringComparison.Ordinal))
            {
                example["as"] = await InOtherMediaTypes(client, address);
            }

            answered[operation] = example;
        }

        await Golden.Compare(File, answered.ToJsonString(new JsonSerializerOptions(Json.Options) { WriteIndented = true, MaxDepth = 64 }) + "\n");
    }

    private static async Task<JsonObject> InOtherMediaTypes(HttpClient client, string address)
    {
        var forms = new JsonObject();
        foreach (var mediaType in (string[])["text/vnd.graphviz", "text/vnd.mermaid", "image/svg+xml"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", mediaType } } };
            using var response = await client.SendAsync(request);
            Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
            forms[mediaType] = await response.Content.ReadAsStringAsync();
        }

        return forms;
    }

    /// <summary>Keys are random, the hashes of the events that tell of them too, and cursors are signed with a key of the file.</summary>
    private static JsonNode WithoutSecrets(JsonNode answer)
    {
        if (answer["nextCursor"] is not null)
        {
            answer["nextCursor"] = "AAAAAAAAAHEUL6RSPBb44MhEtmY";
        }

        if (answer["head"] is JsonObject head)
        {
            head["hash"] = new string('0', 64);
        }

        foreach (var key in (answer["items"]?.AsArray() ?? []).Append(answer).OfType<JsonObject>().Where(o => o.ContainsKey("kid")))
        {
            Hide(key);
        }

        return answer;
    }

    private static void Hide(JsonObject key)
    {
        key["kid"] = "5f0Qm2Xd";
        key["lastUsedAt"] = null;
        if (key.ContainsKey("key"))
        {
            key["key"] = "ct_live_5f0Qm2Xd_… (shown this once)";
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
