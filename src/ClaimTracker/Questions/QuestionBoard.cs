using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;

namespace ClaimTracker.Questions;

/// <summary>The answers to one question while a command changes them: finds the conflicts anew that the change touches, and holds or takes back their links.</summary>
internal sealed class QuestionBoard(WriteTransaction tx, long questionId, string? reason)
{
    /// <summary>Links that answers make have this origin; its number is raised when the rules change.</summary>
    public const string Rule = "answers@1";

    private const int AtATime = 64;

    private const string Earlier = """
        SELECT standing FROM answer WHERE question_id = @questionId AND id < @before AND standing IS NOT NULL AND says <> @says ORDER BY id DESC LIMIT @AtATime
        """;

    private const string Later = "SELECT standing FROM answer WHERE question_id = @questionId AND id > @Id AND standing IS NOT NULL AND says <> @says ORDER BY id";
    private const string Counting = "SELECT standing FROM answer WHERE id = @id";
    private const string InConflict = "SELECT answer_id FROM answer_conflict WHERE other_id = @Id";

    /// <summary>Whether an answer is among the latest rivals of a later one, as far as that one's conflicts tell.</summary>
    private const string HasRoom = "SELECT count(*) < @max OR min(other_id) < @earlier FROM answer_conflict WHERE answer_id = @later";

    private const string Conflicts = "SELECT answer_id, other_id, link_id FROM answer_conflict WHERE answer_id = @id";

    private const string Keep = """
        INSERT INTO answer_conflict (answer_id, other_id, question_id, link_id, type) VALUES (@answer, @other, @questionId, @link, @type)
        ON CONFLICT (answer_id, other_id) DO UPDATE SET link_id = excluded.link_id, type = excluded.type
        """;

    private const string Drop = "DELETE FROM answer_conflict WHERE answer_id = @AnswerId AND other_id = @OtherId";

    /// <summary>Where two claims answer several questions in conflict, one link shows it: that of the first question.</summary>
    private const string ByEarlierQuestion = """
        SELECT answer_conflict.link_id
        FROM answer AS one
        JOIN answer AS other ON other.question_id = one.question_id AND other.claim_id = @to
        JOIN answer_conflict ON answer_conflict.answer_id = max(one.id, other.id) AND answer_conflict.other_id = min(one.id, other.id)
        WHERE one.claim_id = @from AND one.question_id < @questionId AND answer_conflict.type = @type
        LIMIT 1
        """;

    private const string StillShown = "SELECT question_id, answer_id, other_id FROM answer_conflict WHERE link_id = @LinkId ORDER BY question_id LIMIT 1";

    private const string Settled = """
        SELECT answer_conflict.answer_id, answer_conflict.other_id, link.id AS link_id
        FROM answer_conflict
        JOIN link ON link.id = answer_conflict.link_id
        WHERE answer_conflict.question_id = @questionId AND link.type IN ('contradicts', 'disagrees', 'discrepancy')
          AND (link.state = 'confirmed' OR (link.state = 'resolved' AND link.decision ->> '$.questionId' = @questionId))
        """;

    /// <summary>How many named claimants answer `question`, as a part of a statement.</summary>
    public const string SourcesSql = "(SELECT count(DISTINCT source_id) FROM answer WHERE question_id = question.id AND standing IS NOT NULL)";

    /// <summary>Whether the answers to `question` are in dispute, and how it stands, as a part of a statement.</summary>
    public const string DisputeSql = """
        CASE
          WHEN NOT EXISTS (
            SELECT 1 FROM answer_conflict JOIN link ON link.id = answer_conflict.link_id
            WHERE answer_conflict.question_id = question.id AND link.type IN ('contradicts', 'disagrees', 'discrepancy') AND link.state IN ('confirmed', 'resolved')) THEN NULL
          WHEN resolution IS NULL THEN 'open' ELSE 'resolved'
        END
        """;

    private const string Refresh = $"UPDATE question SET dispute_changed = @now, dispute_sources = {SourcesSql}, dispute = {DisputeSql} WHERE id = @questionId";

    private const string Unsettle = "UPDATE question SET preferred_id = NULL, resolution = NULL, revision = revision + 1, updated_at = @now WHERE id = @questionId";

    private readonly Question question = Question.Get(tx.Sql, questionId);
    private AskedQuestion? asked;

    private AskedQuestion Asked => asked ??= question.AsAsked();

