using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Claims;

/// <summary>The answers that are kept ready: each against the claim it answers with.</summary>
internal sealed class ClaimBodiesCheck : ICheck
{
    private const int Portion = 500;
    private const string Next = "SELECT claim_id FROM claim_body WHERE claim_id > @place AND build = @Build AND body IS NOT NULL ORDER BY claim_id LIMIT @Portion";
    private const string Last = "SELECT coalesce(max(claim_id), 0) FROM claim_body";

    private long place;
    private long? last;

    public string Name => "ready answers";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        last ??= sql.First<long>(Last);
        var ids = sql.Query<long>(Next, new { place, ClaimBodies.Build, Portion });
        foreach (var id in ids)
        {
            if (!IsExact(sql, id))
            {
                found(Finding.Of("claim", id, "the answer kept ready is not what it says now."));
            }
        }

        place = ids.Count == 0 ? last.Value : ids[^1];
        Progress = last == 0 ? 1 : Math.Min(1, (double)place / last.Value);
        return ids.Count == Portion;
    }

    private static bool IsExact(Sql sql, long id)
    {
        try
        {
            var made = Answers.Render(Claim.Get(sql, id));
            return ClaimBodies.Ready(sql, id) is { } kept && kept.ETag == made.ETag && kept.Body.AsSpan().SequenceEqual(made.Body);
        }
        catch (Exception e) when (BadContent.Made(e))
        {
            return false;
        }
    }
}
