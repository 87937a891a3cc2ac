using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

public sealed class VerifyAuditTests
{
    [Fact]
    public async Task The_whole_chain_is_walked_and_its_head_is_a_checkpoint()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        await History.Claims(client, 600);

        var report = await client.Read("/v1/audit/verify");

        using var outside = Sqlite.Open(app.DatabasePath);
        var events = outside.Count("SELECT max(seq) FROM event");
        Assert.True(events > 1_200, "Fewer than two portions.");
        Assert.Equal((true, events, events, null), ((bool)report["ok"]!, (long)report["events"]!, (long)report["head"]!["seq"]!, report["firstBroken"]));
        Assert.Equal(((string)outside.Value("SELECT lower(hex(hash)) FROM event ORDER BY seq DESC LIMIT 1")!, null), (report["head"]!.Text("hash"), report["holdsCheckpoint"]));

        var checkpoint = $"{report["head"]!["seq"]}:{report["head"]!["hash"]}";
        await Given.Claim(client, "One more.");
        var later = await client.Read($"/v1/audit/verify?checkpoint={checkpoint}");
        Assert.Equal((true, true, events + 2), ((bool)later["ok"]!, (bool)later["holdsCheckpoint"]!, (long)later["events"]!));
    }

    [Fact]
    public async Task A_changed_event_is_named_and_the_head_is_the_last_that_fits()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        using var outside = Sqlite.Open(app.DatabasePath);
        outside.Run("DROP TRIGGER event_keeps; UPDATE event SET actor = 'Eve' WHERE seq = 3");

        var report = await client.Read("/v1/audit/verify");

        Assert.Equal((false, 2L, 3L), ((bool)report["ok"]!, (long)report["head"]!["seq"]!, (long)report["firstBroken"]!));
    }

    [Fact]
    public async Task A_chain_that_was_cut_off_is_found_with_a_checkpoint_and_only_so()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        var head = (await client.Read("/v1/audit/verify"))["head"]!;
        using var outside = Sqlite.Open(app.DatabasePath);
        outside.Run("DROP TRIGGER event_stays; DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");

        Assert.True((bool)(await client.Read("/v1/audit/verify"))["ok"]!);
        var report = await client.Read($"/v1/audit/verify?checkpoint={head["seq"]}:{head["hash"]}");
        Assert.Equal((false, false, null), ((bool)report["ok"]!, (bool)report["holdsCheckpoint"]!, report["firstBroken"]));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("7:abc")]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("9999999999999999999:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_checkpoint_that_is_none_is_refused(string checkpoint)
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        Assert.Equal(["checkpoint invalid_checkpoint"], await client.Get($"/v1/audit/verify?checkpoint={checkpoint}").Faults(400));
    }

    [Fact]
    public async Task The_walk_ends_when_the_client_has_gone()
    {
        using var record = new ClaimTracker.Tests.Data.Record();
        await record.Write(tx =>
        {
            for (var i = 0; i < 3_000; i++)
            {
                tx.Raise("note.made", "note", 1, 1, new { key = i });
            }

            return 0;
        });
        using var gone = new CancellationTokenSource();
        var walk = new ClaimTracker.Operations.VerifyAuditHandler(record.Database);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => walk.Handle(new ClaimTracker.Operations.VerifyAudit(), gone.Token));
        Assert.Equal(3_000, (await walk.Handle(new ClaimTracker.Operations.VerifyAudit(), CancellationToken.None)).Events);
    }
}
