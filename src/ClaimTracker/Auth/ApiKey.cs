using System.Net;
using System.Text.Json.Serialization;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Auth;

/// <summary>An API key, without its secret.</summary>
/// <param name="Id">The key's number.</param>
/// <param name="PrincipalId">Who holds it: the same for a key and those it was rotated from. Changes are recorded under this number.</param>
/// <param name="Kid">The part of the key that names it: the eight characters in the middle.</param>
/// <param name="Name">Whose key it is.</param>
/// <param name="Role">What it may do.</param>
/// <param name="AllowedNetworks">The networks it may be used from, in CIDR notation; empty: from everywhere.</param>
/// <param name="Revision">Counts the changes.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was last used, to within five minutes.</param>
/// <param name="Key">The key itself, in the one answer that gives it. It is not stored and cannot be shown again.</param>
public sealed record ApiKey(
    long Id,
    long PrincipalId,
    string Kid,
    string Name,
    Role Role,
    IReadOnlyList<string> AllowedNetworks,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null) : IResource
{
    internal const string Select = """
        SELECT id, principal_id, kid, name, role, secret_hash, allowed_networks, revision, created_at, expires_at, revoked_at, last_used_at
        FROM api_key
        """;

    string IResource.Href => $"/v1/keys/{Id}";

    internal bool IsGood(DateTimeOffset now, IPAddress? from) =>
        RevokedAt is null
        && now < ExpiresAt
        && (AllowedNetworks.Count == 0 || (from is not null && AllowedNetworks.Any(n => IPNetwork.Parse(n).Contains(from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from))));

    internal static ApiKey Get(Sql sql, long id) =>
        sql.First<Row>($"{Select} WHERE id = @id", new { id })?.ToKey() ?? throw ProblemException.NotFound("key", id);

    /// <summary>What an event keeps of it.</summary>
    internal object Content() => new { PrincipalId, Kid, Name, Role, AllowedNetworks, ExpiresAt, RevokedAt };

    internal sealed class Row
    {
        public long Id { get; init; }

        public long PrincipalId { get; init; }

        public string Kid { get; init; } = "";

        public string Name { get; init; } = "";

        public string Role { get; init; } = "";

        public byte[] SecretHash { get; init; } = [];

        public string AllowedNetworks { get; init; } = "";

        public long Revision { get; init; }

        public long CreatedAt { get; init; }

        public long ExpiresAt { get; init; }

        public long? RevokedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public ApiKey ToKey() => new(
            Id, PrincipalId, Kid, Name, Names.Parse<Role>(Role), Json.Read<string[]>(AllowedNetworks), Revision,
            ColumnValue.Instant(CreatedAt), ColumnValue.Instant(ExpiresAt), ColumnValue.Instant(RevokedAt), ColumnValue.Instant(LastUsedAt));
    }
}
