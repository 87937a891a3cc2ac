namespace ClaimTracker.Data;

/// <summary>Which readers a query goes to. Neither lane waits for the other, and writing waits for none.</summary>
internal enum Lane
{
    /// <summary>What one row, or one page in the order of an index, costs: it is read on the caller's thread.</summary>
    Quick,

    /// <summary>What may cost much more than what it answers: it is read on threads of the lane's own, few at a time, and waits for its turn.</summary>
    Heavy,
}
