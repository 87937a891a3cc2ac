using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

/// <summary>A review whose parts are resolved: ready to be written, or to be compared with one on record.</summary>
internal sealed record PreparedReview(ReviewContent Content, IReadOnlyList<long> Claims, IReadOnlyList<long> Evidence, long? Author, Rating? Rating)
{
    /// <summary>Whether a review on record says the same.</summary>
    public bool IsSameAs(Review other) =>
        Plain(Content) == Plain(other.Content())
        && Claims.SequenceEqual(other.Claims.Select(c => c.Id))
        && Evidence.SequenceEqual(other.Evidence.Select(e => e.Id))
        && Author == other.Author?.Id
        && Rating == other.Rating;

    private static ReviewContent Plain(ReviewContent content) =>
        content with { ClaimIds = null, ClaimRefs = null, EvidenceIds = null, EvidenceRefs = null, Author = null, Rating = null };
}

/// <summary>Writes reviews, and tells the claims they are about.</summary>
internal static class ReviewRow
{
    private const string InsertRow = """
        INSERT INTO review (ref, verdict, rating, explanation, language, url, title, author_id, embargo_until, state, corrections, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @Verdict, @rating, @Explanation, @Language, @Url, @Title, @Author, @EmbargoUntil, 'draft', '[]', 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string UpdateRow = """
        UPDATE review
        SET ref = @Ref, verdict = @Verdict, rating = @rating, explanation = @Explanation, language = @Language, url = @Url, title = @Title, author_id = @Author,
          embargo_until = @EmbargoUntil, revision = revision + 1, updated_at = @now
        WHERE id = @id
        """;

    private const string Move = """
        UPDATE review
        SET state = @to, withdrawn_from = @from, published_at = @publishedAt, corrections = @corrections, revision = revision + 1, updated_at = @now
        WHERE id = @Id
        """;

    private const string InsertClaim = "INSERT INTO review_claim (review_id, home_id, claim_id) VALUES (@id, @claim, @claim)";
    private const string InsertEvidence = "INSERT INTO review_evidence (review_id, evidence_id) VALUES (@id, @piece)";
    private const string ClaimOfEvidence = "SELECT claim_id FROM evidence WHERE id = @piece";

    /// <summary>The review that has a ref.</summary>
    public static Review? HolderOf(Sql sql, string? ownKey) =>
        ownKey is not null && sql.First<long?>("SELECT id FROM review WHERE ref = @ownKey", new { ownKey }) is { } id ? Review.Get(sql, id) : null;

    /// <summary>Finds what the review names. What a patch leaves as it is, is not looked for again: it may have been withdrawn since.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="content">What the review says.</param>
    /// <param name="current">The review on record that it amends; null for a new one.</param>
    /// <param name="touches">Whether the request speaks of a member.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static PreparedReview Prepare(WriteTransaction tx, ReviewContent content, Review? current, Func<string, bool> touches, List<Fault> faults)
    {
        content = content with { Language = ArticleRow.CanonicalLanguage(content.Language) };
        var claims = current is not null && !touches("claimIds") && !touches("claimRefs")
            ? [.. current.Claims.Select(c => c.Id)]
            : All(tx.Sql, "claim", content.ClaimIds, "#/claimIds", content.ClaimRefs, "#/claimRefs", faults);
        var evidence = current is not null && !touches("evidenceIds") && !touches("evidenceRefs")
            ? [.. current.Evidence.Select(e => e.Id)]
            : All(tx.Sql, "evidence", content.EvidenceIds, "#/evidenceIds", content.EvidenceRefs, "#/evidenceRefs", faults);
        var author = content.Author is not { } party ? null : current is not null && !touches("author") ? current.Author?.Id : Parties.Resolve(tx, party, null, "#/author", faults);
        var rating = content.Rating is not { } given ? null : current is not null && !touches("rating") ? current.Rating : RatingOf(tx.Sql, given, faults);
        if (claims.Count == 0 && faults.Count == 0)
        {
            faults.Add(Fault.At("#/claimIds", "required", "A review is about one claim at least: name it in claimIds or claimRefs."));
        }

        foreach (var piece in faults.Count == 0 ? evidence : [])
        {
            if (!claims.Contains(tx.Sql.First<long>(ClaimOfEvidence, new { piece })))
            {
                faults.Add(Fault.At("#/evidenceIds", "other_claim", $"Evidence {piece} is of a claim that this review is not about."));
            }
        }

        return new PreparedReview(content, claims, evidence, author, rating);
    }

    public static long Insert(WriteTransaction tx, PreparedReview review)
    {
        var id = tx.Sql.First<long>(InsertRow, Columns(tx, null, review));
        WriteParts(tx, id, review);
        Tell(tx, "review.recorded", Review.Get(tx.Sql, id), null);
        return id;
    }

    public static Review Update(WriteTransaction tx, Review current, PreparedReview review, string reason)
    {
        tx.Sql.Execute(UpdateRow, Columns(tx, current.Id, review));
        tx.Sql.Execute("DELETE FROM review_claim WHERE review_id = @Id", new { current.Id });
        tx.Sql.Execute("DELETE FROM review_evidence WHERE review_id = @Id", new { current.Id });
        WriteParts(tx, current.Id, review);
        Tell(tx, "review.amended", Review.Get(tx.Sql, current.Id), reason, [.. current.Claims.Select(c => c.Id)]);
        return Review.Get(tx.Sql, current.Id);
    }

    /// <summary>Moves a review to another state, or changes what only actions change.</summary>
    public static Review Change(WriteTransaction tx, Review review, string action, ReviewState to, string? reason, DateTimeOffset? publishedAt = null, Correction? correction = null)
    {
        tx.Sql.Execute(Move, new
        {
            review.Id,
            to,
            from = to == ReviewState.Withdrawn ? review.State : (ReviewState?)null,
            publishedAt = review.PublishedAt ?? publishedAt,
            corrections = Json.Write(correction is null ? review.Corrections : [.. review.Corrections, correction]),
            now = tx.Now,
        });
        Tell(tx, action, Review.Get(tx.Sql, review.Id), reason);
        return Review.Get(tx.Sql, review.Id);
    }

    /// <summary>Raises the event and derives the status of the claims anew. Why something happened that not everybody sees is not told to everybody.</summary>
    private static void Tell(WriteTransaction tx, string action, Review review, string? reason, params long[] before)
    {
        long[] claims = [.. review.Claims.Select(c => c.Id).Union(before)];
        tx.Raise(action, "review", review.Id, review.Revision, review.Whole(), reason, claims);
        foreach (var claim in claims)
        {
            ClaimRow.RefreshStatus(tx, claim, review.IsPublic ? reason : null);
        }
    }

    private static List<long> All(Sql sql, string table, IReadOnlyList<long>? ids, string idsAt, IReadOnlyList<string>? refs, string refsAt, List<Fault> faults)
    {
        var named = (ids ?? []).Select((id, i) => Named.Find(sql, table, id, null, $"{idsAt}/{i}", faults))
            .Concat((refs ?? []).Select((key, i) => Named.Find(sql, table, null, key, $"{refsAt}/{i}", faults)));
        return [.. named.OfType<long>().Distinct().Order()];
    }

    private static Rating? RatingOf(Sql sql, GivenRating given, List<Fault> faults)
    {
        if (Named.Find(sql, "rating_scale", given.ScaleId, given.ScaleRef, given.ScaleId is null ? "#/rating/scaleRef" : "#/rating/scaleId", faults) is not { } id)
        {
            return null;
        }

        var scale = RatingScale.Get(sql, id);
        if (scale.Steps.FirstOrDefault(s => s.Value == given.Value) is { } step)
        {
            return new Rating(id, scale.Name, step.Value, step.Label, step.Verdict, scale.Steps[^1].Value, scale.Steps[0].Value);
        }

        faults.Add(Fault.At("#/rating/value", "unknown_step", $"{scale.Name} has no such step.") with { Allowed = [.. scale.Steps.Select(s => $"{s.Value}")] });
        return null;
    }

    private static object Columns(WriteTransaction tx, long? id, PreparedReview review) => new
    {
        id,
        review.Content.Ref,
        review.Content.Verdict,
        rating = Json.WriteOrNull(review.Rating),
        review.Content.Explanation,
        review.Content.Language,
        review.Content.Url,
        review.Content.Title,
        review.Author,
        review.Content.EmbargoUntil,
        now = tx.Now,
        actor = tx.Actor.Id,
    };

    private static void WriteParts(WriteTransaction tx, long id, PreparedReview review)
    {
        foreach (var claim in review.Claims)
        {
            tx.Sql.Execute(InsertClaim, new { id, claim });
        }

        foreach (var piece in review.Evidence)
        {
            tx.Sql.Execute(InsertEvidence, new { id, piece });
        }
    }
}
