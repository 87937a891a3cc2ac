using System.Globalization;
using System.Text;
using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Everything that a record holds, column by column, to be compared with what it held before.</summary>
internal static class Contents
{
    /// <summary>
    /// What no answer gives: facts of the file, a key's secret, where words stand that have not shifted, by which build a ready answer was made (that of another
    /// is made anew), and when a question without a dispute last had one.
    /// </summary>
    private static readonly HashSet<string> Unshown =
    [
        "meta.key", "meta.value", "api_key.secret_hash", "quote.now_start", "quote.now_end", "evidence_quote.now_start", "evidence_quote.now_end",
        "claim_body.build", "question.dispute_changed",
    ];

    private const string DisputeChanged = ", iif(dispute IS NULL, NULL, dispute_changed) AS dispute_changed_of_dispute";

    /// <summary>Of each column all values, with their types, in the order of the rows.</summary>
    public static Dictionary<string, string> Of(Sql sql)
    {
        var contents = new Dictionary<string, string>();
        foreach (var table in sql.Query<Named>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            using var command = sql.Connection.CreateCommand();
            command.CommandText = $"SELECT *{(table.Name == "question" ? DisputeChanged : "")} FROM \"{table.Name}\"";
            using var reader = command.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(_ => new StringBuilder()).ToArray();
            while (reader.Read())
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    columns[i].Append(reader.GetValue(i) switch
                    {
                        DBNull => "-",
                        byte[] blob => $"b{Convert.ToHexString(blob)}",
                        string text => $"t{text}",
                        var number => string.Create(CultureInfo.InvariantCulture, $"n{number}"),
                    }).Append('\u001F');
                }
            }

            for (var i = 0; i < columns.Length; i++)
            {
                contents.Add($"{table.Name}.{reader.GetName(i)}", columns[i].ToString());
            }
        }

        return contents;
    }

    /// <summary>The columns that hold something else than before; null where they cannot be read, so that nobody is served from them.</summary>
    public static List<string>? Changed(Sql sql, Dictionary<string, string> before)
    {
        try
        {
            var now = Of(sql);
            return [.. before.Keys.Union(now.Keys).Where(column => before.GetValueOrDefault(column) != now.GetValueOrDefault(column))];
        }
        catch (Exception e) when (e is SqliteException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public static bool IsShown(string column) => !Unshown.Contains(column);

    private sealed class Named
    {
        public string Name { get; init; } = "";
    }
}