    /// <summary>Follows changes of some answers.</summary>
    /// <param name="changed">The answers that are compared by something else now, which is kept already.</param>
    /// <param name="linked">Answers with a conflict between whose claims people have made a link, or decided on one.</param>
    public void Change(IReadOnlyList<AnswerStanding> changed, IEnumerable<long> linked)
    {
        var touched = new SortedSet<long>(linked);
        foreach (var answer in changed)
        {
            touched.Add(answer.Id);
            touched.UnionWith(LaterRivals(answer));
        }

        foreach (var id in touched)
        {
            FindConflicts(id);
        }

        if (question.Resolution is { } resolution)
        {
            Settle(resolution, changed, touched);
        }

        tx.Sql.Execute(Refresh, new { questionId, now = tx.Now });
    }

    /// <summary>Compares all answers anew, and settles their links as the dispute is.</summary>
    public void Rebuild()
    {
        var all = AnswerStanding.OfAll(tx.Sql, questionId).ToList();
        foreach (var answer in all.Where(answer => answer.HasChanged))
        {
            answer.Keep(tx.Sql);
        }

        foreach (var answer in all)
        {
            FindConflicts(answer.Id);
        }

        if (question.Resolution is { } resolution && all.Find(answer => answer.Id == resolution.AnswerId)?.Now is null)
        {
            Reopen($"Answer {resolution.AnswerId}, which settled it, no longer counts.");
        }
        else
        {
            SettleLinks(question.Resolution, tx.Sql.Query<Conflict>(Settled, new { questionId }));
        }

        tx.Sql.Execute(Refresh, new { questionId, now = tx.Now });
    }

    /// <summary>The later answers whose conflicts a change of this one touches.</summary>
    private List<long> LaterRivals(AnswerStanding answer)
    {
        var rivals = tx.Sql.Query<long>(InConflict, new { answer.Id });
        if (answer.Now is { } now)
        {
            rivals.AddRange(tx.Sql.Query<string>(Later, new { questionId, answer.Id, says = Rivalry.Says(now.Standing.Value) })
                .Select(Json.Read<RivalAnswer>)
                .Where(later => Rivalry.Between(Asked, now, later) is not null
                    && tx.Sql.First<long>(HasRoom, new { later = later.Id, earlier = answer.Id, max = Limits.LinkedRivals }) == 1)
                .Select(later => later.Id));
        }

        return rivals;
    }

    /// <summary>Finds the conflicts of an answer with those before it, and holds their links.</summary>
    private void FindConflicts(long id)
    {
        var kept = tx.Sql.Query<Conflict>(Conflicts, new { id }).ToDictionary(conflict => conflict.OtherId);
        var found = (Get(id) is { } answer ? Findings(answer).Take(Limits.LinkedRivals) : []).ToList();
        foreach (var gone in kept.Keys.Except(found.Select(f => f.Other.Id)))
        {
            tx.Sql.Execute(Drop, kept[gone]);
            Release(kept[gone].LinkId);
        }

        foreach (var (answering, other, finding) in found)
        {
            var link = Hold(answering, other, finding);
            tx.Sql.Execute(Keep, new { answer = id, other = other.Id, questionId, link, type = finding.Type });
            if (kept.TryGetValue(other.Id, out var before) && before.LinkId != link)
            {
                Release(before.LinkId);
            }
        }
    }

    private IEnumerable<(RivalAnswer Answer, RivalAnswer Other, Finding Finding)> Findings(RivalAnswer answer)
    {
        var (before, says) = (answer.Id, Rivalry.Says(answer.Standing.Value));
        List<RivalAnswer> portion;
        do
        {
            portion = [.. tx.Sql.Query<string>(Earlier, new { questionId, before, says, AtATime }).Select(Json.Read<RivalAnswer>)];
            foreach (var other in portion)
            {
                before = other.Id;
                if (Rivalry.Between(Asked, other, answer) is { } finding)
                {
                    yield return (answer, other, finding);
                }
            }
        }
        while (portion.Count == AtATime);
    }

    private long Hold(RivalAnswer a, RivalAnswer b, Finding finding)
    {
        var (type, facet, from, to, explanation) = finding;
        if (tx.Sql.First<long?>(ByEarlierQuestion, new { from, to, questionId, type }) is { } shown)
        {
            return shown;
        }

        var (saysFrom, saysTo) = from == a.ClaimId ? (a, b) : (b, a);
        var basis = new LinkBasis(questionId, saysFrom.Standing.Value, saysTo.Standing.Value);
        return new RuleLink(type, facet, from, to, explanation, basis).Hold(tx, Rule, reason);
    }

