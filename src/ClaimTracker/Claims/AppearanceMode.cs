namespace ClaimTracker.Claims;

/// <summary>How an article brings a claim.</summary>
public enum AppearanceMode
{
    /// <summary>The claimant's words, in full.</summary>
    DirectQuote,

    /// <summary>Some of the claimant's words within the article's own.</summary>
    PartialQuote,

    /// <summary>What the claimant said, in the article's words.</summary>
    ReportedSpeech,

    /// <summary>The article states it itself.</summary>
    OwnVoice,

    /// <summary>It stands in the headline.</summary>
    Headline,

    /// <summary>It stands under a picture.</summary>
    Caption,

    /// <summary>It stands in a note that corrects the article.</summary>
    CorrectionNote,
}
