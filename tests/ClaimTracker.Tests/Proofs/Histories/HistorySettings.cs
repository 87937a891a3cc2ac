using System.Globalization;
using CsCheck;

namespace ClaimTracker.Tests.Proofs;

/// <summary>How much the proofs of histories do; small where the environment says nothing.</summary>
internal static class HistorySettings
{
    /// <summary>Histories of clients at once: CLAIMTRACKER_HISTORIES.</summary>
    public static int Histories { get; } = Number("CLAIMTRACKER_HISTORIES", 40);

    /// <summary>Sequences of one client beside the model: CLAIMTRACKER_SEQUENCES.</summary>
    public static int Sequences { get; } = Number("CLAIMTRACKER_SEQUENCES", 10);

    /// <summary>Races of each kind: CLAIMTRACKER_RACES.</summary>
    public static int Races { get; } = Number("CLAIMTRACKER_RACES", 20);

    /// <summary>Idempotency keys: CLAIMTRACKER_RETRIES.</summary>
    public static int Retries { get; } = Number("CLAIMTRACKER_RETRIES", 40);

    /// <summary>Where chance begins: CLAIMTRACKER_SEED, else anywhere.</summary>
    public static int Seed { get; } = Number("CLAIMTRACKER_SEED", Random.Shared.Next());

    /// <summary>The same for generated sequences; null where it is not given, and a failure then tells its own.</summary>
    public static string? SequenceSeed { get; } =
        Environment.GetEnvironmentVariable("CLAIMTRACKER_SEED") is null ? null : new PCG(1, (ulong)Seed).ToString();

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : otherwise;
}
