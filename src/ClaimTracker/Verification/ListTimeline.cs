using System.Text.Json;
using System.Text.Json.Serialization;
using ClaimTracker.Articles;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Questions;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>What kind of step in the life of a claim.</summary>
public enum TimelineKind
{
    /// <summary>It was said.</summary>
    Said,

    /// <summary>An article that reports it was published.</summary>
    PublishedIn,

    /// <summary>It was put on record.</summary>
    Recorded,

    /// <summary>Its record was amended.</summary>
    Amended,

    /// <summary>Another appearance was recorded.</summary>
    AppearanceAdded,

    /// <summary>Words that carry it, or that evidence quotes, stand otherwise in a new text.</summary>
    QuoteMoved,

    /// <summary>Evidence was added.</summary>
    EvidenceAdded,

    /// <summary>Evidence was withdrawn.</summary>
    EvidenceWithdrawn,

    /// <summary>Withdrawn evidence was restored.</summary>
    EvidenceRestored,

    /// <summary>A link to another claim was confirmed.</summary>
    LinkConfirmed,

    /// <summary>A link to another claim was rejected.</summary>
    LinkRejected,

    /// <summary>A contradiction was resolved.</summary>
    LinkResolved,

    /// <summary>It was confirmed to answer a question.</summary>
    AnswerConfirmed,

    /// <summary>What it answers was amended.</summary>
    AnswerAmended,

    /// <summary>It was found not to answer a question so.</summary>
    AnswerRejected,

    /// <summary>A review was published.</summary>
    ReviewPublished,

    /// <summary>A published review was corrected.</summary>
    ReviewCorrected,

    /// <summary>A published review was reopened.</summary>
    ReviewReopened,

    /// <summary>A review was withdrawn.</summary>
    ReviewWithdrawn,

    /// <summary>A withdrawn review was restored.</summary>
    ReviewRestored,

    /// <summary>Its status became another one.</summary>
    StatusChanged,

    /// <summary>Its published review was shaken.</summary>
    Contested,

    /// <summary>A person cleared what had shaken its review.</summary>
    Cleared,

    /// <summary>It was withdrawn.</summary>
    Withdrawn,

    /// <summary>It was restored.</summary>
    Restored,
}

/// <summary>A step in the life of a claim.</summary>
/// <param name="Earliest">The first day it can have been; null where unknown or open.</param>
/// <param name="Latest">The last day it can have been; null where unknown or open.</param>
/// <param name="At">The instant, of what happened in the record.</param>
/// <param name="Kind">What kind of step.</param>
/// <param name="Text">What happened, in a sentence.</param>
/// <param name="Actor">Who did it, in the record.</param>
/// <param name="Reason">Why.</param>
/// <param name="Entity">What it is about: `claim`, `appearance`, `link`, `answer`, `evidence`, `review`, `challenge`.</param>
/// <param name="EntityId">Its id.</param>
public sealed record TimelineStep(
    DateOnly? Earliest,
    DateOnly? Latest,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At,
    TimelineKind Kind,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    string Entity,
    long EntityId);

internal sealed record ListTimeline(long ClaimId, long Limit, long? Cursor) : IQuery<Slice<TimelineStep>>, IHeavyQuery;

internal static class ListTimelineEndpoint
{
    /// <summary>Read the timeline of a claim</summary>
    /// <remarks>
    /// What happened to the claim in the order of dates, oldest first, each in a sentence: said, published, put on record, checked, contested, cleared. What has
    /// no date comes first. Reviews show from publication on; contributors and above see those under an embargo too.
    /// </remarks>
    /// <param name="id">The claim's id.</param>
    public static async Task<ListAnswer<TimelineStep>> Get(long id, Query<PageQuery> query, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(new ListTimeline(id, query.Value.Limit, query.Value.Cursor), cancellation));
}

internal sealed class ListTimelineHandler(Database database, Caller caller) : QueryHandler<ListTimeline, Slice<TimelineStep>>(database)
{
    private const string Statement = "SELECT statement FROM claim WHERE id = @id";

