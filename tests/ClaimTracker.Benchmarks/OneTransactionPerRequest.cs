using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Text;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Benchmarks;

/// <summary>
/// What a service without a writer and readers of its own does: a pooled connection for each request, BEGIN IMMEDIATE, Dapper, COMMIT. It stands behind the
/// same middleware (the key is looked up) and reads and checks the body with the same reader; it asks for article, claimant and duplicate, writes the same
/// rows with the same durability, chains two events, and answers the claim. It does less than the service where that is simpler: it verifies no
/// quotations, follows no links, keeps no ETag, and builds its answer from what it was sent. A claim is read by the same SQL into the same body.
/// </summary>
internal sealed class OneTransactionPerRequest
{
    private readonly string connectionString;

    public OneTransactionPerRequest(string path) => connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, ForeignKeys = true }.ToString();

    public Task Get(HttpContext context)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        using var sql = new Sql(Open());
        return Answers.Write(context, Answers.Render(Claim.Get(sql, id)));
    }

    public async Task Post(HttpContext context)
    {
        var claim = (await Body<RecordClaim>.BindAsync(context)).Value;
        var answer = Record(claim);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private byte[] Record(RecordClaim command)
    {
        using var connection = Open();
        connection.Execute("PRAGMA synchronous = FULL");
        using var transaction = connection.BeginTransaction();
        var (articleId, claimantId, now) = (command.Appearance.ArticleId, command.ClaimantId, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var folded = Folding.Fold(command.Statement);
        var published = connection.QuerySingle<string>("SELECT published FROM article WHERE id = @articleId", new { articleId }, transaction);
        connection.QuerySingle<string>("SELECT state FROM claimant WHERE id = @claimantId", new { claimantId }, transaction);
        if (connection.QuerySingleOrDefault<long?>("SELECT id FROM claim WHERE claimant_id = @claimantId AND folded = @folded", new { claimantId, folded }, transaction) is not null)
        {
            throw new InvalidOperationException("Every request of the benchmark says something else.");
        }

        var id = connection.QuerySingle<long>(
            """
            INSERT INTO claim (claimant_id, statement, folded, kind, translations, period_certain, period_through, said_certain, status, state, revision, created_at, updated_at)
            VALUES (@claimantId, @Statement, @folded, 'fact', '{}', 0, 0, 1, 'unverified', 'active', 1, @now, @now)
            RETURNING id
            """,
            new { claimantId, command.Statement, folded, now },
            transaction);
        for (var position = 0; position < command.Topics!.Count; position++)
        {
            connection.Execute("INSERT INTO claim_topic (claim_id, position, topic) VALUES (@id, @position, @topic)", new { id, position, topic = command.Topics[position] }, transaction);
        }

        var appearanceId = connection.QuerySingle<long>(
            """
            INSERT INTO appearance (claim_id, article_id, mode, said, said_earliest, said_latest, said_certain, hedge, anchor, state, revision, created_at, updated_at)
            VALUES (@id, @articleId, 'own_voice', '{"offset":"P0D"}', @published ->> '$.edtf', @published ->> '$.edtf', 1, 'none', 'unquoted', 'active', 1, @now, @now)
            RETURNING id
            """,
            new { id, articleId, published, now },
            transaction);
        var answer = new { id, command.Statement, command.Topics, claimantId, appearance = new { id = appearanceId, articleId, mode = "own_voice" } };
        Raise(connection, transaction, "claim.recorded", "claim", id, answer, now);
        Raise(connection, transaction, "appearance.recorded", "appearance", appearanceId, answer, now);
        transaction.Commit();
        return Encoding.UTF8.GetBytes(Json.Write(answer));
    }

    private static void Raise(SqliteConnection connection, SqliteTransaction transaction, string action, string entity, long entityId, object what, long now)
    {
        var (seq, previous) = connection.QuerySingle<(long, byte[])>("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", transaction: transaction);
        var content = Json.Write(what);
        var contentHash = SHA256.HashData(Encoding.UTF8.GetBytes(content));
        connection.Execute(
            """
            INSERT INTO event (seq, at, actor, action, entity, entity_id, revision, content, content_hash, hash)
            VALUES (@seq, @now, 'Benchmark', @action, @entity, @entityId, 1, @content, @contentHash, @hash)
            """,
            new { seq = seq + 1, now, action, entity, entityId, content, contentHash, hash = SHA256.HashData([.. previous, .. contentHash]) },
            transaction);
    }
}
