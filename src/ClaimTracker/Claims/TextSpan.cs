namespace ClaimTracker.Claims;

/// <summary>A part of a text, in Unicode code points.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The one after the last.</param>
public sealed record TextSpan(long Start, long End);
