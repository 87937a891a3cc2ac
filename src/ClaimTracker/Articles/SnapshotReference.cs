namespace ClaimTracker.Articles;

/// <summary>A capture of an article's text, as the article names it.</summary>
/// <param name="Id">The snapshot's id.</param>
/// <param name="Sha256">SHA-256 of its text in UTF-8, in hexadecimal.</param>
/// <param name="Length">Its length in Unicode code points.</param>
/// <param name="CapturedAt">When it was captured.</param>
public sealed record SnapshotReference(long Id, string Sha256, long Length, DateTimeOffset CapturedAt);
