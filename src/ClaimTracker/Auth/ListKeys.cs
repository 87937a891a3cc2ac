using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Auth;

/// <summary>Which keys to list.</summary>
public sealed record ListKeys : PageQuery, IQuery<Slice<ApiKey>>
{
    /// <summary>Only keys with this role.</summary>
    public Role? Role { get; init; }
}

internal static class ListKeysEndpoint
{
    /// <summary>List the keys</summary>
    /// <remarks>Newest first, without their secrets; revoked and expired ones too.</remarks>
    public static async Task<ListAnswer<ApiKey>> Get(Query<ListKeys> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListKeysHandler(Database database) : QueryHandler<ListKeys, Slice<ApiKey>>(database)
{
    private const string Page = $"""
        {ApiKey.Select}
        WHERE (@Role IS NULL OR role = @Role) AND (@Cursor IS NULL OR id < @Cursor)
        ORDER BY id DESC
        LIMIT @Limit + 1
        """;

    protected override Slice<ApiKey> Handle(ListKeys query, Sql sql) =>
        Slice<ApiKey>.Of([.. sql.Query<ApiKey.Row>(Page, query).Select(row => row.ToKey())], query.Limit, key => key.Id);
}
