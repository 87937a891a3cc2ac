using System.Diagnostics;

namespace ClaimTracker.Data;

/// <summary>The steps of a request that are worth a line of their own in a trace. Where nobody listens, a step costs one look.</summary>
internal static class Tracing
{
    /// <summary>The name of the source of steps, and of the meter.</summary>
    public const string Name = "ClaimTracker";

    public static readonly ActivitySource Source = new(Name);

    /// <summary>Tells of a step that is over.</summary>
    public static void Step(string name, ActivityContext parent, DateTimeOffset from, DateTimeOffset until)
    {
        using var step = Source.StartActivity(name, ActivityKind.Internal, parent, startTime: from);
        step?.SetEndTime(until.UtcDateTime);
    }
}
