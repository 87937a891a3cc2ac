using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Data;

/// <summary>
/// A connection with its prepared statements kept. Microsoft.Data.Sqlite prepares a command anew each time it is made, and Dapper makes
/// one per call: that costs more than a point read itself. Here each SQL text is prepared once for the life of the connection and Dapper
/// only maps the rows. One thread at a time; results are read to the end before the next statement runs.
/// </summary>
/// <param name="connection">The connection, which goes with it.</param>
/// <param name="deadline">Past it no statement begins; null where there is none.</param>
internal sealed class Sql(SqliteConnection connection, Deadline? deadline = null) : IDisposable
{
    private readonly Kept<Statement> statements = new(sql => new Statement(connection, sql));
    private readonly Kept<Rows> rows = new(sql => new Rows(connection, sql));

    static Sql() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public SqliteConnection Connection => connection;

    /// <summary>Reads all rows.</summary>
    /// <param name="sql">A text of constant parts; values are parameters.</param>
    /// <param name="parameters">An object whose properties are the values, or a dictionary of names and values.</param>
    public List<T> Query<T>(string sql, object? parameters = null)
    {
        StopIfOver();
        var found = new List<T>();
        var prepared = rows.Of(sql);
        using var reader = prepared.Read(parameters);
        if (reader.Read())
        {
            var parse = prepared.Parser<T>(reader);
            do
            {
                found.Add((T)parse(reader)!);
            }
            while (reader.Read());
        }

        return found;
    }

    /// <summary>The first row, or the default of <typeparamref name="T" /> where there is none.</summary>
    public T? First<T>(string sql, object? parameters = null)
    {
        StopIfOver();
        if (typeof(T) == typeof(long) || typeof(T) == typeof(long?) || typeof(T) == typeof(string))
        {
            return statements.Of(sql).First(parameters, static row => row.Value(0)) is { } value ? (T)value : default;
        }

        var prepared = rows.Of(sql);
        using var reader = prepared.Read(parameters);
        return reader.Read() ? (T?)prepared.Parser<T>(reader)(reader) : default;
    }

    /// <summary>What is read of the first row, or the default where there is none: for reads that are too hot for a mapping.</summary>
    public T? First<T>(string sql, object? parameters, Func<Statement.Row, T> read)
    {
        StopIfOver();
        return statements.Of(sql).First(parameters, read);
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, object? parameters = null)
    {
        StopIfOver();
        return statements.Of(sql).Run(parameters);
    }

    /// <summary>Runs a PRAGMA and reads what it answers, as text.</summary>
    public string? Pragma(string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        statements.Dispose();
        rows.Dispose();
        connection.Dispose();
    }

    /// <summary>As SQLite itself would end a statement that runs for long.</summary>
    private void StopIfOver()
    {
        if (deadline is { IsOver: true })
        {
            throw new SqliteException("interrupted", SQLitePCL.raw.SQLITE_INTERRUPT);
        }
    }

    /// <summary>What is prepared once for each SQL text. Lists with optional filters make many texts: past a bound the oldest goes.</summary>
    private sealed class Kept<T>(Func<string, T> prepare) : IDisposable
        where T : IDisposable
    {
        private const int Max = 300;

        private readonly Dictionary<string, T> kept = [];
        private readonly Queue<string> order = [];

        public T Of(string sql)
        {
            if (kept.TryGetValue(sql, out var known))
            {
                return known;
            }

            var prepared = prepare(sql);
            if (kept.Count == Max)
            {
                kept.Remove(order.Dequeue(), out var oldest);
                oldest!.Dispose();
            }

            kept.Add(sql, prepared);
            order.Enqueue(sql);
            return prepared;
        }

        public void Dispose()
        {
            foreach (var prepared in kept.Values)
            {
                prepared.Dispose();
            }
        }
    }

    /// <summary>A statement whose rows Dapper maps.</summary>
    private sealed class Rows : IDisposable
    {
        private readonly SqliteCommand command;
        private Type? parametersType;
        private (PropertyInfo Property, SqliteParameter Parameter)[] bindings = [];
        private Type? rowType;
        private Func<DbDataReader, object?>? rowParser;

        public Rows(SqliteConnection connection, string sql)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
        }

        public SqliteDataReader Read(object? parameters)
        {
            Bind(parameters);
            return command.ExecuteReader();
        }

        /// <summary>Dapper's mapping of this statement's rows. (Its generic form cannot map a row to a string.)</summary>
        public Func<DbDataReader, object?> Parser<T>(DbDataReader reader)
        {
            if (rowType != typeof(T))
            {
                (rowType, rowParser) = (typeof(T), reader.GetRowParser(typeof(T)));
            }

            return rowParser!;
        }

        public void Dispose() => command.Dispose();

        private void Bind(object? parameters)
        {
            if (parameters is null)
            {
                return;
            }

            if (parameters is IReadOnlyDictionary<string, object?> named)
            {
                command.Parameters.Clear();
                foreach (var (name, value) in named)
                {
                    command.Parameters.AddWithValue("@" + name, ColumnValue.Of(value));
                }

                parametersType = null;
                return;
            }

            if (parameters.GetType() != parametersType)
            {
                parametersType = parameters.GetType();
                command.Parameters.Clear();
                bindings = [.. parametersType.GetProperties().Select(p => (p, command.Parameters.Add(new SqliteParameter { ParameterName = "@" + p.Name })))];
            }

            foreach (var (property, parameter) in bindings)
            {
                parameter.Value = ColumnValue.Of(property.GetValue(parameters));
            }
        }
    }
}
