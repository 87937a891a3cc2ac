using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

public sealed class CorrectionNoteTests
{
    [Fact]
    public async Task A_correction_note_marks_its_article_until_it_is_withdrawn()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        var article = $"/v1/articles/{(await Given.Article(client))["id"]}";
        await Given.Claim(client, "Sixteen people died.");
        Assert.False((bool)(await client.Read(article))["corrected"]!);

        var claim = await client.Post("/v1/claims", new
        {
            statement = "Twelve people died.",
            kind = "fact",
            claimant = new { name = "The Daily", type = "outlet" },
            appearance = new { articleRef = "a1", mode = "correction_note" },
        }).Json(201);
        Assert.True((bool)(await client.Read(article))["corrected"]!);

        await client.Post($"/v1/appearances/{claim["appearances"]![0]!["id"]}/withdraw", new { reason = "Misread." }).Json();
        Assert.False((bool)(await client.Read(article))["corrected"]!);
    }
}
