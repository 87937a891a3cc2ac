using ClaimTracker.Data;
using ClaimTracker.Http;

namespace ClaimTracker.Questions;

/// <summary>What follows from answers, each question by itself: what they are compared by, their conflicts, the links that show these, and whether there is a dispute.</summary>
internal sealed class AnswerLinksCheck : ICheck
{
    private const string Next = "SELECT id FROM question WHERE id > @place ORDER BY id LIMIT 1";
    private const string Last = "SELECT coalesce(max(id), 0) FROM question";
    private const string Conflicts = "SELECT answer_id, other_id, type FROM answer_conflict WHERE question_id = @question ORDER BY answer_id, other_id";

    /// <summary>Conflicts whose link does not join the two claims, or is not of a type that can show them.</summary>
    private const string Astray = """
        SELECT answer_conflict.answer_id
        FROM answer_conflict
        JOIN answer AS one ON one.id = answer_conflict.answer_id
        JOIN answer AS other ON other.id = answer_conflict.other_id
        JOIN link ON link.id = answer_conflict.link_id
        WHERE answer_conflict.question_id = @question
          AND (min(link.from_id, link.to_id) <> min(one.claim_id, other.claim_id) OR max(link.from_id, link.to_id) <> max(one.claim_id, other.claim_id)
            OR (link.origin LIKE 'answers@%' AND link.type <> answer_conflict.type))
        """;

    /// <summary>Links that stand by nothing but answers. One that a person confirmed stands by that person's word.</summary>
    private const string Groundless = """
        SELECT id FROM link
        WHERE origin LIKE 'answers@%' AND state IN ('confirmed', 'resolved')
          AND CASE WHEN json_valid(decision) THEN decision ->> '$.by' = origin OR decision ->> '$.questionId' IS NOT NULL END
          AND NOT EXISTS (SELECT 1 FROM answer_conflict WHERE link_id = link.id)
        """;

    private const string Summary = $"""
        SELECT (dispute, dispute_sources) IS ({QuestionBoard.DisputeSql}, {QuestionBoard.SourcesSql}) FROM question WHERE id = @question
        """;

    private long place;
    private long? last;

    public string Name => "answers";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Data.Finding> found)
    {
        if (last is null)
        {
            last = sql.First<long>(Last);
            foreach (var link in sql.Query<long>(Groundless))
            {
                found(Data.Finding.Of("link", link, "it stands, and no answers make it."));
            }
        }

        if (sql.First<long?>(Next, new { place }) is not { } question)
        {
            Progress = 1;
            return false;
        }

        try
        {
            Check(sql, question, found);
        }
        catch (Exception e) when (BadContent.Made(e))
        {
            found(Data.Finding.Of("question", question, $"what its answers are compared by cannot be understood ({e.GetType().Name})."));
        }

        place = question;
        Progress = (double)place / last.Value;
        return true;
    }

    private static void Check(Sql sql, long question, Action<Data.Finding> found)
    {
        var asked = Question.Get(sql, question).AsAsked();
        var counting = new List<RivalAnswer>();
        var expected = new List<(long, long, string)>();
        foreach (var answer in AnswerStanding.OfAll(sql, question))
        {
            if (answer.HasChanged)
            {
                found(Data.Finding.Of("answer", answer.Id, "it is not compared by what it says now."));
            }

            if (answer.Now is { } now)
            {
                expected.AddRange(Enumerable.Reverse(counting)
                    .Select(other => (Other: other, Finding: Rivalry.Between(asked, other, now)))
                    .Where(rival => rival.Finding is not null)
                    .Take(Limits.LinkedRivals)
                    .Reverse()
                    .Select(rival => (now.Id, rival.Other.Id, Names.Of(rival.Finding!.Type))));
                counting.Add(now);
            }
        }

        var kept = sql.Query<Conflict>(Conflicts, new { question }).Select(c => (c.AnswerId, c.OtherId, c.Type)).ToList();
        foreach (var answer in expected.Except(kept).Concat(kept.Except(expected)).Select(c => c.Item1).Distinct())
        {
            found(Data.Finding.Of("answer", answer, "its conflicts are not those that its rivals make."));
        }

        foreach (var answer in sql.Query<long>(Astray, new { question }).Distinct())
        {
            found(Data.Finding.Of("answer", answer, "a conflict of it is shown by the link of other claims."));
        }

        if (sql.First<long>(Summary, new { question }) == 0)
        {
            found(Data.Finding.Of("question", question, "its dispute is not what its answers make."));
        }
    }

    private sealed class Conflict
    {
        public long AnswerId { get; init; }

        public long OtherId { get; init; }

        public string Type { get; init; } = "";
    }
}
