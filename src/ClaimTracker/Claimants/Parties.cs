using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claimants;

/// <summary>Finds the claimants that requests name, and adds those that nobody has named before.</summary>
internal static class Parties
{
    private const string ByName = """
        SELECT claimant.id, claimant.ref, claimant.name, claimant.type, claimant.article_id
        FROM (SELECT id FROM claimant WHERE folded = @folded UNION SELECT claimant_id FROM claimant_alias WHERE folded = @folded) AS found
        JOIN claimant ON claimant.id = found.id
        WHERE claimant.state = 'active' AND (claimant.article_id IS NULL OR claimant.article_id = @articleId)
        ORDER BY claimant.id
        """;

    private const string Home = "SELECT article_id FROM claimant WHERE id = @found";

    private const string Insert = """
        INSERT INTO claimant (ref, name, folded, type, article_id, same_as, state, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @Name, @folded, @Type, @articleId, @sameAs, 'active', 1, @now, @now, @actor)
        RETURNING id
        """;

    /// <summary>Resolves a party.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="party">Whom the request names.</param>
    /// <param name="articleId">The article it is about: unnamed claimants are found only within theirs.</param>
    /// <param name="pointer">Where the party stands in the body.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>The claimant's id, or null where there is a fault.</returns>
    public static long? Resolve(WriteTransaction tx, Party party, long? articleId, string pointer, List<Fault> faults)
    {
        if (party.Name is not null)
        {
            return ResolveName(tx, party, articleId, pointer, faults);
        }

        var member = party.Id is not null ? "id" : "ref";
        return Known(tx.Sql, party.Id, party.Ref, articleId, $"{pointer}/{member}", faults);
    }

    /// <summary>The claimant with an id or a ref. An unnamed one is known only in its own article.</summary>
    public static long? Known(Sql sql, long? id, string? ownKey, long? articleId, string pointer, List<Fault> faults)
    {
        var found = Named.Find(sql, "claimant", id, ownKey, pointer, faults);
        if (found is null || sql.First<long?>(Home, new { found }) is not { } home || home == articleId)
        {
            return found;
        }

        faults.Add(Fault.At(pointer, "other_article", $"Claimant {found} is unnamed and belongs to article {home}."));
        return null;
    }

    /// <summary>Adds a claimant.</summary>
    public static long Add(WriteTransaction tx, ClaimantContent content, long? articleId)
    {
        var id = tx.Sql.First<long>(Insert, new
        {
            content.Ref,
            content.Name,
            folded = Folding.Fold(content.Name),
            content.Type,
            articleId,
            sameAs = Json.Write(content.SameAs ?? []),
            now = tx.Now,
            actor = tx.Actor.Id,
        });
        if (content.Aliases is { Count: > 0 } aliases)
        {
            Claimant.SetAliases(tx.Sql, id, aliases);
        }

        tx.AddedClaimants.Add(id);
        tx.Raise("claimant.recorded", "claimant", id, 1, Claimant.Get(tx.Sql, id).Whole());
        return id;
    }

    /// <summary>The unnamed author of an article.</summary>
    public static long UnknownAuthor(WriteTransaction tx, long articleId) =>
        ResolveName(tx, new Party("Unknown author", ClaimantType.Unknown), articleId, "#", [])!.Value;

    private static long? ResolveName(WriteTransaction tx, Party party, long? articleId, string pointer, List<Fault> faults)
    {
        var holders = tx.Sql.Query<Holder>(ByName, new { folded = Folding.Fold(party.Name!), articleId });
        if (party.Type is { } type)
        {
            // "Officials" of an article, a crowd, and an agency of that name are three claimants.
            holders.RemoveAll(h => (type.BelongsToArticle() || h.ArticleId is not null) && h.Type != Names.Of(type));
            if (holders.Count > 1 && holders.FindAll(h => h.Type == Names.Of(type)) is { Count: 1 } ofType)
            {
                holders = ofType;
            }
        }

        switch (holders)
        {
            case [] when party.Type is { } newType && (!newType.BelongsToArticle() || articleId is not null):
                return Add(tx, new ClaimantContent(party.Name!, newType), newType.BelongsToArticle() ? articleId : null);

            case []:
                faults.Add(party.Type is null
                    ? Fault.At($"{pointer}/type", "required", $"Nobody on record is called {party.Name}: give the type, so that the claimant can be added.")
                    : Fault.At($"{pointer}/type", "article_required", "An anonymous, collective or unknown claimant belongs to one article."));
                return null;

            case [var only] when party.Type is null || only.Type == Names.Of(party.Type):
                return only.Id;

            case [var only]:
                faults.Add(Fault.At($"{pointer}/type", "type_differs", $"{only.Name} is on record as {only.Type}. Use that type, or the id or ref of the claimant you mean.") with
                {
                    Candidates = [only.AsExisting()],
                });
                return null;

            default:
                faults.Add(Fault.At(pointer, "ambiguous_claimant", $"{holders.Count} claimants are called {party.Name}. Say which one, by id or ref.") with
                {
                    Candidates = [.. holders.Select(h => h.AsExisting())],
                });
                return null;
        }
    }

    private sealed class Holder
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public long? ArticleId { get; init; }

        public Existing AsExisting() => new(Id, $"/v1/claimants/{Id}", Name, Ref);
    }
}
