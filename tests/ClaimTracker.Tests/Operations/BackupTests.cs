using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

/// <summary>A record is saved while it is written, put back, and checked; each by the program as its operator starts it.</summary>
public sealed partial class BackupTests
{
    private const int Clients = 16;

    [Fact]
    public async Task A_backup_taken_while_16_clients_write_is_restored_with_every_write_acknowledged_before_it_began()
    {
        using var folder = new Folder();
        using var other = new Folder();
        var key = await Key(folder);
        var acknowledged = new ConcurrentDictionary<long, string>();
        var file = other.File("backup.db");
        Dictionary<long, string> before;
        Claimtracker.Ended backup;
        await using (var service = await Claimtracker.Serve(folder.Path))
        {
            using var client = service.Client(key);
            await Given.Article(client);
            using var enough = new CancellationTokenSource();
            var begun = new CountdownEvent(Clients * 5);
            var writers = Enumerable.Range(0, Clients).Select(number => Write(client, number, acknowledged, begun, enough.Token)).ToArray();
            await Task.Run(begun.Wait, TestContext.Current.CancellationToken);

            before = acknowledged.ToDictionary();
            backup = await Claimtracker.Run("backup", "--data", folder.Path, "--to", file);
            var during = acknowledged.Count - before.Count;

            await enough.CancelAsync();
            await Task.WhenAll(writers);
            Assert.True(during > 0, "Nobody wrote meanwhile.");
            Assert.Equal((0, ""), (backup.Code, backup.Errors));
        }

        Assert.Contains($"SHA-256: {Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)))}", backup.Output, StringComparison.Ordinal);
        var checkpoint = CheckpointLine().Match(backup.Output).Groups[1].Value;
        var checkedFile = await Claimtracker.Run("check", file, "--checkpoint", checkpoint);
        Assert.Equal((0, ""), (checkedFile.Code, checkedFile.Errors));
        Assert.Contains($"{file} is right: ", checkedFile.Output, StringComparison.Ordinal);

        var restored = await Claimtracker.Run("restore", "--data", other.File("data"), "--from", file, "--checkpoint", checkpoint);
        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        await using (var service = await Claimtracker.Serve(other.File("data")))
        {
            using var client = service.Client(key);
            foreach (var (id, statement) in before)
            {
                Assert.Equal(statement, (await client.Read($"/v1/claims/{id}")).Text("statement"));
            }

            await Given.Claim(client, "The restored record is written.");
            var beside = await Claimtracker.Run("check", "--data", other.File("data"), "--checkpoint", checkpoint);
            Assert.Equal((0, ""), (beside.Code, beside.Errors));

            await Shell(other.File("data/claimtracker.db"), $"UPDATE claim SET statement = statement || ' Or not.' WHERE id = {before.Keys.Max()}");
            var found = await Claimtracker.Run("check", "--data", other.File("data"));
            Assert.Equal(3, found.Code);
            Assert.Contains($"claim {before.Keys.Max()}: content/statement: not what its last event (", found.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_backup_leaves_nothing_behind_and_replaces_nothing_unasked()
    {
        using var folder = Folder.WithRecord();
        var file = folder.File("saved.db");
        var first = await Claimtracker.Run("backup", "--data", folder.Path, "--to", file);
        Assert.Equal((0, ""), (first.Code, first.Errors));
        Assert.StartsWith($"{file} holds 0 claims, 0 articles, 0 claimants, 0 links, 0 events.", first.Output, StringComparison.Ordinal);
        Assert.Contains($"Checkpoint: 0:{new string('0', 64)} (there is no event yet)", first.Output, StringComparison.Ordinal);
        Assert.Equal(["claimtracker.db", "saved.db"], new DirectoryInfo(folder.Path).GetFiles().Select(f => f.Name).Order());

        var again = await Claimtracker.Run("backup", "--data", folder.Path, "--to", file);
        Assert.Equal((2, "", $"{file} is there already. Name another file, or replace it with --force."), (again.Code, again.Output, again.Errors.Trim()));
        var forced = await Claimtracker.Run("backup", "--data", folder.Path, "--to", file, "--force");
        Assert.Equal((0, ""), (forced.Code, forced.Errors));
    }

    [Theory]
    [InlineData("claimtracker.db", "belongs to the record itself")]
    [InlineData("claimtracker.db-wal", "belongs to the record itself")]
    [InlineData("claimtracker.lock", "belongs to the record itself")]
    [InlineData("missing/saved.db", "The folder of")]
    [InlineData(".", "is a folder")]
    [InlineData("used.db", "is a database in use")]
    public async Task A_backup_to_a_file_that_cannot_be_one_is_refused(string name, string why)
    {
        using var folder = Folder.WithRecord();
        await File.WriteAllTextAsync(folder.File("used.db-wal"), "", TestContext.Current.CancellationToken);
        var refused = await Claimtracker.Run("backup", "--data", folder.Path, "--to", folder.File(name), "--force");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains(why, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_damaged_record_is_not_written()
    {
        using var folder = await WithClaims(3);
        using (var record = Sqlite.Open(folder.Database))
        {
            record.Run("DROP TRIGGER event_keeps; UPDATE event SET actor = 'Eve' WHERE seq = 4");
        }

        var refused = await Claimtracker.Run("backup", "--data", folder.Path, "--to", folder.File("saved.db"));
        Assert.Equal((3, ""), (refused.Code, refused.Output));
        Assert.Contains("no backup was written. event 4: it does not fit the chain", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "saved*"));
    }

    [Fact]
    public async Task A_backup_of_nothing_is_refused()
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run("backup", "--data", folder.Path, "--to", folder.File("saved.db"));
        Assert.Equal((2, "", $"There is no record in {folder.Path}. Name its folder with --data."), (refused.Code, refused.Output, refused.Errors.Trim()));
    }

    [Fact]
    public async Task A_restore_keeps_the_old_record_whole_in_one_file()
    {
        using var folder = await WithClaims(2);
        Save(folder);
        await using (var service = await Claimtracker.Serve(folder.Path))
        {
            await Given.Claim(service.Client(await Key(folder)), "Later.");
            await service.Kill();   // its log is not folded in
        }

        Assert.True(new FileInfo(folder.Database + "-wal").Length > 0);
        var restored = await Claimtracker.Run("restore", "--data", folder.Path, "--from", folder.File("saved.db"));
        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        var kept = Assert.Single(Directory.GetFiles(folder.Path, "claimtracker.db.before-restore-*"));
        Assert.Contains($"The old one is kept as {kept}.", restored.Output, StringComparison.Ordinal);
        Assert.Equal(["claimtracker.db", "claimtracker.lock", "claimtracker.pid", "saved.db"],
            new DirectoryInfo(folder.Path).GetFiles().Select(f => f.Name).Where(n => !n.Contains("before", StringComparison.Ordinal)).Order());
        Assert.Equal((3, 2), (Claims(kept), Claims(folder.Database)));

        // And back again: what was kept is a backup like any other.
        Assert.Equal(0, (await Claimtracker.Run("restore", "--data", folder.Path, "--from", kept)).Code);
        Assert.Equal(3, Claims(folder.Database));
        Assert.Equal([], Checking.Findings(folder.Database));
    }

    [Fact]
    public async Task A_restore_is_refused_while_the_record_is_served_or_open_elsewhere()
    {
        using var folder = await WithClaims(1);
        Save(folder);
        await using (var service = await Claimtracker.Serve(folder.Path))
        {
            var served = await Claimtracker.Run("restore", "--data", folder.Path, "--from", folder.File("saved.db"));
            Assert.Equal((4, "", $"{folder.Database} is in use by process {service.Id}. Stop it, or name another folder with --data."), (served.Code, served.Output, served.Errors.Trim()));
        }

        using var other = Sqlite.Open(folder.Database);
        other.Run("BEGIN; SELECT * FROM claim");
        var open = await Claimtracker.Run("restore", "--data", folder.Path, "--from", folder.File("saved.db"));
        Assert.Equal((4, $"{folder.Database} is locked by another process. Try again when it is done."), (open.Code, open.Errors.Trim()));
        Assert.Empty(Directory.GetFiles(folder.Path, "*restor*"));
    }

    [Theory]
    [InlineData("missing", 2, "There is no file")]
    [InlineData("random", 3, "cannot be read as a ClaimTracker record")]
    [InlineData("empty", 3, "is an empty file")]
    [InlineData("foreign", 3, "is a database of another program")]
    [InlineData("newer", 6, "was written by a newer ClaimTracker")]
    [InlineData("changed", 3, "is damaged, and the record in")]
    public async Task A_file_that_is_no_whole_backup_is_not_restored_and_the_record_left_alone(string kind, int code, string why)
    {
        using var folder = await WithClaims(1);
        var file = folder.File("saved.db");
        Save(folder);
        await Spoil(kind, file);
        var before = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);

        var refused = await Claimtracker.Run("restore", "--data", folder.Path, "--from", file);

        Assert.Equal(code, refused.Code);
        Assert.Contains(why, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken));

        // A folder that is empty stays so.
        var fresh = await Claimtracker.Run("restore", "--data", folder.File("fresh"), "--from", file);
        Assert.Equal(code, fresh.Code);
        Assert.False(Directory.Exists(folder.File("fresh")));
    }

    [Fact]
    public async Task A_restore_that_stops_at_any_step_leaves_the_old_record_or_the_new_one()
    {
        using var folder = await WithClaims(2);
        Save(folder);
        await using (var service = await Claimtracker.Serve(folder.Path))
        {
            await Given.Claim(service.Client(await Key(folder)), "Later.");
            await service.Kill();
        }

        // What a machine that stops at that moment would leave.
        using var moments = new Folder();
        var steps = new List<string>();
        using (var backup = Connections.Inspector(folder.File("saved.db")))
        {
            RestoreCommand.Replace(new DataDirectory(folder.Path), folder.File("saved.db"), backup, TimeProvider.System, (_, _) => { }, step =>
            {
                steps.Add(step);
                foreach (var file in Directory.CreateDirectory(moments.File(step)) is var moment ? Directory.GetFiles(folder.Path) : [])
                {
                    File.Copy(file, Path.Combine(moment.FullName, Path.GetFileName(file)));
                }
            });
        }

        Assert.Equal(["copied", "folded", "kept", "cleared", "replaced"], steps);
        foreach (var step in steps)
        {
            await using (await Claimtracker.Serve(moments.File(step)))
            {
            }

            var record = moments.File($"{step}/claimtracker.db");
            Assert.Equal(step == "replaced" ? 2 : 3, Claims(record));
            Assert.Equal([], Checking.Findings(record));

            // Whatever lies about, the next restore succeeds.
            var again = await Claimtracker.Run("restore", "--data", moments.File(step), "--from", folder.File("saved.db"));
            Assert.Equal((0, ""), (again.Code, again.Errors));
            Assert.Equal(2, Claims(record));
        }
    }

    [Fact]
    public async Task A_damaged_record_is_kept_as_it_is_and_replaced()
    {
        using var folder = await WithClaims(1);
        Save(folder);
        var noise = RandomNumberGenerator.GetBytes(20_000);
        await File.WriteAllBytesAsync(folder.Database, noise, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.Database + "-wal", noise, TestContext.Current.CancellationToken);

        var restored = await Claimtracker.Run("restore", "--data", folder.Path, "--from", folder.File("saved.db"));

        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        Assert.Equal(1, Claims(folder.Database));
        Assert.Equal([], Checking.Findings(folder.Database));

        // SQLite takes away a log that holds nothing it can use.
        var kept = Assert.Single(Directory.GetFiles(folder.Path, "claimtracker.db.before-restore-*"));
        Assert.Equal(noise, await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_record_that_was_lost_is_put_back_where_it_was()
    {
        using var folder = await WithClaims(1);
        await using (await Claimtracker.Serve(folder.Path))
        {
        }

        Save(folder);
        File.Delete(folder.Database);
        File.Delete(folder.Database + "-wal");
        var restored = await Claimtracker.Run("restore", "--data", folder.Path, "--from", folder.File("saved.db"));
        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        await using var service = await Claimtracker.Serve(folder.Path);
        Assert.Single((await service.Client().Read("/v1/claims")).Items());
    }

    [Fact]
    public async Task A_check_with_a_checkpoint_finds_a_chain_that_was_cut_off()
    {
        using var folder = await WithClaims(2);
        var whole = await Claimtracker.Run("check", "--data", folder.Path);
        var checkpoint = CheckpointLine().Match(whole.Output).Groups[1].Value;
        using (var record = Sqlite.Open(folder.Database))
        {
            record.Run("DROP TRIGGER event_stays; DELETE FROM event WHERE entity = 'appearance' AND entity_id = 2; PRAGMA foreign_keys = OFF; DELETE FROM appearance WHERE id = 2");
        }

        var found = await Claimtracker.Run("check", "--data", folder.Path, "--checkpoint", checkpoint);
        Assert.Equal((3, ""), (found.Code, found.Errors));
        Assert.Contains("before the checkpoint: events were cut off.", found.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await Claimtracker.Run("check", "--data", folder.Path, "--checkpoint", "7")).Code);
        Assert.Equal(2, (await Claimtracker.Run("check", folder.Database, "--data", folder.Path)).Code);
    }

    [Fact]
    public async Task A_check_lists_so_many_findings_and_counts_them_all()
    {
        using var folder = await WithClaims(120);
        using (var record = Sqlite.Open(folder.Database))
        {
            record.Run("UPDATE claim SET created_by = 999");
        }

        var found = await Claimtracker.Run("check", "--data", folder.Path);
        Assert.Equal((3, ""), (found.Code, found.Errors));
        Assert.Equal(100, found.Output.Split('\n').Count(line => line.StartsWith("claim ", StringComparison.Ordinal)));
        Assert.Contains("and 20 more.", found.Output, StringComparison.Ordinal);
        Assert.Contains("is damaged: 120 findings.", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_finds_a_damaged_index()
    {
        using var folder = await WithClaims(1);
        long page;
        long size;
        using (var record = Sqlite.Open(folder.Database))
        {
            (page, size) = (record.Count("SELECT rootpage FROM sqlite_schema WHERE name = 'claimant_by_name'"), record.Count("PRAGMA page_size"));
        }

        var bytes = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
        bytes.AsSpan((int)((page - 1) * size), (int)size).Clear();
        await File.WriteAllBytesAsync(folder.Database, bytes, TestContext.Current.CancellationToken);
        var found = await Claimtracker.Run("check", "--data", folder.Path);
        Assert.Equal((3, ""), (found.Code, found.Errors));
        Assert.Contains("the file: ", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_of_an_older_schema_is_restored_and_brought_up_at_the_next_start()
    {
        const int Older = 4;
        using var folder = new Folder();
        var old = folder.File("old.db");
        using (var record = Sqlite.Open(old))
        {
            foreach (var name in typeof(Migrator).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("migrations/", StringComparison.Ordinal)).Order().Take(Older))
            {
                using var script = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
                record.Run(await script.ReadToEndAsync(TestContext.Current.CancellationToken));
            }

            record.Run($"PRAGMA application_id = {Connections.ApplicationId}; PRAGMA user_version = {Older}");
        }

        var restored = await Claimtracker.Run("restore", "--data", folder.File("data"), "--from", old);
        Assert.Equal((0, ""), (restored.Code, restored.Errors));
        Assert.Equal(Migrator.Newest > Older, restored.Output.Contains("The record is of an older schema", StringComparison.Ordinal));
        await using (await Claimtracker.Serve(folder.File("data")))
        {
        }

        Assert.Equal([], Checking.Findings(folder.File("data/claimtracker.db")));
    }

    private static async Task Write(HttpClient client, int number, ConcurrentDictionary<long, string> acknowledged, CountdownEvent begun, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested; i++)
        {
            var statement = $"Client {number} states number {i}.";
            acknowledged[(await Given.Claim(client, statement)).Id()] = statement;
            if (i < 5)
            {
                begun.Signal();
            }
        }
    }

    private static async Task<string> Key(Folder folder) =>
        (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "reviewer", "--name", "Writer")).Output.Trim();

    /// <summary>A folder with a record that was closed in order.</summary>
    private static async Task<Folder> WithClaims(int count)
    {
        var folder = new Folder();
        await using var app = await App.Start();
        using var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        for (var i = 0; i < count; i++)
        {
            await Given.Claim(client, $"Statement {i}.");
        }

        using var record = Sqlite.Open(app.DatabasePath);
        record.Run($"VACUUM INTO '{folder.Database}'");
        return folder;
    }

    /// <summary>What backup writes.</summary>
    private static void Save(Folder folder)
    {
        using var record = Sqlite.Open(folder.Database);
        record.Run($"VACUUM INTO '{folder.File("saved.db")}'");
    }

    private static async Task Spoil(string kind, string file)
    {
        switch (kind)
        {
            case "missing":
                File.Delete(file);
                return;
            case "random":
                await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(20_000));
                return;
            case "empty":
                await File.WriteAllBytesAsync(file, []);
                return;
            case "foreign":
                File.Delete(file);
                break;
        }

        using var backup = Sqlite.Open(file);
        backup.Run(kind switch
        {
            "foreign" => "CREATE TABLE song (title TEXT)",
            "newer" => $"PRAGMA user_version = {Migrator.Newest + 1}",
            _ => "UPDATE claim SET statement = 'Another.'",
        });
    }

    /// <summary>Changes a row with the sqlite3 shell, or without it as any other program would.</summary>
    private static async Task Shell(string file, string sql)
    {
        try
        {
            using var shell = Process.Start("sqlite3", [file, $"PRAGMA busy_timeout = 5000; {sql}"]);
            await shell.WaitForExitAsync();
            Assert.Equal(0, shell.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            using var record = Sqlite.Open(file);
            record.Run(sql);
        }
    }

    private static long Claims(string file)
    {
        using var record = Sqlite.Open(file);
        return record.Count("SELECT count(*) FROM claim");
    }

    [GeneratedRegex(@"Checkpoint: (\d+:[0-9a-f]{64}) ")]
    private static partial Regex CheckpointLine();
}
