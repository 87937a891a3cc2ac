using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claimants;

/// <summary>Finds the claimants that requests name, and adds those that nobody has named before.</summary>
internal static class Parties
{
    /// <summary>Who stands for those with a name or an alias. The type of a merged one is as good as that of the one that took it in.</summary>
    private const string ByName = """
        SELECT claimant.id, claimant.ref, claimant.name, claimant.type, claimant.article_id, max(@type IN (claimant.type, recorded.type)) AS of_type
        FROM (SELECT id FROM claimant WHERE folded = @folded UNION SELECT claimant_id FROM claimant_alias WHERE folded = @folded) AS found
        JOIN claimant AS recorded ON recorded.id = found.id
        JOIN claimant ON claimant.id = recorded.stands_for
        WHERE claimant.state = 'active' AND (claimant.article_id IS NULL OR claimant.article_id = @articleId)
        GROUP BY claimant.id
        ORDER BY claimant.id
        """;

    private const string ById = """
        SELECT claimant.id, claimant.state, claimant.article_id
        FROM claimant AS recorded
        JOIN claimant ON claimant.id = recorded.stands_for
        WHERE recorded.id = @key
        """;

    private const string ByRef = """
        SELECT claimant.id, claimant.state, claimant.article_id
        FROM claimant AS recorded
        JOIN claimant ON claimant.id = recorded.stands_for
        WHERE recorded.ref = @key
        """;

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
    /// <param name="named">Whom the resource names already: they stay as recorded, also where they are withdrawn or another claimant stands for them now.</param>
    /// <returns>The claimant's id, or null where there is a fault.</returns>
    public static long? Resolve(WriteTransaction tx, Party party, long? articleId, string pointer, List<Fault> faults, IEnumerable<ClaimantReference>? named = null)
    {
        var recorded = named?.ToList() ?? [];
        if (party.Id is not null && recorded.Find(c => c.StoredId == party.Id) is { } unchanged)
        {
            return unchanged.StoredId;
        }

        var found = party.Name is not null
            ? ResolveName(tx, party, articleId, pointer, faults)
            : Known(tx.Sql, party.Id, party.Ref, articleId, $"{pointer}/{(party.Id is not null ? "id" : "ref")}", faults);
        return recorded.Find(c => c.Id == found)?.StoredId ?? found;
    }

    /// <summary>The claimant with an id or a ref, or who stands for it where it is merged. An unnamed one is known only in its own article.</summary>
    public static long? Known(Sql sql, long? id, string? ownKey, long? articleId, string pointer, List<Fault> faults)
    {
        var found = id is not null ? sql.First<Standing>(ById, new { key = id }) : sql.First<Standing>(ByRef, new { key = ownKey });
        switch (found)
        {
            case null:
                faults.Add(Fault.At(pointer, "unknown_reference", $"There is no claimant {(object?)id ?? ownKey}."));
                return null;

            case { State: not "active" }:
                faults.Add(Fault.At(pointer, "not_active", $"The claimant {found.Id} is {found.State}."));
                return null;

            case { ArticleId: { } home } when home != articleId:
                faults.Add(Fault.At(pointer, "other_article", $"Claimant {found.Id} is unnamed and belongs to article {home}."));
                return null;

            default:
                return found.Id;
        }
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
        var holders = tx.Sql.Query<Holder>(ByName, new { folded = Folding.Fold(party.Name!), articleId, type = party.Type });
        if (party.Type is { } type)
        {
            // "Officials" of an article, a crowd, and an agency of that name are three claimants.
            holders.RemoveAll(h => (type.BelongsToArticle() || h.ArticleId is not null) && !h.IsOfType);
            if (holders.Count > 1 && holders.FindAll(h => h.IsOfType) is { Count: 1 } ofType)
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

            case [var only] when party.Type is null || only.IsOfType:
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

    private sealed class Standing
    {
        public long Id { get; init; }

        public string State { get; init; } = "";

        public long? ArticleId { get; init; }
    }

    private sealed class Holder
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public long? ArticleId { get; init; }

        public long? OfType { get; init; }

        public bool IsOfType => OfType == 1;

        public Existing AsExisting() => new(Id, $"/v1/claimants/{Id}", Name, Ref);
    }
}
