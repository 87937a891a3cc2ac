using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>What the service answers to each input of the table of HTTP behaviour, over a real socket, to the byte.</summary>
[Trait("Report", "rows")]
public sealed partial class BehaviourTests(BehaviourService service) : IClassFixture<BehaviourService>
{
    private const int LastRow = 130;
    private static readonly Dictionary<string, Row> Rows = BehaviourRows.All.ToDictionary(NameOf);

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_answer_is_the_one_of_the_table(string row)
    {
        var expected = Rows[row];
        var before = await service.Events();

        var answer = await service.Send(expected.Request);

        Assert.NotNull(answer);
        Assert.True(expected.Status == answer.Status, $"Expected {expected.Status}, got {answer.StatusLine}: {answer.Text}");
        if (expected.Slug is not null)
        {
            AssertProblem(expected, answer);
        }
        else if (answer.Status < 400)
        {
            AssertSuccess(answer);
        }
        else
        {
            Assert.Empty(answer.Body);
        }

        if (answer.Status != 201)
        {
            Assert.Equal(before, await service.Events());
        }

        foreach (var header in expected.Headers)
        {
            AssertHeader(service.Fill(header), answer);
        }

        expected.Holds?.Invoke(answer with { Headers = [.. answer.Headers.Select(h => (h.Name, h.Value.Replace(service.Fill("{host}"), "{host}", StringComparison.Ordinal)))] });
        if (answer.Status == 201)
        {
            var kept = await service.Send(Message.Get(answer.Header("Location")!));
            Assert.Equal(200, kept!.Status);
            expected.Keeps?.Invoke(kept);
        }
    }

