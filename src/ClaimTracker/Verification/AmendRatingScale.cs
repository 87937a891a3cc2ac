using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record AmendRatingScale(long Id, MergePatch<RatingScaleContent> Patch, IfMatch IfMatch) : ICommand<RatingScale>;

internal static class AmendRatingScaleEndpoint
{
    /// <summary>Amend a rating scale</summary>
    /// <remarks>Merge patch. Reviews keep the rating that they were given: it is a copy.</remarks>
    /// <param name="id">The scale's id.</param>
    /// <param name="patch">What changes, and the reason.</param>
    public static async Task<Answer<RatingScale>> Patch(long id, MergePatch<RatingScaleContent> patch, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new AmendRatingScale(id, patch, ifMatch), cancellation));
}

internal sealed class AmendRatingScaleHandler(Database database, Caller caller) : CommandHandler<AmendRatingScale, RatingScale>(database, caller)
{
    private const string Update = "UPDATE rating_scale SET ref = @Ref, name = @Name, steps = @steps, revision = revision + 1, updated_at = @now WHERE id = @Id";

    protected override RatingScale Handle(AmendRatingScale command, WriteTransaction tx)
    {
        var current = RatingScale.Get(tx.Sql, command.Id);
        command.IfMatch.Require(current);
        Standing.RequireActive(current.State);
        var content = command.Patch.Apply(current.Content());
        if (Json.Write(content) == Json.Write(current.Content()))
        {
            return current;
        }

        if (content.Ref != current.Ref && RatingScale.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            throw ProblemException.Duplicate($"The ref {content.Ref} is another scale's.", holder.AsExisting());
        }

        tx.Sql.Execute(Update, new { command.Id, content.Ref, content.Name, steps = Json.Write(content.Steps), now = tx.Now });
        var amended = RatingScale.Get(tx.Sql, command.Id);
        tx.Raise("rating_scale.amended", "rating_scale", command.Id, amended.Revision, amended.Whole(), command.Patch.Reason);
        return amended;
    }
}
