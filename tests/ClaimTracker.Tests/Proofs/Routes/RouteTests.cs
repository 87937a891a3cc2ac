using System.Text.Json.Nodes;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Tests.Questions;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Every operation of the API document, by everybody, in every state of what it is done to: each answer is that of one table, and no operation stands in none.</summary>
[Trait("Report", "rows")]
public sealed class RouteTests(ITestOutputHelper report)
{
    private int asked;

    [Fact]
    public async Task Every_operation_answers_every_role_in_every_state_as_the_table_says()
    {
        await using var app = await App.Start();
        var (admin, other) = (await app.Client(Role.Admin), await app.Client(Role.Contributor, "Other"));
        await Prepare(admin);
        var objects = new RouteObjects(admin, other);
        var callers = new List<(Role? Role, HttpClient Client)> { (null, await app.Client()) };
        foreach (var role in Enum.GetValues<Role>())
        {
            callers.Add((role, role == Role.Admin ? admin : await app.Client(role)));
        }

        var faults = new List<string>();
        foreach (var (row, method, path) in await Rows(admin))
        {
            foreach (var state in row.States)
            {
                foreach (var (role, client) in callers)
                {
                    foreach (var owner in row.Whose != Whose.Any && role is Role.Contributor or Role.Reviewer ? (HttpClient[])[other, client] : [other])
                    {
                        var thing = await objects.Get(row.Kind, state, owner);
                        var status = await Call(client, method, path, row.Operation, thing, admin);
                        var due = row.Due(role, readsFreely: true, isOwn: owner == client, state);
                        if (status != due)
                        {
                            faults.Add($"{row.Operation} as {role?.ToString() ?? "nobody"} on {(owner == client ? "their own" : "another's")} {row.Kind} {state}: {status}, where {due} is due");
                        }

                        if (status < 300 && method != "get")
                        {
                            objects.Drop(row.Kind, state, owner);
                        }
                    }
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        report.WriteLine($"Routes: {RouteTable.Rows.Length} operations, {callers.Count} callers, {RouteTable.States.Sum(s => s.Value.Length)} states of {RouteTable.States.Count} kinds; {asked} requests, each answered as the table says.");
    }

    [Theory]
    [InlineData(Reading.Loopback, true, false)]
    [InlineData(Reading.Open, true, true)]
    [InlineData(Reading.Closed, false, false)]
    public async Task Without_a_key_one_reads_from_here_or_where_it_is_open_and_nowhere_else(Reading reading, bool readsHere, bool readsThroughProxy)
    {
        await using var app = await App.Start(reading);
        var (admin, contributor, here, throughProxy) = (await app.Client(Role.Admin), await app.Client(Role.Contributor), await app.Client(), await app.Client());
        await Prepare(admin);
        throughProxy.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        var objects = new RouteObjects(admin, contributor);
        foreach (var (row, method, path) in await Rows(admin))
        {
            var state = row.States[^1];
            var thing = await objects.Get(row.Kind, state, contributor);
            Assert.Equal(
                (row.Operation, row.Due(null, readsHere, isOwn: false, state), row.Due(null, readsThroughProxy, isOwn: false, state)),
                (row.Operation, await Call(here, method, path, row.Operation, thing, admin), await Call(throughProxy, method, path, row.Operation, thing, admin)));
        }
    }

    /// <summary>The rows, with the addresses that the document gives.</summary>
    private static async Task<List<(Row Row, string Method, string Path)>> Rows(HttpClient client)
    {
        var document = await client.Read("/openapi/v1.json");
        var rows = RouteTable.Rows.ToDictionary(r => r.Operation);
        var operations =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Value is JsonObject body && body.ContainsKey("operationId")
            select (Name: operation.Value.Text("operationId")!, Method: operation.Key, Path: path.Key);
        Assert.Equal(operations.Select(o => o.Name).Order(), rows.Keys.Order());
        return [.. operations.Select(o => (rows[o.Name], o.Method, o.Path))];
    }

    /// <summary>What bodies name: claim, claimant and question 1, the articles a1 and a2.</summary>
    private static async Task Prepare(HttpClient admin)
    {
        await Given.Article(admin);
        await Given.Article(admin, "a2", "Other words.");
        await Given.Claim(admin, "The first statement.");
        await Asked.Record(admin, "Is it so?", "yes_no");
    }

    private async Task<int> Call(HttpClient client, string method, string path, string operation, JsonNode thing, HttpClient admin)
    {
        asked++;
        thing = await Needed(operation, thing, admin);
        var address = path.Replace("{id}", $"{thing["id"]}", StringComparison.Ordinal) + (operation == "searchClaims" ? "?q=statement" : "");
        var body = RouteBodies.Of(operation, thing, $"{asked}")!;
        using var answer = method switch
        {
            "get" => await client.Get(address),
            "patch" => await client.Patch(address, body, "*"),
            _ => await client.Post(address, body),
        };
        return (int)answer.StatusCode;
    }

    /// <summary>What an operation that names nothing in its path needs on record.</summary>
    private async Task<JsonNode> Needed(string operation, JsonNode thing, HttpClient admin)
    {
        if (operation == "linkClaims")
        {
            thing["other"] = (await RouteObjects.Claim(admin, $"to link {asked}")).Id();
        }
        else if (operation == "renameTopic")
        {
            await admin.Patch("/v1/claims/1", new { topics = new[] { "first" }, reason = "x" }, "*").Json();
        }

        return thing;
    }
}
