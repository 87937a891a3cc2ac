using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Data;

public sealed class EventChainTests
{
    private static readonly string[] Columns = ["at", "actor_id", "actor", "action", "entity", "entity_id", "revision", "reason", "content", "content_hash", "hash"];

    [Fact]
    public async Task The_hashes_are_those_that_the_description_gives()
    {
        using var record = new Record();
        var ada = new Caller { Actor = new Actor(7, "Adă 🐝", Role.Editor) };
        await record.Write("by the command line");
        await record.Write(tx => Tell(tx, "claim.amended", 41, 2, "the source says “sixteen”"), ada);
        await record.Write(tx => Tell(tx, "claim.amended", 41, 3, reason: ""), ada);
        await record.Write(tx => Tell(tx, "key.created", long.MaxValue, 1, reason: null), new Caller());

        using var outside = record.Outside();
        using var command = outside.CreateCommand();
        command.CommandText = "SELECT seq, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash FROM event ORDER BY seq";
        using var row = command.ExecuteReader();
        var previous = new byte[32];
        var seen = 0;
        while (row.Read())
        {
            var contentHash = SHA256.HashData(Encoding.UTF8.GetBytes(row.GetString(9)));
            byte[] envelope =
            [
                .. previous, .. Number(row.GetInt64(0)), .. Number(row.GetInt64(1)), .. Number(row.IsDBNull(2) ? -1 : row.GetInt64(2)), .. Text(row.GetString(3)),
                .. Text(row.GetString(4)), .. Text(row.GetString(5)), .. Number(row.GetInt64(6)), .. Number(row.GetInt64(7)),
                .. Text(row.IsDBNull(8) ? null : row.GetString(8)), .. contentHash,
            ];
            Assert.Equal(++seen, row.GetInt64(0));
            Assert.Equal(contentHash, (byte[])row.GetValue(10));
            Assert.Equal(SHA256.HashData(envelope), (byte[])row.GetValue(11));
            previous = (byte[])row.GetValue(11);
        }

        Assert.Equal(4, seen);
    }

    [Theory]
    [InlineData("UPDATE event SET reason = 'another' WHERE seq = 2")]
    [InlineData("DELETE FROM event WHERE seq = 2")]
    [InlineData("DELETE FROM event WHERE seq = 3")]
    [InlineData("INSERT OR REPLACE INTO event SELECT seq, at, actor_id, actor, action, entity, entity_id, revision, 'another', content, content_hash, hash FROM event WHERE seq = 2")]
    [InlineData("REPLACE INTO event SELECT seq, at, actor_id, actor, action, entity, entity_id, revision, 'another', content, content_hash, hash FROM event WHERE seq = 3")]
    [InlineData("UPDATE OR REPLACE event SET seq = 2 WHERE seq = 3")]
    [InlineData("INSERT INTO event SELECT 5, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash FROM event WHERE seq = 3")]
    [InlineData("INSERT INTO event SELECT 0, at, actor_id, actor, action, entity, entity_id, revision, reason, content, content_hash, hash FROM event WHERE seq = 3")]
    public async Task An_event_is_neither_changed_nor_removed_nor_replaced_and_no_number_is_left_out(string sql)
    {
        using var record = new Record();
        await Three(record);
        using var outside = record.Outside();
        var refused = Assert.Throws<SqliteException>(() => outside.Run(sql));
        Assert.Equal("SQLite Error 19: 'events are append-only'.", refused.Message);
        Assert.Null(outside.FirstBroken());
        Assert.Equal(["one", "two", "three"], outside.Notes());

        var ours = await Assert.ThrowsAsync<ClaimTracker.Problems.ProblemException>(() => record.Write(tx => tx.Sql.Execute(sql)));
        Assert.Equal("immutable", ours.Kind.Slug);
    }

    [Theory]
    [InlineData("UPDATE snapshot SET text = 'another'")]
    [InlineData("UPDATE snapshot SET note = 'another'")]
    [InlineData("DELETE FROM snapshot")]
    [InlineData("INSERT OR REPLACE INTO snapshot SELECT id, article_id, 'another', label, sha256, length, note, captured_at, created_at, created_by FROM snapshot")]
    public async Task A_snapshot_is_neither_changed_nor_removed_nor_replaced(string sql)
    {
        await using var app = await App.Start();
        await Given.Article(await app.Client(Role.Contributor));
        using var outside = Sqlite.Open(app.DatabasePath);
        Assert.Equal("SQLite Error 19: 'snapshots are immutable'.", Assert.Throws<SqliteException>(() => outside.Run(sql)).Message);
        Assert.Equal(Given.Text, outside.Value("SELECT text FROM snapshot"));
    }

