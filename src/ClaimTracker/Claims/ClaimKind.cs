namespace ClaimTracker.Claims;

/// <summary>What sort of statement a claim is.</summary>
public enum ClaimKind
{
    /// <summary>It is true or false.</summary>
    Fact,

    /// <summary>It says what should be: needed or unnecessary, right or wrong.</summary>
    Position,

    /// <summary>It says what will be.</summary>
    Prediction,
}
