using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Http;

/// <summary>A claim with 10 000 links, and a question with 10 000 rival answers: whatever shows them is ready before the deadline.</summary>
public sealed class CrowdTests : IAsyncLifetime
{
    private const int Crowd = 10_000;

    /// <summary>Far more than the deadline of the service: tests may run where much else does. What grows with the square of the crowd takes longer still.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Claims like the second, whose links and answers come at their side.</summary>
    private const string Plant = """
        CREATE TEMP TABLE more AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @crowd) SELECT i FROM n;
        INSERT INTO claim SELECT 2 + i, NULL, claimant_id, 'Statement ' || i || '.', 'statement ' || i, kind, language, translations, quantity, period, period_earliest, period_latest,
          period_certain, period_through, said, said_earliest, said_latest, said_certain, status, state, revision, created_at, updated_at, created_by, NULL
          FROM more JOIN claim ON claim.id = 2;
        INSERT INTO link SELECT 1 + i, NULL, 1, 2 + i, type, facet, state, origin, explanation, decision, revision, created_at, updated_at, created_by, basis
          FROM more JOIN link ON link.id = 1;
        INSERT INTO event SELECT last.seq + i, at, actor_id, actor, action, entity, 1 + i, revision, reason, json_set(content, '$.to', 2 + i), content_hash, hash
          FROM more JOIN event ON event.seq = (SELECT min(seq) FROM event WHERE entity = 'link') JOIN (SELECT max(seq) AS seq FROM event) AS last ORDER BY i;
        INSERT INTO answer SELECT 2 + i, NULL, question_id, 2 + i, json_set(value, '$.value', 100 + i), state, decision,
            json_set(standing, '$.id', 2 + i, '$.claimId', 2 + i, '$.standing.value.value', 100 + i), says || i, source_id, revision, created_at, updated_at, created_by
          FROM more JOIN answer ON answer.id = 2;
        INSERT INTO answer_conflict SELECT 2 + i, 1, 1, 1 + i, type FROM more JOIN answer_conflict ON answer_conflict.answer_id = 2;
        """;

    private App app = null!;

    public static TheoryData<string> Paths =>
    [
        "/v1/claims/1", "/v1/claims/1?expand=links,answers,history", "/v1/claims", "/v1/claims/1/links", "/v1/claims/1/links?state=suggested", "/v1/claims/1/graph", "/v1/claims/1/graph?depth=3&suggested=true",
        "/v1/claims/1/timeline", "/v1/claims/1/history", "/v1/links", "/v1/links?state=suggested", "/v1/contradictions", "/v1/contradictions?crossArticle=true", "/v1/answers?questionId=1&state=suggested",
        "/v1/disputes", "/v1/disputes/1", "/v1/disputes/1/graph", "/claims/1", "/disputes", "/disputes/1", "/contradictions",
    ];

    public async ValueTask InitializeAsync()
    {
        app = await App.Start();
        app.Database.Deadline = Patience;
        using var client = await app.Client(Role.Reviewer);
        await Given.Article(client);
        await client.Post("/v1/questions", new { text = "How many?", answerType = "quantity", asks = "fact", unit = "person" }).Json(201);
        foreach (var value in new[] { 16, 18 })
        {
            await client.Post("/v1/claims", Draft.Said($"It was {value}.", $"Speaker {value}", new { quantity = new { qualifier = "exact", value, unit = "person", of = "people", raw = $"{value}" }, answers = new[] { new { questionId = 1 } } })).Json(201);
        }

        using var outside = Sqlite.Open(app.DatabasePath);
        outside.Run(Plant.Replace("@crowd", $"{Crowd}", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Whatever_shows_a_crowd_is_ready_before_the_deadline()
    {
        using var client = await app.Client(Role.Reviewer);
        Assert.Equal(Crowd + 2, (long)(await client.Read("/v1/disputes/1"))["answerCount"]!);
        foreach (var path in Paths.Select(row => row.Data))
        {
            using var answer = await client.Get(path);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
