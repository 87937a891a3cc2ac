using ClaimTracker.Data;
using ClaimTracker.Text;

namespace ClaimTracker.Questions;

/// <summary>Questions, as they stand. Whether they are in dispute follows from their answers: <see cref="AnswerLinksCheck" /> looks after that.</summary>
internal sealed class RecordedQuestions : IRecordedState
{
    private const string Page = $"{Question.Select} WHERE question.id > @after AND question.id <= @last";

    private const string Repeated = """
        SELECT id, text, folded, preferred_id IS (resolution ->> '$.answerId') AS preferred_repeats FROM question WHERE id > @after AND id <= @last
        """;

    public string Entity => "question";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM question WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last)
    {
        var repeated = sql.Query<RepeatedRow>(Repeated, new { after, last }).ToDictionary(r => r.Id);
        return sql.Query<Question.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToQuestion().Whole(), () => Flaws(repeated[row.Id])));
    }

    private static IEnumerable<string> Flaws(RepeatedRow row)
    {
        if (Folding.Fold(row.Text) != row.Folded)
        {
            yield return "it is not found under its words: the folding of its text is another.";
        }

        if (row.PreferredRepeats == 0)
        {
            yield return "the preferred answer is not the one that settled it.";
        }
    }

    private sealed class RepeatedRow
    {
        public long Id { get; init; }

        public string Text { get; init; } = "";

        public string Folded { get; init; } = "";

        public long PreferredRepeats { get; init; }
    }
}
