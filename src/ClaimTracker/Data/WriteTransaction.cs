namespace ClaimTracker.Data;

/// <summary>What a command works with: the only connection that writes, the time of the change, and who makes it.</summary>
internal sealed class WriteTransaction(Sql sql, EventChain events, DateTimeOffset now, Caller caller, IReadOnlyList<IConsequence> consequences)
{
    private Changes unsettled = new();
    private bool isSettling;
    private string? reason;

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
        this.reason ??= reason;
        foreach (var claim in claims)
        {
            Touch(claim);
        }

        switch (entity)
        {
            case "claim":
                Touch(id);
                if (action != "claim.status_changed")
                {
                    Changes.ShownClaims.Add(id);
                }

                break;
            case "claimant":
                Changes.Claimants.Add(id);
                unsettled.Claimants.Add(id);
                break;
            case "article":
                Changes.Articles.Add(id);
                break;
            case "link":
                Changes.Links.Add(id);
                unsettled.Links.Add(id);
                break;
        }
    }

    /// <summary>Notes that a claim reads otherwise now.</summary>
    public void Touch(long claim)
    {
        Changes.Claims.Add(claim);
        unsettled.Claims.Add(claim);
    }

    /// <summary>
    /// Draws what follows from the changes so far, such as the links between rival answers. It is done at the end of every command; a command whose answer
    /// shows what follows does it before it reads that.
    /// </summary>
    public void Settle()
    {
        if (isSettling || unsettled.IsEmpty)
        {
            return;
        }

        isSettling = true;
        var settled = unsettled;
        foreach (var consequence in consequences)
        {
            consequence.Follow(this, settled, reason);
        }

        unsettled = new Changes();
        isSettling = false;
    }
}