    /// <summary>A conflict no longer shows in a link: it is taken back, unless it shows a conflict about another question too.</summary>
    private void Release(long link)
    {
        if (tx.Sql.First<Conflict>(StillShown, new { LinkId = link }) is not { } shown)
        {
            RuleLink.TakeBack(tx, link, Rule, reason);
        }
        else if (shown.QuestionId != questionId)
        {
            new QuestionBoard(tx, shown.QuestionId, reason).FindConflicts(shown.AnswerId);
        }
    }

    private RivalAnswer? Get(long id) => Json.ReadOrNull<RivalAnswer>(tx.Sql.First<string>(Counting, new { id }));

    /// <summary>A settled dispute after a change: a new rival of the preferred answer, or the fall of that answer itself, opens it again; what agrees with it is settled at once.</summary>
    private void Settle(DisputeResolution resolution, IReadOnlyList<AnswerStanding> changed, SortedSet<long> touched)
    {
        var preferred = Get(resolution.AnswerId);
        if (preferred is null || changed.Any(answer => answer.Id == resolution.AnswerId && answer.Before is { } before && Rivalry.Says(before.Standing.Value) != Rivalry.Says(preferred.Standing.Value)))
        {
            Reopen($"Answer {resolution.AnswerId}, which settled it, {(preferred is null ? "no longer counts" : "says something else now")}.");
        }
        else if (changed.FirstOrDefault(answer => answer.Now is { } now && Rivalry.Between(Asked, preferred, now) is not null) is { } rival)
        {
            Reopen($"Answer {rival.Id} stands against the preferred one.");
        }
        else
        {
            SettleLinks(resolution, touched.SelectMany(id => tx.Sql.Query<Conflict>(Conflicts, new { id })));
        }
    }

    private void Reopen(string why)
    {
        tx.Sql.Execute(Unsettle, new { questionId, now = tx.Now });
        var reopened = Question.Get(tx.Sql, questionId);
        tx.Raise("question.reopened", "question", questionId, reopened.Revision, reopened.Whole(), why);
        SettleLinks(null, tx.Sql.Query<Conflict>(Settled, new { questionId }));
    }

    /// <summary>Gives links the state that the dispute's settlement, or its want, gives them. What a person decided on a link itself stays.</summary>
    private void SettleLinks(DisputeResolution? resolution, IEnumerable<Conflict> conflicts)
    {
        var preferred = resolution is null ? null : Get(resolution.AnswerId);
        var judged = new Dictionary<long, (long ClaimId, bool IsRight)>();
        foreach (var conflict in conflicts)
        {
            var link = Link.Get(tx.Sql, conflict.LinkId);
            var isSettledHere = link.State == LinkState.Resolved && link.Decision?.QuestionId == questionId;
            if (!link.Type.IsContradiction() || (link.State != LinkState.Confirmed && !isSettledHere))
            {
                continue;
            }

            if (preferred is null || Outcome(conflict, link) is not { } outcome)
            {
                if (isSettledHere)
                {
                    LinkDecision.Write(tx, link.Id, LinkState.Confirmed, new Decision(tx.Actor.Name, tx.Now, reason), "link.confirmed", reason);
                }
            }
            else if (!isSettledHere || link.Decision!.Outcome != outcome)
            {
                var decision = new Decision(resolution!.By, resolution.At, resolution.Reason, Outcome: outcome, QuestionId: questionId);
                LinkDecision.Write(tx, link.Id, LinkState.Resolved, decision, "link.resolved", reason);
            }
        }

        // An answer is right if it goes with the preferred one. Where both ends do, they differ in something that is not settled.
        ResolveOutcome? Outcome(Conflict conflict, Link link)
        {
            var (one, other) = (Judged(conflict.AnswerId), Judged(conflict.OtherId));
            var (from, to) = link.From.Id == one.ClaimId ? (one, other) : (other, one);
            return (from.IsRight, to.IsRight) switch
            {
                (true, false) => ResolveOutcome.FromRight,
                (false, true) => ResolveOutcome.ToRight,
                (false, false) => ResolveOutcome.BothWrong,
                _ => null,
            };
        }

        // Each answer is read and compared once, however many links it has.
        (long ClaimId, bool IsRight) Judged(long id)
        {
            if (!judged.TryGetValue(id, out var known))
            {
                var answer = Get(id)!;
                known = (answer.ClaimId, id == preferred!.Id || Rivalry.Between(Asked, preferred, answer) is null);
                judged.Add(id, known);
            }

            return known;
        }
    }

    private sealed class Conflict
    {
        public long QuestionId { get; init; }

        public long AnswerId { get; init; }

        public long OtherId { get; init; }

        public long LinkId { get; init; }
    }
}
