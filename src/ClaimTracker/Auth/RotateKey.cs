using System.ComponentModel.DataAnnotations;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Auth;

/// <summary>Why a key is rotated, and how long both are good.</summary>
/// <param name="Reason">Why.</param>
/// <param name="OverlapHours">For how many hours the old key stays good beside the new one; 24 where it is not given.</param>
public sealed record Rotation(
    [property: Prose(Limits.Reason)] string Reason,
    [property: Range(0, 720)] long OverlapHours = 24);

internal sealed record RotateKey(long Id, Rotation Rotation) : ICommand<ApiKey>;

internal static class RotateKeyEndpoint
{
    /// <summary>Rotate a key</summary>
    /// <remarks>Makes a new secret for the same holder. The old key stays good for the overlap, so that programs can be changed over.</remarks>
    /// <param name="id">The key's number.</param>
    /// <param name="rotation">Why, and for how long both are good.</param>
    public static async Task<RecordedAnswer<ApiKey>> Post(long id, Body<Rotation> rotation, ISender sender, CancellationToken cancellation) =>
        Answers.Of(new Recorded<ApiKey>(await sender.Send(new RotateKey(id, rotation.Value), cancellation), IsNew: true));
}

internal sealed class RotateKeyHandler(Database database, Caller caller) : CommandHandler<RotateKey, ApiKey>(database, caller)
{
    private const string Shorten = """
        UPDATE api_key
        SET expires_at = min(expires_at, @until), revision = revision + 1, updated_at = @now
        WHERE id = @Id
        """;

    protected override ApiKey Handle(RotateKey command, WriteTransaction tx)
    {
        var old = ApiKey.Get(tx.Sql, command.Id);
        if (old.RevokedAt is not null || old.ExpiresAt <= tx.Now)
        {
            throw ProblemException.IllegalTransition("The key is expired or revoked. Create a new one.", "create");
        }

        tx.Sql.Execute(Shorten, new { command.Id, until = tx.Now.AddHours(command.Rotation.OverlapHours), now = tx.Now });
        var shortened = ApiKey.Get(tx.Sql, command.Id);
        tx.Raise("key.rotated", "key", command.Id, shortened.Revision, shortened.Content(), command.Rotation.Reason);
        return CreateKeyHandler.Make(tx, old.PrincipalId, old.Name, old.Role, old.AllowedNetworks, tx.Now + CreateKeyHandler.Lifetime, "key.created", command.Rotation.Reason);
    }
}
