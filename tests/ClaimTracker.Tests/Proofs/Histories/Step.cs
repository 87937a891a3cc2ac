namespace ClaimTracker.Tests.Proofs;

/// <summary>One request to the service and the same step in the model; both give the answer in the same few words.</summary>
/// <param name="Subject">The object whose revision the answer tells.</param>
/// <param name="Text">What is done.</param>
/// <param name="Send">Asks the service.</param>
/// <param name="Does">Changes a world, and says what the answer must be.</param>
internal sealed record Step(string Subject, string Text, Func<Bench, Task<string>> Send, Func<World, string> Does) : IStep<World>
{
    public (string Answer, World Next) Apply(World state)
    {
        var next = state.Clone();
        return (Does(next), next);
    }

    public override string ToString() => Text;
}

/// <summary>What a client has learned: the last revision that it saw of each object.</summary>
internal sealed class Memory
{
    private readonly Dictionary<string, string> revisions = [];

    public string Revision(string subject) => revisions.GetValueOrDefault(subject, "1");

    public void Note(string subject, string answer)
    {
        if (answer.Split(' ').FirstOrDefault(word => word is ['r', >= '0' and <= '9', ..]) is { } revision)
        {
            revisions[subject] = revision[1..];
        }
    }
}

/// <summary>All steps that clients take.</summary>
internal static class Steps
{
    /// <summary>The first of those that only read.</summary>
    public const int Reads = 18;

    public const int Count = 24;

    private static readonly string[] Moves = ["submit", "approve", "publish", "reopen", "correct", "withdraw", "restore"];

    /// <summary>The step of this number on one of the objects.</summary>
    /// <param name="number">What to do, below <see cref="Count" />.</param>
    /// <param name="which">On which object.</param>
    /// <param name="how">How, where there are several ways.</param>
    /// <param name="memory">What the client knows.</param>
    public static Step Of(int number, int which, int how, Memory memory) => number switch
    {
        0 => ClaimSteps.Amend(which % 4, how, memory),
        1 => ClaimSteps.Stand(which % 4, "withdraw", how, memory),
        2 => ClaimSteps.Stand(which % 4, "restore", how, memory),
        3 => ClaimSteps.Clear(which % 2),
        4 => LinkSteps.Decide("confirm", ["suggested", "rejected", "resolved"], "confirmed", how, memory),
        5 => LinkSteps.Decide("reject", ["suggested", "confirmed", "resolved"], "rejected", how, memory),
        6 => LinkSteps.Decide("resolve", ["confirmed"], "resolved", how, memory),
        7 => AnswerSteps.Decide(which % 2, "confirm", "confirmed"),
        8 => AnswerSteps.Decide(which % 2, "reject", "rejected"),
        9 => AnswerSteps.Amend(which % 2, how, memory),
        10 => ReviewSteps.Amend(which % 3, how, memory),
        < Reads => ReviewSteps.Move(which % 3, Moves[number - 11], how, memory),
        18 => ReadSteps.Claim(which % 4, how % 6),
        19 => ReadSteps.Link(how % 2),
        20 => ReadSteps.Answer(which % 2, how % 2),
        21 => ReadSteps.Review(which % 3, how % 3),
        22 => ReadSteps.Contradictions(),
        _ => ReadSteps.Dispute(how % 2),
    };
}
