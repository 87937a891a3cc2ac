using ClaimTracker.Articles;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Verification;

/// <summary>Evidence whose source is found and whose quotations are verified: ready to be written, or to be compared with what is on record.</summary>
internal sealed record PreparedEvidence(EvidenceContent Content, long? ArticleId, IReadOnlyList<VerifiedQuote> Quotes)
{
    public Anchor? Anchor => ArticleId is null ? null : Quotes.Count == 0 ? Articles.Anchor.Unquoted : Quotes.Max(q => q.Anchor);

    /// <summary>Whether evidence on record says the same.</summary>
    public bool IsSameAs(Evidence other) =>
        Content with { Source = null } == other.Content() with { Source = null }
        && ArticleId == other.Source?.Article.Id
        && Quotes.Select(q => (q.Exact, q.Start)).SequenceEqual((other.Source?.Quotes ?? []).Select(q => (q.Exact, q.Start)));
}

/// <summary>Writes evidence.</summary>
internal static class EvidenceRow
{
    private const string InsertRow = """
        INSERT INTO evidence (ref, claim_id, stance, tier, article_id, anchor, citation, search, independence_group, note, state, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @claimId, @Stance, @Tier, @ArticleId, @Anchor, @citation, @search, @IndependenceGroup, @Note, 'active', 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string UpdateRow = """
        UPDATE evidence
        SET ref = @Ref, stance = @Stance, tier = @Tier, article_id = @ArticleId, anchor = @Anchor, citation = @citation, search = @search,
          independence_group = @IndependenceGroup, note = @Note, revision = revision + 1, updated_at = @now
        WHERE id = @id
        """;

    private const string InsertQuote = """
        INSERT INTO evidence_quote (evidence_id, position, snapshot_id, exact, prefix, suffix, start, "end", anchor, now_start, now_end)
        VALUES (@id, @position, @SnapshotId, @Exact, @Prefix, @Suffix, @Start, @End, @Anchor, @Start, @End)
        """;

    /// <summary>The evidence that has a ref.</summary>
    public static Evidence? HolderOf(Sql sql, string ownKey) =>
        sql.First<long?>("SELECT id FROM evidence WHERE ref = @ownKey", new { ownKey }) is { } id ? Evidence.Get(sql, id) : null;

    /// <summary>Finds the source and verifies its quotations.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="quotations">Verifies.</param>
    /// <param name="content">What the request says.</param>
    /// <param name="known">Evidence on record that it is compared with: its quotations are read in the text that they were verified in.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static PreparedEvidence Prepare(WriteTransaction tx, Quotations quotations, EvidenceContent content, Evidence? known, List<Fault> faults)
    {
        if (content.Source is not { } source)
        {
            return new PreparedEvidence(content, null, []);
        }

        var articleId = Article.Known(tx.Sql, source.ArticleId, source.ArticleRef, source.ArticleId is null ? "#/source/articleRef" : "#/source/articleId", faults);
        var verifiedIn = known?.Source?.Article.Id == articleId ? known?.Source?.SnapshotId : null;
        var quotes = articleId is { } article ? quotations.Verify(tx.Sql, article, source.Quotes ?? [], "#/source/quotes", faults, verifiedIn) : [];
        return new PreparedEvidence(content, articleId, quotes);
    }

    public static long Insert(WriteTransaction tx, long claimId, PreparedEvidence evidence)
    {
        var id = tx.Sql.First<long>(InsertRow, Columns(tx, null, claimId, evidence));
        WriteQuotes(tx, id, evidence.Quotes);
        return id;
    }

    public static void Update(WriteTransaction tx, long id, PreparedEvidence evidence, bool withQuotes)
    {
        tx.Sql.Execute(UpdateRow, Columns(tx, id, null, evidence));
        if (withQuotes)
        {
            tx.Sql.Execute("DELETE FROM evidence_quote WHERE evidence_id = @id", new { id });
            WriteQuotes(tx, id, evidence.Quotes);
        }
    }

    private static object Columns(WriteTransaction tx, long? id, long? claimId, PreparedEvidence evidence) => new
    {
        id,
        claimId,
        evidence.Content.Ref,
        evidence.Content.Stance,
        evidence.Content.Tier,
        evidence.ArticleId,
        evidence.Anchor,
        citation = Json.WriteOrNull(evidence.Content.Citation),
        search = Json.WriteOrNull(evidence.Content.Search),
        evidence.Content.IndependenceGroup,
        evidence.Content.Note,
        now = tx.Now,
        actor = tx.Actor.Id,
    };

    private static void WriteQuotes(WriteTransaction tx, long id, IReadOnlyList<VerifiedQuote> quotes)
    {
        for (var position = 0; position < quotes.Count; position++)
        {
            var quote = quotes[position];
            tx.Sql.Execute(InsertQuote, new { id, position, quote.SnapshotId, quote.Exact, quote.Prefix, quote.Suffix, quote.Start, quote.End, quote.Anchor });
        }
    }
}
