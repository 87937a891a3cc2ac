using ClaimTracker.Problems;

namespace ClaimTracker.Interchange;

/// <summary>What became of one row.</summary>
internal enum ImportOutcome
{
    /// <summary>It is on record now, and was not before.</summary>
    Added,

    /// <summary>It was on record with a part missing, which is there now.</summary>
    Filled,

    /// <summary>It was on record already.</summary>
    Known,

    /// <summary>It was refused.</summary>
    Refused,
}

/// <summary>The report of one row.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Kind">What it is: article, claimant, claim, link, evidence, review.</param>
/// <param name="Name">What a person knows it by.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Problem">The kind of refusal.</param>
/// <param name="Detail">Why it was refused.</param>
/// <param name="Faults">All that is wrong with it.</param>
internal sealed record ImportRow(string File, int Line, string Kind, string Name, ImportOutcome Outcome, string? Problem = null, string? Detail = null, IReadOnlyList<Fault>? Faults = null);
