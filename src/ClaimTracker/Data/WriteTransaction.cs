namespace ClaimTracker.Data;

/// <summary>What a command works with: the only connection that writes, the time of the change, and who makes it.</summary>
internal sealed class WriteTransaction(Sql sql, EventChain events, DateTimeOffset now, Caller caller)
{
    public Sql Sql => sql;

    /// <summary>Taken once, so that all rows of one change agree.</summary>
    public DateTimeOffset Now => now;

    public Actor Actor => caller.Actor;

    public string Origin => caller.Origin;

    /// <summary>Claimants that this command added: its answer says so.</summary>
    public HashSet<long> AddedClaimants { get; } = [];

    /// <summary>What reads otherwise by this command.</summary>
    public Changes Changes { get; } = new();

    /// <summary>Tells what happened: one event per changed entity, with its full content after the change.</summary>
    /// <param name="action">What happened: "claim.amended".</param>
    /// <param name="entity">What it happened to.</param>
    /// <param name="id">Its id.</param>
    /// <param name="revision">Its revision after the change.</param>
    /// <param name="content">Its content after the change.</param>
    /// <param name="reason">Why.</param>
    /// <param name="claims">The claims that show it.</param>
    public void Raise(string action, string entity, long id, long revision, object content, string? reason = null, params ReadOnlySpan<long> claims)
    {
        events.Append(now, caller.Actor, action, entity, id, revision, reason, Json.Write(content));
        foreach (var claim in claims)
        {
            Changes.Claims.Add(claim);
        }

        switch (entity)
        {
            case "claim":
                Changes.Claims.Add(id);
                break;
            case "claimant":
                Changes.Claimants.Add(id);
                break;
            case "article":
                Changes.Articles.Add(id);
                break;
        }
    }
}
