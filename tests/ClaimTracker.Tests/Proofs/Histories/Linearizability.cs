using System.Numerics;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Something that is done to an object: what it answers, and what the object is then. It changes no state but makes another.</summary>
/// <typeparam name="T">The state; equal states have the same text.</typeparam>
internal interface IStep<T>
{
    (string Answer, T Next) Apply(T state);
}

/// <summary>A step that a client took: sent at one tick of the history's clock, answered at a later one.</summary>
internal sealed record Call<T>(int Client, IStep<T> Step, long Sent, long Answered, string Answer)
{
    public override string ToString() => $"{Sent,4} – {Answered,4}  client {Client}  {Step} → {Answer}";
}

/// <summary>
/// Whether a history is linearizable: whether there is one order of its calls that keeps every call before those that were sent after its answer, and in which
/// each gets the answer it got. The search of Wing and Gong with the memory of Lowe: a set of calls done and a state that once led nowhere is not tried again.
/// </summary>
internal sealed class Linearizability<T>
    where T : notnull
{
    private readonly IReadOnlyList<Call<T>> calls;
    private readonly HashSet<(ulong Done, string State)> seen = [];
    private readonly HashSet<string> refused = [];
    private int most = -1;

    private Linearizability(IReadOnlyList<Call<T>> calls)
    {
        Assert.InRange(calls.Count, 0, 64);
        this.calls = calls;
    }

    /// <summary>Null where there is such an order; else how far the longest attempt came, and what stood against every call that could have come next.</summary>
    public static string? Fault(T start, IReadOnlyList<Call<T>> calls)
    {
        var search = new Linearizability<T>(calls);
        return search.IsOrdered(0, start)
            ? null
            : $"""
              No order explains this history. At most {search.most} of {calls.Count} calls can be put in order; then
              {string.Join('\n', search.refused)}
              The history:
              {string.Join('\n', calls.OrderBy(c => c.Sent))}
              """;
    }

    private bool IsOrdered(ulong done, T state)
    {
        var count = BitOperations.PopCount(done);
        if (count == calls.Count)
        {
            return true;
        }

        if (!seen.Add((done, state.ToString()!)))
        {
            return false;
        }

        var horizon = calls.Where((_, i) => (done & (1UL << i)) == 0).Min(c => c.Answered);
        for (var i = 0; i < calls.Count; i++)
        {
            var call = calls[i];
            if ((done & (1UL << i)) != 0 || call.Sent > horizon)
            {
                continue;
            }

            var (answer, next) = call.Step.Apply(state);
            if (answer != call.Answer)
            {
                Note(count, $"{call}, where {answer} was due; the state was {state}");
            }
            else if (IsOrdered(done | (1UL << i), next))
            {
                return true;
            }
        }

        return false;
    }

    private void Note(int count, string against)
    {
        if (count > most)
        {
            most = count;
            refused.Clear();
        }

        if (count == most)
        {
            refused.Add(against);
        }
    }
}
