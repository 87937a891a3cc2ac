using System.Buffers.Binary;
using System.Diagnostics;
using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Claims;

/// <summary>
/// Answers with claims, kept ready beside them, and exact: whatever a group changes that a body shows, the body is dropped in the same transaction. So a
/// snapshot holds the body of the very claim it holds, or none, and then the answer is made from the claim.
///
/// Bodies are made by the writer when nothing waits. Claims behind the last body are new ones that have none yet.
/// </summary>
internal sealed class ClaimBodies : IDerived
{
    private const int AtATime = 10;
    private static readonly TimeSpan Portion = TimeSpan.FromMilliseconds(5);

    /// <summary>What this build of the program writes as a claim, another need not.</summary>
    public static readonly long Build = BinaryPrimitives.ReadInt64LittleEndian(typeof(ClaimBodies).Assembly.ManifestModule.ModuleVersionId.ToByteArray());

    private const string Kept = "SELECT etag, body FROM claim_body WHERE claim_id = @id AND build = @Build AND body IS NOT NULL";

    private const string DropShowing = """
        WITH changed (id) AS (SELECT value FROM json_each(@shown)),
          showing (id) AS (
            SELECT value FROM json_each(@claims)
            UNION SELECT link.to_id FROM changed JOIN link ON link.from_id = changed.id
            UNION SELECT link.from_id FROM changed JOIN link ON link.to_id = changed.id
            UNION SELECT claim.id FROM changed JOIN claim ON claim.merged_into = changed.id)
        UPDATE claim_body SET etag = NULL, body = NULL WHERE claim_id IN (SELECT id FROM showing)
        """;

    private const string DropOfClaimants = """
        WITH changed (id) AS (SELECT id FROM claimant WHERE stands_for IN (SELECT stands_for FROM json_each(@claimants) JOIN claimant ON claimant.id = json_each.value)),
          showing (id) AS (
            SELECT claim.id FROM changed JOIN claim ON claim.claimant_id = changed.id
            UNION SELECT appearance.claim_id FROM changed JOIN attribution ON attribution.claimant_id = changed.id JOIN appearance ON appearance.id = attribution.appearance_id)
        UPDATE claim_body SET etag = NULL, body = NULL WHERE claim_id IN (SELECT id FROM showing)
        """;

    private const string DropOfArticles = """
        UPDATE claim_body SET etag = NULL, body = NULL
        WHERE claim_id IN (SELECT claim_id FROM json_each(@articles) JOIN appearance ON appearance.article_id = json_each.value)
        """;

    private const string Missing = """
        SELECT * FROM (SELECT claim_id AS id FROM claim_body WHERE body IS NULL LIMIT @count)
        UNION ALL
        SELECT * FROM (SELECT id FROM claim WHERE id > coalesce((SELECT max(claim_id) FROM claim_body), 0) ORDER BY id LIMIT @count)
        """;

    private const string Keep = """
        INSERT INTO claim_body (claim_id, build, etag, body) VALUES (@id, @Build, @ETag, @Body)
        ON CONFLICT (claim_id) DO UPDATE SET build = excluded.build, etag = excluded.etag, body = excluded.body
        """;

    private readonly HashSet<long> unreadable = [];

    /// <summary>The answer with a claim, if there is one ready.</summary>
    public static StoredAnswer? Ready(Sql sql, long id) =>
        sql.First(Kept, new { id, Build }, row => new StoredAnswer(StatusCodes.Status200OK, null, row.Text(0), row.Bytes(1)));

    public bool Follow(Sql sql, Changes changes)
    {
        if (changes.Claims.Count > 0 || changes.LinkedClaims.Count > 0)
        {
            sql.Execute(DropShowing, new { claims = Json.Write(changes.Claims.Union(changes.LinkedClaims)), shown = Json.Write(changes.ShownClaims) });
        }

        if (changes.Claimants.Count > 0)
        {
            sql.Execute(DropOfClaimants, new { claimants = Json.Write(changes.Claimants) });
        }

        if (changes.Articles.Count > 0)
        {
            sql.Execute(DropOfArticles, new { articles = Json.Write(changes.Articles) });
        }

        return !changes.IsEmpty || IsLeftAfterMaking(sql);
    }

    /// <summary>Makes as many bodies as fit a portion. A claim whose columns cannot be read has none: whoever asks for it is told, and so is whoever runs a check.</summary>
    private bool IsLeftAfterMaking(Sql sql)
    {
        if (sql.First<long?>("SELECT build FROM claim_body LIMIT 1") is { } build && build != Build)
        {
            sql.Execute("DELETE FROM claim_body");
        }

        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Portion)
        {
            var missing = sql.Query<long>(Missing, new { count = AtATime }).FindAll(id => !unreadable.Contains(id));
            if (missing.Count == 0)
            {
                return false;
            }

            foreach (var id in missing)
            {
                Make(sql, id);
            }
        }

        return true;
    }

    private void Make(Sql sql, long id)
    {
        try
        {
            var (_, _, etag, body) = Answers.Render(Claim.Get(sql, id));
            sql.Execute(Keep, new { id, Build, ETag = etag, Body = body });
        }
        catch (Exception e) when (BadContent.Made(e))
        {
            unreadable.Add(id);
        }
    }
}
