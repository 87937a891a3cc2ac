using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Interchange;
using ClaimTracker.Links;
using ClaimTracker.Messaging;
using ClaimTracker.Search;
using ClaimTracker.Text;

namespace ClaimTracker.Tests;

/// <summary>What the sources promise of themselves.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>The folders of the service: each may use those before it and no other.</summary>
    private static readonly string[] Order =
    [
        "Problems", "Data", "Text", "Messaging", "Http", "Auth", "Index", "Claimants", "Articles", "Claims", "Links", "Questions", "Verification", "Search",
        "Matching", "Interchange", "Webhooks", "Operations",
    ];

    /// <summary>Parts of SQL that have a name: each is put together of constants where it is declared.</summary>
    private static readonly HashSet<string> Fragments =
    [
        "table", "claim", "date", "throughout", "string.Join('', within)", "query.Where('')", "Other(query, '')", "found", "fromIsAsked", "toIsAsked", "number", "pragma", "conditions", "rank",
    ];

    [Fact]
    public void A_folder_uses_the_folders_before_it_and_no_other()
    {
        var folders = Sources().Select(s => s.Folder).Where(f => f.Length > 0).Distinct().ToList();
        Assert.All(folders, folder => Assert.Contains(folder, Order));

        var breaches =
            from source in Sources()
            where source.Folder.Length > 0
            from Match use in Use().Matches(source.Text)
            let used = use.Groups[1].Value
            where Array.IndexOf(Order, used) > Array.IndexOf(Order, source.Folder)
            select $"{source.Folder}/{source.Name} uses {used}";

        Assert.Empty(breaches);
        Assert.True(Sources().Sum(s => Use().Count(s.Text)) > 300, "The uses are not found.");
    }

    [Fact]
    public void SQL_is_made_of_constants_and_never_of_what_a_request_says()
    {
        var constants = Sources().SelectMany(s => Constant().Matches(s.Text)).Select(m => m.Groups[1].Value).ToHashSet();
        var seen = 0;
        var breaches = new List<string>();
        foreach (var (folder, name, text) in Sources())
        {
            foreach (var (literal, holes) in Interpolations(text).Where(i => Keyword().IsMatch(i.Literal)))
            {
                seen += holes.Count;
                breaches.AddRange(holes.Where(hole => !IsConstant(hole, constants)).Select(hole => $"{folder}/{name}: {{{hole}}} in {literal}"));
            }
        }

        Assert.Empty(breaches);
        Assert.True(seen > 50, "The SQL is not found.");
        Assert.False(IsConstant("query.Ref", constants));
        Assert.False(IsConstant("(query.Ref is null ? \"\" : query.Ref)", constants));
    }

    [Fact]
    public void Every_text_of_every_request_carries_a_rule()
    {
        var requests = RequestTypes().ToList();
        var without = new List<string>();
        foreach (var request in requests)
        {
            Examine(request, request.Name, without);
        }

        Assert.Empty(without);
        Assert.True(requests.Count > 20, "The requests are not found.");
    }

    [Fact]
    public void No_code_asks_the_machine_for_the_time()
    {
        Assert.DoesNotContain(Sources(), source => source.Text.Contains("DateTime.UtcNow", StringComparison.Ordinal)
            || source.Text.Contains("DateTimeOffset.UtcNow", StringComparison.Ordinal) || source.Text.Contains("DateTime.Now", StringComparison.Ordinal));
    }

    /// <summary>
    /// A query is quick only if it stands here: what it costs is one row with what hangs on it, or a page in the order of an index. All lists with filters tell by
    /// themselves (<see cref="PageQuery.IsFiltered" />).
    /// </summary>
    [Fact]
    public void A_query_is_heavy_or_a_page_or_known_to_be_quick()
    {
        string[] quick =
        [
            "GetAnswer", "GetAppearance", "GetArticle", "GetClaim", "GetClaimant", "GetEvidence", "GetKey", "GetLink", "GetQuestion", "GetRatingScale", "GetReview", "GetSnapshot",
            "ListAppearancesOfClaim", "ListEvidence", "ListSnapshotsOfArticle", "ReadClaim", "VerifyAudit",
        ];
        var queries = typeof(Database).Assembly.GetTypes().Where(type => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuery<>))).ToList();
        Assert.Equal(quick, queries.Where(type => !typeof(IHeavyQuery).IsAssignableFrom(type) && !type.IsInterface).Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever reads past the handlers says in which lane, or reads one row by its key.</summary>
    [Fact]
    public void What_reads_by_itself_says_its_lane()
    {
        string[] oneRow = ["ApiKeyAuthentication.cs", "Idempotency.cs", "RenameTopic.cs", "ServeCommand.cs"];
        var without = Sources()
            .Where(source => source.Text.Split('\n').Any(line => line.Contains("database.Read(", StringComparison.Ordinal) && !line.Contains("lane:", StringComparison.Ordinal)))
            .Select(source => source.Name);
        Assert.Equal(oneRow, without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_is_heavy_with_any_filter_but_those_that_an_index_finds()
    {
        Assert.False(IsHeavy(new ListClaims { Limit = 200, Cursor = 7 }));
        Assert.False(IsHeavy(new ListClaims { Ref = "c1" }));
        Assert.True(IsHeavy(new ListClaims { Kind = ClaimKind.Fact }));
        Assert.True(IsHeavy(new ListClaims { Expand = [ClaimPart.History] }));
        Assert.False(IsHeavy(new ListLinks { ClaimId = 1, State = LinkState.Suggested }));
        Assert.True(IsHeavy(new ListLinks { State = LinkState.Suggested }));
        Assert.True(IsHeavy(new SearchClaims { Q = "bridge" }));

        static bool IsHeavy(IHeavyQuery query) => query.IsHeavy;
    }

    /// <summary>The types that endpoints read from bodies, patches and query strings, and the import line.</summary>
    private static IEnumerable<Type> RequestTypes() => typeof(Database).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .SelectMany(method => method.GetParameters())
        .Select(parameter => parameter.ParameterType)
        .Where(type => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Body<>) || type.GetGenericTypeDefinition() == typeof(MergePatch<>) || type.GetGenericTypeDefinition() == typeof(Query<>)))
        .Select(type => type.GetGenericArguments()[0])
        .Where(type => !type.IsGenericParameter)
        .Append(typeof(ImportLine))
        .Distinct();

    private static void Examine(Type type, string path, List<string> without)
    {
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.SetMethod is not null))
        {
            var place = $"{path}.{property.Name}";
            var item = ItemOf(property.PropertyType);
            if (item == typeof(string))
            {
                if (property.GetCustomAttribute<TextRuleAttribute>() is null)
                {
                    without.Add(place);
                }
            }
            else if (item.IsClass && item.Assembly == typeof(Database).Assembly)
            {
                Examine(item, place, without);
            }
        }
    }

    private static Type ItemOf(Type type) =>
        type == typeof(string) ? type
        : typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[^1]
        : Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsConstant(string hole, HashSet<string> constants)
    {
        var bare = Literal().Replace(hole.Trim(), "''");
        return IsName(bare) || Fragments.Contains(bare) || (Choice().Match(bare) is { Success: true } choice && choice.Groups[1].Captures.All(c => c.Value == "''" || IsName(c.Value)));

        bool IsName(string text) => Name().IsMatch(text) && constants.Contains(text.Split('.')[^1]);
    }

    /// <summary>Every interpolated string of a source, those within others too, with what stands in its braces.</summary>
    private static IEnumerable<(string Literal, List<string> Holes)> Interpolations(string text)
    {
        foreach (Match start in Interpolated().Matches(text))
        {
            var quote = start.Groups[1].Value;
            var holes = new List<string>();
            var (depth, hole, i) = (0, 0, start.Index + start.Length);
            for (; i < text.Length && (depth > 0 || !text.AsSpan(i).StartsWith(quote, StringComparison.Ordinal)); i++)
            {
                if (depth == 0 && quote.Length == 1 && text[i] == '\\')
                {
                    i++;
                }
                else if (text[i] == '{' && depth++ == 0)
                {
                    hole = i + 1;
                }
                else if (text[i] == '}' && --depth == 0)
                {
                    holes.Add(text[hole..i]);
                }
            }

            yield return (text[(start.Index + start.Length)..i], holes);
        }
    }

    private static IEnumerable<(string Folder, string Name, string Text)> Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ClaimTracker.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        var source = Path.Combine(root.FullName, "src", "ClaimTracker");
        return
            from file in Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            let parts = Path.GetRelativePath(source, file).Split(Path.DirectorySeparatorChar)
            where parts[0] is not ("obj" or "bin")
            select (parts.Length > 1 ? parts[0] : "", parts[^1], File.ReadAllText(file));
    }

    [GeneratedRegex(@"\bClaimTracker\.([A-Z]\w+)")]
    private static partial Regex Use();

    [GeneratedRegex(@"\bconst (?:string|int|long) (\w+)")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\b(SELECT|UPDATE|INSERT INTO|DELETE FROM|WHERE|FROM|PRAGMA|AND|EXISTS|VACUUM INTO) ")]
    private static partial Regex Keyword();

    [GeneratedRegex("""(?<=[\s(\[{])\$("{3}|")""")]
    private static partial Regex Interpolated();

    [GeneratedRegex("""\$?"[^"]*"(?!")""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\((?:.+? \? (?<1>[\w.']+) : )+(?<1>[\w.']+)\)$")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^\w+(\.\w+)?$")]
    private static partial Regex Name();
}
