using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>Which reviews to list.</summary>
public sealed record ListReviews : PageQuery, IQuery<Slice<Review>>, IHeavyQuery
{
    /// <summary>Only reviews of this claim.</summary>
    public long? ClaimId { get; init; }

    /// <summary>The same by the claim's own key.</summary>
    [Ref]
    public string? ClaimRef { get; init; }

    /// <summary>Only reviews in this state; all, where it is not given.</summary>
    public ReviewState? State { get; init; }

    /// <summary>Only reviews with this verdict.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Only reviews in this language.</summary>
    [Language]
    public string? Language { get; init; }

    /// <summary>The review with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>The claim whose list it is: where there is none, that is not an empty list.</summary>
    internal long? OfClaim { get; init; }

    /// <summary>What hangs on one claim, and its own key, are found by an index.</summary>
    bool IHeavyQuery.IsHeavy => ClaimId is null && ClaimRef is null && Ref is null && IsFiltered;
}

internal static class ListReviewsEndpoint
{
    /// <summary>List reviews</summary>
    /// <remarks>Newest first. Contributors and above see drafts and what is under an embargo too. `state=submitted` lists what waits for a reviewer.</remarks>
    public static async Task<ListAnswer<Review>> Get(Query<ListReviews> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));

    /// <summary>List a claim's reviews</summary>
    /// <remarks>Newest first. Contributors and above see drafts and what is under an embargo too.</remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<Review>> OfClaim(long id, Query<ListReviews> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value with { ClaimId = id, OfClaim = id }, cancellation));
}

internal sealed class ListReviewsHandler(Database database, Caller caller) : QueryHandler<ListReviews, Slice<Review>>(database)
{
    private const string ByClaim = " AND review.id IN (SELECT review_id FROM review_claim WHERE claim_id = @claimId)";

    protected override Slice<Review> Handle(ListReviews query, Sql sql)
    {
        if (query.OfClaim is { } claim)
        {
            Claim.Get(sql, claim);
        }

        var page = $"""
            {Review.Select}
            WHERE {Review.IsSeen}
            {(query.ClaimId is null && query.ClaimRef is null ? "" : ByClaim)}
            {(query.State is null ? "" : " AND review.state = @State")}
            {(query.Verdict is null ? "" : " AND review.verdict = @Verdict")}
            {(query.Language is null ? "" : " AND review.language = @language")}
            {(query.Ref is null ? "" : " AND review.ref = @Ref")}
            {(query.Cursor is null ? "" : " AND review.id < @Cursor")}
            ORDER BY review.id DESC
            LIMIT @Limit + 1
            """;
        var claimId = query.ClaimId ?? (query.ClaimRef is null ? null : sql.First<long?>("SELECT id FROM claim WHERE ref = @ClaimRef", new { query.ClaimRef }));
        var rows = sql.Query<Review.Row>(page, new
        {
            claimId,
            query.State,
            query.Verdict,
            language = query.Language is { } language && LanguageTag.TryCanonicalize(language, out var tag) ? tag : null,
            query.Ref,
            query.Cursor,
            query.Limit,
            seesDrafts = Review.SeesDrafts(caller.Actor),
        });
        return Slice<Review>.Of([.. rows.Select(row => row.ToReview())], query.Limit, review => review.Id);
    }
}

/// <summary>The reviews that are shown with a claim.</summary>
internal sealed class ReviewsOfClaim : IExpandClaims
{
    private const string Newest = $"""
        {Review.Select}
        WHERE {Review.IsSeen} AND review.id IN (SELECT review_id FROM review_claim WHERE claim_id = @claimId)
        ORDER BY review.id DESC
        LIMIT @max + 1
        """;

    public ClaimPart Part => ClaimPart.Reviews;

    public IReadOnlyList<object> Read(Sql sql, long claimId, Actor reader) =>
        [.. sql.Query<Review.Row>(Newest, new { claimId, max = Expansion.Max, seesDrafts = Review.SeesDrafts(reader) }).Select(row => row.ToReview())];
}