    /// <summary>All steps are put in order; only those of the page are told, as that takes a look at what each is about.</summary>
    protected override Slice<TimelineStep> Handle(ListTimeline query, Sql sql)
    {
        var claim = Claim.Get(sql, query.ClaimId);
        var steps = Reported(sql, claim)
            .Concat(ClaimHistory.All(sql, claim.Id, caller.Actor).Select(happened => Of(sql, claim, happened)).OfType<Untold>())
            .OrderBy(untold => untold.Step.Earliest ?? untold.Step.Latest ?? DateOnly.MinValue)
            .ThenBy(untold => untold.Step.At ?? DateTimeOffset.MinValue)
            .Select((untold, i) => (Untold: untold, Place: i + 1L))
            .Where(found => found.Place > (query.Cursor ?? 0))
            .Take((int)query.Limit + 1)
            .ToList();
        var page = Slice<(Untold Untold, long Place)>.Of(steps, query.Limit, found => found.Place);
        return page.With<TimelineStep>([.. page.Items.Select(found => found.Untold.Tell())]);
    }

    /// <summary>When it was said, and when the articles that report it were published.</summary>
    private static IEnumerable<Untold> Reported(Sql sql, Claim claim)
    {
        foreach (var appearance in claim.Appearances.Where(a => a.State == State.Active))
        {
            if (appearance.Said is { } said)
            {
                yield return new Untold(
                    new TimelineStep(said.Earliest, said.Latest, null, TimelineKind.Said, "", null, null, "appearance", appearance.Id), () => $"{claim.Claimant.Name} said it.");
            }

            var article = Article.Get(sql, appearance.Article.Id);
            var by = article.Publisher is { } publisher ? $" by {publisher.Name}" : "";
            yield return new Untold(
                new TimelineStep(article.Published?.Earliest, article.Published?.Latest, null, TimelineKind.PublishedIn, "", null, null, "appearance", appearance.Id),
                () => $"It was published{by} in “{article.Label}”.");
        }
    }

    /// <summary>The step that an event is; null for those that a reader has no use for.</summary>
    private static Untold? Of(Sql sql, Claim claim, HistoryEvent happened)
    {
        var (entity, verb) = happened.Action.Split('.') is [var first, var second] ? (first, second) : throw new InvalidOperationException(happened.Action);
        (TimelineKind, Func<string>)? told = entity switch
        {
            "claim" => OfClaim(verb, happened.Content),
            "appearance" => OfAppearance(claim, verb, happened),
            "link" => OfLink(sql, claim, verb, happened.Content),
            "answer" => OfAnswer(sql, verb, happened.Content),
            "evidence" => OfEvidence(sql, verb, happened),
            "review" => OfReview(verb, happened.Content),
            _ => verb == "opened"
                ? (TimelineKind.Contested, () => happened.Content.GetProperty("explanation").GetString()!)
                : (TimelineKind.Cleared, () => $"It was cleared: {happened.Reason}"),
        };
        if (told is not var (kind, text))
        {
            return null;
        }

        var day = DateOnly.FromDateTime(happened.At.UtcDateTime);
        return new Untold(new TimelineStep(day, day, happened.At, kind, "", happened.Actor, happened.Reason, happened.Entity, happened.EntityId), text);
    }

    private static (TimelineKind, Func<string>)? OfClaim(string verb, JsonElement content) => verb switch
    {
        "recorded" => (TimelineKind.Recorded, () => "It was put on record."),
        "amended" => (TimelineKind.Amended, () => "Its record was amended."),
        "withdrawn" => (TimelineKind.Withdrawn, () => "It was withdrawn."),
        "restored" => (TimelineKind.Restored, () => "It was restored."),
        "status_changed" => (TimelineKind.StatusChanged, () => $"It is {Words(content.GetProperty("status"))} now."),
        _ => null,
    };

    private static (TimelineKind, Func<string>)? OfAppearance(Claim claim, string verb, HistoryEvent happened) => verb switch
    {
        "recorded" when claim.Appearances[0].Id != happened.EntityId => (TimelineKind.AppearanceAdded, () => "Another appearance was recorded."),
        "amended" => (TimelineKind.Amended, () => "An appearance was amended."),
        "reanchored" => (TimelineKind.QuoteMoved, () => $"Words that carry it are {Words(happened.Content.GetProperty("anchor"))} in a new text of the article."),
        _ => null,
    };

