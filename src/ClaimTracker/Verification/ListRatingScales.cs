using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>Which rating scales to list.</summary>
public sealed record ListRatingScales : PageQuery, IQuery<Slice<RatingScale>>
{
    /// <summary>Scales in this state.</summary>
    public State State { get; init; } = State.Active;

    /// <summary>The scale with this key.</summary>
    [Ref]
    public string? Ref { get; init; }
}

internal static class ListRatingScalesEndpoint
{
    /// <summary>List rating scales</summary>
    /// <remarks>Newest first. One is there from the start: `default`, from false to true in five steps.</remarks>
    public static async Task<ListAnswer<RatingScale>> Get(Query<ListRatingScales> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListRatingScalesHandler(Database database) : QueryHandler<ListRatingScales, Slice<RatingScale>>(database)
{
    private const string Page = $"""
        {RatingScale.Select}
        WHERE state = @State AND (@Ref IS NULL OR ref = @Ref) AND (@Cursor IS NULL OR id < @Cursor)
        ORDER BY id DESC
        LIMIT @Limit + 1
        """;

    protected override Slice<RatingScale> Handle(ListRatingScales query, Sql sql) =>
        Slice<RatingScale>.Of([.. sql.Query<RatingScale.Row>(Page, new { query.State, query.Ref, query.Cursor, query.Limit }).Select(row => row.ToScale())], query.Limit, scale => scale.Id);
}
