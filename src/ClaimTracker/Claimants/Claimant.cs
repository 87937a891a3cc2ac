using System.Text.Json.Serialization;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claimants;

/// <summary>Whoever can say, relay, write or publish.</summary>
/// <param name="Id">The claimant's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Name">The name, as readers know it.</param>
/// <param name="Type">What kind of speaker.</param>
/// <param name="Aliases">Other spellings, transliterations, former names, acronyms. A claimant is found by each of them.</param>
/// <param name="SameAs">Addresses that identify the claimant: Wikidata, Wikipedia, an official site.</param>
/// <param name="Article">For anonymous, collective and unknown claimants: the one article that knows them.</param>
/// <param name="State">Whether it stands.</param>
/// <param name="MergedInto">The claimant it was merged into. All that was said, relayed, written or published by it is shown as that one's.</param>
/// <param name="Absorbed">The claimants that were merged into this one. It is found by their names and aliases too.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Claimant(
    long Id,
    string? Ref,
    string Name,
    ClaimantType Type,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> SameAs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ArticleReference? Article,
    State State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ClaimantReference? MergedInto,
    IReadOnlyList<AbsorbedClaimant> Absorbed,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IResource
{
    internal const string Select = $"""
        SELECT claimant.id, claimant.ref, claimant.name, claimant.type,
          (SELECT json_group_array(name) FROM (SELECT name FROM claimant_alias WHERE claimant_id = claimant.id ORDER BY position)) AS aliases,
          claimant.same_as, claimant.article_id, article.ref AS article_ref, {ArticleReference.LabelSql} AS article_label,
          (SELECT json_object('id', kept.id, 'ref', kept.ref, 'name', kept.name, 'type', kept.type) FROM claimant AS kept WHERE kept.id = claimant.merged_into) AS merged_into,
          (SELECT json_group_array(json_object('id', other.id, 'ref', other.ref, 'name', other.name, 'aliases',
              (SELECT json_group_array(name) FROM (SELECT name FROM claimant_alias WHERE claimant_id = other.id ORDER BY position))))
             FROM (SELECT * FROM claimant AS member WHERE member.stands_for = claimant.id AND member.id <> claimant.id ORDER BY member.id) AS other) AS absorbed,
          claimant.state, claimant.revision, claimant.created_at, claimant.updated_at
        FROM claimant
        LEFT JOIN article ON article.id = claimant.article_id
        LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
        """;

    private const string InsertAlias = "INSERT INTO claimant_alias (claimant_id, position, name, folded) VALUES (@id, @position, @name, @folded)";

    string IResource.Href => $"/v1/claimants/{Id}";

    internal static Claimant? Find(Sql sql, long id) => sql.First<Row>($"{Select} WHERE claimant.id = @id", new { id })?.ToClaimant();

    internal static Claimant Get(Sql sql, long id) => Find(sql, id) ?? throw ProblemException.NotFound("claimant", id);

    internal static void SetAliases(Sql sql, long id, IReadOnlyList<string> aliases)
    {
        sql.Execute("DELETE FROM claimant_alias WHERE claimant_id = @id", new { id });
        for (var position = 0; position < aliases.Count; position++)
        {
            sql.Execute(InsertAlias, new { id, position, name = aliases[position], folded = Folding.Fold(aliases[position]) });
        }
    }

    /// <summary>What can be amended, as it is now.</summary>
    internal ClaimantContent Content() => new(Name, Type, Aliases, SameAs, Ref);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => MergedInto is null
        ? new { Ref, Name, Type, Aliases, SameAs, Article = Article?.Id, State }
        : new { Ref, Name, Type, Aliases, SameAs, Article = Article?.Id, State, MergedInto = MergedInto.Id };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Name, Ref);

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public string Aliases { get; init; } = "";

        public string SameAs { get; init; } = "";

        public long? ArticleId { get; init; }

        public string? ArticleRef { get; init; }

        public string? ArticleLabel { get; init; }

        public string? MergedInto { get; init; }

        public string Absorbed { get; init; } = "";

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public Claimant ToClaimant() => new(
            Id, Ref, Name, Names.Parse<ClaimantType>(Type), Json.Read<string[]>(Aliases), Json.Read<string[]>(SameAs),
            ArticleId is { } article ? new ArticleReference(article, ArticleRef, ArticleLabel!) : null,
            Names.Parse<State>(State), Json.ReadOrNull<ClaimantReference>(MergedInto), Json.Read<AbsorbedClaimant[]>(Absorbed), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt));
    }
}
