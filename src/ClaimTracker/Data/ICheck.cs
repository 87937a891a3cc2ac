namespace ClaimTracker.Data;

/// <summary>
/// One thing that is checked of a record, in portions: each is read in a snapshot of its own, so that a check beside a running service keeps no log from being
/// folded into the file. A check is made anew for each run.
/// </summary>
internal interface ICheck
{
    /// <summary>What is checked, for whoever watches: "full text".</summary>
    string Name { get; }

    /// <summary>How much of it is done, from 0 to 1.</summary>
    double Progress { get; }

    /// <summary>Checks the next portion.</summary>
    /// <param name="sql">A connection in a snapshot.</param>
    /// <param name="found">Takes whatever is wrong.</param>
    /// <returns>Whether more may follow.</returns>
    bool Step(Sql sql, Action<Finding> found);
}

/// <summary>Something that is wrong with a record.</summary>
/// <param name="What">Of what: "claim 12", "the file".</param>
/// <param name="Flaw">What is wrong with it, as the rest of a sentence.</param>
internal sealed record Finding(string What, string Flaw)
{
    public static Finding Of(string entity, long id, string flaw) => new(FormattableString.Invariant($"{entity} {id}"), flaw);

    /// <summary>A sentence on one line: what a damaged file holds must not reach a terminal as it is.</summary>
    public override string ToString() => string.Concat($"{What}: {Flaw}".Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
