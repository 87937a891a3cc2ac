using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Proofs;

namespace ClaimTracker.Tests.Operations;

/// <summary>
/// Files that are no record, or only a part of one, in the place of the record: each is refused, named, and left as it was, byte for byte. Most are opened in the
/// process of the test, as <c>claimtracker serve</c> opens them before it listens; the others by the program itself.
/// </summary>
public sealed class RefusedFileTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_record_cut_off_at_any_length_is_refused_and_left_alone()
    {
        using var folder = Folder.WithRecord();
        Unclosed(folder.Database);
        var whole = File.ReadAllBytes(folder.Database);
        var random = new Random(5);
        var lengths = Enumerable.Range(0, 40).Select(_ => random.Next(whole.Length)).Concat([0, 1, 15, 16, 99, 100, 511, 512, 4095, 4096, 4097, whole.Length - 4096, whole.Length - 1]).Order().ToArray();
        Assert.All(lengths, length =>
        {
            File.WriteAllBytes(folder.Database, whole[..length]);
            Refused(folder.Database, ExitCode.Damaged);
        });
        output.WriteLine($"cut off at {lengths.Length} lengths, from {lengths[0]} to {lengths[^1]} of {whole.Length} bytes: all refused with 3");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("nothing")]
    [InlineData("zeros")]
    [InlineData("header alone")]
    public void A_file_of_something_else_is_refused_and_left_alone(string what)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder.Database, what switch
        {
            "text" => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("This is not a record. ", 1_000))),
            "zeros" => new byte[20_000],
            "header alone" => Encoding.ASCII.GetBytes("SQLite format 3\0"),
            _ => [],
        });
        Refused(folder.Database, ExitCode.Damaged);
    }

    [Fact]
    public void Any_changed_byte_of_the_header_is_refused_or_changes_nothing_that_is_read()
    {
        using var folder = Folder.WithRecord();
        Unclosed(folder.Database);
        var whole = File.ReadAllBytes(folder.Database);
        var (refused, served, held) = (0, new List<int>(), Held(folder.Database));
        for (var place = 0; place < 100; place++)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= 0xFF;
            File.WriteAllBytes(folder.Database, changed);
            try
            {
                Database.Open(folder.Database, new ManualClock(Now)).Dispose();
                Assert.Equal(held, Held(folder.Database));
                served.Add(place);
            }
            catch (StartRefusal refusal)
            {
                Assert.True(refusal.Code is ExitCode.Damaged or ExitCode.Newer or ExitCode.Migration || (refusal.Code is ExitCode.Configuration && place is 18), $"{place}: {refusal.Message}");
                Assert.Contains(folder.Database, refusal.Message, StringComparison.Ordinal);
                Assert.Equal(changed, File.ReadAllBytes(folder.Database));
                refused++;
            }

            Clear(folder);
        }

        Assert.True(refused > 30, $"{refused}");
        output.WriteLine($"each byte of the header inverted: {refused} refused, {served.Count} change nothing that is read: {string.Join(' ', served)}");
    }

    [Fact]
    public void A_folder_in_the_place_of_the_record_is_refused()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder.Database);
        var refusal = Assert.Throws<StartRefusal>(() => new DataDirectory(folder.Path).Prepare());
        Assert.Equal((ExitCode.Damaged, $"{folder.Database} is a folder, not a ClaimTracker record. Take it away, or name another folder with --data."), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task The_log_of_another_record_beside_it_is_refused_and_both_are_left_alone()
    {
        using var one = await Killed("One");
        using var other = await Killed("Other");
        File.Copy(other.Database + "-wal", one.Database + "-wal", overwrite: true);
        File.Delete(one.Database + "-shm");
        Refused(one.Database, ExitCode.Damaged, "-wal");
    }

    [Fact]
    public async Task A_record_whose_log_was_taken_away_is_refused_and_told_what_to_do()
    {
        using var folder = await Killed("One");
        File.Delete(folder.Database + "-wal");
        var before = File.ReadAllBytes(folder.Database);
        var refused = await Claimtracker.Run("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.Equal((3, ""), (refused.Code, refused.Output));
        Assert.StartsWith($"{folder.Database}-wal is missing", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.Database));
        File.Delete(folder.Database + "-shm");
        await using var again = await Claimtracker.Serve(folder.Path);
        await again.Client().Read("/health/ready");
    }

    [Fact]
    public async Task What_a_killed_process_left_of_its_shared_memory_does_no_harm()
    {
        using var folder = await Killed("One");
        var stale = new byte[32_768];
        new Random(5).NextBytes(stale);
        await File.WriteAllBytesAsync(folder.Database + "-shm", stale, TestContext.Current.CancellationToken);
        await using var again = await Claimtracker.Serve(folder.Path);
        Assert.Equal("One", (await again.Client().Read("/v1/claimants")).Items().Single().Text("name"));
    }

    [Fact]
    public async Task A_check_of_what_a_crash_has_left_leaves_it_as_it_was()
    {
        using var folder = await Killed("One");
        var (file, log) = (File.ReadAllBytes(folder.Database), File.ReadAllBytes(folder.Database + "-wal"));
        var check = await Claimtracker.Run("check", "--data", folder.Path);
        Assert.True(check.Code == 0, check.Output);
        Assert.Equal(file, File.ReadAllBytes(folder.Database));
        Assert.Equal(log, File.ReadAllBytes(folder.Database + "-wal"));
    }

    /// <summary>A record whose service was killed after it took a claimant: part of it is in its log.</summary>
    private static async Task<Folder> Killed(string name)
    {
        var folder = new Folder();
        var key = (await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "editor", "--name", name)).Output.Trim();
        await using var service = await Claimtracker.Serve(folder.Path);
        using var client = service.Client(key);
        await client.Post("/v1/claimants", new { name, type = "person" }).Json(201);
        await service.Kill();
        return folder;
    }

    /// <summary>Notes that it was not closed in order, so that the next start looks it through.</summary>
    private static void Unclosed(string path)
    {
        using var sql = Sqlite.Open(path);
        sql.Run("INSERT INTO meta (key, value) VALUES ('clean', '0')");
    }

    private static Dictionary<string, string> Held(string path)
    {
        using var sql = Connections.Inspector(path);
        return Contents.Of(sql);
    }

    private static void Clear(Folder folder)
    {
        File.Delete(folder.Database + "-wal");
        File.Delete(folder.Database + "-shm");
    }

    private static void Refused(string path, ExitCode code, params string[] parts)
    {
        string[] files = [path, .. parts.Select(part => path + part)];
        var before = files.Select(File.ReadAllBytes).ToArray();
        var refusal = Assert.Throws<StartRefusal>(() => Database.Open(path, new ManualClock(Now)).Dispose());
        Assert.Equal(code, refusal.Code);
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, files.Select(File.ReadAllBytes));
        File.Delete(path + "-shm");
        if (!parts.Contains("-wal"))
        {
            File.Delete(path + "-wal");
        }
    }
}
