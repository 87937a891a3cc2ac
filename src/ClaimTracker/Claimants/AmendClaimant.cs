using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Claimants;

internal sealed record AmendClaimant(long Id, MergePatch<ClaimantContent> Patch, IfMatch IfMatch) : ICommand<Claimant>;

internal static class AmendClaimantEndpoint
{
    /// <summary>Amend a claimant</summary>
    /// <remarks>Merge patch: members that are given replace, null removes, what is not named stays. Aliases are replaced as a whole list.</remarks>
    /// <param name="id">The claimant's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<Claimant>> Patch(long id, MergePatch<ClaimantContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendClaimant(id, patch, ifMatch), cancellation));
}

internal sealed class AmendClaimantHandler(Database database, Caller caller) : CommandHandler<AmendClaimant, Claimant>(database, caller)
{
    private const string Update = """
        UPDATE claimant
        SET ref = @Ref, name = @Name, folded = @folded, type = @Type, same_as = @sameAs, revision = revision + 1, updated_at = @now
        WHERE id = @Id
        """;

    protected override Claimant Handle(AmendClaimant command, WriteTransaction tx)
    {
        var current = Claimant.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Standing.RequireActive(current.State, current.MergedInto?.AsExisting());
        var content = command.Patch.Apply(current.Content());
        if (Json.Write(content with { Aliases = content.Aliases ?? [], SameAs = content.SameAs ?? [] }) == Json.Write(current.Content()))
        {
            return current;
        }

        if (content.Type.BelongsToArticle() != current.Type.BelongsToArticle())
        {
            throw ProblemException.Rule("#/type", "type_fixed", "A claimant that is known in one article alone cannot become a public one, nor the other way round: record another claimant.");
        }

        if (content.Ref is not null && content.Ref != current.Ref && tx.Sql.First<long?>("SELECT id FROM claimant WHERE ref = @Ref", new { content.Ref }) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is another claimant's.", Claimant.Get(tx.Sql, holder).AsExisting());
        }

        tx.Sql.Execute(Update, new
        {
            command.Id,
            content.Ref,
            content.Name,
            folded = Folding.Fold(content.Name),
            content.Type,
            sameAs = Json.Write(content.SameAs ?? []),
            now = tx.Now,
        });
        Claimant.SetAliases(tx.Sql, command.Id, content.Aliases ?? []);
        var amended = Claimant.Get(tx.Sql, command.Id);
        tx.Raise("claimant.amended", "claimant", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason);
        return amended;
    }
}
