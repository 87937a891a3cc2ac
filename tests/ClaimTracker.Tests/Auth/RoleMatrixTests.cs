using System.Text.Json.Nodes;
using ClaimTracker.Auth;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Auth;

/// <summary>Every route of the API with every role: refused exactly where the role does not suffice.</summary>
public sealed class RoleMatrixTests
{
    private const string Nowhere = "999999";

    [Fact]
    public async Task Every_route_is_refused_to_those_without_its_role_and_to_nobody_else()
    {
        await using var app = await App.Start();
        var operations = await Operations(app);
        foreach (var role in Roles)
        {
            var client = await app.Client(role);
            foreach (var (method, path, required, name) in operations)
            {
                var status = await Call(client, method, path);
                var isAllowed = role is { } given ? given >= required : required == Role.Reader;
                var expected = isAllowed ? null : role is null ? 401 : (int?)403;
                Assert.True(expected is null ? status is not (401 or 403) and < 500 : status == expected, $"{name} as {role?.ToString() ?? "nobody"}: {status}");
            }
        }
    }

    [Fact]
    public async Task Where_reading_is_closed_every_route_is_refused_to_those_without_a_key()
    {
        await using var app = await App.Start(Reading.Closed);
        var (nobody, reader) = (await app.Client(), await app.Client(Role.Reader));
        foreach (var (method, path, required, name) in await Operations(app, reader))
        {
            Assert.True(await Call(nobody, method, path) == 401, name);
            Assert.True(required > Role.Reader || await Call(reader, method, path) is not (401 or 403), name);
        }
    }

    [Fact]
    public async Task The_roles_are_those_of_the_design()
    {
        await using var app = await App.Start();

        Assert.All(await Operations(app), operation => Assert.Equal(
            operation.Path.StartsWith("/v1/keys", StringComparison.Ordinal) ? Role.Admin
            : operation.Path.StartsWith("/v1/snapshots", StringComparison.Ordinal) ? Role.Contributor
            : operation.Path.StartsWith("/v1/audit", StringComparison.Ordinal) ? Role.Editor
            : operation.Name is "publishReview" or "correctReview" or "reopenReview" or "addRatingScale" or "amendRatingScale" or "withdrawRatingScale" or "restoreRatingScale" or "resolveDispute" or "reopenDispute" ? Role.Editor
            : operation.Name is "confirmLink" or "rejectLink" or "resolveLink" or "mergeClaimant" or "mergeClaim" or "approveReview" or "confirmAnswer" or "rejectAnswer" or "clearClaim" or "renameTopic" ? Role.Reviewer
            : operation.Method == "get" ? Role.Reader
            : Role.Contributor,
            operation.Required));
    }

    private static Role?[] Roles => [null, .. Enum.GetValues<Role>()];

    private static async Task<List<(string Method, string Path, Role Required, string Name)>> Operations(App app, HttpClient? client = null)
    {
        var document = await (client ?? await app.Client()).Read("/openapi/v1.json");
        var operations = new List<(string, string, Role, string)>();
        foreach (var (path, item) in document["paths"]!.AsObject().Where(p => p.Key.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            foreach (var (method, operation) in item!.AsObject().Where(o => o.Value is JsonObject body && body.ContainsKey("operationId")))
            {
                var role = operation!.Text("x-required-role");
                Assert.True(role is not null, $"{method} {path} names no role.");
                operations.Add((method, path, Names.Parse<Role>(role), operation!.Text("operationId")!));
            }
        }

        Assert.True(operations.Count > 35, $"{operations.Count} operations");
        return operations;
    }

    /// <summary>A request that the route would refuse or answer without changing anything.</summary>
    private static async Task<int> Call(HttpClient client, string method, string path)
    {
        var address = path.Replace("{id}", Nowhere, StringComparison.Ordinal);
        using var answer = method switch
        {
            "get" => await client.Get(address),
            "patch" => await client.Patch(address, new { reason = "x" }, "\"1\""),
            _ => await client.Post(address, "{}"),
        };
        return (int)answer.StatusCode;
    }
}
