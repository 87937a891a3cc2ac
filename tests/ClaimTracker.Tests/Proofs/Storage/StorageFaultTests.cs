using System.Text.Json;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// What the disk does to a running service, done to it in earnest: it becomes full, read-only, or fails. Nothing that was acknowledged is lost, nothing is there
/// by half, reading goes on, and what passes needs nobody.
/// </summary>
[Trait("Report", "storage")]
public sealed class StorageFaultTests(ITestOutputHelper output)
{
    private static readonly FaultedService.Refused Full = new(507, "insufficient-storage", "60");
    private static readonly FaultedService.Refused ReadOnly = new(503, "storage-read-only", null);
    private static readonly FaultedService.Refused Damaged = new(503, "storage-damaged", null);

    [Fact]
    public async Task A_full_disk_refuses_changes_with_507_goes_on_reading_and_is_over_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(12);
        await using var service = await FaultedService.Serve(disk.File("data"));
        List<FaultedService.Refused> refused = [];
        var reads = await service.Reading(async () =>
        {
            disk.Fill(leave: 1_500_000);
            refused = await service.WriteUntilRefused(40_000, atATime: 16);
            refused.AddRange(await service.WriteUntilRefused(40_000, atATime: 16));
        });
        Assert.All(refused, r => Assert.Equal(Full, r));
        Assert.Equal((200, "full"), await service.Ready());
        await service.HoldsWhatItAcknowledged();

