using System.Globalization;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Who, beside having the role, may do something to one object.</summary>
internal enum Whose
{
    /// <summary>Whoever has the role.</summary>
    Any,

    /// <summary>Whose key recorded it, or an editor.</summary>
    Own,

    /// <summary>Likewise; what is merged is given back by a reviewer.</summary>
    OwnOrGivenBack,

    /// <summary>Likewise; what was published is an editor's.</summary>
    OwnUntilPublished,
}

/// <summary>What the design says of an operation.</summary>
/// <param name="Operation">Its name in the API document.</param>
/// <param name="Least">The least role; null where no key is ever needed.</param>
/// <param name="Kind">What its path names; empty where it names nothing.</param>
/// <param name="Outcomes">The status for those who may, in each state of that: "active 200, withdrawn 409"; one alone holds for all states.</param>
/// <param name="Whose">Who may beside the role.</param>
internal sealed record Row(string Operation, Role? Least, string Kind, string Outcomes, Whose Whose = Whose.Any)
{
    /// <summary>The states that an object of the kind has.</summary>
    public string[] States => RouteTable.States[Kind];

    public int Outcome(string state) =>
        int.Parse(Outcomes.Split(", ").Select(o => o.Split(' ')).Single(o => o.Length == 1 || o[0] == state)[^1], CultureInfo.InvariantCulture);

    /// <summary>What this caller must be answered.</summary>
    /// <param name="caller">The role of the caller's key; null without one.</param>
    /// <param name="readsFreely">Whether one may read without a key from there.</param>
    /// <param name="isOwn">Whether the caller's key recorded the object.</param>
    /// <param name="state">The object's state.</param>
    public int Due(Role? caller, bool readsFreely, bool isOwn, string state)
    {
        var role = caller ?? Role.Reader;
        var mayCall = Least is not { } required ? true : caller is null ? required == Role.Reader && readsFreely : caller >= required;
        var maySee = Kind != "review" || role >= Role.Contributor || state is "published" or "retracted";
        var mayChange = role >= Role.Editor || Whose switch
        {
            Whose.Any => true,
            Whose.OwnOrGivenBack when state == "merged" => role >= Role.Reviewer,
            Whose.OwnUntilPublished when state is "embargoed" or "published" or "retracted" => false,
            _ => isOwn,
        };
        return !mayCall ? (caller is null ? 401 : 403) : !maySee ? 404 : !mayChange ? 403 : Outcome(state);
    }
}

/// <summary>
/// The roles of the design, operation by operation: readers read what is published, and published is everything active or withdrawn, except the texts of
/// snapshots, reviews not published or under an embargo, and keys; contributors record, and withdraw and restore what their own key recorded; reviewers decide
/// and merge; editors publish, resolve disputes and withdraw anything; admins keep the keys.
/// </summary>
internal static class RouteTable
{
    private const string Standing = "active 200, withdrawn 409";
    private const string Withdrawn = "active 409, withdrawn 200";
    private const string StandingOrMerged = "active 200, withdrawn 409, merged 409";
    private const string WithdrawnOrMerged = "active 409, withdrawn 200, merged 200";

    public static readonly Dictionary<string, string[]> States = new()
    {
        [""] = ["-"],
        ["claim"] = ["active", "withdrawn", "merged"],
        ["claimant"] = ["active", "withdrawn", "merged"],
        ["article"] = ["active", "withdrawn"],
        ["snapshot"] = ["held"],
        ["appearance"] = ["active", "withdrawn"],
        ["evidence"] = ["active", "withdrawn"],
        ["question"] = ["active", "withdrawn"],
        ["scale"] = ["active", "withdrawn"],
        ["link"] = ["suggested", "confirmed", "rejected", "resolved"],
        ["answer"] = ["suggested", "confirmed", "rejected"],
        ["dispute"] = ["none", "open", "resolved"],
        ["challenged claim"] = ["contested", "clear"],
        ["review"] = ["draft", "submitted", "approved", "embargoed", "published", "withdrawn", "retracted"],
        ["key"] = ["good", "revoked"],
    };

