using ClaimTracker.Data;

namespace ClaimTracker.Questions;

/// <summary>Answers, as they stand. What they are compared by follows from their claims and questions: <see cref="AnswerLinksCheck" /> looks after that.</summary>
internal sealed class RecordedAnswers : IRecordedState
{
    private const string Page = $"{Answer.Select} WHERE answer.id > @after AND answer.id <= @last";

    public string Entity => "answer";

    public string Heads => "SELECT id, revision, created_at, updated_at, created_by FROM answer WHERE id > @after ORDER BY id LIMIT @limit";

    public IEnumerable<RecordedEntity> Read(Sql sql, long after, long last) =>
        sql.Query<Answer.Row>(Page, new { after, last }).Select(row => new RecordedEntity(row.Id, () => row.ToAnswer().Whole(), () => []));
}
