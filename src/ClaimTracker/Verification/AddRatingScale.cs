using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Verification;

internal sealed record AddRatingScale(RatingScaleContent Content) : ICommand<Recorded<RatingScale>>;

internal static class AddRatingScaleEndpoint
{
    /// <summary>Add a rating scale</summary>
    /// <remarks>Each step says which verdict it stands for: a review with another verdict cannot be rated with it. The same ref with the same content answers 200.</remarks>
    /// <param name="scale">The scale.</param>
    public static async Task<RecordedAnswer<RatingScale>> Post(Body<RatingScaleContent> scale, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new AddRatingScale(scale.Value), cancellation));
}

internal sealed class AddRatingScaleHandler(Database database, Caller caller) : CommandHandler<AddRatingScale, Recorded<RatingScale>>(database, caller)
{
    private const string Insert = """
        INSERT INTO rating_scale (ref, name, steps, state, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @Name, @steps, 'active', 1, @now, @now, @actor)
        RETURNING id
        """;

    protected override Recorded<RatingScale> Handle(AddRatingScale command, WriteTransaction tx)
    {
        var content = command.Content;
        if (RatingScale.HolderOf(tx.Sql, content.Ref) is { } holder)
        {
            return Json.Write(holder.Content()) == Json.Write(content)
                ? new Recorded<RatingScale>(holder, IsNew: false)
                : throw new ProblemException(ProblemKind.Differs, $"The ref {content.Ref} is on record with other content.") { Existing = holder.AsExisting() };
        }

        var id = tx.Sql.First<long>(Insert, new { content.Ref, content.Name, steps = Json.Write(content.Steps), now = tx.Now, actor = tx.Actor.Id });
        var added = RatingScale.Get(tx.Sql, id);
        tx.Raise("rating_scale.recorded", "rating_scale", id, added.Revision, added.Whole());
        return new Recorded<RatingScale>(added, IsNew: true);
    }
}
