namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// What the service must answer, by the design alone: four claims, a contradiction between the first two, three reviews of them, and the answers of the other
/// two to one question, which link them where both are confirmed and differ. Whoever asks is an editor.
/// </summary>
internal sealed class World
{
    private World(ModelClaim[] claims, ModelLink link, ModelReview[] reviews, ModelAnswer[] answers) => (Claims, Link, Reviews, Answers) = (claims, link, reviews, answers);

    public ModelClaim[] Claims { get; }

    public ModelLink Link { get; }

    public ModelReview[] Reviews { get; }

    public ModelAnswer[] Answers { get; }

    /// <summary>All as it is recorded: a suggested link, suggested answers, drafts.</summary>
    public static World Start(IReadOnlyList<string> statements)
    {
        var world = new World(
            [.. statements.Select(s => new ModelClaim { Statement = s })],
            new ModelLink(),
            [new ModelReview(0, "refuted"), new ModelReview(0, "supported"), new ModelReview(1, "refuted")],
            [new ModelAnswer(2) { Yes = true }, new ModelAnswer(3)]);
        world.Follow();
        return world;
    }

    public World Clone() => new(
        [.. Claims.Select(c => c with { Challenges = [.. c.Challenges] })],
        Link with { },
        [.. Reviews.Select(r => r with { })],
        [.. Answers.Select(a => a with { })]);

    /// <summary>Two worlds with the same text are the same.</summary>
    public override string ToString() =>
        $"{string.Join<string>(' ', Claims.Select(c => $"[{c.Statement} {c.IsActive} {c.Revision} {string.Join(',', c.Challenges)}]"))} {Link} {string.Join<ModelReview>(' ', Reviews)} {string.Join<ModelAnswer>(' ', Answers)}";

    /// <summary>Derives the status of every claim anew; each that becomes another counts a revision.</summary>
    public void Follow()
    {
        foreach (var (claim, status) in Claims.Zip([.. Enumerable.Range(0, Claims.Length).Select(Status)]))
        {
            claim.Revision += claim.Status == status ? 0 : 1;
            claim.Status = status;
        }
    }

    /// <summary>How many confirmed contradictions with a claim that stands.</summary>
    public int Contradictions(int claim) => Against(claim).Count(other => Claims[other].IsActive);

    /// <summary>A contradiction counts from now on for this claim: it challenges what is published of it.</summary>
    public void Challenge(int claim, bool isDisputed)
    {
        if (isDisputed && Verdicts(claim).Length > 0)
        {
            Claims[claim].Challenges.Add("contradiction");
        }
    }

    /// <summary>Whether a claim disputes those that it contradicts: it is active and not refuted.</summary>
    public bool Disputes(int claim) => Claims[claim].IsActive && !(Claims[claim].Challenges.Count == 0 && Verdicts(claim) is ["refuted"]);

    private string Status(int claim) =>
        Claims[claim].Challenges.Count > 0 ? "contested"
        : Verdicts(claim) is { Length: > 0 } verdicts ? (verdicts.Length > 1 ? "contested" : verdicts[0])
        : Against(claim).Any(Disputes) ? "disputed"
        : Reviews.Any(r => r.Claim == claim && r.State != "withdrawn" && !r.IsPublic) ? "in_review"
        : "unverified";

    private string[] Verdicts(int claim) => [.. Reviews.Where(r => r.Claim == claim && r.State == "published").Select(r => r.Verdict).Distinct()];

    private IEnumerable<int> Against(int claim)
    {
        if (claim < 2 && Link.State == "confirmed")
        {
            yield return 1 - claim;
        }

        // What answers make stands only while both of them count.
        if (claim >= 2 && Answers.All(a => a.State == "confirmed" && Claims[a.Claim].IsActive) && Answers[0].Yes != Answers[1].Yes)
        {
            yield return 5 - claim;
        }
    }
}

internal sealed record ModelClaim
{
    public string Statement { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public string Status { get; set; } = "unverified";

    public int Revision { get; set; } = 1;

    public SortedSet<string> Challenges { get; init; } = [];
}

internal sealed record ModelLink
{
    public string State { get; set; } = "suggested";

    public int Revision { get; set; } = 1;
}

internal sealed record ModelAnswer(int Claim)
{
    public string State { get; set; } = "suggested";

    public bool Yes { get; set; }

    public int Revision { get; set; } = 1;
}

internal sealed record ModelReview(int Claim, string Verdict)
{
    public string State { get; set; } = "draft";

    public string Before { get; set; } = "";

    public string Title { get; set; } = "A title";

    public bool IsPublic { get; set; }

    public int Corrections { get; set; }

    public int Revision { get; set; } = 1;
}
