using System.Net;
using System.Net.Sockets;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;

namespace ClaimTracker.Tests.Operations;

/// <summary>
/// What the program says and ends with when it cannot start. The files are read by the test only where no process and no connection has them open.
/// </summary>
public sealed class StartTests
{
    [Fact]
    public async Task From_an_empty_folder_a_record_is_made_and_the_second_start_finds_it()
    {
        using var folder = new Folder();
        var data = folder.File("new");
        await using (var first = await Claimtracker.Serve(data))
        {
            using var client = first.Client();
            await client.Read("/health/ready");
            Assert.Equal(0, (await first.Terminate()).Code);
        }

        Assert.Equal(["claimtracker.db", "claimtracker.lock", "claimtracker.pid"], new DirectoryInfo(data).GetFiles().Select(f => f.Name).Order());
        using (var outside = Connections.Probe(Path.Combine(data, "claimtracker.db")))
        {
            Assert.Equal(Migrator.Newest, outside.Count("PRAGMA user_version"));
            Assert.Equal(Connections.ApplicationId, outside.Count("PRAGMA application_id"));
            Assert.Equal("1", outside.Value("SELECT value FROM meta WHERE key = 'clean'"));
        }

        await using var second = await Claimtracker.Serve(data);
        Assert.Equal(0, (await second.Terminate()).Code);
    }

