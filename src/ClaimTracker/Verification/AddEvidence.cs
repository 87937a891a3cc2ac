using ClaimTracker.Auth;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>Evidence to add to a claim, which is named by id or, in an import, by ref.</summary>
internal sealed record AddEvidence(long? ClaimId, string? ClaimRef, EvidenceContent Content) : ICommand<Recorded<Evidence>>;

internal static class AddEvidenceEndpoint
{
    /// <summary>Add evidence</summary>
    /// <remarks>
    /// What speaks for or against the claim: passages of an article on record (`source`), checked like every quotation; a document elsewhere (`citation`); or a
    /// `search` that found nothing. It changes the status of no claim: a review does. The same evidence again answers 200 and changes nothing.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    /// <param name="evidence">The evidence.</param>
    public static async Task<RecordedAnswer<Evidence>> Post(long id, Body<EvidenceContent> evidence, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new AddEvidence(id, null, evidence.Value), cancellation));
}

internal sealed class AddEvidenceHandler(Database database, Caller caller, Quotations quotations) : CommandHandler<AddEvidence, Recorded<Evidence>>(database, caller)
{
    private const string OfClaim = $"{Evidence.Select} WHERE evidence.claim_id = @claimId ORDER BY evidence.id";

    protected override Recorded<Evidence> Handle(AddEvidence command, WriteTransaction tx)
    {
        var faults = new List<Fault>();
        var claimId = ClaimOf(command, tx.Sql, faults);
        var content = command.Content;
        var holder = content.Ref is null ? null : EvidenceRow.HolderOf(tx.Sql, content.Ref);
        var evidence = EvidenceRow.Prepare(tx, quotations, content, holder, faults);
        if (claimId is null || faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (holder is not null)
        {
            return holder.Claim.Id == claimId && evidence.IsSameAs(holder)
                ? new Recorded<Evidence>(holder, IsNew: false)
                : throw new ProblemException(ProblemKind.Differs, $"The ref {content.Ref} is on record with other content.") { Existing = holder.AsExisting() };
        }

        if (tx.Sql.Query<Evidence.Row>(OfClaim, new { claimId }).Select(row => row.ToEvidence()).FirstOrDefault(evidence.IsSameAs) is { } same)
        {
            return new Recorded<Evidence>(same, IsNew: false);
        }

        var id = EvidenceRow.Insert(tx, claimId.Value, evidence);
        var added = Evidence.Get(tx.Sql, id);
        tx.Raise("evidence.recorded", "evidence", id, added.Revision, added.Whole(), null, claimId.Value);
        return new Recorded<Evidence>(added, IsNew: true);
    }

    private static long? ClaimOf(AddEvidence command, Sql sql, List<Fault> faults)
    {
        if (command.ClaimId is not { } id)
        {
            return Claim.Known(sql, null, command.ClaimRef, "#/claimRef", faults);
        }

        var claim = Claim.Get(sql, id);
        Standing.RequireActive(claim.State, claim.MergedInto?.AsExisting());
        return claim.Id;
    }
}
