using ClaimTracker.Claims;

namespace ClaimTracker.Questions;

/// <summary>What an answer is compared by: its value, and what of its claim matters beside it.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Kind">What sort of statement its claim is.</param>
/// <param name="ClaimantId">Who claims it, after merges.</param>
/// <param name="IsNamed">Whether the claimant is known beyond one article. Unnamed ones are never compared with themselves.</param>
/// <param name="IsHedged">Whether every appearance that stands is hedged.</param>
/// <param name="SaidFrom">The first day on which it can have been said.</param>
/// <param name="SaidTo">The last.</param>
/// <param name="PeriodFrom">The first day that the claim is about; null also where the question asks for a date.</param>
/// <param name="PeriodTo">The last.</param>
internal sealed record Standing(
    StatedValue Value,
    ClaimKind Kind,
    long ClaimantId,
    bool IsNamed,
    bool IsHedged,
    DateOnly? SaidFrom = null,
    DateOnly? SaidTo = null,
    DateOnly? PeriodFrom = null,
    DateOnly? PeriodTo = null);

/// <summary>An answer among its rivals.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="ClaimId">Its claim.</param>
/// <param name="Standing">What it is compared by.</param>
internal sealed record RivalAnswer(long Id, long ClaimId, Standing Standing);
