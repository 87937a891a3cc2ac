using ClaimTracker.Data;

namespace ClaimTracker.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task A_recorded_claim_can_be_read_back()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var recorded = await Given.Claim(client, "Sixteen people died.");
        var read = await client.Read($"/v1/claims/{recorded["id"]}");
        Assert.Equal(recorded.ToJsonString(), read.ToJsonString());
    }
}
