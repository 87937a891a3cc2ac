using System.CommandLine;
using System.Net.Sockets;
using System.Reflection;
using ClaimTracker.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClaimTracker.Operations;

/// <summary><c>claimtracker serve</c>: the service, over the record of a folder, which it locks.</summary>
internal static partial class ServeCommand
{
    private static readonly string Version = typeof(ServeCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static Command Make()
    {
        var data = CommandLine.Data("data");
        var settings = new ServeOptions();
        var command = new Command("serve", "Serve the record over HTTP. Each option but --data may be given as an environment variable too, such as CLAIMTRACKER_REQUESTS_PER_KEY for --requests-per-key; the command line goes first.") { data };
        settings.AddTo(command);
        command.SetAction(async parsed =>
        {
            var options = settings.Of(parsed);
            using var signals = new StopSignals();
            var directory = new DataDirectory(parsed.GetValue(data)!);
            directory.Prepare();
            var isNew = !directory.HasRecord;
            using var held = directory.Lock();
            using var database = Database.Open(directory.DatabasePath, TimeProvider.System);
            var hasKey = await Keys(database) > 0;
            CheckExposure(options, hasKey);
            await Run(database, options, app =>
            {
                Console.WriteLine(isNew ? $"Made a new record in {directory.Path}." : $"The record in {directory.Path} is open.");
                if (!hasKey)
                {
                    Console.WriteLine("There is no key yet. Make the first one: claimtracker keys create --role admin --name \"Your name\"");
                }

                return SayWhere(app, options);
            }, signals.Asked);
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>Runs the service until it is told to stop, and closes the record in order.</summary>
    public static async Task Run(Database database, ServiceOptions options, Func<WebApplication, Task> whenReady, CancellationToken asked)
    {
        await using var app = Service.Build(database, options);
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClaimTracker.Service");
        await database.MarkClean(false);
        try
        {
            await Start(app, database, options, asked);
            await whenReady(app);
            ServiceManager.Ready(string.Join(' ', app.Urls), log);
            Started(log, Version, string.Join(' ', app.Urls), database.Path);
            await UntilAsked(app, asked);
            await Stop(app, options, log);
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            // It was told to stop before it had started.
        }

        await database.MarkClean(true);
        Stopped(log, database.Path);
    }

    private static async Task Start(WebApplication app, Database database, ServiceOptions options, CancellationToken asked)
    {
        try
        {
            await app.StartAsync(asked);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException or ArgumentException)
        {
            await database.MarkClean(true);
            var reason = e.InnerException is AddressInUseException ? "another program listens there." : e.Message;
            throw new StartRefusal(ExitCode.Configuration, $"{options.Urls} cannot be listened on: {reason} Name another address with --urls.", e);
        }
    }

    /// <summary>Waits for a signal; or for the host to end by itself, because a part of it has failed.</summary>
    private static async Task UntilAsked(WebApplication app, CancellationToken asked)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = asked.Register(() => end.TrySetResult());
        await using var failure = app.Lifetime.ApplicationStopping.Register(() => end.TrySetResult());
        await end.Task;
    }

    /// <summary>
    /// Says that it is not ready any more, and goes on for the time that a balancer needs to see that. Then takes no more connections, finishes the requests
    /// under way, cuts off those that take too long, and ends the work in the background.
    /// </summary>
    private static async Task Stop(WebApplication app, ServiceOptions options, ILogger log)
    {
        app.Services.GetRequiredService<HealthWatch>().Stop();
        ServiceManager.Stopping(log);
        Stopping(log, options.StopDelay.TotalSeconds, options.StopTimeout.TotalSeconds);
        await Task.Delay(options.StopDelay);
        using var limit = new CancellationTokenSource(options.StopTimeout);
        try
        {
            await app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // It has ended too, and what it cut off is told.
        }

        if (limit.IsCancellationRequested)
        {
            CutOff(log, options.StopTimeout.TotalSeconds);
        }
    }

    public static Task SayWhere(WebApplication app, ServiceOptions options)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Console.WriteLine(options.Swagger ? $"Swagger UI:  {address}/swagger" : $"Listening on {address}");
        Console.WriteLine($"For people:  {address}/");
        Console.WriteLine("Stop with Ctrl+C.");
        return Task.CompletedTask;
    }

    /// <summary>Nobody outside this machine reaches a record that has no key.</summary>
    private static void CheckExposure(ServiceOptions options, bool hasKey)
    {
        var exposed = options.Urls.Split(';').Where(url => !KnownHosts.IsLoopback(url)).ToArray();
        if (exposed.Length > 0 && !hasKey)
        {
            throw new StartRefusal(ExitCode.Configuration, $"{string.Join(", ", exposed)} can be reached from other machines. There is no key on record. Make one first: claimtracker keys create --role admin --name \"Your name\".");
        }
    }

    private static Task<long> Keys(Database database) =>
        database.Read(sql => sql.First<long>("SELECT count(*) FROM api_key WHERE revoked_at IS NULL AND expires_at > @now", new { now = database.Clock.GetUtcNow() }), CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Information, Message = "ClaimTracker {Version} listens on {Addresses}, over {Path}")]
    private static partial void Started(ILogger log, string version, string addresses, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping: in {Delay} s no more connections are taken, and requests under way then have {Limit} s")]
    private static partial void Stopping(ILogger log, double delay, double limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Requests that were not done in {Limit} s were cut off")]
    private static partial void CutOff(ILogger log, double limit);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped: {Path} is closed in order")]
    private static partial void Stopped(ILogger log, string path);
}
