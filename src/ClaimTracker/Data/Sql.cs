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
internal sealed class Sql(SqliteConnection connection) : IDisposable
{
    /// <summary>Lists with optional filters make many texts; past this many the oldest statement goes.</summary>
    private const int MaxKept = 300;

    private readonly Dictionary<string, Statement> kept = [];
    private readonly Queue<string> order = [];

    public SqliteConnection Connection => connection;

    /// <summary>Reads all rows.</summary>
    /// <param name="sql">A text of constant parts; values are parameters.</param>
    /// <param name="parameters">An object whose properties are the values, or a dictionary of names and values.</param>
    public List<T> Query<T>(string sql, object? parameters = null)
    {
        var rows = new List<T>();
        var statement = Prepared(sql, parameters);
        using var reader = statement.Command.ExecuteReader();
        if (reader.Read())
        {
            var parse = statement.Parser<T>(reader);
            do
            {
                rows.Add((T)parse(reader)!);
            }
            while (reader.Read());
        }

        return rows;
    }

    /// <summary>The first row, or the default of <typeparamref name="T" /> where there is none.</summary>
    public T? First<T>(string sql, object? parameters = null)
    {
        var statement = Prepared(sql, parameters);
        using var reader = statement.Command.ExecuteReader();
        return reader.Read() ? (T?)statement.Parser<T>(reader)(reader) : default;
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Execute(string sql, object? parameters = null) => Prepared(sql, parameters).Command.ExecuteNonQuery();

    /// <summary>Runs a PRAGMA and reads what it answers, as text.</summary>
    public string? Pragma(string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        foreach (var statement in kept.Values)
        {
            statement.Command.Dispose();
        }

        connection.Dispose();
    }

    private Statement Prepared(string sql, object? parameters)
    {
        if (!kept.TryGetValue(sql, out var statement))
        {
            if (kept.Count == MaxKept)
            {
                kept.Remove(order.Dequeue(), out var oldest);
                oldest!.Command.Dispose();
            }

            kept.Add(sql, statement = new Statement(connection, sql));
            order.Enqueue(sql);
        }

        statement.Bind(parameters);
        return statement;
    }

    private sealed class Statement
    {
        private Type? parametersType;
        private (PropertyInfo Property, SqliteParameter Parameter)[] bindings = [];
        private Type? rowType;
        private Func<DbDataReader, object?>? rowParser;

        public Statement(SqliteConnection connection, string sql)
        {
            Command = connection.CreateCommand();
            Command.CommandText = sql;
        }

        public SqliteCommand Command { get; }

        public void Bind(object? parameters)
        {
            if (parameters is null)
            {
                return;
            }

            if (parameters is IReadOnlyDictionary<string, object?> named)
            {
                Command.Parameters.Clear();
                foreach (var (name, value) in named)
                {
                    Command.Parameters.AddWithValue("@" + name, ColumnValue.Of(value));
                }

                parametersType = null;
                return;
            }

            if (parameters.GetType() != parametersType)
            {
                parametersType = parameters.GetType();
                Command.Parameters.Clear();
                bindings = [.. parametersType.GetProperties().Select(p => (p, Command.Parameters.Add(new SqliteParameter { ParameterName = "@" + p.Name })))];
            }

            foreach (var (property, parameter) in bindings)
            {
                parameter.Value = ColumnValue.Of(property.GetValue(parameters));
            }
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
    }
}
