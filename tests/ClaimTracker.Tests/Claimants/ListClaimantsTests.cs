using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claimants;

public sealed class ListClaimantsTests
{
    [Fact]
    public async Task Each_filter_narrows_the_list()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client);
        await client.Post("/v1/claimants", new { name = "Mevlüt Çavuşoğlu", type = "person", aliases = new[] { "Foreign Minister" }, @ref = "cavusoglu" }).Json(201);
        await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "Turkey", type = "state" } })).Json(201);
        await client.Post("/v1/claims", Draft.Said("It holds.", "", new { claimant = new { name = "A diplomat", type = "anonymous" } })).Json(201);

        Assert.Equal(["A diplomat", "Turkey", "Mevlüt Çavuşoğlu", "The Daily"], await Names(""));
        Assert.Equal(["Mevlüt Çavuşoğlu"], await Names("?name=mevlut%20cavusoglu"));
        Assert.Equal(["Mevlüt Çavuşoğlu"], await Names("?name=FOREIGN%20MINISTER"));
        Assert.Equal(["Turkey"], await Names("?type=state"));
        Assert.Equal(["A diplomat", "Turkey"], await Names($"?articleId={article.Id()}"));
        Assert.Equal(["Mevlüt Çavuşoğlu"], await Names("?ref=cavusoglu"));
        Assert.Empty(await Names("?state=withdrawn"));

        async Task<string[]> Names(string query) => [.. (await client.Read($"/v1/claimants{query}")).Items().Select(c => c.Text("name")!)];
    }

    [Fact]
    public async Task The_pages_together_are_the_whole_list()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        for (var i = 1; i <= 7; i++)
        {
            await client.Post("/v1/claimants", new { name = $"Claimant {i}", type = "person" }).Json(201);
        }

        var all = await client.All("/v1/claimants", limit: 3);

        Assert.Equal(Enumerable.Range(1, 7).Reverse().Select(i => $"Claimant {i}"), all.Select(c => c.Text("name")));
    }
}