    public static readonly Row[] Rows =
    [
        new("listClaims", Role.Reader, "", "200"),
        new("recordClaim", Role.Contributor, "", "201"),
        new("getClaim", Role.Reader, "claim", "200"),
        new("amendClaim", Role.Contributor, "claim", StandingOrMerged),
        new("withdrawClaim", Role.Contributor, "claim", StandingOrMerged, Whose.Own),
        new("restoreClaim", Role.Contributor, "claim", WithdrawnOrMerged, Whose.OwnOrGivenBack),
        new("clearClaim", Role.Reviewer, "challenged claim", "contested 200, clear 409"),
        new("mergeClaim", Role.Reviewer, "claim", StandingOrMerged),
        new("listAppearances", Role.Reader, "claim", "200"),
        new("addAppearance", Role.Contributor, "claim", "active 201, withdrawn 409, merged 409"),
        new("getAppearance", Role.Reader, "appearance", "200"),
        new("amendAppearance", Role.Contributor, "appearance", Standing),
        new("withdrawAppearance", Role.Contributor, "appearance", Standing, Whose.Own),
        new("restoreAppearance", Role.Contributor, "appearance", Withdrawn, Whose.Own),
        new("listLinksOfClaim", Role.Reader, "claim", "200"),
        new("getClaimGraph", Role.Reader, "claim", "200"),
        new("listAnswersOfClaim", Role.Reader, "claim", "200"),
        new("listEvidence", Role.Reader, "claim", "200"),
        new("listReviewsOfClaim", Role.Reader, "claim", "200"),
        new("listHistory", Role.Reader, "claim", "200"),
        new("listTimeline", Role.Reader, "claim", "200"),

        new("listArticles", Role.Reader, "", "200"),
        new("recordArticle", Role.Contributor, "", "201"),
        new("getArticle", Role.Reader, "article", "200"),
        new("amendArticle", Role.Contributor, "article", Standing),
        new("withdrawArticle", Role.Contributor, "article", Standing, Whose.Own),
        new("restoreArticle", Role.Contributor, "article", Withdrawn, Whose.Own),
        new("listClaimsOfArticle", Role.Reader, "article", "200"),
        new("listSnapshots", Role.Reader, "article", "200"),
        new("captureSnapshot", Role.Contributor, "article", "active 201, withdrawn 409"),
        new("getSnapshot", Role.Contributor, "snapshot", "200"),

        new("listClaimants", Role.Reader, "", "200"),
        new("recordClaimant", Role.Contributor, "", "201"),
        new("getClaimant", Role.Reader, "claimant", "200"),
        new("amendClaimant", Role.Contributor, "claimant", StandingOrMerged),
        new("withdrawClaimant", Role.Contributor, "claimant", StandingOrMerged, Whose.Own),
        new("restoreClaimant", Role.Contributor, "claimant", WithdrawnOrMerged, Whose.OwnOrGivenBack),
        new("mergeClaimant", Role.Reviewer, "claimant", StandingOrMerged),

        new("listContradictions", Role.Reader, "", "200"),
        new("listLinks", Role.Reader, "", "200"),
        new("linkClaims", Role.Contributor, "", "201"),
        new("getLink", Role.Reader, "link", "200"),
        new("confirmLink", Role.Reviewer, "link", "suggested 200, confirmed 409, rejected 200, resolved 200"),
        new("rejectLink", Role.Reviewer, "link", "suggested 200, confirmed 200, rejected 409, resolved 200"),
        new("resolveLink", Role.Reviewer, "link", "suggested 409, confirmed 200, rejected 409, resolved 409"),

        new("listQuestions", Role.Reader, "", "200"),
        new("recordQuestion", Role.Contributor, "", "201"),
        new("getQuestion", Role.Reader, "question", "200"),
        new("amendQuestion", Role.Contributor, "question", Standing),
        new("withdrawQuestion", Role.Contributor, "question", Standing, Whose.Own),
        new("restoreQuestion", Role.Contributor, "question", Withdrawn, Whose.Own),
        new("listAnswers", Role.Reader, "", "200"),
        new("recordAnswer", Role.Contributor, "claim", "active 201, withdrawn 409, merged 409"),
        new("getAnswer", Role.Reader, "answer", "200"),
        new("amendAnswer", Role.Contributor, "answer", "200"),
        new("confirmAnswer", Role.Reviewer, "answer", "suggested 200, confirmed 409, rejected 200"),
        new("rejectAnswer", Role.Reviewer, "answer", "suggested 200, confirmed 200, rejected 409"),
        new("listDisputes", Role.Reader, "", "200"),
        new("getDispute", Role.Reader, "dispute", "none 404, open 200, resolved 200"),
        new("getDisputeGraph", Role.Reader, "dispute", "none 404, open 200, resolved 200"),
        new("resolveDispute", Role.Editor, "dispute", "none 409, open 200, resolved 409"),
        new("reopenDispute", Role.Editor, "dispute", "none 409, open 409, resolved 200"),

        new("addEvidence", Role.Contributor, "claim", "active 201, withdrawn 409, merged 409"),
        new("getEvidence", Role.Reader, "evidence", "200"),
        new("amendEvidence", Role.Contributor, "evidence", Standing),
        new("withdrawEvidence", Role.Contributor, "evidence", Standing, Whose.Own),
        new("restoreEvidence", Role.Contributor, "evidence", Withdrawn, Whose.Own),
        new("listReviews", Role.Reader, "", "200"),
        new("recordReview", Role.Contributor, "", "201"),
        new("getReview", Role.Reader, "review", "200"),
        new("amendReview", Role.Contributor, "review", "draft 200, submitted 200, approved 409, embargoed 409, published 409, withdrawn 409, retracted 409"),
        new("submitReview", Role.Contributor, "review", "draft 200, submitted 409, approved 409, embargoed 409, published 409, withdrawn 409, retracted 409"),
        new("approveReview", Role.Reviewer, "review", "draft 409, submitted 200, approved 409, embargoed 409, published 409, withdrawn 409, retracted 409"),
        new("publishReview", Role.Editor, "review", "draft 409, submitted 409, approved 200, embargoed 409, published 409, withdrawn 409, retracted 409"),
        new("reopenReview", Role.Editor, "review", "draft 409, submitted 200, approved 200, embargoed 200, published 200, withdrawn 409, retracted 409"),
        new("correctReview", Role.Editor, "review", "draft 409, submitted 409, approved 409, embargoed 200, published 200, withdrawn 409, retracted 409"),
        new("withdrawReview", Role.Contributor, "review", "draft 200, submitted 200, approved 200, embargoed 200, published 200, withdrawn 409, retracted 409", Whose.OwnUntilPublished),
        new("restoreReview", Role.Contributor, "review", "draft 409, submitted 409, approved 409, embargoed 409, published 409, withdrawn 200, retracted 200", Whose.OwnUntilPublished),
        new("listRatingScales", Role.Reader, "", "200"),
        new("getRatingScale", Role.Reader, "scale", "200"),
        new("addRatingScale", Role.Editor, "", "201"),
        new("amendRatingScale", Role.Editor, "scale", Standing),
        new("withdrawRatingScale", Role.Editor, "scale", Standing),
        new("restoreRatingScale", Role.Editor, "scale", Withdrawn),

        new("searchClaims", Role.Reader, "", "200"),
        new("listTopics", Role.Reader, "", "200"),
        new("renameTopic", Role.Reviewer, "", "200"),
        new("listKeys", Role.Admin, "", "200"),
        new("createKey", Role.Admin, "", "201"),
        new("getKey", Role.Admin, "key", "200"),
        new("rotateKey", Role.Admin, "key", "good 201, revoked 409"),
        new("revokeKey", Role.Admin, "key", "good 200, revoked 409"),
        new("verifyAudit", Role.Editor, "", "200"),
        new("live", null, "", "200"),
        new("ready", null, "", "200"),
    ];
}
