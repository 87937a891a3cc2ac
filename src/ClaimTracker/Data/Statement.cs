using System.Buffers;
using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>
/// A prepared statement that answers no rows, or one. Most of what the writer runs is such: a SqliteCommand would spend as much on its reader,
/// its binders and its clocks as SQLite on the row.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int MaxOnStack = 512;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly string[] names;
    private Type? parametersType;
    private PropertyInfo[] properties = [];

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest))
        {
            throw new InvalidOperationException($"One statement at a time; there is more: {rest}");
        }

        names = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(statement)).Select(i => raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string()[1..])];
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it changed, where it changes rows.</returns>
    public int Run(object? parameters)
    {
        Bind(parameters);
        try
        {
            Step();
            return raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>What is read of its first row, or the default where there is none.</summary>
    public T? First<T>(object? parameters, Func<Row, T> read)
    {
        Bind(parameters);
        try
        {
            return Step() ? read(new Row(statement)) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose() => statement.Dispose();

    /// <summary>The row that a statement stands on.</summary>
    internal readonly struct Row(sqlite3_stmt statement)
    {
        /// <summary>A long, a string or null.</summary>
        public object? Value(int column) => raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
            _ => Text(column),
        };

        public long Long(int column) => raw.sqlite3_column_int64(statement, column);

        public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

        public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();
    }

    /// <returns>Whether there is a row.</returns>
    private bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    private void Bind(object? parameters)
    {
        if (parameters is IReadOnlyDictionary<string, object?> named)
        {
            for (var i = 0; i < names.Length; i++)
            {
                Bind(i + 1, named[names[i]]);
            }
        }
        else if (parameters is not null || names.Length > 0)
        {
            if (parameters!.GetType() != parametersType)
            {
                parametersType = parameters.GetType();
                properties = [.. names.Select(name => parametersType.GetProperty(name)
                    ?? throw new InvalidOperationException($"A statement has the parameter {name} and {parametersType} has not."))];
            }

            for (var i = 0; i < names.Length; i++)
            {
                Bind(i + 1, properties[i].GetValue(parameters));
            }
        }
    }

    private void Bind(int index, object? value) => Check(ColumnValue.Of(value) switch
    {
        DBNull => raw.sqlite3_bind_null(statement, index),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        int number => raw.sqlite3_bind_int64(statement, index, number),
        string { Length: 0 } => raw.sqlite3_bind_text(statement, index, ""),
        string text => BindText(index, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, index, 0),
        byte[] blob => raw.sqlite3_bind_blob(statement, index, blob),
        var other => throw new InvalidOperationException($"{other.GetType()} has no place in a column."),
    });

    private int BindText(int index, string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size <= MaxOnStack)
        {
            Span<byte> bytes = stackalloc byte[MaxOnStack];
            return raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return raw.sqlite3_bind_text(statement, index, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(code, database);
        }
    }
}
