using System.Globalization;
using System.Text;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>What was asked and answered, in numbers; and what was found.</summary>
internal sealed class FuzzReport(Contract contract, ulong seed)
{
    private static readonly FuzzKind[] Kinds = Enum.GetValues<FuzzKind>();
    private static readonly string[] Titles = ["valid", "sequence", "violation", "bytes", "headers"];

    private readonly Lock mutex = new();
    private readonly Dictionary<(string Operation, FuzzKind Kind), int> kinds = [];
    private readonly Dictionary<(string Operation, int Status), int> statuses = [];
    private readonly List<Finding> findings = [];

    public IReadOnlyList<Finding> Findings => findings;

    public int Requests { get; private set; }

    public TimeSpan Duration { get; set; }

    /// <summary>The operations that no valid request and no step of a sequence reached.</summary>
    public IEnumerable<string> Unreached => contract.Operations.Select(o => o.Id).Where(id => !reached.Contains(id));

    private readonly HashSet<string> reached = [];

    public void Count(FuzzRequest request, int status)
    {
        lock (mutex)
        {
            Requests++;
            kinds[(request.Operation.Id, request.Kind)] = kinds.GetValueOrDefault((request.Operation.Id, request.Kind)) + 1;
            statuses[(request.Operation.Id, status)] = statuses.GetValueOrDefault((request.Operation.Id, status)) + 1;
            if (status is 200 or 201 && request.Kind is FuzzKind.Valid or FuzzKind.Sequence)
            {
                reached.Add(request.Operation.Id);
            }
        }
    }

    public void Add(Finding finding)
    {
        lock (mutex)
        {
            findings.Add(finding);
        }
    }

    /// <summary>Whether the same check has failed at the same operation before: told once is enough.</summary>
    public bool IsKnown(Fault fault, FuzzRequest request)
    {
        lock (mutex)
        {
            return findings.Any(f => f.Fault.Check == fault.Check && f.Request.Operation.Id == request.Operation.Id);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Requests} requests to {contract.Operations.Count} operations in {Duration.TotalSeconds:0.0} s ({Requests / Math.Max(0.001, Duration.TotalSeconds):0} a second), seed {seed}, {findings.Count} findings.");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"operation",-22}{string.Concat(Titles.Select(t => $"{t,10}"))}  statuses (0: no answer)");
        foreach (var operation in contract.Operations.Select(o => o.Id))
        {
            var met = statuses.Where(s => s.Key.Operation == operation).OrderBy(s => s.Key.Status).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key.Status}×{s.Value}"));
            text.AppendLine(CultureInfo.InvariantCulture, $"{operation,-22}{string.Concat(Kinds.Select(k => $"{kinds.GetValueOrDefault((operation, k)),10}"))}  {string.Join(' ', met)}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{"all",-22}{string.Concat(Kinds.Select(k => $"{kinds.Where(p => p.Key.Kind == k).Sum(p => p.Value),10}"))}");
        text.AppendLine(Unreached.Any() ? $"Never answered with success: {string.Join(", ", Unreached)}" : "Every operation was answered with success.");
        foreach (var finding in findings)
        {
            text.AppendLine().Append(finding);
        }

        return text.ToString();
    }
}
