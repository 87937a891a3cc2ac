namespace ClaimTracker.Problems;

/// <summary>
/// How the code says no. It is an exception because a refusal inside a command must also undo the command: the savepoint is rolled back
/// on throw. Whatever else is thrown is a fault of ours: a 500 that is logged and not shown.
/// </summary>
/// <param name="kind">The kind of refusal.</param>
/// <param name="detail">What went wrong, in a sentence for the caller.</param>
public sealed class ProblemException(ProblemKind kind, string detail) : Exception(detail)
{
    /// <summary>The kind of refusal.</summary>
    public ProblemKind Kind { get; } = kind;

    /// <summary>What is wrong, one by one.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The resource that stands in the way.</summary>
    public Existing? Existing { get; init; }

    /// <summary>What can be done instead, or which methods or types there are.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The least role that may do it.</summary>
    public string? RequiredRole { get; init; }

    /// <summary>The ETag that is current.</summary>
    public string? CurrentETag { get; init; }

    /// <summary>The revision that is current.</summary>
    public long? CurrentRevision { get; init; }

    /// <summary>The limit that was passed.</summary>
    public long? Limit { get; init; }

    /// <summary>Seconds after which to try again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The request does not match the schema: all its faults.</summary>
    public static ProblemException Schema(IReadOnlyList<Fault> faults) => Faulty(ProblemKind.Schema, faults);

    /// <summary>The request does not match the schema in one place.</summary>
    public static ProblemException Schema(Fault fault) => Schema([fault]);

    /// <summary>The request breaks rules of the domain: all its faults.</summary>
    public static ProblemException Rule(IReadOnlyList<Fault> faults) => Faulty(ProblemKind.Rule, faults);

    /// <summary>The request breaks one rule of the domain.</summary>
    public static ProblemException Rule(string pointer, string code, string detail) => Rule([Fault.At(pointer, code, detail)]);

    /// <summary>There is no such resource.</summary>
    public static ProblemException NotFound(string thing, long id) => new(ProblemKind.NotFound, $"There is no {thing} {id}.");

    /// <summary>It is already on record.</summary>
    public static ProblemException Duplicate(string detail, Existing existing) =>
        new(ProblemKind.Duplicate, detail) { Existing = existing };

    /// <summary>The present state does not allow it.</summary>
    public static ProblemException IllegalTransition(string detail, params string[] allowed) =>
        new(ProblemKind.IllegalTransition, detail) { Allowed = allowed };

    /// <summary>Too much is waiting.</summary>
    public static ProblemException Busy(string detail) => new(ProblemKind.Busy, detail) { RetryAfter = 1 };

    private static ProblemException Faulty(ProblemKind kind, IReadOnlyList<Fault> faults) =>
        new(kind, faults.Count == 1 ? faults[0].Detail : $"{faults.Count} faults, listed in errors.") { Faults = faults };
}
