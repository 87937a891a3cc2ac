using System.Diagnostics;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimTracker.Operations;
using ClaimTracker.Tests.Http;

namespace ClaimTracker.Tests;

/// <summary>The README is run: demo as a process of its own, each curl line as the request it makes, each answer against the one it shows.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_demo_of_the_README_starts_prints_its_contradictions_and_answers_as_the_README_says()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Golden.Root, "README.md"));
        Assert.Contains("dotnet run --project src/ClaimTracker -- demo", readme, StringComparison.Ordinal);
        await using var demo = await Demo.Start();
        Assert.Contains("24 contradictions across the articles", demo.Output, StringComparison.Ordinal);
        Assert.Contains("As lower bounds both can be right", Squeezed(demo.Output), StringComparison.Ordinal);
        Assert.Contains($"{demo.Address}/swagger", demo.Output, StringComparison.Ordinal);

        using var client = new HttpClient();
        var requests = 0;
        foreach (var (command, answer) in Requests(readme))
        {
            requests++;
            using var request = RequestOf(command.Replace("http://127.0.0.1:5080", demo.Address, StringComparison.Ordinal).Replace("$KEY", demo.Key, StringComparison.Ordinal));
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (answer is null)
            {
                Assert.True(response.IsSuccessStatusCode, $"{command}\n{text}");
            }
            else
            {
                Assert.Equal(Comparable(answer), Comparable(text));
            }
        }

        Assert.Equal(10, requests);
    }

    [Fact]
    public async Task The_README_names_every_folder_of_the_source_in_order()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Golden.Root, "README.md"));
        var named = FolderLine().Matches(readme).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(Directory.GetDirectories(Path.Combine(Golden.Root, "src/ClaimTracker")).Select(d => Path.GetFileName(d)!).Except(["bin", "obj"]).Order(), named.Order());
    }

    [Fact]
    public async Task The_README_has_a_command_for_every_report()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Golden.Root, "README.md"));
        var reports = typeof(ReadmeTests).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<TraitAttribute>()).Where(trait => trait.Name == "Report").Select(trait => trait.Value);
        Assert.Equal(reports.Distinct().Order(), ReportCommand().Matches(readme).Select(m => m.Groups[1].Value).Order());
    }

    [Fact]
    public async Task The_README_names_every_option_of_the_service()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Golden.Root, "README.md"));
        Assert.All(ServeCommand.Make().Options, option => Assert.Contains($"| `{option.Name}", readme.Replace(", `--", "\n| `--", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    /// <summary>The curl commands of the README, each with the JSON block that follows it, if one does.</summary>
    private static IEnumerable<(string Command, string? Answer)> Requests(string readme)
    {
        var blocks = Block().Matches(readme).Select(m => (Language: m.Groups[1].Value, Text: m.Groups[2].Value)).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is { Language: "sh" } and { Text: var command } && command.StartsWith("curl ", StringComparison.Ordinal))
            {
                yield return (command, i + 1 < blocks.Count && blocks[i + 1].Language == "json" ? blocks[i + 1].Text : null);
            }
        }
    }

    private static HttpRequestMessage RequestOf(string command)
    {
        var words = Word().Matches(command).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Success ? m.Groups[2].Value : m.Value).ToList();
        var request = new HttpRequestMessage { RequestUri = new Uri(words[1]) };
        for (var i = 2; i < words.Count; i += 2)
        {
            if (words[i] == "-d")
            {
                request.Method = HttpMethod.Post;
                request.Content = new StringContent(words[i + 1], Encoding.UTF8, "application/json");
            }
            else if (words[i + 1].StartsWith("Authorization: Bearer ", StringComparison.Ordinal))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", words[i + 1]["Authorization: Bearer ".Length..]);
            }
        }

        return request;
    }

    /// <summary>JSON without what is new each time: instants, and the marks of one request.</summary>
    private static string Comparable(string json) => Fleeting().Replace(JsonNode.Parse(json)!.ToJsonString(), "\"…\"");

    private static string Squeezed(string table) => Regex.Replace(string.Concat(table.Split('\n').Select(line => line.Split('│') is { Length: > 4 } cells ? cells[4] : "")), @"\s+", " ");

    [GeneratedRegex(@"```(\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("""'([^']*)'|"([^"]*)"|\S+""")]
    private static partial Regex Word();

    [GeneratedRegex("""("urn:uuid:[^"]+"|"[0-9a-f]{32}"|"\d{4}-\d\d-\d\dT[^"]+Z")""")]
    private static partial Regex Fleeting();

    [GeneratedRegex("^dotnet run --project tests/ClaimTracker.Tests -- -trait \"Report=([a-z]+)\" -showLiveOutput ", RegexOptions.Multiline)]
    private static partial Regex ReportCommand();

    [GeneratedRegex(@"^([A-Z][a-z]+) {2,}\S", RegexOptions.Multiline)]
    private static partial Regex FolderLine();

    /// <summary>A demo of its own: the built program as a child process, on a free port, over a folder that goes with it.</summary>
    private sealed class Demo : IAsyncDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-demo-");
        private readonly StringBuilder output = new();
        private Process process = null!;

        public string Output => output.ToString();

        public string Address { get; private set; } = "";

        public string Key { get; private set; } = "";

        public static async Task<Demo> Start()
        {
            var demo = new Demo();
            demo.process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "claimtracker.dll"), "demo", "--data", demo.folder.FullName, "--urls", "http://127.0.0.1:0"])
            {
                RedirectStandardOutput = true,
            })!;
            while (await demo.process.StandardOutput.ReadLineAsync() is { } line)
            {
                demo.output.AppendLine(line);
                if (Regex.Match(line, @"Swagger UI:\s+(\S+)/swagger") is { Success: true } address)
                {
                    demo.Address = address.Groups[1].Value;
                }

                if (Regex.Match(line, @"Key .*?(ct_live_\w+)") is { Success: true } key)
                {
                    demo.Key = key.Groups[1].Value;
                    return demo;
                }
            }

            throw new InvalidOperationException($"The demo ended before it was ready: {demo.Output}");
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            folder.Delete(recursive: true);
        }
    }
}
