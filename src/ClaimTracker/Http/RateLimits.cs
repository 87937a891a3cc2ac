namespace ClaimTracker.Http;

/// <summary>How many requests a caller may make in a minute; null where there is no limit.</summary>
/// <param name="PerKey">With one API key.</param>
/// <param name="PerAddress">Without a key, from one address.</param>
/// <param name="FailedSignIns">With keys that are not good, from one address.</param>
internal sealed record RateLimits(int? PerKey, int? PerAddress, int? FailedSignIns)
{
    public static readonly RateLimits Default = new(PerKey: 6_000, PerAddress: 1_200, FailedSignIns: 20);

    public static readonly RateLimits None = new(null, null, null);
}