    private static (TimelineKind, Func<string>)? OfLink(Sql sql, Claim claim, string verb, JsonElement content)
    {
        TimelineKind? kind = (verb, content.GetProperty("state").GetString()) switch
        {
            ("recorded" or "confirmed", "confirmed") => TimelineKind.LinkConfirmed,
            ("rejected", _) => TimelineKind.LinkRejected,
            ("resolved", _) => TimelineKind.LinkResolved,
            _ => null,
        };
        if (kind is null)
        {
            return null;
        }

        var (from, to) = (content.GetProperty("from").GetInt64(), content.GetProperty("to").GetInt64());
        var other = new { id = from == claim.Id ? to : from };
        return (kind.Value, () => $"The link “{Words(content.GetProperty("type"))}” with “{sql.First<string>(Statement, other)}” was {(verb == "recorded" ? "confirmed" : verb)}.");
    }

    private static (TimelineKind, Func<string>)? OfAnswer(Sql sql, string verb, JsonElement content)
    {
        string Asked() => Question.Get(sql, content.GetProperty("questionId").GetInt64()).Text;
        var value = content.GetProperty("value") is { ValueKind: JsonValueKind.Object } given ? $": {ValueText.Of(Json.Read<StatedValue>(given.GetRawText()))}" : ".";
        return (verb, content.GetProperty("state").GetString()) switch
        {
            ("recorded" or "confirmed", "confirmed") => (TimelineKind.AnswerConfirmed, () => $"It was confirmed to answer “{Asked()}”{value}"),
            ("amended", "confirmed") => (TimelineKind.AnswerAmended, () => $"Its answer to “{Asked()}” was amended{value}"),
            ("rejected", _) => (TimelineKind.AnswerRejected, () => $"Its answer to “{Asked()}” was rejected{value}"),
            _ => null,
        };
    }

    private static (TimelineKind, Func<string>)? OfEvidence(Sql sql, string verb, HistoryEvent happened)
    {
        string Label() => Evidence.Get(sql, happened.EntityId).Label;
        var stance = Words(happened.Content.GetProperty("content").GetProperty("stance"));
        return verb switch
        {
            "recorded" => (TimelineKind.EvidenceAdded, () => $"Evidence was added ({stance}): {Label()}"),
            "withdrawn" => (TimelineKind.EvidenceWithdrawn, () => $"Evidence was withdrawn ({stance}): {Label()}"),
            "restored" => (TimelineKind.EvidenceRestored, () => $"Evidence was restored ({stance}): {Label()}"),
            "reanchored" => (TimelineKind.QuoteMoved, () => $"Words of evidence are {Words(happened.Content.GetProperty("anchor"))} in a new text of {Label()}."),
            _ => null,
        };
    }

    private static (TimelineKind, Func<string>)? OfReview(string verb, JsonElement content)
    {
        var review = content.GetProperty("content");
        var title = review.GetProperty("title").GetString() is { } given ? $"“{given}”" : "A review";
        var verdict = Words(review.GetProperty("verdict"));
        var isPublished = content.GetProperty("state").GetString() == "published";
        return verb switch
        {
            "published" or "released" => (TimelineKind.ReviewPublished, () => $"{title} was published: {verdict}."),
            "corrected" => (TimelineKind.ReviewCorrected, () => $"{title} was corrected: {content.GetProperty("corrections").EnumerateArray().Last().GetProperty("text").GetString()}"),
            "reopened" when isPublished => (TimelineKind.ReviewReopened, () => $"{title} was reopened."),
            "withdrawn" => (TimelineKind.ReviewWithdrawn, () => $"{title} was withdrawn: {verdict} no longer counts."),
            "restored" => (TimelineKind.ReviewRestored, () => $"{title} was restored: {verdict}."),
            _ => null,
        };
    }

    /// <summary>A step without its text.</summary>
    private sealed record Untold(TimelineStep Step, Func<string> Text)
    {
        public TimelineStep Tell() => Step with { Text = Text() };
    }

    private static string Words(JsonElement name) => name.GetString()!.Replace('_', ' ');
}
