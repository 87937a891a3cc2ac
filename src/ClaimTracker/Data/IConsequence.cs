namespace ClaimTracker.Data;

/// <summary>
/// What changes in one place demand in another, such as links where an answer has changed: drawn in the command's own savepoint, with events of its own, so
/// that no state without it is ever on record. A feature that stands on others implements it.
/// </summary>
internal interface IConsequence
{
    /// <summary>Follows the changes that a command has made. What it changes itself has no further consequences.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="changes">What reads otherwise by the command.</param>
    /// <param name="reason">Why the command was given.</param>
    void Follow(WriteTransaction tx, Changes changes, string? reason);
}
