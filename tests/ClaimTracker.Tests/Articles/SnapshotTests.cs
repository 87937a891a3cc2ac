using ClaimTracker.Data;

namespace ClaimTracker.Tests.Articles;

public sealed class SnapshotTests
{
    private const string Secret = "The unmistakable sentence of the publisher.";

    [Fact]
    public async Task The_text_is_read_by_contributors_and_above_and_by_nobody_else()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client, text: Secret);
        var path = $"/v1/snapshots/{article["snapshot"]!["id"]}";

        Assert.Equal(Secret, (await client.Read(path)).Text("text"));
        Assert.Equal("unauthenticated", (await (await app.Client()).Read(path, 401)).Slug());
        Assert.Equal("contributor", (await (await app.Client(Role.Reader)).Read(path, 403)).Text("requiredRole"));
    }

    [Fact]
    public async Task No_other_answer_holds_the_text_beyond_what_is_quoted()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        const string padding = "padding padding padding padding padding padding";
        var article = await Given.Article(client, text: $"Quoted words. {padding} {Secret}");
        await client.Post("/v1/claims", Draft.Quoting("It holds.", new { exact = "Quoted words" })).Json(201);
        await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = $"Quoted words! {padding} {Secret}" }).Json(201);
        var reader = await app.Client();

        string[] paths =
        [
            "/v1/articles", $"/v1/articles/{article.Id()}", $"/v1/articles/{article.Id()}/snapshots", $"/v1/articles/{article.Id()}/claims",
            "/v1/claims", "/v1/claims/1", "/v1/claims/1/appearances", "/v1/appearances/1", "/v1/claimants", "/v1/contradictions", "/v1/links",
        ];

        foreach (var path in paths)
        {
            Assert.DoesNotContain("unmistakable", (await reader.Read(path)).ToJsonString(), StringComparison.Ordinal);
        }

        var list = await client.Read($"/v1/articles/{article.Id()}/snapshots");
        Assert.All(list.Items(), snapshot => Assert.Null(snapshot["text"]));
    }

    [Fact]
    public async Task The_same_text_again_answers_200_with_the_snapshot_on_record()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        var article = await Given.Article(client);

        var again = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = Given.Text, note = "once more" }).Json(200);

        Assert.Equal(article["snapshot"]!.Id(), again.Id());
        Assert.Single((await client.Read($"/v1/articles/{article.Id()}/snapshots")).Items());
        Assert.Equal(1, (long)(await client.Read($"/v1/articles/{article.Id()}"))["revision"]!);
    }

    [Fact]
    public async Task A_text_that_another_article_has_is_a_snapshot_of_this_one_too()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var other = await client.Post("/v1/articles", new { @ref = "a2" }).Json(201);

        var captured = await client.Post($"/v1/articles/{other.Id()}/snapshots", new { text = Given.Text }).Json(201);

        Assert.Equal(other.Id(), captured["article"]!.Id());
    }

    [Fact]
    public async Task A_new_text_counts_a_revision_of_the_article_and_is_its_snapshot_from_then_on()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor, "Ana");
        var article = await Given.Article(client);

        var captured = await client.Post($"/v1/articles/{article.Id()}/snapshots", new { text = "Another text.", note = "rewritten", capturedAt = "2021-01-02T03:04:05Z" }).Json(201);

        var after = await client.Read($"/v1/articles/{article.Id()}");
        Assert.Equal((2L, captured.Id(), 13L), ((long)after["revision"]!, after["snapshot"]!.Id(), (long)after["snapshot"]!["length"]!));
        Assert.Equal(("rewritten", "Another text."), (captured.Text("note"), (await client.Read($"/v1/snapshots/{captured.Id()}")).Text("text")));
        var told = app.Events("article", article["id"])[^1];
        Assert.Equal(("article.captured", "Ana", "rewritten", 2L), (told.Action, told.Actor, told.Reason, told.Revision));
        Assert.Equal([captured.Id(), article["snapshot"]!.Id()], (await client.Read($"/v1/articles/{article.Id()}/snapshots")).Items().Select(s => s.Id()));
    }
}
