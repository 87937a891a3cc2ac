namespace ClaimTracker.Data;

/// <summary>What the commands of one group have changed: what is derived from it is brought up to date before COMMIT.</summary>
internal sealed class Changes
{
    /// <summary>Claims that read otherwise now, themselves or by what hangs on them.</summary>
    public HashSet<long> Claims { get; } = [];

    /// <summary>Those of them that others, which are linked with them or merged into them, may show: by their words or by whether they stand.</summary>
    public HashSet<long> ShownClaims { get; } = [];

    /// <summary>Claims with a link that was made or changed: what stands against them reads otherwise, their words do not.</summary>
    public HashSet<long> LinkedClaims { get; } = [];

    /// <summary>Claimants that read otherwise now, and with them all that names them.</summary>
    public HashSet<long> Claimants { get; } = [];

    /// <summary>Articles that read otherwise now, and with them all that names them.</summary>
    public HashSet<long> Articles { get; } = [];

    /// <summary>Links that were made or decided.</summary>
    public HashSet<long> Links { get; } = [];

    public bool IsEmpty => Claims.Count == 0 && LinkedClaims.Count == 0 && Claimants.Count == 0 && Articles.Count == 0;

    /// <summary>Takes in what one command has changed, once it is certain that it stays.</summary>
    public void Add(Changes command)
    {
        Claims.UnionWith(command.Claims);
        ShownClaims.UnionWith(command.ShownClaims);
        LinkedClaims.UnionWith(command.LinkedClaims);
        Claimants.UnionWith(command.Claimants);
        Articles.UnionWith(command.Articles);
        Links.UnionWith(command.Links);
    }

    public void Clear()
    {
        Claims.Clear();
        ShownClaims.Clear();
        LinkedClaims.Clear();
        Claimants.Clear();
        Articles.Clear();
        Links.Clear();
    }
}

/// <summary>
/// What is derived from the record and kept beside it, such as full-text rows. It is written at the end of a group, in its transaction and outside of the
/// commands' savepoints: whoever reads the record in a snapshot reads what was derived from that very record.
/// </summary>
internal interface IDerived
{
    /// <summary>Follows the changes of a group.</summary>
    /// <returns>Whether something is left to do: then it is called again, with no changes, when no command waits.</returns>
    bool Follow(Sql sql, Changes changes);
}
