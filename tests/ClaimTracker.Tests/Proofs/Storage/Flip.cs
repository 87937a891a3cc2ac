namespace ClaimTracker.Tests.Proofs;

/// <summary>One bit of a file that is changed.</summary>
/// <param name="Owner">The table or index whose page it is in.</param>
/// <param name="Place">The byte's place in the file.</param>
/// <param name="Bit">Which of its bits.</param>
internal sealed record Flip(string Owner, long Place, int Bit);

/// <summary>What became of it.</summary>
internal enum Fate
{
    /// <summary>Nothing that the record holds is another than before.</summary>
    Harmless,

    /// <summary>Changed is what no answer gives.</summary>
    Unshown,

    /// <summary>The file is refused when it is opened.</summary>
    Refused,

    /// <summary>A check finds it.</summary>
    Found,

    /// <summary>No check finds it, and it cannot be read: whoever reads it is told so.</summary>
    Unreadable,

    /// <summary>Something else than before is served, and nothing has found it.</summary>
    Missed,
}

/// <summary>A flip with its fate.</summary>
/// <param name="Flip">The flip.</param>
/// <param name="Fate">Its fate.</param>
/// <param name="By">The check that found it, or the columns that changed.</param>
internal sealed record Judged(Flip Flip, Fate Fate, string By);
