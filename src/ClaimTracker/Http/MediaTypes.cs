namespace ClaimTracker.Http;

/// <summary>The media types there are.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string Problem = "application/problem+json";
}
