using CsCheck;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>The one source of chance: the same seed and number, the same throws.</summary>
internal sealed class Dice(ulong seed, uint number)
{
    private readonly PCG pcg = new(number, seed);

    /// <summary>From 0 to one less than the bound.</summary>
    public int Below(int bound) => (int)(pcg.Next() % (uint)bound);

    public bool Chance(double probability) => pcg.Next() < probability * uint.MaxValue;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>One of many, the first one often and the others before it more often than those behind.</summary>
    public T PickEarly<T>(IReadOnlyList<T> from) => from[Chance(0.3) ? 0 : Math.Min(Below(from.Count), Below(from.Count))];

    public T Draw<T>(Gen<T> gen) => gen.Generate(pcg, null, out _);
}
