namespace ClaimTracker.Http;

/// <summary>Every bound of the API, in one place; the API document publishes each.</summary>
internal static class Limits
{
    public const int Body = 1_048_576;
    public const int ArticleBody = 8 * 1_048_576;
    public const int Depth = 16;
    public const int Members = 100;

    public const int ArticleText = 1_000_000;
    public const int Statement = 500;
    public const int Quotation = 5_000;
    public const int Explanation = 10_000;
    public const int Name = 300;
    public const int Headline = 500;
    public const int Topic = 60;
    public const int Topics = 20;
    public const int Quotes = 20;
    public const int Aliases = 100;
    public const int SameAs = 50;
    public const int Authors = 50;
    public const int Relays = 20;
    public const int Links = 50;
    public const int Answers = 20;

    /// <summary>An answer is linked with this many of the rivals before it, the latest ones: else a question of n answers would have n² / 2 links.</summary>
    public const int LinkedRivals = 50;
    public const int Translations = 50;
    public const int Reason = 1_000;
    public const int Note = 1_000;

    public const int ScaleSteps = 20;
    public const int ReviewedClaims = 50;
    public const int CitedEvidence = 100;
    public const int Query = 1_000;

    public const int DisputeAnswers = 200;
    public const int DisputeLinks = 200;
    public const int CountedLinks = 10_000;
    public const int DisputeValues = 20;
    public const int DisputeAppearances = 3;
    public const int ValueClaimants = 5;

    public const int SearchText = 256;
    public const int SearchTerms = 16;
    public const int SearchPrefix = 2;

    public const int GraphDepth = 4;
    public const int GraphNodes = 60;
    public const int GraphEdges = 200;

    public const int PageDefault = 50;
    public const int PageMax = 200;
    public const int QueryParameters = 64;
}
