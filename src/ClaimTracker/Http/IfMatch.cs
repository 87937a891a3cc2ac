using System.Globalization;
using System.Reflection;
using ClaimTracker.Problems;
using Microsoft.AspNetCore.Http.Metadata;

namespace ClaimTracker.Http;

/// <summary>
/// The If-Match of a request: what the caller believes the revision to be. Checked inside the write transaction, so that of two changes to the
/// same revision exactly one is made.
/// </summary>
internal sealed class IfMatch : IEndpointParameterMetadataProvider
{
    private readonly string[] tags;

    private IfMatch(string[] tags) => this.tags = tags;

    /// <summary>No condition: for changes that do not come over HTTP.</summary>
    public static IfMatch Any { get; } = new(["*"]);

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var tags = ETag.Split(context.Request.Headers.IfMatch).ToArray();
        return tags.All(IsWellFormed)
            ? ValueTask.FromResult(new IfMatch(tags))
            : throw ProblemException.Schema(Fault.OfHeader("If-Match", "invalid", "If-Match holds ETags in double quotes, \"7\" or \"7-9f86d081884c7d65\", or *."));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new ChecksRevision());

    /// <summary>Refuses where the condition is absent or does not hold: for PATCH.</summary>
    public void Require(IResource current)
    {
        if (tags.Length == 0)
        {
            throw new ProblemException(ProblemKind.PreconditionRequired, "Send If-Match with the revision that you read.")
            {
                Faults = [Fault.OfHeader("If-Match", "required", $"The current revision is \"{current.Revision}\".")],
            };
        }

        Check(current);
    }

    /// <summary>Refuses where the condition is given and does not hold: for actions, which their state guards.</summary>
    public void Check(IResource current)
    {
        if (tags.Length > 0 && !tags.Any(tag => Names(tag, current.Revision)))
        {
            throw new ProblemException(ProblemKind.PreconditionFailed, $"The revision is {current.Revision} now.")
            {
                CurrentRevision = current.Revision,
                CurrentETag = ETag.Of(current),
            };
        }
    }

    private static bool IsWellFormed(string tag) =>
        tag == "*" || (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag) is ['"', .., '"'] and { Length: >= 2 };

    private static bool Names(string tag, long revision) =>
        tag == "*" || tag.Trim('"').Split('-')[0] == revision.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Tells the API document that an endpoint heeds If-Match.</summary>
internal sealed record ChecksRevision;