    [Fact]
    public void Every_row_of_the_table_is_tested_or_has_a_reason()
    {
        var inputs = BehaviourRows.All.ToLookup(r => r.Number);
        var tested = inputs.Select(i => i.Key).Concat(BehaviourRows.Tests.Keys).ToHashSet();
        for (var row = 1; row <= LastRow; row++)
        {
            string?[] how =
            [
                inputs[row].Any() ? $"{inputs[row].Count()} inputs, answered {string.Join(", ", inputs[row].Select(i => i.Status).Distinct().Order())}" : null,
                BehaviourRows.Tests.TryGetValue(row, out var test) ? test.Replace('_', ' ') : null,
                BehaviourRows.NotHere.TryGetValue(row, out var reason) ? $"not tested: {reason}" : null,
            ];
            TestContext.Current.TestOutputHelper!.WriteLine($"| {row} | {string.Join("; ", how.Where(h => h is not null))} |");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{tested.Count} rows of {LastRow} tested by {BehaviourRows.All.Count} inputs and {BehaviourRows.Tests.Count} tests; {BehaviourRows.NotHere.Count} have a reason.");

        Assert.Equal(Enumerable.Range(1, LastRow), tested.Concat(BehaviourRows.NotHere.Keys).Order());
    }

    [Fact]
    public async Task Every_key_that_is_not_good_gets_the_same_answer()
    {
        var bodies = new HashSet<string>();
        foreach (var key in (string[])["{expired}", "{revoked}", "{elsewhere}", "{unknown}", "{mistyped}", "{foreign}", "nonsense"])
        {
            var answer = await service.Send(Message.Get("/v1/claims").As(key));
            Assert.Equal(401, answer!.Status);
            Assert.Equal("Bearer error=\"invalid_token\"", answer.Header("WWW-Authenticate"));
            bodies.Add(WithoutIds(answer.Json));
        }

        Assert.Single(bodies);
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_with_its_own_filters()
    {
        var first = await service.Send(Message.Get("/v1/claims?limit=1&kind=fact"));
        var cursor = (string)first!.Json["nextCursor"]!;
        Assert.Equal(200, (await service.Send(Message.Get($"/v1/claims?limit=2&kind=fact&cursor={cursor}")))!.Status);
        Assert.Equal(200, (await service.Send(Message.Get($"/V1/Claims/?cursor={cursor}&kind=fact")))!.Status);

        var changed = (cursor[0] == 'B' ? 'C' : 'B') + cursor[1..];
        foreach (var query in (string[])
            [
                $"claims?cursor={cursor}", $"claims?kind=position&cursor={cursor}", $"claims?kind=fact&topic=x&cursor={cursor}", $"articles/{{article}}/claims?kind=fact&cursor={cursor}",
                $"contradictions?kind=fact&cursor={cursor}", $"claims?kind=fact&cursor={changed}", $"claims?kind=fact&cursor={cursor[..^1]}", $"claims?kind=fact&cursor={cursor}A",
                $"claims?kind=fact&cursor={cursor}%3D", "claims?cursor=", "claims?cursor=1", $"claims?cursor={new string('A', 27)}", $"claims?kind=fact&cursor=%20{cursor}", "claims?cursor=%E2%82%AC",
            ])
        {
            var answer = await service.Send(Message.Get($"/v1/{query}"));
            Assert.True(answer!.Status == 400, $"{query}: {answer.StatusLine}");
            Assert.Equal("/problems/invalid-cursor", (string?)answer.Json["type"]);
            Assert.Equal(["cursor invalid"], answer.Faults);
        }
    }

    [Fact]
    public async Task Following_the_link_reaches_every_item_once_and_ends()
    {
        var seen = new List<long>();
        string? next = "/v1/links?state=suggested&limit=1";
        while (next is not null)
        {
            var page = await service.Send(Message.Get(next));
            Assert.Equal(200, page!.Status);
            seen.Add((long)Assert.Single(page.Json["items"]!.AsArray())!["id"]!);
            var link = page.Header("Link");
            Assert.Equal(link is null, page.Json["nextCursor"] is null);
            next = link is null ? null : NextLink().Match(link) is { Success: true } found ? found.Groups[1].Value[service.App.Address.GetLeftPart(UriPartial.Authority).Length..] : throw new InvalidOperationException(link);
            Assert.True(next?.Contains("state=suggested", StringComparison.Ordinal) ?? true);
        }

        Assert.Equal(seen.OrderDescending(), seen);
        Assert.Equal(2, seen.Distinct().Count());
    }

    [Fact]
    public async Task Every_path_answers_HEAD_like_GET_and_OPTIONS_with_its_methods()
    {
        var paths = (await Paths()).ToDictionary(p => p.Path.Replace("{id}", "1", StringComparison.Ordinal), p => p.Methods);
        paths.Add("/openapi/v1.json", ["GET"]);
        paths.Add("/problems/not-found", ["GET"]);
        foreach (var (path, methods) in paths)
        {
            var options = await service.Send(new Message("OPTIONS", path, null, null));
            Assert.True(options!.Status == 204, $"OPTIONS {path}: {options.StatusLine}");
            methods.AddRange(methods.Contains("GET") ? ["HEAD", "OPTIONS"] : ["OPTIONS"]);
            Assert.Equal(methods.Order(), options.Header("Allow")!.Split(", ").Order());
            Assert.Equal(methods.Contains("POST") ? "application/json" : null, options.Header("Accept-Post"));
            Assert.Equal(methods.Contains("PATCH") ? "application/merge-patch+json" : null, options.Header("Accept-Patch"));

            var target = path == "/v1/search" ? $"{path}?q=x" : path;
            var get = await service.Send(new Message("GET", target, null, "{admin}"));
            var head = await service.Send(new Message("HEAD", target, null, "{admin}"));
            Assert.Equal(methods.Contains("GET") ? 200 : 405, get!.Status);
            AssertSecurityHeaders(get);
            Assert.Equal(get.StatusLine, head!.StatusLine);
            Assert.Equal(Comparable(get), Comparable(head));
        }

        static IEnumerable<string> Comparable(RawAnswer answer) =>
            answer.Headers.Where(h => h.Name is not ("Date" or "Transfer-Encoding") && (answer.Status == 200 || h.Name != "Content-Length")).Select(h => $"{h.Name}: {h.Value}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Every_route_refuses_in_the_same_order()
    {
        var before = await service.Events();
        foreach (var (path, methods) in (await Paths()).Where(p => p.Path.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            var target = path.Replace("{id}", "1", StringComparison.Ordinal);
            foreach (var method in methods)
            {
                var empty = new Message(method, target, method == "GET" ? null : [], "{admin}");
                if (path.Contains("{id}", StringComparison.Ordinal))
                {
                    await Refused(empty with { Target = path.Replace("{id}", "01", StringComparison.Ordinal), Key = "nonsense" }, 404, "not-found");
                }

                await Refused(empty with { Key = "nonsense" }, 401, "invalid-credentials");
                if (method == "GET")
                {
                    await Refused(empty.With("Accept: text/html") with { Target = $"{target}?zzz=1" }, 406, "not-acceptable");
                    await Refused(empty with { Target = $"{target}?{(path == "/v1/search" ? "q=x&" : "")}zzz=1" }, 400, "schema", "zzz unknown_parameter");
                    continue;
                }

                var type = method == "PATCH" ? "application/merge-patch+json" : "application/json";
                var json = empty.With($"Content-Type: {type}");
                await Refused(empty.With("Content-Type: text/plain") with { Key = null }, 401, "unauthenticated");
                await Refused(empty.With("Content-Type: text/plain") with { Key = "{reader}" }, 403, "forbidden");
                await Refused(empty.With("Content-Type: text/plain", "Accept: text/html"), 415, "unsupported-media-type");
                await Refused(json.With("Content-Length: 99999999", "Accept: text/html"), 413, "too-large");
                await Refused(json.With("Accept: text/html"), 406, "not-acceptable");
                await Refused(json with { Target = $"{target}?zzz=1" }, 400, "schema", "zzz unknown_parameter");
                await Refused(json, 400, "body-required");
                await Refused(json with { Body = "[]"u8.ToArray() }, 400, "schema", "# type");
                if (method == "PATCH")
                {
                    var change = json with { Body = """{"reason":"x"}"""u8.ToArray() };
                    await Refused(change with { Target = path.Replace("{id}", "999999", StringComparison.Ordinal) }, 404, "not-found");
                    await Refused(change, 428, "precondition-required", "If-Match required");
                    await Refused(change.With("If-Match: \"999\""), 412, "precondition-failed");
                }
            }
        }

        Assert.Equal(before, await service.Events());

        async Task Refused(Message message, int status, string slug, params string[] faults)
        {
            var answer = await service.Send(message);
            Assert.True(status == answer!.Status, $"Expected {status} for {message.Method} {message.Target}, got {answer.StatusLine}: {answer.Text}");
            AssertProblem(new Row(0, "", message, status, slug, faults), answer);
        }
    }

    [Fact]
    public async Task A_body_that_is_cut_by_the_end_of_the_connection_writes_nothing()
    {
        var before = await service.Events();
        using var connection = await RawHttp.Connect(service.App.Address);
        await connection.Send(Message.Post("/v1/claims", """{"statement":"Cut.",""", "Content-Length: 500").ToBytes(service.Fill));
        connection.EndSending();

        var answer = await connection.Read();

        Assert.True(answer is null or { Status: 400 }, answer?.StatusLine);
        Assert.Equal(before, await service.Events());
    }

    /// <summary>The paths of the API document with their methods.</summary>
    private async Task<IReadOnlyList<(string Path, List<string> Methods)>> Paths()
    {
        var document = (await service.Send(Message.Get("/openapi/v1.json")))!.Json;
        var paths = document["paths"]!.AsObject().Select(p => (p.Key, p.Value!.AsObject().Select(m => m.Key.ToUpperInvariant()).ToList())).ToList();
        Assert.Contains(paths, p => p.Key == "/v1/claims/{id}");
        return paths;
    }

    private static void AssertProblem(Row expected, RawAnswer answer)
    {
        AssertHeader("Content-Type: application/problem+json; charset=utf-8", answer);
        AssertHeader("Cache-Control: no-store", answer);
        AssertSecurityHeaders(answer);
        var problem = answer.Json;
        Assert.Equal($"/problems/{expected.Slug}", (string?)problem["type"]);
        Assert.Equal(expected.Status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        Assert.Matches(Instance(), (string?)problem["instance"]);
        Assert.Equal(expected.Faults, answer.Faults);
        Assert.DoesNotMatch(Inside(), answer.Text);
        if (expected.Status != 412)
        {
            Assert.Null(answer.Header("ETag"));
        }
    }

    private static void AssertSuccess(RawAnswer answer)
    {
        AssertSecurityHeaders(answer);
        if (answer.Status is 200 or 201)
        {
            AssertHeader("Content-Type: application/json; charset=utf-8", answer);
            AssertHeader("Cache-Control: private, no-cache", answer);
            Assert.NotNull(JsonNode.Parse(answer.Body));
        }
    }

    private static void AssertSecurityHeaders(RawAnswer answer)
    {
        AssertHeader("X-Content-Type-Options: nosniff", answer);
        AssertHeader("Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", answer);
        AssertHeader("-Server", answer);
    }

    private static void AssertHeader(string expected, RawAnswer answer)
    {
        if (expected[0] == '-')
        {
            Assert.Null(answer.Header(expected[1..]));
        }
        else if (expected.Split(": ", 2) is [var name, var value])
        {
            Assert.Equal(value, answer.Header(name));
        }
        else
        {
            Assert.NotNull(answer.Header(expected));
        }
    }

    private static string WithoutIds(JsonNode problem)
    {
        problem.AsObject().Remove("instance");
        problem.AsObject().Remove("traceId");
        return problem.ToJsonString();
    }

    private static string NameOf(Row row)
    {
        var input = string.Concat(row.Input.Select(c => c is >= ' ' and <= '~' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));
        return $"{row.Number}: {(input.Length > 80 ? input[..80] : input)}";
    }

    [GeneratedRegex("^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    private static partial Regex Instance();

    [GeneratedRegex("^<([^>]+)>; rel=\"next\"$")]
    private static partial Regex NextLink();

    /// <summary>Words of the inside that no caller should read.</summary>
    [GeneratedRegex("System\\.|Microsoft\\.|ClaimTracker\\.|Exception|SQLite|SELECT |   at ")]
    private static partial Regex Inside();
}
