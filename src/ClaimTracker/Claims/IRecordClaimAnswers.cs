using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Claims;

/// <summary>Records the answers that come with a claim, in its savepoint. Answers stand on claims and implement it.</summary>
internal interface IRecordClaimAnswers
{
    void Record(WriteTransaction tx, long claimId, IReadOnlyList<ClaimAnswer> answers, string pointer, List<Fault> faults);

    /// <summary>Whether all of these answers are on record.</summary>
    bool AreOnRecord(Sql sql, long claimId, IReadOnlyList<ClaimAnswer> answers);
}
