using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Search;

/// <summary>A topic to rename.</summary>
/// <param name="From">The topic as it is.</param>
/// <param name="To">What it shall be. Where it is another topic already, the two become one.</param>
/// <param name="Reason">Why, in a sentence. It is kept with each claim's change.</param>
public sealed record RenameTopic(
    [property: Line(Limits.Topic)] string From,
    [property: Line(Limits.Topic)] string To,
    [property: Prose(Limits.Reason)] string Reason) : ICommand<RenamedTopic>, IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (From == To)
        {
            yield return Fault.At($"{pointer}/to", "unchanged", "The topic has this name already.");
        }
    }
}

/// <summary>What a renaming has done.</summary>
/// <param name="From">The topic as it was.</param>
/// <param name="To">The topic as it is now.</param>
/// <param name="Claims">How many claims were changed, withdrawn ones too.</param>
public sealed record RenamedTopic(string From, string To, long Claims) : IResource
{
    long IResource.Id => 0;

    long IResource.Revision => 1;

    string IResource.Href => "/v1/topics";
}

internal static class RenameTopicEndpoint
{
    /// <summary>Rename a topic</summary>
    /// <remarks>
    /// Every claim on it is amended and tells so; a claim that is on both topics keeps one. A topic of very many claims is renamed in portions, between which
    /// others write: if the service ends meanwhile, send the request again and it goes on.
    /// </remarks>
    /// <param name="topic">The topic, and its new name.</param>
    public static async Task<Answer<RenamedTopic>> Post(Body<RenameTopic> topic, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(topic.Value, cancellation));
}

internal sealed class RenameTopicHandler(Database database, Caller caller) : IRequestHandler<RenameTopic, RenamedTopic>
{
    private const int Portion = 100;

    private const string IsOnMore = "SELECT count(*) FROM (SELECT 1 FROM claim_topic WHERE topic = @From LIMIT @limit)";
    private const string Next = "SELECT claim_id FROM claim_topic WHERE topic = @From ORDER BY claim_id LIMIT @limit";
    private const string Drop = "DELETE FROM claim_topic WHERE claim_id = @id AND topic = @From AND EXISTS (SELECT 1 FROM claim_topic WHERE claim_id = @id AND topic = @To)";
    private const string Change = "UPDATE claim_topic SET topic = @To WHERE claim_id = @id AND topic = @From";
    private const string Count = "UPDATE claim SET revision = revision + 1, updated_at = @now WHERE id = @id";

    public async Task<RenamedTopic> Handle(RenameTopic command, CancellationToken cancellation)
    {
        // The portions before the last are changes of their own: the answer, which may be kept for a retry, belongs to the last.
        var portions = new Caller { Actor = caller.Actor, Origin = caller.Origin, Patience = caller.Patience };
        long changed = 0;
        while (await database.Read(sql => sql.First<long>(IsOnMore, new { command.From, limit = Portion + 1 }), cancellation) > Portion)
        {
            changed += await database.Write(portions, tx => Rename(tx, command), cancellation);
        }

        return await database.Write(
            caller,
            tx =>
            {
                for (var last = Rename(tx, command); last > 0; last = Rename(tx, command))
                {
                    changed += last;
                }

                return changed > 0
                    ? new RenamedTopic(command.From, command.To, changed)
                    : throw new ProblemException(ProblemKind.NotFound, $"No claim is on the topic {command.From}.");
            },
            cancellation);
    }

    private static int Rename(WriteTransaction tx, RenameTopic command)
    {
        var claims = tx.Sql.Query<long>(Next, new { command.From, limit = Portion });
        foreach (var id in claims)
        {
            tx.Sql.Execute(Drop, new { id, command.From, command.To });
            tx.Sql.Execute(Change, new { id, command.From, command.To });
            tx.Sql.Execute(Count, new { id, now = tx.Now });
            var claim = Claim.Get(tx.Sql, id);
            tx.Raise("claim.amended", "claim", id, claim.Revision, claim.Whole(), command.Reason);
        }

        return claims.Count;
    }
}
