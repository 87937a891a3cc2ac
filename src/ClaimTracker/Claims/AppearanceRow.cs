using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>Writes appearances, and keeps what claims repeat of them.</summary>
internal static class AppearanceRow
{
    private const string InsertRow = """
        INSERT INTO appearance (ref, claim_id, article_id, mode, said, said_earliest, said_latest, said_certain, role, hedge, anchor,
          state, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @claimId, @articleId, @Mode, @said, @earliest, @latest, @certain, @Role, @Hedge, @Anchor, 'active', 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string UpdateRow = """
        UPDATE appearance
        SET ref = @Ref, mode = @Mode, said = @said, said_earliest = @earliest, said_latest = @latest, said_certain = @certain, role = @Role, hedge = @Hedge,
          anchor = @Anchor, revision = revision + 1, updated_at = @now
        WHERE id = @id
        """;

    private const string InsertQuote = """
        INSERT INTO quote (appearance_id, position, snapshot_id, exact, prefix, suffix, start, "end", anchor, now_start, now_end)
        VALUES (@id, @position, @SnapshotId, @Exact, @Prefix, @Suffix, @Start, @End, @Anchor, @Start, @End)
        """;

    private const string InsertRelay = "INSERT INTO attribution (appearance_id, position, claimant_id) VALUES (@id, @position, @claimantId)";

    /// <summary>A claim's date of saying is its first appearance's; this repeats it in the claim, where lists filter by it.</summary>
    private const string SetSaid = """
        UPDATE claim
        SET (said, said_earliest, said_latest, said_certain) =
          (SELECT said, said_earliest, said_latest, said_certain FROM appearance WHERE claim_id = @claimId ORDER BY state = 'withdrawn', id LIMIT 1)
        WHERE id = @claimId
        """;

    private const string SetCorrected = """
        UPDATE article
        SET corrected = EXISTS (SELECT 1 FROM appearance WHERE article_id = @articleId AND mode = 'correction_note' AND state = 'active')
        WHERE id = @articleId
        """;

    private const string Reporting = $"""
        SELECT json_object('article', json_object('id', article.id, 'ref', article.ref, 'label', {ArticleReference.LabelSql}), 'published', json(article.published))
        FROM article
        LEFT JOIN snapshot ON snapshot.id = article.snapshot_id
        WHERE article.id = @articleId
        """;

    /// <summary>The appearance that has a ref.</summary>
    public static Appearance? HolderOf(Sql sql, string ownKey) =>
        sql.First<long?>("SELECT id FROM appearance WHERE ref = @ownKey", new { ownKey }) is { } id ? Appearance.Get(sql, id) : null;

    /// <summary>Resolves relays, verifies quotations, dates the saying.</summary>
    public static PreparedAppearance Prepare(
        WriteTransaction tx, Quotations quotations, long articleId, AppearanceContent content, string pointer, List<Fault> faults, long? verifiedIn = null,
        IReadOnlyList<ClaimantReference>? named = null)
    {
        // An article states what it states in its own voice on the day it is published.
        var said = content.Said ?? (content.Mode == AppearanceMode.OwnVoice ? new GivenSaid(Offset: "P0D") : null);
        var (article, published) = Json.Read<Report>(tx.Sql.First<string>(Reporting, new { articleId })!);
        var dated = Dated.Of(said, published);
        if (dated?.Earliest > DateOnly.FromDateTime(tx.Now.UtcDateTime).AddDays(2))
        {
            faults.Add(Fault.At($"{pointer}/said", "in_future", "The whole of this date lies in the future."));
        }

        var relays = (content.Attribution ?? []).Select((relay, i) => Parties.Resolve(tx, relay, articleId, $"{pointer}/attribution/{i}", faults, named)).ToList();
        var quotes = quotations.Verify(tx.Sql, articleId, content.Quotes ?? [], $"{pointer}/quotes", faults, verifiedIn);
        return new PreparedAppearance(article, content.Mode, said, dated, content.Role, content.Hedge, [.. relays.OfType<long>()], quotes, content.Ref);
    }

    /// <summary>Writes an appearance.</summary>
    /// <returns>The appearance as it would be read back, which is dearer than the writing.</returns>
    public static Appearance Insert(WriteTransaction tx, long claimId, PreparedAppearance appearance)
    {
        var articleId = appearance.Article.Id;
        var id = tx.Sql.First<long>(InsertRow, new
        {
            appearance.Ref,
            claimId,
            articleId,
            appearance.Mode,
            said = Json.WriteOrNull(appearance.Said),
            earliest = appearance.Dated?.Earliest,
            latest = appearance.Dated?.Latest,
            certain = appearance.Dated?.IsCertain ?? false,
            appearance.Role,
            appearance.Hedge,
            appearance.Anchor,
            now = tx.Now,
            actor = tx.Actor.Id,
        });
        WriteParts(tx, id, appearance);
        if (appearance.Mode == AppearanceMode.CorrectionNote)
        {
            MarkCorrected(tx, articleId);
        }

        return new Appearance(
            id, appearance.Ref, null, appearance.Article, appearance.Quotes.Max(q => q.SnapshotId), appearance.Mode, appearance.Dated, appearance.Role, appearance.Hedge,
            [.. appearance.Attribution.Select(relay => ClaimantReference.Get(tx.Sql, relay))], appearance.Anchor,
            [.. appearance.Quotes.Select(q => new Quote(q.Exact, q.Prefix, q.Suffix, q.Start, q.End, q.Anchor))], State.Active, 1, tx.Now, tx.Now);
    }

    public static void Update(WriteTransaction tx, long id, long claimId, long articleId, PreparedAppearance appearance, bool withQuotes)
    {
        tx.Sql.Execute(UpdateRow, new
        {
            id,
            appearance.Ref,
            appearance.Mode,
            said = Json.WriteOrNull(appearance.Said),
            earliest = appearance.Dated?.Earliest,
            latest = appearance.Dated?.Latest,
            certain = appearance.Dated?.IsCertain ?? false,
            appearance.Role,
            appearance.Hedge,
            appearance.Anchor,
            now = tx.Now,
        });
        tx.Sql.Execute("DELETE FROM attribution WHERE appearance_id = @id", new { id });
        if (withQuotes)
        {
            tx.Sql.Execute("DELETE FROM quote WHERE appearance_id = @id", new { id });
        }

        WriteParts(tx, id, withQuotes ? appearance : appearance with { Quotes = [] });
        Repeat(tx, claimId, articleId);
    }

    /// <summary>What claim and article repeat of their appearances.</summary>
    public static void Repeat(WriteTransaction tx, long claimId, long articleId)
    {
        RepeatSaid(tx, claimId);
        MarkCorrected(tx, articleId);
    }

    public static void RepeatSaid(WriteTransaction tx, long claimId) => tx.Sql.Execute(SetSaid, new { claimId });

    /// <summary>Reads all appearances of the article: only for changes that can make a difference.</summary>
    private static void MarkCorrected(WriteTransaction tx, long articleId) => tx.Sql.Execute(SetCorrected, new { articleId });

    private static void WriteParts(WriteTransaction tx, long id, PreparedAppearance appearance)
    {
        for (var position = 0; position < appearance.Attribution.Count; position++)
        {
            tx.Sql.Execute(InsertRelay, new { id, position, claimantId = appearance.Attribution[position] });
        }

        for (var position = 0; position < appearance.Quotes.Count; position++)
        {
            var quote = appearance.Quotes[position];
            tx.Sql.Execute(InsertQuote, new { id, position, quote.SnapshotId, quote.Exact, quote.Prefix, quote.Suffix, quote.Start, quote.End, quote.Anchor });
        }
    }

    /// <summary>What an appearance needs to know of its article.</summary>
    private sealed record Report(ArticleReference Article, GivenDate? Published);
}
