using ClaimTracker.Auth;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Operations;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClaimTracker.Benchmarks;

/// <summary>
/// The measured process: the service itself with a few endpoints more. <see cref="Constant" /> answers bytes from memory, as many as a claim has;
/// <see cref="Other" /> reads and records claims over a connection and in a transaction of each request's own. They stand behind the service's own
/// middleware; none is part of its API.
/// </summary>
internal static class Server
{
    public const string Verb = "serve-for-benchmark";
    public const string Constant = "/benchmark/constant";
    public const string Other = "/benchmark/claims";

    /// <summary>Serves a record; the rival has one of its own, on the same disk and with the same content.</summary>
    public static async Task<int> Run(string folder, string? folderOfOther)
    {
        using var database = Database.Open(SyntheticRecord.PathOf(folder), TimeProvider.System);
        await using var app = Service.Build(database, new ServiceOptions("http://127.0.0.1:0") { Swagger = false, Rates = new RateLimits(int.MaxValue, int.MaxValue, int.MaxValue) });
        var constant = await Body(database);
        app.MapGet(Constant, context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = constant.Length;
            return context.Response.Body.WriteAsync(constant).AsTask();
        });
        if (folderOfOther is not null)
        {
            var other = new OneTransactionPerRequest(SyntheticRecord.PathOf(folderOfOther));
            app.MapGet($"{Other}/{{id:long}}", (RequestDelegate)other.Get);
            app.MapPost(Other, (RequestDelegate)other.Post);
        }

        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Console.WriteLine(await Key(database));

        // Whoever started this process closes its input when it is done.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    /// <summary>The body of a claim whose length lies in the middle.</summary>
    private static Task<byte[]> Body(Database database) => database.Read(
        sql =>
        {
            var bodies = sql.Query<long>("SELECT id FROM claim ORDER BY id LIMIT 101").Select(id => Answers.Render(Claim.Get(sql, id)).Body).OrderBy(body => body.Length).ToList();
            return bodies[bodies.Count / 2];
        },
        CancellationToken.None,
        TimeSpan.FromMinutes(1));

    private static async Task<string> Key(Database database)
    {
        await using var services = CommandLine.Messages(database);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(new CreateKey("Benchmark", Role.Reviewer))).Key!;
    }
}
