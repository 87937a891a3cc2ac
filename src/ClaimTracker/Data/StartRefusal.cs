namespace ClaimTracker.Data;

/// <summary>What the program ends with.</summary>
internal enum ExitCode
{
    /// <summary>All went well.</summary>
    Done = 0,

    /// <summary>Some of what was asked could not be done; it was said what.</summary>
    Failed = 1,

    /// <summary>An option or setting cannot be used.</summary>
    Configuration = 2,

    /// <summary>The file is damaged or is not a ClaimTracker file.</summary>
    Damaged = 3,

    /// <summary>Another process holds the lock.</summary>
    Locked = 4,

    /// <summary>A migration failed; the file is as before.</summary>
    Migration = 5,

    /// <summary>The file was made by a newer version.</summary>
    Newer = 6,
}

/// <summary>Why the program does not start, in a sentence for its operator.</summary>
internal sealed class StartRefusal(ExitCode code, string message, Exception? cause = null) : Exception(message, cause)
{
    public ExitCode Code { get; } = code;
}