        disk.Free();
        var recovered = await service.UntilReady();
        Assert.Null(await service.Write(40_000));
        var held = await service.HoldsWhatItAcknowledged();
        await Ends(service, disk.File("data"), "has no room for changes", "takes changes again");
        output.WriteLine($"full disk: {refused.Count} changes refused with 507, {held} acknowledged and there, {reads} reads with 200, ready again after {recovered.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task A_limit_of_the_size_of_files_is_a_full_disk_until_the_log_is_folded_in()
    {
        using var folder = new Folder();
        var limited = new Conditions
        {
            Before = ["sh", "-c", "trap '' XFSZ; exec prlimit --fsize=3000000 \"$@\"", "limited"],
            Variables = [("DOTNET_EnableWriteXorExecute", "0")],
        };
        if (!OperatingSystem.IsLinux() || (await Tool("prlimit", "--version")) is not null)
        {
            Assert.Skip("There is no prlimit here: a limit of the size of files is not seen.");
        }

        await using var service = await FaultedService.Serve(folder.Path, limited);
        List<FaultedService.Refused> refused = [];
        var reads = await service.Reading(async () => refused = await service.WriteUntilRefused(40_000, atATime: 4));
        Assert.All(refused, r => Assert.Equal(Full, r));
        var recovered = await service.UntilReady();
        Assert.Null(await service.Write());
        var held = await service.HoldsWhatItAcknowledged();
        await Ends(service, folder.Path, "has no room for changes", "takes changes again");
        output.WriteLine($"file-size limit: {refused.Count} changes refused with 507, {held} acknowledged and there, {reads} reads with 200, ready again after {recovered.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task Writes_that_the_disk_does_not_take_are_refused_and_taken_again_when_it_does()
    {
        using var calls = FailingCalls.Make();
        using var folder = new Folder();
        await using var service = await FaultedService.Serve(folder.Path, calls.Conditions);
        foreach (var (error, name, answer, ready) in new[]
        {
            (30, "EROFS", ReadOnly, (503, "read_only")), (1, "EPERM", ReadOnly, (503, "read_only")),
            (28, "ENOSPC", Full, (200, "full")), (122, "EDQUOT", Full, (200, "full")), (5, "EIO", Full, (200, "full")),
        })
        {
            calls.Fail("write", error);
            var reads = await service.Reading(async () =>
            {
                Assert.Equal(answer, await service.Write());
                Assert.Equal(answer, await service.Write());
            });
            Assert.Equal(ready, await service.Ready());
            calls.Heal();
            var recovered = await service.UntilReady();
            Assert.Null(await service.Write());
            output.WriteLine($"write fails with {name}: {answer.Status} {answer.Slug}, {reads} reads with 200 meanwhile, ready again after {recovered.TotalSeconds:0.0} s");
        }

        Assert.Equal(5, await service.HoldsWhatItAcknowledged());
        var ended = await Ends(service, folder.Path);
        Assert.Equal(5, ended.Errors.Split('\n').Count(line => line.Contains("takes changes again", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_disk_that_the_kernel_makes_read_only_under_the_service_refuses_changes_with_503_and_goes_on_reading()
    {
        using var disk = SmallDisk.MountThatFails(24);
        await using (var service = await FaultedService.Serve(disk.File("data")))
        {
            Assert.Null(await service.Write());
            disk.Remount("abort");
            var reads = await service.Reading(async () =>
            {
                Assert.Equal(ReadOnly, await service.Write());
                Assert.Equal(ReadOnly, await service.Write());
            });
            Assert.Equal((503, "read_only"), await service.Ready());
            await service.HoldsWhatItAcknowledged();
            await Stops(service, "cannot be written");
            output.WriteLine($"ext4 given up by the kernel: 503 storage-read-only, {reads} reads with 200, stops in a sentence");
        }
    }

    [Fact]
    public async Task After_a_flush_that_failed_nothing_is_written_until_the_next_start()
    {
        using var calls = FailingCalls.Make();
        using var folder = new Folder();
        await using (var service = await FaultedService.Serve(folder.Path, calls.Conditions))
        {
            calls.Fail("flush", 5);
            Assert.Equal(Damaged, await service.Write());
            calls.Heal();
            Assert.Equal(Damaged, await service.Write());
            await service.Reading(() => Task.CompletedTask);
            Assert.Equal((503, "damaged"), await service.Ready());
            await service.HoldsWhatItAcknowledged();
            await Stops(service, "is damaged", "claimtracker check --data");
        }

        await using var again = await Claimtracker.Serve(folder.Path, calls.Conditions);
        Assert.Equal("ready", (await again.Client().Read("/health/ready")).Text("status"));
        output.WriteLine("flush fails with EIO: refused with 503 from then on, reads go on; the next start looks the file through and serves it");
    }

    [Fact]
    public async Task A_read_that_fails_latches_too()
    {
        using var calls = FailingCalls.Make();
        using var folder = new Folder();
        var key = await Recorded(folder);
        await using var service = await Claimtracker.Serve(folder.Path, calls.Conditions);
        using var client = service.Client(key);
        calls.Fail("read", 5);
        Assert.Equal("storage-damaged", (await client.Read("/v1/rating-scales", 503)).Slug());
        calls.Heal();
        Assert.Equal("damaged", (await client.Read("/health/ready", 503)).Text("status"));
        Assert.Equal("storage-damaged", (await client.Post("/v1/claims", Given.OwnVoice("Nine people died.")).Json(503)).Slug());
        await client.Read("/v1/rating-scales");
        output.WriteLine("read fails with EIO: that answer is 503, changes are refused from then on, other reads go on");
    }

    [Theory]
    [InlineData("rating_scale", "GET /v1/rating-scales")]
    [InlineData("question_by_text", "POST /v1/questions")]
    public async Task Whoever_meets_pages_that_were_overwritten_is_told_and_from_then_on_nothing_is_written(string tree, string met)
    {
        using var folder = new Folder();
        var key = await Recorded(folder);
        var page = Root(folder, tree);
        await using var service = await Claimtracker.Serve(folder.Path);
        using var client = service.Client(key);
        await client.Read("/v1/claims/1");
        using (var file = new FileStream(folder.Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // This process has no connection to the record: no lock is lost.
            file.Position = (page - 1) * 4096L;
            file.Write(new byte[4096]);
        }

        Assert.Equal("ready", (await client.Read("/health/ready")).Text("status"));
        var question = new { text = "How many people died?", answerType = "quantity" };
        Assert.Equal("storage-damaged", (met.StartsWith("GET", StringComparison.Ordinal) ? await client.Read(met[4..], 503) : await client.Post(met[5..], question).Json(503)).Slug());
        foreach (var body in new[] { "Nine people died.", "Ten people died." })
        {
            Assert.Equal("storage-damaged", (await client.Post("/v1/claims", Given.OwnVoice(body)).Json(503)).Slug());
        }

        Assert.Equal("damaged", (await client.Read("/health/ready", 503)).Text("status"));
        await client.Read("/v1/claims/1");
        await client.Read("/v1/search?q=people");
        var ended = await service.Terminate();
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.Single(ended.Errors.Split('\n'), line => line.Contains($"claimtracker check --data {folder.Path}", StringComparison.Ordinal) && line.Contains("claimtracker restore", StringComparison.Ordinal));
        var check = await Claimtracker.Run("check", "--data", folder.Path);
        Assert.True(check.Code == 3 && check.Output.Contains("restore a backup", StringComparison.Ordinal), check.Output);
        output.WriteLine($"the page of {tree} overwritten: {met} is 503, changes are refused from then on, other reads go on, check ends with 3");
    }

    [Fact]
    public async Task Nothing_starts_on_a_full_disk_and_nothing_is_copied_to_one_and_each_says_so_in_a_sentence()
    {
        using var disk = SmallDisk.Mount(8);
        using var elsewhere = new Folder();
        var (onDisk, free) = (disk.File("data"), elsewhere.Path);
        foreach (var data in new[] { onDisk, free })
        {
            await Claimtracker.Run("keys", "create", "--data", data, "--role", "admin", "--name", "Ada");
        }

        var file = elsewhere.File("articles.ndjson");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 60).Select(i => JsonSerializer.Serialize(new { article = new { @ref = $"n{i}", headline = $"Article {i}", text = $"{i} {new string('x', 50_000)}" } })), TestContext.Current.CancellationToken);

        disk.Fill();
        await Says(2, "No space left", new(), "serve", "--data", onDisk, "--urls", "http://127.0.0.1:0");
        await Says(1, "no room", new(), "keys", "create", "--data", onDisk, "--role", "admin", "--name", "Eve");
        await Says(1, "There is no room for", new(), "backup", "--data", free, "--to", disk.File("backup.db"));
        Assert.False(File.Exists(disk.File("backup.db")));
        var temporary = new Conditions { Variables = [("TMPDIR", disk.Path)] };
        await Says(1, "There is no room for", temporary, "import", file, "--data", free, "--dry-run");

        disk.Fill(leave: 1_000_000);
        var (code, _, said) = await Claimtracker.Run("import", file, "--data", onDisk);
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        disk.Free();
        Assert.Equal(0, (await Claimtracker.Run("import", file, "--data", onDisk)).Code);
        var check = await Claimtracker.Run("check", "--data", onDisk);
        Assert.True(check.Code == 0 && check.Output.Contains("60 articles", StringComparison.Ordinal), check.Output);
        output.WriteLine("on a full disk: serve, keys, backup, import and a dry run each end with a sentence; when there is room the same import completes");
    }

    [Fact]
    public async Task A_record_on_a_read_only_disk_or_of_another_user_is_refused_in_a_sentence()
    {
        using var disk = SmallDisk.Mount(8);
        var data = disk.File("data");
        await Claimtracker.Run("keys", "create", "--data", data, "--role", "admin", "--name", "Ada");
        disk.Remount("ro");
        await Says(2, "cannot be written", new(), "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        await Says(2, "cannot be opened for writing", new(), "keys", "list", "--data", data);
        disk.Remount("rw");
        if (!OperatingSystem.IsWindows() && await Tool("setpriv", "--version") is null)
        {
            var nobody = new Conditions { Before = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] };
            await Says(2, "cannot be written", nobody, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
            File.SetUnixFileMode(data, (UnixFileMode)0b111_111_111);
            await Says(2, "cannot be opened for writing", nobody, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        }

        output.WriteLine("a read-only disk, a folder and a file of another user: each is refused at the start, code 2");
    }

    [Fact]
    public async Task A_change_that_was_acknowledged_and_is_lost_would_be_seen()
    {
        using var folder = new Folder();
        await using var service = await FaultedService.Serve(folder.Path);
        Assert.Null(await service.Write());
        Assert.Equal(1, await service.HoldsWhatItAcknowledged());
        using (var outside = Sqlite.Open(folder.Database))
        {
            outside.Run("PRAGMA foreign_keys = OFF; DELETE FROM article WHERE ref IS NULL");
        }

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(service.HoldsWhatItAcknowledged);
    }

    /// <summary>A record with an article and a claim, closed in order.</summary>
    /// <returns>The key of an editor.</returns>
    private static async Task<string> Recorded(Folder folder)
    {
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "editor", "--name", "Writer")).Output.Trim();
        await using var service = await Claimtracker.Serve(folder.Path);
        using var client = service.Client(key);
        await Given.Article(client);
        await Given.Claim(client, "In all, 16 people died.");
        Assert.Equal(0, (await service.Terminate()).Code);
        return key;
    }

    private static long Root(Folder folder, string tree)
    {
        using var file = Connections.Probe(folder.Database);
        return file.Count($"SELECT rootpage FROM sqlite_schema WHERE name = '{tree}'");
    }

    /// <summary>Stops in order; the log has told each of these once, in a line of its own; and the record is right.</summary>
    private static async Task<Claimtracker.Ended> Ends(FaultedService service, string data, params string[] told)
    {
        var ended = await Stops(service, told);
        Assert.Equal(0, ended.Code);
        var check = await Claimtracker.Run("check", "--data", data);
        Assert.True(check.Code == 0, check.Output);
        return ended;
    }

    private static async Task<Claimtracker.Ended> Stops(FaultedService service, params string[] told)
    {
        var ended = await service.Process.Terminate();
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        Assert.All(told, words => Assert.True(ended.Errors.Split('\n').Count(line => line.StartsWith('{') && line.Contains(words, StringComparison.Ordinal)) == 1, $"“{words}” not once: {ended.Errors}"));
        return ended;
    }

    private static async Task Says(int code, string words, Conditions conditions, params string[] arguments)
    {
        var ended = await Claimtracker.Run(conditions, arguments);
        Assert.True(ended.Code == code && ended.Errors.Contains(words, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {ended}");
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    /// <returns>Why a tool of the system cannot be used; null where it can.</returns>
    private static async Task<string?> Tool(string name, string argument)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(name, [argument]) { RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : $"{name} ends with {process.ExitCode}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
