using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Search;

/// <summary>A topic.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Claims">How many active claims are on it.</param>
public sealed record Topic(
    [property: System.Text.Json.Serialization.JsonPropertyName("topic")] string Name,
    long Claims);

/// <summary>Which topics to list.</summary>
public sealed record ListTopics : PageQuery, IQuery<Slice<Topic>>
{
    /// <summary>Only topics that begin so, whatever the spelling: `dagl` finds Dağlıq.</summary>
    [Line(Limits.Topic)]
    public string? Prefix { get; init; }
}

internal static class ListTopicsEndpoint
{
    /// <summary>List topics</summary>
    /// <remarks>The topics that active claims are on, commonest first.</remarks>
    public static async Task<ListAnswer<Topic>> Get(Query<ListTopics> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(query.Value, cancellation));
}

internal sealed class ListTopicsHandler(Database database) : QueryHandler<ListTopics, Slice<Topic>>(database)
{
    private const string Page = """
        SELECT id, topic, claims
        FROM topic_use
        WHERE claims > 0
          AND (claims, id) < (@claims, @id)
          AND (@prefix IS NULL OR substr(folded, 1, length(@prefix)) = @prefix)
        ORDER BY claims DESC, id DESC
        LIMIT @limit + 1
        """;

    protected override Slice<Topic> Handle(ListTopics query, Sql sql)
    {
        // The cursor holds both what the order is by.
        var after = query.Cursor ?? long.MaxValue;
        var rows = sql.Query<Row>(Page, new
        {
            claims = after >> 32,
            id = after & uint.MaxValue,
            prefix = query.Prefix is { } prefix ? Folding.Fold(prefix) : null,
            limit = query.Limit,
        });
        return Slice<Row>.Of(rows, query.Limit, row => (row.Claims << 32) | row.Id).With<Topic>([.. rows.Take((int)query.Limit).Select(row => new Topic(row.Topic, row.Claims))]);
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public string Topic { get; init; } = "";

        public long Claims { get; init; }
    }
}
