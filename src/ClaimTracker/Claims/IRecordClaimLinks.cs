using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Claims;

/// <summary>Records the links that come with a claim, in its savepoint. Links stand on claims and implement it.</summary>
internal interface IRecordClaimLinks
{
    void Record(WriteTransaction tx, long claimId, IReadOnlyList<ClaimLink> links, string pointer, List<Fault> faults);

    /// <summary>Whether all of these links are on record.</summary>
    bool AreOnRecord(Sql sql, long claimId, IReadOnlyList<ClaimLink> links);
}
