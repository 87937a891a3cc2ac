using System.ComponentModel;
using System.Diagnostics;
using ClaimTracker.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Benchmarks;

/// <summary>
/// The rows of a record, for tables with the same columns, keys and indexes and nothing else: no constraint, no trigger, no full text. Columns that are null
/// in every row are left out (a CSV file knows no null), and bytes are hexadecimal text. The log and its durability are as the service has them.
/// </summary>
internal sealed class PlainTables
{
    /// <summary>Inserts the rows in this program, where there is no shell.</summary>
    public const string Verb = "insert-for-benchmark";

    private const string Tables = "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
    private const string Columns = "SELECT name, type, pk FROM pragma_table_info(@table) ORDER BY cid";
    private const string Indexes = "SELECT list.name, list.origin, sqlite_schema.sql FROM pragma_index_list(@table) AS list LEFT JOIN sqlite_schema ON sqlite_schema.name = list.name WHERE origin <> 'pk'";
    private const string ColumnsOfIndex = "SELECT name FROM pragma_index_info(@index) ORDER BY seqno";

    private readonly List<Table> tables = [];
    private readonly string record;
    private readonly string? shell;

    /// <summary>Reads the tables of a record and writes a CSV file of each.</summary>
    public PlainTables(string record, string folder)
    {
        this.record = record;
        shell = Shell();
        using var sql = Connections.Reader(record);
        foreach (var (name, isWithoutRowid) in sql.Connection.Query<(string, bool)>(Tables).ToList())
        {
            if (Read(sql.Connection, name, isWithoutRowid) is { } table)
            {
                tables.Add(table with { File = Path.Combine(folder, $"{name}.csv") });
            }
        }

        if (shell is not null)
        {
            foreach (var table in tables)
            {
                Write(sql.Connection, table);
            }
        }
    }

    public string Name => shell is null ? "the same rows by prepared INSERT, one transaction" : $"sqlite3 .import of the same rows, same indexes (shell {shell})";

    /// <summary>Makes the tables, which is not measured, and says how the rows are brought in.</summary>
    public ProcessStartInfo Import(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL");
        foreach (var statement in tables.SelectMany(table => table.Schema))
        {
            connection.Execute(statement);
        }

        return shell is null
            ? Child.Program(Child.Beside("ClaimTracker.Benchmarks.dll"), Verb, record, path)
            : new ProcessStartInfo("sqlite3", [path, "PRAGMA synchronous = FULL", "PRAGMA cache_size = -64000", .. tables.Select(table => $".import --csv {table.File} {table.Name}")]);
    }

    /// <summary>The same without a shell: reads the rows in the record and inserts them.</summary>
    public static int Insert(string record, string path)
    {
        using var from = Connections.Reader(record);
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false }.ToString());
        to.Open();
        to.Execute("PRAGMA synchronous = FULL");
        to.Execute("PRAGMA cache_size = -64000");
        using var transaction = to.BeginTransaction();
        foreach (var (name, isWithoutRowid) in from.Connection.Query<(string, bool)>(Tables).ToList())
        {
            if (Read(from.Connection, name, isWithoutRowid) is { } table)
            {
                Insert(from.Connection, to, transaction, table);
            }
        }

        transaction.Commit();
        return 0;
    }

    private static void Insert(SqliteConnection from, SqliteConnection to, SqliteTransaction transaction, Table table)
    {
        using var insert = to.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {table.Name} VALUES ({string.Join(", ", table.Values.Select((_, i) => $"${i}"))})";
        var parameters = table.Values.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" })).ToList();
        using var rows = from.ExecuteReader(table.Select);
        while (rows.Read())
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Value = rows.GetValue(i);
            }

            insert.ExecuteNonQuery();
        }
    }

    private static Table? Read(SqliteConnection connection, string name, bool isWithoutRowid)
    {
        var columns = connection.Query<(string Name, string Type, int Key)>(Columns, new { table = name })
            .Where(column => connection.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM {name} WHERE \"{column.Name}\" IS NOT NULL)"))
            .ToList();
        if (columns.Count == 0)
        {
            return null;
        }

        var key = columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => $"\"{column.Name}\"");
        var definitions = columns.Select(column => $"\"{column.Name}\" {(column.Type == "BLOB" ? "TEXT" : column.Type)}");
        List<string> schema = [$"CREATE TABLE {name} ({string.Join(", ", definitions)}, PRIMARY KEY ({string.Join(", ", key)})){(isWithoutRowid ? " WITHOUT ROWID" : "")}"];
        foreach (var (index, origin, sql) in connection.Query<(string, string, string?)>(Indexes, new { table = name }).ToList())
        {
            var indexed = connection.Query<string?>(ColumnsOfIndex, new { index }).ToList();
            if (indexed.TrueForAll(column => column is null || columns.Exists(kept => kept.Name == column)))
            {
                schema.Add(origin == "c" ? sql! : $"CREATE UNIQUE INDEX {name}_{index} ON {name} ({string.Join(", ", indexed.Select(column => $"\"{column}\""))})");
            }
        }

        return new Table(name, schema, [.. columns.Select(column => column.Type == "BLOB" ? $"hex(\"{column.Name}\")" : $"\"{column.Name}\"")]);
    }

    private static void Write(SqliteConnection connection, Table table)
    {
        using var file = File.CreateText(table.File);
        using var rows = connection.ExecuteReader(table.Select);
        while (rows.Read())
        {
            for (var i = 0; i < table.Values.Count; i++)
            {
                var text = rows.IsDBNull(i) ? "" : rows.GetString(i);
                file.Write($"{(i == 0 ? "" : ",")}\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            }

            file.WriteLine();
        }
    }

    private static string? Shell()
    {
        try
        {
            return Child.Run(new("sqlite3", ["--version"])).Split(' ')[0];
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>A table without what only the service needs.</summary>
    private sealed record Table(string Name, IReadOnlyList<string> Schema, IReadOnlyList<string> Values)
    {
        public string File { get; init; } = "";

        public string Select => $"SELECT {string.Join(", ", Values)} FROM {Name}";
    }
}