    [Fact]
    public async Task Every_migration_runs_once_and_those_that_start_together_do_not_disturb_each_other()
    {
        using var folder = new Folder();
        using var barrier = new Barrier(4);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var sql = Connections.Writer(folder.Database, create: true);
                barrier.SignalAndWait(CancellationToken.None);
                Migrator.Migrate(sql, folder.Database);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        using var outside = Sqlite.Open(folder.Database);
        Assert.Equal(Migrator.Newest, outside.Count("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_file_of_random_bytes_is_refused_and_left_alone()
    {
        using var folder = new Folder();
        var bytes = new byte[20_000];
        Random.Shared.NextBytes(bytes);
        await File.WriteAllBytesAsync(folder.Database, bytes, TestContext.Current.CancellationToken);
        await Refused(folder, 3, "cannot be read as a ClaimTracker record", "Restore it from a backup");
    }

    [Fact]
    public async Task A_truncated_record_is_refused_and_left_alone()
    {
        using var folder = Folder.WithRecord();
        var bytes = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.Database, bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        await Refused(folder, 3, "cannot be read as a ClaimTracker record", "Restore it from a backup");
    }

    [Fact]
    public async Task An_empty_file_is_refused_and_left_alone()
    {
        using var folder = new Folder();
        await File.WriteAllBytesAsync(folder.Database, [], TestContext.Current.CancellationToken);
        await Refused(folder, 3, "is an empty file, not a ClaimTracker record");
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public async Task A_database_of_another_program_is_refused_and_left_alone(string journal)
    {
        using var folder = new Folder();
        using (var other = Sqlite.Open(folder.Database))
        {
            other.Run($"PRAGMA journal_mode = {journal}; CREATE TABLE song (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO song (title) VALUES ('Sari Gelin')");
        }

        await Refused(folder, 3, "is a database of another program");
    }

    [Fact]
    public async Task A_record_of_a_newer_version_is_refused_and_left_alone()
    {
        using var folder = Folder.WithRecord();
        using (var newer = Sqlite.Open(folder.Database))
        {
            newer.Run($"PRAGMA user_version = {Migrator.Newest + 1}");
        }

        await Refused(folder, 6, $"has schema {Migrator.Newest + 1} and this program knows {Migrator.Newest}", "newer ClaimTracker");
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_file_as_it_was()
    {
        using var folder = Folder.WithRecord();
        using (var older = Sqlite.Open(folder.Database))
        {
            older.Run($"PRAGMA user_version = {Migrator.Newest - 1}");   // the newest migration finds its tables made already
        }

        await Refused(folder, 5, "failed, and the file is as before");
    }

    [Fact]
    public async Task A_record_that_was_damaged_before_a_crash_is_refused_at_the_next_start()
    {
        using var folder = Folder.WithRecord();
        long index;
        long size;
        using (var record = Sqlite.Open(folder.Database))
        {
            record.Run("INSERT INTO meta (key, value) VALUES ('clean', '0')");
            record.Run("INSERT INTO claimant (name, folded, type, same_as, state, revision, created_at, updated_at) VALUES ('Ada', 'ada', 'person', '[]', 'active', 1, 0, 0)");
            index = record.Count("SELECT rootpage FROM sqlite_schema WHERE name = 'claimant_by_name'");
            size = record.Count("PRAGMA page_size");
        }

        var bytes = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
        bytes.AsSpan((int)((index - 1) * size), (int)size).Clear();
        await File.WriteAllBytesAsync(folder.Database, bytes, TestContext.Current.CancellationToken);
        await Refused(folder, 3, "is damaged", "Restore it from a backup");
    }

    [Fact]
    public async Task A_record_that_is_served_already_is_refused_with_the_number_of_the_process()
    {
        using var folder = new Folder();
        await using var first = await Claimtracker.Serve(folder.Path);
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.Equal((4, ""), (refused.Code, refused.Output));
        Assert.Equal($"{folder.Database} is in use by process {first.Id}. Stop it, or name another folder with --data.", refused.Errors.Trim());
        using var client = first.Client();
        await client.Read("/health/ready");
    }

    [Fact]
    public async Task A_record_that_another_program_keeps_locked_is_told_as_locked_and_not_as_damaged()
    {
        using var folder = Folder.WithRecord();
        using var other = Sqlite.Open(folder.Database);
        other.Run("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; INSERT INTO meta (key, value) VALUES ('a', 'b'); COMMIT");
        var refused = await Claimtracker.Run("keys", "list", "--data", folder.Path);
        Assert.Equal((4, $"{folder.Database} is locked by another process. Try again when it is done."), (refused.Code, refused.Errors.Trim()));
    }

    [Fact]
    public async Task The_lock_of_a_killed_process_does_not_stand_in_the_way()
    {
        using var folder = new Folder();
        await using (var first = await Claimtracker.Serve(folder.Path))
        {
            await first.Kill();
        }

        await using var second = await Claimtracker.Serve(folder.Path);
        await second.Client().Read("/health/ready");
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("keys")]
    public async Task A_record_that_is_gone_is_not_replaced_by_an_empty_one(string verb)
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder.File("claimtracker.lock"), "", TestContext.Current.CancellationToken);
        string[] arguments = verb == "serve" ? ["serve", "--urls", "http://127.0.0.1:0"] : ["keys", "list"];
        var refused = await Claimtracker.Run([.. arguments, "--data", folder.Path]);
        Assert.Equal((3, ""), (refused.Code, refused.Output));
        Assert.Contains($"{folder.Database} is missing, though {folder.Path} has held a record.", refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Database));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("root may write everywhere, and Windows knows no such modes");
            return;
        }

        using var folder = new Folder();
        var closed = Directory.CreateDirectory(folder.File("closed"));
        closed.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        var refused = await Claimtracker.Run("serve", "--data", closed.FullName, "--urls", "http://127.0.0.1:0");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("cannot be written", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_refused()
    {
        using var folder = new Folder();
        await File.WriteAllTextAsync(folder.File("data"), "", TestContext.Current.CancellationToken);
        var refused = await Claimtracker.Run("serve", "--data", folder.File("data"), "--urls", "http://127.0.0.1:0");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.StartsWith($"The folder {folder.File("data")} cannot be made: ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused()
    {
        using var folder = new Folder();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", url);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains($"{url} cannot be listened on", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Name another address with --urls.", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("ftp://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/path")]
    public async Task An_address_that_is_none_is_refused_in_a_sentence(string url)
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", url);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("Name another address with --urls.", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_refused_in_a_sentence()
    {
        using var folder = new Folder();
        await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "admin", "--name", "Ada");
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", "http://192.0.2.1:5080", "--behind-proxy", "192.0.2.2");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("http://192.0.2.1:5080 cannot be listened on", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_refused_in_a_sentence()
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0", "--behind-proxy", "nowhere");
        Assert.Equal((2, "", "--behind-proxy: nowhere is not an IP address."), (refused.Code, refused.Output, refused.Errors.Trim()));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("https://0.0.0.0:0")]
    public async Task An_address_that_others_reach_is_refused_while_there_is_no_key(string urls)
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", urls, "--behind-proxy", "192.0.2.2");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("can be reached from other machines. There is no key on record.", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_others_reach_is_refused_without_TLS_or_a_named_proxy()
    {
        using var folder = new Folder();
        await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "admin", "--name", "Ada");
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", "http://0.0.0.0:0");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("can be reached from other machines. Keys would travel in the clear.", refused.Errors, StringComparison.Ordinal);
    }

    /// <summary>The program refuses to serve the record, says so without a stack trace, and the file is what it was, byte for byte.</summary>
    private static async Task Refused(Folder folder, int code, params string[] words)
    {
        var before = await File.ReadAllBytesAsync(folder.Database);
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.Equal((code, ""), (refused.Code, refused.Output));
        Assert.StartsWith(code == 5 ? "The migration" : folder.Database, refused.Errors, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, refused.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Database));
    }
}
