namespace ClaimTracker.Operations;

/// <summary>How lines of the log are written.</summary>
internal enum LogFormat
{
    /// <summary>One JSON object to a line, for programs.</summary>
    Json,

    /// <summary>For people.</summary>
    Text,
}
