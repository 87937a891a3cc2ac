using ClaimTracker.Data;

namespace ClaimTracker.Tests.Proofs;

internal static class KeptBodies
{
    /// <summary>A fault to plant in a service: what is kept of a claim is not dropped when the claim changes.</summary>
    public const string Plant = "CREATE TEMP TRIGGER planted BEFORE UPDATE OF body ON main.claim_body WHEN new.body IS NULL BEGIN SELECT RAISE(IGNORE); END";

    private const string Missing = "SELECT count(*) FROM claim LEFT JOIN claim_body ON claim_body.claim_id = claim.id WHERE body IS NULL";

    /// <summary>Lets the service make the bodies of all claims, so that what follows is read from them: none must outlive its claim.</summary>
    public static async Task KeepBodies(this App app)
    {
        for (var turns = 0; await app.Database.Read(sql => sql.First<long>(Missing), CancellationToken.None) > 0; turns++)
        {
            Assert.True(turns < 1_000, "They are never made.");
            await app.Database.Write(new Caller(), static _ => 0, CancellationToken.None);
        }
    }
}
