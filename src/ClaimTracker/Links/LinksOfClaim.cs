using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Links;

/// <summary>The links that are shown with a claim.</summary>
internal sealed class LinksOfClaim : IExpandClaims
{
    private const string Newest = $"""
        {Link.Select}
        WHERE link.id IN (SELECT id FROM link WHERE from_id = @claimId UNION ALL SELECT id FROM link WHERE to_id = @claimId)
        ORDER BY link.id DESC
        LIMIT @max + 1
        """;

    public ClaimPart Part => ClaimPart.Links;

    public IReadOnlyList<object> Read(Sql sql, long claimId, Actor reader) =>
        [.. sql.Query<Link.Row>(Newest, new { claimId, max = Expansion.Max }).Select(row => row.ToLink())];
}
