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

    /// <summary>What reads otherwise by this command, with all that follows, once it is settled.</summary>
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
        var showing = entity == "link" ? unsettled.LinkedClaims : unsettled.Claims;
        foreach (var claim in claims)
        {
            showing.Add(claim);
        }

        switch (entity)
        {
            case "claim":
                Touch(id);
                if (action != "claim.status_changed")
                {
                    unsettled.ShownClaims.Add(id);
                }

                break;
            case "claimant":
                unsettled.Claimants.Add(id);
                break;
            case "article":
                unsettled.Articles.Add(id);
                break;
            case "link":
                unsettled.Links.Add(id);
                break;
        }
    }

    /// <summary>Notes that a claim reads otherwise now.</summary>
    public void Touch(long claim) => unsettled.Claims.Add(claim);

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
        var changes = unsettled;
        unsettled = new Changes();
        foreach (var consequence in consequences)
        {
            consequence.Follow(this, changes, reason);
        }

        Changes.Add(changes);
        Changes.Add(unsettled);
        unsettled.Clear();
        isSettling = false;
    }
}
