using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;

namespace ClaimTracker.Benchmarks;

/// <summary>From the start of the published program to its first 200 on /health/ready, against the program that <c>dotnet new web</c> makes, published in the same way.</summary>
internal static class Starts
{
    private const string Rival = "hello-world minimal API";

    private const string HelloProgram = """
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();

        app.MapGet("/", () => "Hello World!");

        app.Run();
        """;

    /// <summary>What decides how a program is compiled and run: the rival has it as the service has.</summary>
    private static readonly string[] Settings =
        ["RuntimeIdentifier", "SelfContained", "PublishReadyToRun", "TieredCompilation", "TieredPGO", "ServerGarbageCollection", "ConcurrentGarbageCollection", "InvariantGlobalization"];

    private static readonly TimeSpan Guess = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TakesPublishing = TimeSpan.FromSeconds(20);

    public static IEnumerable<Step> Steps(Stage stage) =>
    [
        new Step("start", TakesPublishing + (4 * (stage.Options.Rounds + 1) * Guess), () =>
        {
            var (service, settings) = PublishService(stage.Records);
            var hello = PublishHello(stage.Records, settings);
            var goal = Goal.AtMost(1.3);
            return
            [
                Measure(stage, "an empty record", "0", stage.Records.NewFolder(), service, hello, goal),
                Measure(stage, "the largest record", Stage.Text(stage.Options.Largest), stage.Records.Copy(stage.Options.Largest), service, hello, goal),
            ];
        }),
    ];

    private static Row Measure(Stage stage, string record, string claims, string folder, string service, string hello, Goal goal)
    {
        var rounds = new List<((double Time, double Cpu) Ours, (double Time, double Cpu) Other)>();

        // The first round, which also makes the empty record, does not count.
        for (var round = 0; round <= stage.Options.Rounds; round++)
        {
            rounds.Add((Start(service, "/health/ready", "serve", "--no-swagger", "--data", folder), Start(hello, "/")));
        }

        rounds.RemoveAt(0);
        return new Row($"start on {record}", Rival, claims)
        {
            Ratios = [.. rounds.Select(round => round.Ours.Time / round.Other.Time)],
            Goal = goal,
            A = Did(rounds.Select(round => round.Ours)),
            B = Did(rounds.Select(round => round.Other)),
        };
    }

    private static Side Did(IEnumerable<(double Time, double Cpu)> starts)
    {
        var all = starts.ToList();
        return new Side($"{Number.Of(Number.Median(all.Select(start => start.Time)), "0")} ms", Number.Of(Number.Median(all.Select(start => start.Cpu)), "0"), "");
    }

    /// <summary>Starts a program, waits until it answers 200, and stops it.</summary>
    /// <returns>Milliseconds until then, and microseconds of CPU.</returns>
    private static (double Time, double Cpu) Start(string program, string target, params string[] arguments)
    {
        var port = FreePort();
        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(Child.Program(program, [.. arguments, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")]))!;
        while (!Answers(port, target))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"{program} did not start: {process.StandardError.ReadToEnd()}");
            }

            Thread.Sleep(1);
        }

        var time = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        var cpu = process.TotalProcessorTime.TotalMicroseconds;
        Child.Run(new("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]));
        process.WaitForExit();
        return (time, cpu);
    }

    private static bool Answers(int port, string target)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(System.Text.Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
            var answer = new byte[1_024];
            return answer.AsSpan(0, socket.Receive(answer)).StartsWith("HTTP/1.1 200"u8);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Publishes the service, which was built as a part of this program.</summary>
    /// <returns>The program, and the settings it was published with, as a project states them.</returns>
    private static (string Program, IReadOnlyList<string> Settings) PublishService(Records records)
    {
        var folder = records.NewFolder();
        using var set = JsonDocument.Parse(Child.Run(Child.Sdk("publish", Child.Service, "--no-build", "-c", Configuration, "-o", folder, $"-getProperty:{string.Join(',', Settings)}")));
        var properties = set.RootElement.GetProperty("Properties").EnumerateObject().Where(property => property.Value.GetString() is not "");
        return (Path.Combine(folder, "claimtracker.dll"), [.. properties.Select(property => $"<{property.Name}>{property.Value}</{property.Name}>")]);
    }

    private static string PublishHello(Records records, IReadOnlyList<string> settings)
    {
        var folder = records.NewFolder();
        File.WriteAllText(Path.Combine(folder, "hello.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.ToString(2)}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                {string.Join("\n    ", settings)}
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), HelloProgram);
        Child.Run(Child.Sdk("publish", Path.Combine(folder, "hello.csproj"), "-c", Configuration, "-o", Path.Combine(folder, "published")));
        return Path.Combine(folder, "published", "hello.dll");
    }

    private static string Configuration => typeof(Starts).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
}
