using ClaimTracker.Articles;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>Writes questions.</summary>
internal static class QuestionRow
{
    private const string InsertRow = """
        INSERT INTO question (ref, text, folded, answer_type, asks, facet, unit, counted, period, place, language, state, revision, created_at, updated_at, created_by)
        VALUES (@Ref, @Text, @folded, @AnswerType, @Asks, @Facet, @Unit, @Of, @period, @Place, @Language, 'active', 1, @now, @now, @actor)
        RETURNING id
        """;

    private const string UpdateRow = """
        UPDATE question
        SET ref = @Ref, text = @Text, folded = @folded, answer_type = @AnswerType, asks = @Asks, facet = @Facet, unit = @Unit, counted = @Of, period = @period,
          place = @Place, language = @Language, revision = revision + 1, updated_at = @now
        WHERE id = @id
        """;

    private const string Asked = """
        SELECT id
        FROM question
        WHERE folded = @folded AND answer_type = @AnswerType AND coalesce(period ->> '$.edtf', '') = coalesce(@edtf, '') AND coalesce(place, '') = coalesce(@Place, '')
        """;

    /// <summary>The question that holds a ref.</summary>
    public static Question? HolderOf(Sql sql, string? ownKey) =>
        ownKey is not null && sql.First<long?>("SELECT id FROM question WHERE ref = @ownKey", new { ownKey }) is { } id ? Question.Get(sql, id) : null;

    /// <summary>The same with the language tag in its canonical spelling, as it is stored.</summary>
    public static QuestionContent Canonical(QuestionContent content) => content with { Language = ArticleRow.CanonicalLanguage(content.Language) };

    /// <summary>Refuses what another question asks already: in the same words, for the same sort of answer, of the same time and place.</summary>
    public static void RequireNew(Sql sql, QuestionContent content, long? except = null)
    {
        var asked = sql.First<long?>(Asked, new { folded = Folding.Fold(content.Text), content.AnswerType, edtf = content.Period?.Edtf, content.Place });
        if (asked is { } id && id != except)
        {
            throw ProblemException.Duplicate("The same question is on record. Answer that one.", Question.Get(sql, id).AsExisting());
        }
    }

    public static long Insert(WriteTransaction tx, QuestionContent content) => tx.Sql.First<long>(InsertRow, Columns(tx, null, content));

    public static void Update(WriteTransaction tx, long id, QuestionContent content) => tx.Sql.Execute(UpdateRow, Columns(tx, id, content));

    private static object Columns(WriteTransaction tx, long? id, QuestionContent content) => new
    {
        id,
        content.Ref,
        content.Text,
        folded = Folding.Fold(content.Text),
        content.AnswerType,
        content.Asks,
        content.Facet,
        content.Unit,
        content.Of,
        period = Json.WriteOrNull(content.Period),
        content.Place,
        content.Language,
        now = tx.Now,
        actor = tx.Actor.Id,
    };
}
