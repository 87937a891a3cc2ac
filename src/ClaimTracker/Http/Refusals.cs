using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>What an endpoint may refuse, beyond what every endpoint may.</summary>
/// <param name="Kinds">The kinds of refusal.</param>
internal sealed record Refusals(IReadOnlyList<ProblemKind> Kinds);

internal static class RefusalsExtensions
{
    /// <summary>States the refusals of an endpoint, for the API document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ProblemKind[] kinds) =>
        endpoint.WithMetadata(new Refusals(kinds));
}
