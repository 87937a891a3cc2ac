using ClaimTracker.Claims;
using ClaimTracker.Data;

namespace ClaimTracker.Questions;

/// <summary>
/// Answers go with their claims when these are merged and restored. A claim still answers a question once. Where several answers come together, one that has
/// its home there stays, else the one recorded first takes the place; the others stay at home, where a merged claim makes them count for nothing.
/// </summary>
internal sealed class AnswersFollow : IHangOnClaims
{
    /// <summary>The answers that have their home in a claim, and where they hang.</summary>
    private const string AtHome = """
        SELECT answer.id, answer.question_id, answer.claim_id AS hangs_on, @home AS home
        FROM answer
        WHERE answer.claim_id = @home AND NOT EXISTS (SELECT 1 FROM claim_home WHERE entity = 'answer' AND entity_id = answer.id)
        UNION ALL
        SELECT answer.id, answer.question_id, answer.claim_id, @home
        FROM claim_home
        JOIN answer ON answer.id = claim_home.entity_id
        WHERE claim_home.claim_id = @home AND claim_home.entity = 'answer'
        """;

    private const string Hang = "UPDATE answer SET claim_id = @to WHERE id = @Id";
    private const string Remember = "INSERT INTO claim_home (entity, entity_id, part, claim_id) VALUES ('answer', @Id, 'claim', @Home)";
    private const string Forget = "DELETE FROM claim_home WHERE entity = 'answer' AND entity_id = @Id";
    private const string CountRevision = "UPDATE answer SET revision = revision + 1, updated_at = @now WHERE id = @Id";

    public IEnumerable<(string Code, string Detail)> Against(Sql sql, Claim merged, Claim kept) => [];

    public void Follow(WriteTransaction tx, IReadOnlyDictionary<long, long> standsFor, string reason)
    {
        var answers = standsFor.Keys.SelectMany(home => tx.Sql.Query<Row>(AtHome, new { home })).OrderBy(answer => answer.Id);
        var moves = Places(answers, standsFor).Where(place => place.Answer.HangsOn != place.To).ToList();

        // By way of their homes, where no other answer can be: else one could find its place still taken by another that is about to leave it.
        foreach (var (answer, _) in moves)
        {
            tx.Sql.Execute(Hang, new { answer.Id, to = answer.Home });
            tx.Sql.Execute(Forget, new { answer.Id });
        }

        foreach (var (answer, to) in moves.Where(move => move.To != move.Answer.Home))
        {
            tx.Sql.Execute(Hang, new { answer.Id, to });
            tx.Sql.Execute(Remember, new { answer.Id, answer.Home });
        }

        foreach (var (answer, to) in moves)
        {
            tx.Sql.Execute(CountRevision, new { answer.Id, now = tx.Now });
            var moved = Answer.Get(tx.Sql, answer.Id);
            tx.Raise("answer.moved", "answer", answer.Id, moved.Revision, moved.Whole(), reason, answer.HangsOn, to);
        }
    }

    /// <summary>Which claim each answer hangs on now.</summary>
    private static IEnumerable<(Row Answer, long To)> Places(IEnumerable<Row> answers, IReadOnlyDictionary<long, long> standsFor)
    {
        foreach (var rivals in answers.GroupBy(answer => (Root: standsFor[answer.Home], answer.QuestionId)))
        {
            var first = rivals.FirstOrDefault(answer => answer.Home == rivals.Key.Root, rivals.First());
            foreach (var answer in rivals)
            {
                yield return (answer, answer == first ? rivals.Key.Root : answer.Home);
            }
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public long QuestionId { get; init; }

        public long HangsOn { get; init; }

        public long Home { get; init; }
    }
}
