using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClaimTracker.Operations;

/// <summary><c>claimtracker serve</c>: the service, over the record of a folder, which it locks.</summary>
internal static class ServeCommand
{
    public static Command Make()
    {
        var data = CommandLine.Data("data");
        var urls = CommandLine.Urls();
        var reading = new Option<Reading>("--reading")
        {
            Description = "Who may read without a key: loopback (whoever asks from this machine), closed (nobody), open (everybody).",
            DefaultValueFactory = _ => Reading.Loopback,
        };
        var proxies = new Option<IPAddress[]>("--behind-proxy")
        {
            Description = "The addresses of the proxies in front of the service, which take care of TLS.",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = parsed =>
            {
                foreach (var token in parsed.Tokens.Where(t => !IPAddress.TryParse(t.Value, out _)))
                {
                    parsed.AddError($"{token.Value} is not an IP address.");
                }

                return [.. parsed.Tokens.Select(t => IPAddress.TryParse(t.Value, out var address) ? address : IPAddress.None)];
            },
        };
        var noSwagger = new Option<bool>("--no-swagger") { Description = "Do not show Swagger UI." };
        var command = new Command("serve", "Serve the record over HTTP.") { data, urls, reading, proxies, noSwagger };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new ServiceOptions(parsed.GetValue(urls)!)
            {
                Reading = parsed.GetValue(reading),
                Swagger = !parsed.GetValue(noSwagger),
                BehindProxy = parsed.GetValue(proxies) ?? [],
            };
            var directory = new DataDirectory(parsed.GetValue(data)!);
            directory.Prepare();
            var isNew = !directory.HasRecord;
            using var held = directory.Lock();
            using var database = Database.Open(directory.DatabasePath, TimeProvider.System);
            await CheckExposure(database, options);
            await Run(database, options, async app =>
            {
                Console.WriteLine(isNew ? $"Made a new record in {directory.Path}." : $"The record in {directory.Path} is open.");
                await SayWhere(app, options);
                if (await Keys(database) == 0)
                {
                    Console.WriteLine("There is no key yet. Make the first one: claimtracker keys create --role admin --name \"Your name\"");
                }
            }, cancellation);
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs the service until it is told to stop.</summary>
    public static async Task Run(Database database, ServiceOptions options, Func<WebApplication, Task> whenReady, CancellationToken cancellation)
    {
        await using var app = Service.Build(database, options);
        await database.MarkClean(false);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException or ArgumentException)
        {
            throw new StartRefusal(ExitCode.Configuration, $"{options.Urls} cannot be listened on: {e.Message} Name another address with --urls.", e);
        }

        await whenReady(app);
        await app.WaitForShutdownAsync(cancellation);
        await database.MarkClean(true);
    }

    public static Task SayWhere(WebApplication app, ServiceOptions options)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(options.Swagger ? $"Swagger UI:  {address}/swagger" : $"Listening on {address}");
        Console.WriteLine($"For people:  {address}/");
        Console.WriteLine("Stop with Ctrl+C.");
        return Task.CompletedTask;
    }

    /// <summary>Nobody outside this machine reaches a record that has no key, or sends a key in the clear.</summary>
    private static async Task CheckExposure(Database database, ServiceOptions options)
    {
        var exposed = options.Urls.Split(';').Where(url => !KnownHosts.IsLoopback(url)).ToArray();
        if (exposed.Length == 0)
        {
            return;
        }

        var faults = new List<string>();
        if (await Keys(database) == 0)
        {
            faults.Add("There is no key on record. Make one first: claimtracker keys create --role admin --name \"Your name\".");
        }

        if (options.BehindProxy is [] && exposed.Any(url => !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
        {
            faults.Add("Keys would travel in the clear. Listen on https, or say which proxy takes care of TLS: --behind-proxy ADDRESS.");
        }

        if (faults.Count > 0)
        {
            throw new StartRefusal(ExitCode.Configuration, $"{string.Join(", ", exposed)} can be reached from other machines. {string.Join(" ", faults)}");
        }
    }

    private static Task<long> Keys(Database database) =>
        database.Read(sql => sql.First<long>("SELECT count(*) FROM api_key WHERE revoked_at IS NULL AND expires_at > @now", new { now = database.Clock.GetUtcNow() }), CancellationToken.None);
}
