namespace ClaimTracker.Data;

/// <summary>The tables, indexes and triggers are those that the migrations make: a guard that was taken away, or a rule that was changed, is found.</summary>
internal sealed class SchemaCheck : ICheck
{
    /// <summary>Without what SQLite makes by itself: its own tables, and those in which a full-text table keeps its rows.</summary>
    private const string Made = """
        SELECT type || ' ' || name AS name, tbl_name || ': ' || sql AS text
        FROM sqlite_schema
        WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'claim~_search~_%' ESCAPE '~'
        """;

    public string Name => "schema";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        using var blank = Migrator.Blank(sql.First<long>("PRAGMA user_version"));
        var there = Parts(sql);
        var made = Parts(blank);
        foreach (var name in made.Keys.Union(there.Keys).Order(StringComparer.Ordinal))
        {
            if (made.GetValueOrDefault(name) != there.GetValueOrDefault(name))
            {
                found(new Finding($"the {name}", "it is not what the migrations make."));
            }
        }

        Progress = 1;
        return false;
    }

    private static Dictionary<string, string> Parts(Sql sql) => sql.Query<Part>(Made).GroupBy(p => p.Name).ToDictionary(p => p.Key, p => string.Join(' ', p.Select(q => q.Text)));

    private sealed class Part
    {
        public string Name { get; init; } = "";

        public string Text { get; init; } = "";
    }
}
