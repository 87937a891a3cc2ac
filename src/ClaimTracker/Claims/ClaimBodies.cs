using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Claims;

/// <summary>
/// Answers with claims, kept ready, and exact. Whatever shows in the body of a claim changes with an event, whichever process writes it; so each
/// reader compares the newest event of its own snapshot with the newest one known here, and looks first what the events between have changed. An
/// answer counts only if nothing that it shows has changed since the event at which it was made.
///
/// Claims share a fixed number of places by their ids, so that memory is bounded and nothing has to be thrown out.
/// </summary>
internal sealed class ClaimBodies
{
    private const int Places = 16_384;
    private const int MaxKeptBytes = 4_096;

    /// <summary>After more events than this, which is an import, everything is made anew.</summary>
    private const int MaxFollowed = 1_000;

    private const string Newest = "SELECT coalesce(max(seq), 0) FROM event";

    private const string Later = """
        SELECT seq, action, entity, entity_id, content ->> '$.claim' AS claim, content ->> '$.from' AS from_claim, content ->> '$.to' AS to_claim
        FROM event
        WHERE seq > @known
        ORDER BY seq
        """;

    private readonly Lock following = new();
    private readonly Kept?[] kept = new Kept?[Places];

    /// <summary>The last event that changed a claim of this place.</summary>
    private readonly long[] changed = new long[Places];

    /// <summary>The last event that may show in any claim.</summary>
    private long allChanged;

    /// <summary>The newest event whose changes are noted; less than zero before the first read.</summary>
    private long known = -1;

    /// <summary>The answer with a claim as it is in this snapshot.</summary>
    public StoredAnswer Get(Sql sql, long id)
    {
        var newest = sql.First<long>(Newest);
        if (newest > Volatile.Read(ref known))
        {
            Follow(sql, newest);
        }

        var place = Place(id);
        if (Volatile.Read(ref kept[place]) is { } found && found.Id == id && found.At >= Volatile.Read(ref changed[place]) && found.At >= Volatile.Read(ref allChanged))
        {
            return found.Answer;
        }

        var answer = Answers.Render(Claim.Get(sql, id));
        if (answer.Body.Length <= MaxKeptBytes)
        {
            Volatile.Write(ref kept[place], new Kept(id, newest, answer));
        }

        return answer;
    }

    private static int Place(long id) => (int)(id % Places);

    /// <summary>Notes what the events up to the newest one have changed, before anyone takes an answer at it.</summary>
    private void Follow(Sql sql, long newest)
    {
        lock (following)
        {
            if (known < 0 || newest - known > MaxFollowed)
            {
                allChanged = newest;
            }
            else
            {
                foreach (var later in sql.Query<Event>(Later, new { known }))
                {
                    Note(later);
                }
            }

            Volatile.Write(ref known, Math.Max(known, newest));
        }
    }

    private void Note(Event later)
    {
        switch (later)
        {
            case { Entity: "key" } or { Action: "article.recorded" or "claimant.recorded" or "snapshot.captured" }:
                break;

            case { Action: "claim.recorded" or "claim.status_changed" }:
                changed[Place(later.EntityId)] = later.Seq;
                break;

            case { Entity: "appearance", Claim: { } claim }:
                changed[Place(claim)] = later.Seq;
                break;

            case { Entity: "link", FromClaim: { } from, ToClaim: { } to }:
                changed[Place(from)] = later.Seq;
                changed[Place(to)] = later.Seq;
                break;

            // Names of claimants, labels of articles and words of other claims may show anywhere.
            default:
                allChanged = later.Seq;
                break;
        }
    }

    private sealed record Kept(long Id, long At, StoredAnswer Answer);

    private sealed class Event
    {
        public long Seq { get; init; }

        public string Action { get; init; } = "";

        public string Entity { get; init; } = "";

        public long EntityId { get; init; }

        public long? Claim { get; init; }

        public long? FromClaim { get; init; }

        public long? ToClaim { get; init; }
    }
}
