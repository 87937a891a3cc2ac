namespace ClaimTracker.Questions;

/// <summary>What people have decided on an answer.</summary>
public enum AnswerState
{
    /// <summary>It waits for a reviewer and counts for nothing.</summary>
    Suggested,

    /// <summary>It counts.</summary>
    Confirmed,

    /// <summary>The claim does not answer the question in this way.</summary>
    Rejected,
}
