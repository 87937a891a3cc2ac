using ClaimTracker.Data;
using ClaimTracker.Problems;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Data;

/// <summary>
/// Groups are made by holding the writer inside a first command while others queue up. How many of them then share a transaction is the writer's
/// own business; where a test needs to know, a command asks a second connection what it sees: nothing of its own group.
/// </summary>
public sealed class WriteQueueTests
{
    private const int Capacity = 1_000;

    [Fact]
    public async Task A_refused_command_leaves_no_trace_and_its_neighbours_stand()
    {
        using var record = new Record();
        var hold = await record.HoldWriter();
        var before = record.Write("before");
        var refused = record.Write(tx =>
        {
            Record.Note(tx, "refused");
            return Refuse();
        });
        var broken = record.Write(tx =>
        {
            Record.Note(tx, "broken");
            return tx.Sql.Execute("INSERT INTO meta (key, value) VALUES ('before', 'again')");
        });
        var after = record.Write("after");
        await hold.LetGo();

        await Task.WhenAll(before, after);
        Assert.Equal("rule", (await Assert.ThrowsAsync<ProblemException>(() => refused)).Kind.Slug);
        Assert.Equal(19, (await Assert.ThrowsAsync<SqliteException>(() => broken)).SqliteErrorCode);
        using var outside = record.Outside();
        Assert.Equal(["before", "after"], outside.Notes());
        Assert.Equal(0, outside.Count("SELECT count(*) FROM meta WHERE key IN ('refused', 'broken')"));
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task The_first_of_a_group_is_undone_like_any_other()
    {
        using var record = new Record();
        await record.Write("known");
        var hold = await record.HoldWriter();
        var refused = record.Write(tx =>
        {
            Record.Note(tx, "refused");
            return Refuse();
        });
        var broken = record.Write(tx =>
        {
            Record.Note(tx, "broken");
            return tx.Sql.Execute("INSERT INTO meta (key, value) VALUES ('known', 'again')");
        });
        var kept = record.Write("kept");
        var late = record.Write(tx =>
        {
            Record.Note(tx, "late");
            return Refuse();
        });
        await hold.LetGo();

        await kept;
        await Assert.ThrowsAsync<ProblemException>(() => refused);
        await Assert.ThrowsAsync<SqliteException>(() => broken);
        await Assert.ThrowsAsync<ProblemException>(() => late);
        using var outside = record.Outside();
        Assert.Equal(["known", "kept"], outside.Notes());
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task Commands_run_in_the_order_they_were_sent()
    {
        using var record = new Record();
        var hold = await record.HoldWriter();
        var keys = Enumerable.Range(0, 600).Select(i => $"note {i}").ToArray();
        var writes = keys.Select(record.Write).ToArray();
        await hold.LetGo();
        await Task.WhenAll(writes);
        using var outside = record.Outside();
        Assert.Equal(keys, outside.Notes());
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task A_command_sees_what_those_before_it_wrote()
    {
        using var record = new Record();
        var hold = await record.HoldWriter();
        _ = record.Write("one");
        var seen = record.Write(tx => tx.Sql.First<long>("SELECT count(*) FROM meta WHERE key = 'one'"));
        await hold.LetGo();
        Assert.Equal(1, await seen);
    }

    [Fact]
    public async Task An_answer_comes_only_after_commit()
    {
        using var record = new Record();
        using var outside = record.Outside();
        for (var i = 1; i <= 50; i++)
        {
            await record.Write($"note {i}");
            Assert.Equal(i, outside.Count("SELECT count(*) FROM event"));
        }
    }

    [Fact]
    public async Task Nobody_is_answered_while_the_group_can_still_fail()
    {
        using var record = new Record();
        using var outside = record.Outside();
        var hold = await record.HoldWriter();
        var writes = Enumerable.Range(0, 20).Select(i => record.Write($"note {i}")).ToArray();
        var last = record.Write(_ =>
        {
            var answered = writes.Count(w => w.IsCompleted);
            return (Answered: answered, Committed: outside.Notes().Length);
        });
        await hold.LetGo();
        var (answered, committed) = await last;
        Assert.True(answered <= committed, $"{answered} were answered and {committed} committed");
    }

    [Fact]
    public async Task Many_commands_share_one_commit()
    {
        using var record = new Record();
        using var outside = record.Outside();
        var hold = await record.HoldWriter();
        var versions = Enumerable.Range(0, 200).Select(i => record.Write(tx =>
        {
            Record.Note(tx, $"note {i}");
            return outside.Count("PRAGMA data_version");
        })).ToArray();
        await hold.LetGo();
        var commits = (await Task.WhenAll(versions)).Distinct().Count();
        Assert.InRange(commits, 1, 199);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_its_whole_group_and_no_other()
    {
        using var record = new Record();
        using var outside = record.Outside();
        await record.Write("before");
        string[] committed;
        Task<int>[] writes;
        do
        {
            var hold = await record.HoldWriter();
            var round = Guid.NewGuid();
            var earlier = Enumerable.Range(0, 3).Select(i => record.Write($"{round} {i}")).ToArray();
            committed = [];
            var broken = record.Write(tx =>
            {
                committed = outside.Notes();
                tx.Sql.Execute("PRAGMA defer_foreign_keys = ON");
                return tx.Sql.Execute("INSERT INTO claimant_alias (claimant_id, position, name, folded) VALUES (999, 0, 'x', 'x')");
            });
            writes = [.. earlier, broken];
            await hold.LetGo();
            await Task.WhenAll(writes.Select(w => Xunit.Record.ExceptionAsync(() => w).AsTask()));
        }
        while (writes.Any(w => w.IsCompletedSuccessfully));

        foreach (var write in writes)
        {
            Assert.Equal(787, (await Assert.ThrowsAsync<SqliteException>(() => write)).SqliteExtendedErrorCode);
        }

        Assert.Equal(committed, outside.Notes());
        Assert.Equal(0, outside.Count("SELECT count(*) FROM claimant_alias"));
        await record.Write("after");
        Assert.Equal([.. committed, "after"], outside.Notes());
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task Without_room_a_write_is_refused_with_507_reading_goes_on_and_with_room_it_works_again()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "Before.");
        await Pragma("max_page_count = 1");

        using (var refused = await client.Post("/v1/articles", new { @ref = "a2", text = new string('x', 500_000) }))
        {
            Assert.Equal(507, (int)refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter?.Delta);
            var problem = System.Text.Json.Nodes.JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.EndsWith("/problems/insufficient-storage", (string)problem["type"]!, StringComparison.Ordinal);
        }

        await client.Read("/v1/claims/1");
        await client.Read("/health/ready");
        await client.Read("/v1/articles/2", 404);

        await Pragma("max_page_count = 1000000");
        await client.Post("/v1/articles", new { @ref = "a2", text = new string('x', 500_000) }).Json(201);
        using var outside = Sqlite.Open(app.DatabasePath);
        Assert.Null(outside.FirstBroken());

        Task Pragma(string pragma) => app.Database.Write(Record.Patient(), tx => tx.Sql.Pragma(pragma), CancellationToken.None);
    }

    [Fact]
    public async Task A_full_disk_undoes_the_group_and_leaves_the_record_whole()
    {
        using var record = new Record();
        await record.Write("before");
        await record.Write(tx => tx.Sql.Pragma("max_page_count = 1"));
        var hold = await record.HoldWriter();
        Task<int>[] writes = [.. Enumerable.Range(0, 3).Select(i => record.Write(tx => Record.Note(tx, $"large {i}", new string('x', 100_000))))];
        await hold.LetGo();
        foreach (var write in writes)
        {
            var refused = await Assert.ThrowsAsync<ProblemException>(() => write);
            Assert.Equal(("insufficient-storage", 507, 60), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));
        }

        Assert.Equal(StorageState.Full, record.Database.Storage.State);
        await record.Write(tx => tx.Sql.Pragma("max_page_count = 1000000"));
        await record.Write(tx => Record.Note(tx, "after", new string('x', 100_000)));
        using var outside = record.Outside();
        Assert.Equal(["before", "after"], outside.Notes());
        Assert.Null(outside.FirstBroken());
        Assert.Equal("ok", outside.Value("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_and_keeps_those_that_wait()
    {
        using var record = new Record();
        var hold = await record.HoldWriter();
        var waiting = Enumerable.Range(0, Capacity).Select(i => record.Write($"note {i}")).ToArray();
        var refused = await Assert.ThrowsAsync<ProblemException>(() => record.Write("one too many"));
        Assert.Equal(("busy", 503, 1), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));
        await hold.LetGo();
        await Task.WhenAll(waiting);
        await record.Write("after");
        using var outside = record.Outside();
        Assert.Equal(Capacity + 1, outside.Notes().Length);
        Assert.DoesNotContain("one too many", outside.Notes());
    }

    [Fact]
    public async Task A_refusal_for_want_of_room_comes_through_the_task_so_that_who_does_not_wait_is_not_hit()
    {
        using var record = new Record();
        var hold = await record.HoldWriter();
        var waiting = Enumerable.Range(0, Capacity).Select(i => record.Write($"note {i}")).ToArray();
        var notAwaited = record.Write("one too many");
        Assert.Equal("busy", Assert.IsType<ProblemException>(notAwaited.Exception?.InnerException).Kind.Slug);
        await hold.LetGo();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task A_command_whose_caller_has_gone_is_not_run()
    {
        using var record = new Record();
        using var caller = new CancellationTokenSource();
        var hold = await record.HoldWriter();
        var gone = record.Database.Write(Record.Patient(), tx => Record.Note(tx, "gone"), caller.Token);
        var stays = record.Write("stays");
        await caller.CancelAsync();
        await hold.LetGo();
        await stays;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        using var outside = record.Outside();
        Assert.Equal(["stays"], outside.Notes());
    }

    [Fact]
    public async Task A_command_that_waited_longer_than_its_callers_patience_is_refused_and_not_run()
    {
        using var record = new Record();
        var hold = await record.HoldWriter();
        var impatient = record.Write(tx => Record.Note(tx, "impatient"), new Caller { Patience = TimeSpan.Zero });
        var patient = record.Write("patient");
        await hold.LetGo();
        await patient;
        var refused = await Assert.ThrowsAsync<ProblemException>(() => impatient);
        Assert.Equal(("busy", 503, 1), (refused.Kind.Slug, refused.Kind.Status, refused.RetryAfter));
        using var outside = record.Outside();
        Assert.Equal(["patient"], outside.Notes());
    }

    [Fact]
    public async Task The_chain_stays_whole_when_another_process_writes_in_between()
    {
        using var record = new Record();
        using var other = Database.Open(record.Path, TimeProvider.System, isSole: false);
        for (var i = 0; i < 10; i++)
        {
            await record.Write($"ours {i}");
            await other.Write(Record.Patient(), tx => Record.Note(tx, $"theirs {i}"), TestContext.Current.CancellationToken);
        }

        using var outside = record.Outside();
        Assert.Equal(Enumerable.Range(0, 10).SelectMany(i => new[] { $"ours {i}", $"theirs {i}" }), outside.Notes());
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task The_chain_stays_whole_when_two_processes_write_at_once()
    {
        using var record = new Record();
        using var other = Database.Open(record.Path, TimeProvider.System, isSole: false);
        await Task.WhenAll(Enumerable.Range(0, 100).SelectMany(i => new[]
        {
            record.Write($"ours {i}"),
            other.Write(Record.Patient(), tx => Record.Note(tx, $"theirs {i}"), TestContext.Current.CancellationToken),
        }));
        using var outside = record.Outside();
        Assert.Equal(200, outside.Notes().Length);
        Assert.Null(outside.FirstBroken());
    }

    [Fact]
    public async Task A_write_lock_that_another_process_keeps_is_told_as_busy_and_once_it_is_free_writing_goes_on()
    {
        using var record = new Record();
        using var outside = record.Outside();
        outside.Run("BEGIN IMMEDIATE");
        Task<int>[] writes = [record.Write("one"), record.Write("two")];
        foreach (var write in writes)
        {
            Assert.Equal("busy", (await Assert.ThrowsAsync<ProblemException>(() => write)).Kind.Slug);
        }

        outside.Run("ROLLBACK");
        await record.Write("three");
        Assert.Equal(["three"], outside.Notes());
    }

    [Fact]
    public async Task Closing_finishes_what_waits_and_leaves_one_file()
    {
        var folder = Directory.CreateTempSubdirectory("claimtracker-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "claimtracker.db");
            Task<int>[] writes;
            using (var database = Database.Open(path, TimeProvider.System))
            {
                writes = [.. Enumerable.Range(0, 300).Select(i => database.Write(Record.Patient(), tx => Record.Note(tx, $"note {i}"), TestContext.Current.CancellationToken))];
            }

            await Task.WhenAll(writes);
            Assert.Equal(["claimtracker.db"], folder.GetFiles().Select(f => f.Name));
            using var outside = Sqlite.Open(path);
            Assert.Equal(300, outside.Notes().Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Refuse() => throw ProblemException.Rule("#/statement", "test", "Refused by a test.");
}
