namespace ClaimTracker.Data;

/// <summary>What a key may do. Each role includes those before it.</summary>
public enum Role
{
    /// <summary>Reads what is published.</summary>
    Reader,

    /// <summary>Records articles and their texts, claimants, claims, appearances, evidence, questions, draft reviews, and suggested links and answers.</summary>
    Contributor,

    /// <summary>Confirms and rejects links and answers, resolves links, approves reviews, clears contested claims, merges claimants and claims and takes merges back.</summary>
    Reviewer,

    /// <summary>Publishes, corrects, reopens reviews, settles and reopens disputes, keeps rating scales, withdraws and restores anything.</summary>
    Editor,

    /// <summary>Creates, rotates and revokes keys.</summary>
    Admin,
}

/// <summary>Who makes a change.</summary>
/// <param name="Id">The principal: what all keys of one holder share; null for the command line.</param>
/// <param name="Name">The name at this time.</param>
/// <param name="Role">What they may do.</param>
public sealed record Actor(long? Id, string Name, Role Role)
{
    /// <summary>Whoever has access to the file itself.</summary>
    public static readonly Actor CommandLine = new(null, "command line", Role.Admin);

    /// <summary>The service itself, where time alone changes something: an embargo ends.</summary>
    public static readonly Actor Service = new(null, "service", Role.Editor);

    /// <summary>Whoever asks without a key.</summary>
    public static readonly Actor Anonymous = new(null, "anonymous", Role.Reader);
}
