using ClaimTracker.Data;

namespace ClaimTracker.Questions;

/// <summary>
/// The links that rival answers make. Whatever changes what an answer is compared by (its value or state, its claim's figure, period, kind, standing, date of
/// saying or hedges, a merge, the question itself) changes the links it touches in the same command, and no others.
///
/// Which answers are linked is a function of the answers that count now, whatever their past: each answer conflicts with the latest
/// <see cref="Http.Limits.LinkedRivals" /> of the rivals that were recorded before it. Up to that many, all pairs are linked; beyond, the work of recording
/// one more stays the same, and the dispute still shows them all.
/// </summary>
internal sealed class AnswerLinks : IConsequence
{
    private const string OfClaims = "SELECT id FROM answer WHERE claim_id IN (SELECT value FROM json_each(@claims))";

    private const string OfClaimants = """
        SELECT answer.id
        FROM json_each(@claimants) AS changed
        JOIN claimant AS given ON given.id = changed.value
        JOIN claimant ON claimant.stands_for = given.stands_for
        JOIN claim ON claim.claimant_id = claimant.id
        JOIN answer ON answer.claim_id = claim.id
        """;

    /// <summary>The conflicts between the ends of links that people have made or decided.</summary>
    private const string OfLinks = """
        SELECT answer_conflict.question_id, answer_conflict.answer_id
        FROM json_each(@links) AS changed
        JOIN link ON link.id = changed.value
        JOIN answer AS one ON one.claim_id = link.from_id
        JOIN answer AS other ON other.claim_id = link.to_id AND other.question_id = one.question_id
        JOIN answer_conflict ON answer_conflict.answer_id = max(one.id, other.id) AND answer_conflict.other_id = min(one.id, other.id)
        """;

    public void Follow(WriteTransaction tx, Changes changes, string? reason)
    {
        var answers = tx.Sql.Query<long>(OfClaims, new { claims = Json.Write(changes.Claims) }).ToHashSet();
        if (changes.Claimants.Count > 0)
        {
            answers.UnionWith(tx.Sql.Query<long>(OfClaimants, new { claimants = Json.Write(changes.Claimants) }));
        }

        if (answers.Count == 0 && changes.Links.Count == 0)
        {
            return;
        }

        var changed = AnswerStanding.Of(tx.Sql, answers).Where(answer => answer.HasChanged).ToLookup(answer => answer.QuestionId);

        // First what the answers of all questions are compared by: a link that one question lets go may be held by another, by what still counts there.
        foreach (var answer in changed.SelectMany(question => question))
        {
            answer.Keep(tx.Sql);
        }

        var linked = tx.Sql.Query<LinkedConflict>(OfLinks, new { links = Json.Write(changes.Links) }).ToLookup(conflict => conflict.QuestionId);
        foreach (var question in changed.Select(q => q.Key).Union(linked.Select(q => q.Key)).Order())
        {
            new QuestionBoard(tx, question, reason).Change([.. changed[question]], linked[question].Select(conflict => conflict.AnswerId));
        }
    }

    /// <summary>Compares all answers to a question anew, because the question has changed or its dispute was settled or opened.</summary>
    public static void Rebuild(WriteTransaction tx, long questionId, string? reason) => new QuestionBoard(tx, questionId, reason).Rebuild();

    private sealed class LinkedConflict
    {
        public long QuestionId { get; init; }

        public long AnswerId { get; init; }
    }
}
