namespace ClaimTracker.Http;

/// <summary>The media types there are.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string Graphviz = "text/vnd.graphviz";
    public const string Mermaid = "text/vnd.mermaid";
    public const string Svg = "image/svg+xml";
    public const string Problem = "application/problem+json";
}
