using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;
using Microsoft.Data.Sqlite;
using Record = ClaimTracker.Tests.Data.Record;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Every kind of error that SQLite can give, brought about in a real file, and what it means to a caller. What the disk itself does is in <see cref="StorageFaultTests" />.</summary>
[Trait("Report", "storage")]
public sealed class ErrorMapTests(ITestOutputHelper output)
{
    private const int Constraint = 19;

    /// <summary>What brings it about, the codes of SQLite, and the kind of refusal; without one it is a fault of ours, a 500 that is logged.</summary>
    public static TheoryData<string, int, int, string?> Rows => new()
    {
        { "INSERT INTO topic_use (topic, folded, claims) VALUES ('a', 'a', 0), ('a', 'a', 0)", Constraint, 2067, null },
        { "INSERT INTO topic_use (id, topic, folded, claims) VALUES (1, 'a', 'a', 0), (1, 'b', 'b', 0)", Constraint, 1555, null },
        { "INSERT INTO claim_body (claim_id, build) VALUES (999, 1)", Constraint, 787, null },
        { "INSERT INTO topic_use (topic, folded, claims) VALUES ('a', 'a', -1)", Constraint, 275, null },
        { "INSERT INTO topic_use (topic, folded, claims) VALUES (NULL, 'a', 0)", Constraint, 1299, null },
        { "INSERT INTO topic_use (topic, folded, claims) VALUES ('a', 'a', 'many')", Constraint, 3091, null },
        { "INSERT INTO event (seq, at, actor, action, entity, entity_id, revision, content, content_hash, hash) VALUES (9, 0, '', 'a.b', '', 1, 1, '{}', zeroblob(32), zeroblob(32))", Constraint, 1811, "immutable" },
        { "SELECT * FROM claim_search WHERE claim_search MATCH '\"'", 1, 1, null },
        { "SELECT zeroblob(20000000)", 18, 18, "too-large" },
        { "UPDATE meta SET value = printf('%.*c', 2000000, 'x')", 13, 13, "insufficient-storage" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task What_a_statement_meets_is_told_as_what_it_is(string statement, int code, int extended, string? kind)
    {
        using var record = new Record();
        SqliteException? met = null;
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => record.Write(tx =>
        {
            tx.Sql.Pragma("max_page_count = 200");
            try
            {
                return tx.Sql.Execute(statement);
            }
            catch (SqliteException e)
            {
                met = e;
                throw;
            }
        }));
        Assert.Equal((code, extended), (met!.SqliteErrorCode, met.SqliteExtendedErrorCode));
        Tell($"{code}/{extended}", kind, refused, met);
        await record.Write("after");
    }

    [Fact]
    public async Task A_write_lock_that_another_process_holds_is_busy()
    {
        using var record = new Record();
        using var outside = record.Outside();
        outside.Run("BEGIN IMMEDIATE");
        await record.Write(tx => tx.Sql.Pragma("busy_timeout = 0")).ContinueWith(_ => { }, TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<ProblemException>(() => record.Write("one"));
        Tell("5/5", "busy", refused, null);
        Assert.Equal(1, refused.RetryAfter);
        outside.Run("ROLLBACK");
        await record.Write("one");
        Assert.Equal(StorageState.Writable, record.Database.Storage.State);
    }

    [Fact]
    public async Task A_deadline_is_a_query_that_is_too_expensive()
    {
        using var record = new Record();
        var refused = await Assert.ThrowsAsync<ProblemException>(() => record.Read(
            sql => sql.First<long>("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"), TimeSpan.FromMilliseconds(20)));
        Tell("9/9", "query-too-expensive", refused, null);
    }

    [Fact]
    public async Task A_connection_that_may_not_write_is_read_only_and_says_nothing_of_the_file()
    {
        using var record = new Record();
        var refused = await Assert.ThrowsAsync<ProblemException>(() => record.Read(sql => sql.Execute("DELETE FROM meta")));
        Tell("8/8", "storage-read-only", refused, null);
        Assert.Equal(StorageState.Writable, record.Database.Storage.State);
    }

    [Theory]
    [InlineData("a page of nothing", 11, 11)]
    [InlineData("no database", 26, 26)]
    public void Damage_is_told_as_damage(string how, int code, int extended)
    {
        using var folder = Folder.WithRecord();
        var bytes = File.ReadAllBytes(folder.Database);
        Array.Fill(bytes, (byte)0xA5, how == "no database" ? 0 : 4096, bytes.Length - 4096);
        File.WriteAllBytes(folder.Database, bytes);
        using var sql = new Sql(Connections.Probe(folder.Database));
        var met = Assert.Throws<SqliteException>(() => sql.Query<long>("SELECT seq FROM event UNION SELECT id FROM claim"));
        Assert.Equal((code, extended), (met.SqliteErrorCode, met.SqliteExtendedErrorCode & 0xFF));
        Tell($"{code}/{extended}", "storage-damaged", StorageProblem.Of(met, sql), met);
    }

    [Fact]
    public void A_file_that_is_not_there_cannot_be_opened()
    {
        using var folder = new Folder();
        var met = Assert.Throws<SqliteException>(() => Connections.Probe(folder.File("nothing.db")));
        Assert.Equal(14, met.SqliteErrorCode);
        using var any = Connections.Memory();
        Tell("14/14", "storage-read-only", StorageProblem.Of(met, any), met);
    }

    private void Tell(string codes, string? kind, Exception refused, Exception? met)
    {
        if (kind is null)
        {
            Assert.Same(met, refused);
        }
        else
        {
            Assert.Equal(kind, Assert.IsType<ProblemException>(refused).Kind.Slug);
        }

        output.WriteLine($"{codes}: {(refused is ProblemException { Kind: var told } ? $"{told.Status} {told.Slug}" : "500 internal, logged")}");
    }
}
