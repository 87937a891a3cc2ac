namespace ClaimTracker.Data;

/// <summary>Who is asking, and how the answer of their command is kept: one for each request or import.</summary>
internal sealed class Caller
{
    public Actor Actor { get; set; } = Actor.Anonymous;

    /// <summary>Where changes come from: written to links and to the log.</summary>
    public string Origin { get; set; } = "human";

    /// <summary>How long a command may wait for its turn before it is refused.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Set where the caller sent an Idempotency-Key.</summary>
    public RetryableRequest? Retryable { get; set; }
}

/// <summary>A request that may be sent again and shall have one effect.</summary>
/// <param name="Key">The caller's Idempotency-Key.</param>
/// <param name="Fingerprint">SHA-256 of method, path and body.</param>
/// <param name="Answer">Makes the answer from the command's result, inside the command's savepoint.</param>
internal sealed record RetryableRequest(string Key, byte[] Fingerprint, Func<object, StoredAnswer> Answer)
{
    /// <summary>How long its answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
}

/// <summary>An answer as it was given, kept for a retry.</summary>
internal sealed record StoredAnswer(int Status, string? Location, string? ETag, byte[] Body);
