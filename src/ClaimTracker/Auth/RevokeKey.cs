using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Auth;

internal sealed record RevokeKey(long Id, string Reason, IfMatch IfMatch) : ICommand<ApiKey>;

internal static class RevokeKeyEndpoint
{
    /// <summary>Revoke a key</summary>
    /// <remarks>The key is refused from the next request on. The last admin key cannot be revoked.</remarks>
    /// <param name="id">The key's number.</param>
    /// <param name="why">Why it is revoked.</param>
    public static async Task<Answer<ApiKey>> Post(long id, Body<Reasoned> why, IfMatch ifMatch, ISender sender, CancellationToken cancellation) =>
        Answers.Ok(await sender.Send(new RevokeKey(id, why.Value.Reason, ifMatch), cancellation));
}

internal sealed class RevokeKeyHandler(Database database, Caller caller) : CommandHandler<RevokeKey, ApiKey>(database, caller)
{
    private const string OtherAdmins = """
        SELECT count(*)
        FROM api_key
        WHERE role = 'admin' AND revoked_at IS NULL AND expires_at > @now AND id <> @Id
        """;

    private const string Revoke = "UPDATE api_key SET revoked_at = @now, revision = revision + 1, updated_at = @now WHERE id = @Id";

    protected override ApiKey Handle(RevokeKey command, WriteTransaction tx)
    {
        var key = ApiKey.Get(tx.Sql, command.Id);
        command.IfMatch.Check(key);
        if (key.RevokedAt is not null)
        {
            throw ProblemException.IllegalTransition("The key is revoked already.");
        }

        if (key.Role == Role.Admin && tx.Sql.First<long>(OtherAdmins, new { command.Id, now = tx.Now }) == 0)
        {
            throw new ProblemException(ProblemKind.LastAdmin, "There would be nobody left to make keys.");
        }

        tx.Sql.Execute(Revoke, new { command.Id, now = tx.Now });
        var revoked = ApiKey.Get(tx.Sql, command.Id);
        tx.Raise("key.revoked", "key", command.Id, revoked.Revision, revoked.Content(), command.Reason);
        return revoked;
    }
}
