using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Claimants;

/// <summary>Which claimants to list.</summary>
public sealed record ListClaimants : PageQuery, IQuery<Slice<Claimant>>, IHeavyQuery
{
    /// <summary>Only those with this name or alias, in any spelling that folds to the same: cavusoglu finds Çavuşoğlu.</summary>
    [Line(Limits.Name)]
    public string? Name { get; init; }

    /// <summary>Only this type.</summary>
    public ClaimantType? Type { get; init; }

    /// <summary>Only those whose claims this article reports, or who are known in it alone.</summary>
    public long? ArticleId { get; init; }

    /// <summary>The one with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>Those in this state.</summary>
    public State State { get; init; } = State.Active;

    /// <summary>Names and its own key are found by an index.</summary>
    bool IHeavyQuery.IsHeavy => Name is null && Ref is null && IsFiltered;
}

internal static class ListClaimantsEndpoint
{
    /// <summary>List claimants</summary>
    /// <remarks>Newest first. `name` finds spellings: `cavusoglu` finds Çavuşoğlu; the name of a merged claimant finds the one it was merged into.</remarks>
    public static async Task<ListAnswer<Claimant>> Get(Query<ListClaimants> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListClaimantsHandler(Database database) : QueryHandler<ListClaimants, Slice<Claimant>>(database)
{
    private const string Named = """
         AND claimant.id IN
           (WITH named (id) AS (SELECT id FROM claimant WHERE folded = @folded UNION SELECT claimant_id FROM claimant_alias WHERE folded = @folded)
            SELECT id FROM named UNION SELECT stands_for FROM named JOIN claimant USING (id))
        """;

    private const string InArticle = """
         AND (claimant.article_id = @ArticleId OR claimant.id IN
           (SELECT recorded.stands_for FROM appearance JOIN claim ON claim.id = appearance.claim_id JOIN claimant AS recorded ON recorded.id = claim.claimant_id
              WHERE appearance.article_id = @ArticleId AND appearance.state = 'active' AND claim.state = 'active'))
        """;

    protected override Slice<Claimant> Handle(ListClaimants query, Sql sql)
    {
        var page = $"""
            {Claimant.Select}
            WHERE claimant.state = @State
            {(query.Name is null ? "" : Named)}
            {(query.Type is null ? "" : " AND claimant.type = @Type")}
            {(query.ArticleId is null ? "" : InArticle)}
            {(query.Ref is null ? "" : " AND claimant.ref = @Ref")}
            {(query.Cursor is null ? "" : " AND claimant.id < @Cursor")}
            ORDER BY claimant.id DESC
            LIMIT @Limit + 1
            """;
        var rows = sql.Query<Claimant.Row>(page, new
        {
            query.State,
            folded = query.Name is null ? null : Folding.Fold(query.Name),
            query.Type,
            query.ArticleId,
            query.Ref,
            query.Cursor,
            query.Limit,
        });
        return Slice<Claimant>.Of([.. rows.Select(row => row.ToClaimant())], query.Limit, claimant => claimant.Id);
    }
}
