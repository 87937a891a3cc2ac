using System.Net;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Auth;

/// <summary>A key to make.</summary>
/// <param name="Name">Whose key it is: a person or a program.</param>
/// <param name="Role">What it may do.</param>
/// <param name="ExpiresAt">Until when it is good; a year from now where it is not given.</param>
/// <param name="AllowedNetworks">The networks it may be used from, in CIDR notation: `10.2.0.0/16`, `::1/128`.</param>
public sealed record CreateKey(
    [property: Line(Limits.Name)] string Name,
    Role Role,
    DateTimeOffset? ExpiresAt = null,
    [property: Items(50, Distinct = true)][property: Line(50)] IReadOnlyList<string>? AllowedNetworks = null) : ICommand<ApiKey>;

internal static class CreateKeyEndpoint
{
    /// <summary>Create a key</summary>
    /// <remarks>The answer holds the key itself, this once. Hand it to its holder; only its hash is stored.</remarks>
    /// <param name="key">Whose key, and what it may do.</param>
    public static async Task<RecordedAnswer<ApiKey>> Post(Body<CreateKey> key, ISender sender, CancellationToken cancellation) =>
        Answers.Of(new Recorded<ApiKey>(await sender.Send(key.Value, cancellation), IsNew: true));
}

internal sealed class CreateKeyHandler(Database database, Caller caller) : CommandHandler<CreateKey, ApiKey>(database, caller)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private const string Insert = """
        INSERT INTO api_key (principal_id, kid, name, role, secret_hash, allowed_networks, revision, created_at, created_by, updated_at, expires_at)
        VALUES (coalesce(@principal, (SELECT coalesce(max(id), 0) + 1 FROM api_key)), @Kid, @Name, @Role, @SecretHash, @networks, 1, @now, @actor, @now, @expires)
        RETURNING id
        """;

    protected override ApiKey Handle(CreateKey command, WriteTransaction tx)
    {
        var networks = command.AllowedNetworks ?? [];
        var faults = networks
            .Select((network, i) => (network, i))
            .Where(n => !IPNetwork.TryParse(n.network, out _))
            .Select(n => Fault.At($"#/allowedNetworks/{n.i}", "invalid_network", "A network is written in CIDR notation, like 10.2.0.0/16."))
            .ToList();
        if (command.ExpiresAt <= tx.Now)
        {
            faults.Add(Fault.At("#/expiresAt", "in_past", "The key would have expired already."));
        }

        return faults.Count == 0
            ? Make(tx, principal: null, command.Name, command.Role, networks, command.ExpiresAt ?? tx.Now + Lifetime, "key.created", reason: null)
            : throw ProblemException.Rule(faults);
    }

    internal static ApiKey Make(
        WriteTransaction tx, long? principal, string name, Role role, IReadOnlyList<string> networks, DateTimeOffset expires, string action, string? reason)
    {
        var text = KeyText.New();
        var id = tx.Sql.First<long>(Insert, new
        {
            principal,
            text.Kid,
            Name = name,
            Role = role,
            text.SecretHash,
            networks = Json.Write(networks),
            now = tx.Now,
            actor = tx.Actor.Id,
            expires,
        });
        var key = ApiKey.Get(tx.Sql, id);
        tx.Raise(action, "key", id, key.Revision, key.Content(), reason);
        return key with { Key = text.ToString() };
    }
}
