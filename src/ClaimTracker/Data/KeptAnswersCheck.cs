namespace ClaimTracker.Data;

/// <summary>The answers kept for retries, each against its digest.</summary>
internal sealed class KeptAnswersCheck : ICheck
{
    private const int Portion = 500;

    private const string Next = $"""
        SELECT {KeptAnswer.Columns} FROM idempotency WHERE (principal_id, key) > (@PrincipalId, @Key) ORDER BY principal_id, key LIMIT @Portion
        """;

    private (long PrincipalId, string Key) after = (long.MinValue, "");

    public string Name => "answers kept for retries";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        var kept = sql.Query<KeptAnswer>(Next, new { after.PrincipalId, after.Key, Portion });
        foreach (var changed in kept.Where(k => !k.IsWhole))
        {
            found(new Finding(FormattableString.Invariant($"the answer kept for key {changed.PrincipalId}"), "it is not the one that was given."));
        }

        if (kept.Count == Portion)
        {
            after = (kept[^1].PrincipalId, kept[^1].Key);
            return true;
        }

        Progress = 1;
        return false;
    }
}
