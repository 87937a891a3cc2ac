namespace ClaimTracker.Tests.Proofs;

/// <summary>A version of an object that a client saw, or that its own change made.</summary>
/// <param name="Client">Who.</param>
/// <param name="Sent">When it asked, by the history's clock.</param>
/// <param name="Answered">When it was answered.</param>
/// <param name="Object">Of what.</param>
/// <param name="Revision">Which revision.</param>
/// <param name="Shown">What it was shown.</param>
/// <param name="Made">Whether its own change made this revision.</param>
internal sealed record Sight(int Client, long Sent, long Answered, long Object, long Revision, string Shown, bool Made);

/// <summary>
/// Holds what clients saw against the order of versions that the event table gives: what is shown of a revision is what the event says; nobody is shown a
/// revision older than one that anybody had been shown before they asked; and nobody one whose change was sent after they were answered.
/// </summary>
internal static class VersionOrder
{
    /// <summary>What is wrong; empty where nothing is.</summary>
    /// <param name="versions">What the events say of each revision of each object.</param>
    /// <param name="seen">What was seen, in any order.</param>
    public static List<string> Faults(IReadOnlyDictionary<(long Object, long Revision), string> versions, IReadOnlyCollection<Sight> seen)
    {
        var faults = new List<string>();
        var makers = seen.Where(s => s.Made).ToLookup(s => (s.Object, s.Revision));
        faults.AddRange(makers.Where(m => m.Count() > 1).Select(m => $"Two changes made {m.Key}."));
        foreach (var ofObject in seen.GroupBy(s => s.Object))
        {
            var known = 0L;
            var answered = new Queue<Sight>(ofObject.OrderBy(s => s.Answered));
            foreach (var sight in ofObject.OrderBy(s => s.Sent))
            {
                while (answered.TryPeek(out var before) && before.Answered < sight.Sent)
                {
                    known = Math.Max(known, answered.Dequeue().Revision);
                }

                if (!versions.TryGetValue((sight.Object, sight.Revision), out var recorded))
                {
                    faults.Add($"No event made it: {sight}");
                }
                else if (recorded != sight.Shown)
                {
                    faults.Add($"The event says {recorded}: {sight}");
                }

                if (sight.Revision < known)
                {
                    faults.Add($"Revision {known} had been shown before: {sight}");
                }

                if (makers[(sight.Object, sight.Revision)].Any(maker => maker.Sent > sight.Answered))
                {
                    faults.Add($"Shown before the change was sent: {sight}");
                }
            }
        }

        return faults;
    }
}
