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

    /// <summary>Tells what happened: one event per changed entity, with its full content after the change.</summary>
    public void Raise(string action, string entity, long id, long revision, object content, string? reason = null) =>
        events.Append(now, caller.Actor, action, entity, id, revision, reason, Json.Write(content));
}
