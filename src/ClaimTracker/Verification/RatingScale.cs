using System.ComponentModel.DataAnnotations;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Verification;

/// <summary>A step of a rating scale.</summary>
/// <param name="Value">Its number: the higher, the truer.</param>
/// <param name="Label">Its name: "Mostly false".</param>
/// <param name="Verdict">The verdict that it stands for.</param>
public sealed record RatingStep(
    [property: Range(0, 1_000)] long Value,
    [property: Line(100)] string Label,
    Verdict Verdict);

/// <summary>What may be said of a rating scale.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Its steps, from the worst to the best: two at least, their values rising. Replaced as a whole.</param>
/// <param name="Ref">The caller's own key, unique among scales.</param>
public sealed record RatingScaleContent(
    [property: Line(Limits.Name)] string Name,
    [property: Items(Limits.ScaleSteps)] IReadOnlyList<RatingStep> Steps,
    [property: Ref] string? Ref = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (Steps.Count < 2)
        {
            yield return Fault.At($"{pointer}/steps", "too_few", "A scale has two steps at least.");
        }

        for (var i = 1; i < Steps.Count; i++)
        {
            if (Steps[i].Value <= Steps[i - 1].Value)
            {
                yield return Fault.At($"{pointer}/steps/{i}/value", "not_rising", "The values rise from the worst step to the best.");
            }

            if (Steps.Take(i).Any(before => Folding.Fold(before.Label) == Folding.Fold(Steps[i].Label)))
            {
                yield return Fault.At($"{pointer}/steps/{i}/label", "duplicate_item", "Another step has this label.");
            }
        }
    }
}

/// <summary>A rating scale: what ratings in reviews are copies of.</summary>
/// <param name="Id">The scale's id.</param>
/// <param name="Ref">The caller's own key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Steps">Its steps, from the worst to the best.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was recorded.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record RatingScale(
    long Id,
    string? Ref,
    string Name,
    IReadOnlyList<RatingStep> Steps,
    State State,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt) : IResource
{
    internal const string Select = "SELECT id, ref, name, steps, state, revision, created_at, updated_at FROM rating_scale";

    private const string ByRef = "SELECT id FROM rating_scale WHERE ref = @ownKey";

    string IResource.Href => $"/v1/rating-scales/{Id}";

    internal static RatingScale Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE id = @id", new { id })?.ToScale() ?? throw ProblemException.NotFound("rating scale", id);

    /// <summary>The scale that has a ref.</summary>
    internal static RatingScale? HolderOf(Sql sql, string? ownKey) => ownKey is not null && sql.First<long?>(ByRef, new { ownKey }) is { } id ? Get(sql, id) : null;

    /// <summary>What can be amended, as it is now.</summary>
    internal RatingScaleContent Content() => new(Name, Steps, Ref);

    /// <summary>What an event keeps of it.</summary>
    internal object Whole() => new { Content = Content(), State };

    internal Existing AsExisting() => new(Id, ((IResource)this).Href, Name, Ref);

    internal sealed class Row
    {
        public long Id { get; init; }

        public string? Ref { get; init; }

        public string Name { get; init; } = "";

        public string Steps { get; init; } = "";

        public string State { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public RatingScale ToScale() => new(
            Id, Ref, Name, Json.Read<RatingStep[]>(Steps), Names.Parse<State>(State), Revision, ColumnValue.Instant(CreatedAt), ColumnValue.Instant(UpdatedAt));
    }
}