    [Theory]
    [InlineData("at = at + 1")]
    [InlineData("actor_id = 8")]
    [InlineData("actor_id = NULL")]
    [InlineData("actor = 'Eve'")]
    [InlineData("action = 'note.lost'")]
    [InlineData("entity = 'claim'")]
    [InlineData("entity_id = 2")]
    [InlineData("revision = 2")]
    [InlineData("reason = 'another'")]
    [InlineData("reason = NULL")]
    [InlineData("reason = ''")]
    [InlineData("content = '{}'")]
    [InlineData("content_hash = zeroblob(32)")]
    [InlineData("hash = zeroblob(32)")]
    [InlineData("actor = actor || action, action = 'a.b'")]
    public async Task A_row_that_was_changed_behind_our_back_is_found(string change)
    {
        using var record = new Record();
        await Three(record);
        using var outside = Unguarded(record);
        outside.Run($"UPDATE event SET {change} WHERE seq = 2");
        Assert.Equal(2, outside.FirstBroken());
        Assert.Contains(Columns, column => change.StartsWith(column, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_that_is_hashed_like_none_is_found()
    {
        using var record = new Record();
        await Three(record);
        using var outside = Unguarded(record);
        outside.Run("UPDATE event SET actor_id = -1 WHERE seq = 3 AND actor_id IS NULL");
        Assert.Equal(3, outside.FirstBroken());
    }

    [Theory]
    [InlineData("DELETE FROM event WHERE seq > 1", false)]
    [InlineData("DELETE FROM event WHERE seq = 3", false)]
    [InlineData("UPDATE event SET hash = zeroblob(32) WHERE seq = 3", false)]
    [InlineData("SELECT 1", true)]
    public async Task A_chain_that_was_cut_off_or_made_anew_does_not_hold_its_checkpoint(string change, bool holds)
    {
        using var record = new Record();
        await Three(record);
        using var outside = Unguarded(record);
        var checkpoint = Checkpoint.Parse($"3:{outside.Value("SELECT hex(hash) FROM event WHERE seq = 3")}");
        outside.Run(change);
        var (walk, sql) = (new ChainWalk(checkpoint), new Sql(outside));
        Assert.False(walk.Step(sql));
        Assert.Equal(holds, walk.HasMetCheckpoint);
    }

    [Fact]
    public async Task Every_column_of_an_event_is_covered_by_the_chain()
    {
        using var record = new Record();
        await Three(record);
        using var outside = record.Outside();
        Assert.Equal(string.Join(',', Columns.Prepend("seq")), outside.Value("SELECT group_concat(name, ',') FROM pragma_table_info('event')"));
    }

    [Fact]
    public async Task A_removed_event_is_found_at_the_one_after_it()
    {
        using var record = new Record();
        await Three(record);
        using var outside = Unguarded(record);
        outside.Run("DELETE FROM event WHERE seq = 2");
        Assert.Equal(3, outside.FirstBroken());
    }

    [Fact]
    public async Task Two_events_that_changed_places_are_found()
    {
        using var record = new Record();
        await Three(record);
        using var outside = Unguarded(record);
        outside.Run("UPDATE event SET seq = -1 WHERE seq = 1; UPDATE event SET seq = 1 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = -1");
        Assert.Equal(1, outside.FirstBroken());
    }

    [Fact]
    public async Task A_content_that_was_changed_together_with_its_hash_is_found()
    {
        using var record = new Record();
        await Three(record);
        using var outside = Unguarded(record);
        outside.Run($"UPDATE event SET content = '{{}}', content_hash = x'{Convert.ToHexString(SHA256.HashData("{}"u8))}' WHERE seq = 2");
        Assert.Equal(2, outside.FirstBroken());
    }

    [Fact]
    public async Task An_untouched_chain_and_an_empty_one_are_whole()
    {
        using var record = new Record();
        using var outside = record.Outside();
        Assert.Null(outside.FirstBroken());
        await Three(record);
        Assert.Null(outside.FirstBroken());
    }

    private static async Task Three(Record record)
    {
        await record.Write("one");
        await record.Write(
            tx =>
            {
                tx.Raise("note.made", "note", 1, 1, new { key = "two" }, "because");
                return 0;
            },
            new Caller { Actor = new Actor(7, "Ada", Role.Editor) });
        await record.Write("three");
    }

    private static SqliteConnection Unguarded(Record record)
    {
        var outside = record.Outside();
        outside.Run("DROP TRIGGER event_keeps; DROP TRIGGER event_stays; DROP TRIGGER event_appends");
        return outside;
    }

    private static int Tell(WriteTransaction tx, string action, long id, long revision, string? reason)
    {
        tx.Raise(action, "claim", id, revision, new { statement = "Çavuşoğlu <said> “so”" }, reason);
        return 0;
    }

    private static byte[] Number(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Text(string? value) => value is null ? Number(-1) : [.. Number(Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)];
}
