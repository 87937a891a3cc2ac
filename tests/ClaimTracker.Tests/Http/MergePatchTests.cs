using ClaimTracker.Data;

namespace ClaimTracker.Tests.Behaviour;

public sealed class MergePatchTests
{
    [Fact]
    public async Task A_patch_removes_one_translation_and_keeps_the_others()
    {
        await using var app = await App.Start();
        using var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await client.Post("/v1/claims", """{"statement":"Sixteen died.","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice"},"translations":{"de":"Sechzehn.","zh-Hant":"十六","tr":"On altı."}}""").Json(201);
        var path = $"/v1/claims/{claim["id"]}";

        var amended = await client.Patch(path, """{"translations":{"de":null,"az":"On altı nəfər."},"reason":"A wrong one."}""", "\"1\"").Json();

        Assert.Equal(["az", "tr", "zh-Hant"], amended["translations"]!.AsObject().Select(t => t.Key));
        Assert.Equal(["#/translations/ZH-hant type"], await client.Patch(path, """{"translations":{"ZH-hant":null},"reason":"x"}""", "\"2\"").Faults(400));
        Assert.Equal(["#/translations/tr duplicate_member"], await client.Patch(path, """{"translations":{"tr":null,"tr":"x"},"reason":"x"}""", "\"2\"").Faults(400));
        Assert.Equal(["#/translations/de type"], await client.Post("/v1/claims", """{"statement":"x","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice"},"translations":{"de":null}}""").Faults(400));
    }
}
