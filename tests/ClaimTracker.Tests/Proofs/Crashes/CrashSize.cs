using System.Globalization;

namespace ClaimTracker.Tests.Proofs;

/// <summary>How much the crash proofs do, and with which random numbers.</summary>
internal static class CrashSize
{
    private static readonly int? Set = Number("CLAIMTRACKER_CRASH_ROUNDS");

    public static readonly int Seed = Number("CLAIMTRACKER_SEED") ?? Random.Shared.Next();

    /// <summary>How many answered requests each client sends again after each kill.</summary>
    public static readonly int Retries = Number("CLAIMTRACKER_CRASH_RETRIES") ?? 4;

    /// <summary>How often something is done: CLAIMTRACKER_CRASH_ROUNDS times, else as often as a build can wait for.</summary>
    public static int Rounds(int small) => Set ?? small;

    /// <summary>Which calls of many are tried: the first CLAIMTRACKER_CRASH_ROUNDS, else some at random.</summary>
    public static IEnumerable<int> Calls(int small, int most) => Set is { } rounds
        ? Enumerable.Range(1, rounds)
        : new Random(Seed).GetItems([.. Enumerable.Range(1, most)], small);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : null;
}
