using System.Text.Json.Serialization;

namespace ClaimTracker.Articles;

/// <summary>An appearance or a piece of evidence whose anchor a new text has changed.</summary>
/// <param name="ClaimId">Its claim.</param>
/// <param name="Was">The anchor before.</param>
/// <param name="Now">The anchor now.</param>
/// <param name="AppearanceId">The appearance.</param>
/// <param name="EvidenceId">Or the evidence.</param>
public sealed record AnchorChange(
    long ClaimId,
    Anchor Was,
    Anchor Now,
    [property: JsonPropertyOrder(-1)][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? AppearanceId = null,
    [property: JsonPropertyOrder(-1)][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EvidenceId = null);
