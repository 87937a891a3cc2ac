using ClaimTracker.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Tests.Data;

public sealed class ConnectionsTests
{
    private static readonly (string Pragma, string Value)[] Pragmas =
    [
        ("busy_timeout", "5000"), ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("recursive_triggers", "1"), ("trusted_schema", "0"),
        ("cell_size_check", "1"), ("mmap_size", "0"), ("journal_size_limit", "67108864"), ("temp_store", "2"), ("wal_autocheckpoint", "0"),
    ];

    private static readonly (int Limit, int Value)[] Limits =
    [
        (raw.SQLITE_LIMIT_LENGTH, 16_000_000), (raw.SQLITE_LIMIT_SQL_LENGTH, 100_000), (raw.SQLITE_LIMIT_ATTACHED, 1), (raw.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766),
        (raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (raw.SQLITE_LIMIT_EXPR_DEPTH, 100),
    ];

    [Fact]
    public async Task The_writer_reads_back_every_setting()
    {
        using var record = new Record();
        Assert.Equal(Wanted(cache: "-32000", queryOnly: "0"), await record.Write(tx => Read(tx.Sql)));
    }

    [Fact]
    public async Task A_reader_reads_back_every_setting()
    {
        using var record = new Record();
        Assert.Equal(Wanted(cache: "-4000", queryOnly: "1"), await record.Read(Read));
    }

    [Fact]
    public void A_setting_that_has_changed_is_named()
    {
        using var record = new Record();
        using var sql = Connections.Writer(record.Path);
        Assert.Empty(Connections.Unset(sql, queryOnly: false));
        sql.Pragma("synchronous = NORMAL");
        sql.Pragma("query_only = ON");
        Assert.Equal(["synchronous is 1, not 2", "query_only is 1, not 0"], Connections.Unset(sql, queryOnly: false));
    }

    [Theory]
    [InlineData("INSERT INTO meta (key, value) VALUES ('a', 'b')")]
    [InlineData("UPDATE meta SET value = ''")]
    [InlineData("DELETE FROM meta")]
    [InlineData("CREATE TABLE more (id INTEGER)")]
    [InlineData("DROP TRIGGER event_keeps")]
    public async Task A_reader_cannot_write(string sql)
    {
        using var record = new Record();
        var refused = await Assert.ThrowsAsync<ClaimTracker.Problems.ProblemException>(() => record.Read(reader => reader.Execute(sql)));
        Assert.Equal("storage-read-only", refused.Kind.Slug);
    }

    [Fact]
    public async Task The_writer_can_neither_rewrite_the_schema_by_hand_nor_switch_the_journal_off()
    {
        using var record = new Record();
        await record.Write(tx => tx.Sql.Pragma("writable_schema = ON"));
        var refused = await Assert.ThrowsAsync<SqliteException>(() => record.Write(tx => tx.Sql.Execute("UPDATE sqlite_schema SET sql = '' WHERE name = 'event_keeps'")));
        Assert.Contains("may not be modified", refused.Message, StringComparison.Ordinal);

        using var sql = Connections.Writer(record.Path);
        Assert.Equal("wal", sql.Pragma("journal_mode = OFF"));
    }

    [Fact]
    public void A_probe_changes_nothing_and_creates_nothing()
    {
        using var record = new Record();
        using (var probe = Connections.Probe(record.Path))
        {
            Assert.Equal(raw.SQLITE_READONLY, Assert.Throws<SqliteException>(() => probe.Run("UPDATE meta SET value = ''")).SqliteErrorCode);
        }

        var missing = record.Path + ".missing";
        Assert.Equal(raw.SQLITE_CANTOPEN, Assert.Throws<SqliteException>(() => Connections.Probe(missing)).SqliteErrorCode);
        Assert.False(File.Exists(missing));
    }

    private static string[] Wanted(string cache, string queryOnly) =>
    [
        .. Pragmas.Append(("cache_size", cache)).Append(("query_only", queryOnly)).Select(p => $"{p.Item1} = {p.Item2}"),
        .. Limits.Select(l => $"limit {l.Limit} = {l.Value}"),
        "defensive = 1",
        "trusted_schema = 0",
        "pooling = False",
        "cache = Private",
    ];

    private static string[] Read(Sql sql)
    {
        var handle = sql.Connection.Handle!;
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_DEFENSIVE, -1, out var defensive);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, out var trusted);
        var connection = new SqliteConnectionStringBuilder(sql.Connection.ConnectionString);
        return
        [
            .. Pragmas.Select(p => p.Pragma).Append("cache_size").Append("query_only").Select(p => $"{p} = {sql.Pragma(p)}"),
            .. Limits.Select(l => $"limit {l.Limit} = {raw.sqlite3_limit(handle, l.Limit, -1)}"),
            $"defensive = {defensive}",
            $"trusted_schema = {trusted}",
            $"pooling = {connection.Pooling}",
            $"cache = {connection.Cache}",
        ];
    }
}
