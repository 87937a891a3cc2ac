using System.Text;
using ClaimTracker.Http;
using ClaimTracker.Text;

namespace ClaimTracker.Claims;

/// <summary>The filters that lists of claims share.</summary>
public abstract record ClaimFilter : ActiveClaimFilter
{
    /// <summary>Claims in this state.</summary>
    public State State { get; init; } = State.Active;

    internal override State ClaimState => State;
}

/// <summary>The filters that all lists share in which claims stand: without another word the active ones.</summary>
public abstract record ActiveClaimFilter : PageQuery
{
    /// <summary>Only what this article reports.</summary>
    public long? ArticleId { get; init; }

    /// <summary>The same by the article's own key.</summary>
    [Ref]
    public string? ArticleRef { get; init; }

    /// <summary>Only what this claimant says.</summary>
    public long? ClaimantId { get; init; }

    /// <summary>The same by the claimant's own key.</summary>
    [Ref]
    public string? ClaimantRef { get; init; }

    /// <summary>Only what articles of this publisher report.</summary>
    public long? PublisherId { get; init; }

    /// <summary>The same by the publisher's own key.</summary>
    [Ref]
    public string? PublisherRef { get; init; }

    /// <summary>Only what is on this topic.</summary>
    [Line(Limits.Topic)]
    public string? Topic { get; init; }

    /// <summary>Only this sort of statement.</summary>
    public ClaimKind? Kind { get; init; }

    /// <summary>Only claims with this status.</summary>
    public ClaimStatus? Status { get; init; }

    /// <summary>Only claims that answer this question, by an answer that is confirmed.</summary>
    public long? QuestionId { get; init; }

    /// <summary>The same by the question's own key.</summary>
    [Ref]
    public string? QuestionRef { get; init; }

    /// <summary>Only statements in this language.</summary>
    [Language]
    public string? Language { get; init; }

    /// <summary>The claim with this key.</summary>
    [Ref]
    public string? Ref { get; init; }

    /// <summary>Said on this day, or in this month or year, or later.</summary>
    [EdtfDate]
    public string? SaidFrom { get; init; }

    /// <summary>Said on this day, or in this month or year, or earlier.</summary>
    [EdtfDate]
    public string? SaidTo { get; init; }

    /// <summary>About this day, month or year, or later.</summary>
    [EdtfDate]
    public string? PeriodFrom { get; init; }

    /// <summary>About this day, month or year, or earlier.</summary>
    [EdtfDate]
    public string? PeriodTo { get; init; }

    /// <summary>Whether to keep what may fit the dates, the undated too, or only what surely fits. Each item's `dateFit` says which it is.</summary>
    public DateMatch Dates { get; init; } = DateMatch.Possible;

    internal virtual State ClaimState => State.Active;

    internal DayRange Said => DayRange.Of(SaidFrom, SaidTo);

    internal DayRange Period => DayRange.Of(PeriodFrom, PeriodTo);

