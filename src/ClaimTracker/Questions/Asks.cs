namespace ClaimTracker.Questions;

/// <summary>What a question asks for.</summary>
public enum Asks
{
    /// <summary>What is, was or will be: rival answers contradict each other.</summary>
    Fact,

    /// <summary>What should be: rival answers disagree.</summary>
    Position,
}
