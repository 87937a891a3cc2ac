namespace ClaimTracker.Problems;

/// <summary>A part of a request with rules between its members, which a schema does not hold.</summary>
internal interface IHasRules
{
    /// <summary>The rules that are broken.</summary>
    /// <param name="pointer">Where the part stands in the body.</param>
    IEnumerable<Fault> BrokenRules(string pointer);
}