    /// <summary>The conditions on one claim, each beginning with AND: constant texts, chosen by which filters are given.</summary>
    /// <param name="claim">The claim's name in the query: a constant of the calling code.</param>
    internal string Where(string claim)
    {
        var where = new StringBuilder();
        Add(true, $"{claim}.state = @State");
        Add(ArticleId is not null, $"EXISTS (SELECT 1 FROM appearance WHERE claim_id = {claim}.id AND article_id = @ArticleId AND state = 'active')");
        Add(ArticleRef is not null,
            $"EXISTS (SELECT 1 FROM appearance WHERE claim_id = {claim}.id AND article_id = (SELECT id FROM article WHERE ref = @ArticleRef) AND state = 'active')");
        Add(ClaimantId is not null, $"{claim}.claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @ClaimantId))");
        Add(ClaimantRef is not null, $"{claim}.claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE ref = @ClaimantRef))");
        Add(PublisherId is not null,
            $"EXISTS (SELECT 1 FROM appearance JOIN article ON article.id = article_id WHERE claim_id = {claim}.id AND publisher_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @PublisherId)) AND appearance.state = 'active')");
        Add(PublisherRef is not null,
            $"EXISTS (SELECT 1 FROM appearance JOIN article ON article.id = article_id WHERE claim_id = {claim}.id AND publisher_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE ref = @PublisherRef)) AND appearance.state = 'active')");
        Add(QuestionId is not null, $"{claim}.id IN (SELECT claim_id FROM answer WHERE question_id = @QuestionId AND state = 'confirmed')");
        Add(QuestionRef is not null, $"{claim}.id IN (SELECT claim_id FROM answer WHERE question_id = (SELECT id FROM question WHERE ref = @QuestionRef) AND state = 'confirmed')");
        Add(Topic is not null, $"EXISTS (SELECT 1 FROM claim_topic WHERE claim_id = {claim}.id AND topic = @Topic)");
        Add(Kind is not null, $"{claim}.kind = @Kind");
        Add(Status is not null, $"{claim}.status = @Status");
        Add(Language is not null, $"{claim}.language = @Language");
        Add(Ref is not null, $"{claim}.ref = @Ref");
        AddDays(Said, "said");
        AddDays(Period, "period");
        return where.ToString();

        void Add(bool isGiven, string condition)
        {
            if (isGiven)
            {
                where.Append("  AND ").Append(condition).Append('\n');
            }
        }

        void AddDays(DayRange days, string date)
        {
            Add(days.From is not null, $"({claim}.{date}_latest IS NULL OR {claim}.{date}_latest >= @{date}_from)");
            Add(days.To is not null, $"({claim}.{date}_earliest IS NULL OR {claim}.{date}_earliest <= @{date}_to)");
            if (Dates == DateMatch.Certain && !days.IsOpen)
            {
                // An interval of a period means all of its days: then a part within the range is enough.
                var within = new List<string>();
                if (days.From is not null)
                {
                    within.Add($"{claim}.{date}_earliest >= @{date}_from");
                }

                if (days.To is not null)
                {
                    within.Add($"{claim}.{date}_latest <= @{date}_to");
                }

                var throughout = date == "period" ? $"({claim}.period_through = 1 AND coalesce({claim}.period_earliest, {claim}.period_latest) IS NOT NULL) OR " : "";
                Add(true, $"{claim}.{date}_certain = 1 AND ({throughout}({string.Join(" AND ", within)}))");
            }
        }
    }

    /// <summary>The values of the conditions, with those of a list's own.</summary>
    internal Dictionary<string, object?> Values() => new()
    {
        ["State"] = ClaimState,
        ["ArticleId"] = ArticleId,
        ["ArticleRef"] = ArticleRef,
        ["ClaimantId"] = ClaimantId,
        ["ClaimantRef"] = ClaimantRef,
        ["PublisherId"] = PublisherId,
        ["PublisherRef"] = PublisherRef,
        ["QuestionId"] = QuestionId,
        ["QuestionRef"] = QuestionRef,
        ["Topic"] = Topic,
        ["Kind"] = Kind,
        ["Status"] = Status,
        ["Language"] = Language is { } language && LanguageTag.TryCanonicalize(language, out var tag) ? tag : null,
        ["Ref"] = Ref,
        ["said_from"] = Said.From,
        ["said_to"] = Said.To,
        ["period_from"] = Period.From,
        ["period_to"] = Period.To,
    };

    /// <summary>How a claim fits the dates that were asked for: the worse of both; null where none was asked for.</summary>
    internal DateFit? FitOf(Dated? said, Dated? period)
    {
        if (Said.IsOpen && Period.IsOpen)
        {
            return null;
        }

        var saidFit = Said.IsOpen ? DateFit.Certain : Said.Fit(said);
        var periodFit = Period.IsOpen ? DateFit.Certain : Period.Fit(period, isThroughout: true);
        return (DateFit)Math.Max((int)saidFit, (int)periodFit);
    }
}
