using System.CommandLine;
using System.Text.Json;
using ClaimTracker.Data;

namespace ClaimTracker.Operations;

/// <summary><c>claimtracker health</c>: asks a running service how it is, for whoever has no other program to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Make()
    {
        var urls = ServeOptions.Urls();
        urls.Description = "Where the service listens, as serve has it. Default: http://127.0.0.1:5080.";
        var live = new Option<bool>("--live") { Description = "Ask whether the process lives, not whether it can serve." };
        var command = new Command("health", "Ask a running service on this machine how it is: 0 good, 1 not.") { urls, live };
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = new Uri(Reachable(urls.Of(parsed).Split(';')[0]), parsed.GetValue(live) ? "/health/live" : "/health/ready");
            try
            {
                // The certificate bears the name that others know the service by, and nothing secret is sent.
                using var handler = new HttpClientHandler { UseProxy = false, ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
                using var client = new HttpClient(handler) { Timeout = Patience };
                using var answer = await client.GetAsync(address, cancellation);
                Console.WriteLine(JsonSerializer.Deserialize<HealthReport>(await answer.Content.ReadAsByteArrayAsync(cancellation), Json.Options)!.Status);
                return (int)(answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
            {
                await Console.Error.WriteLineAsync($"{address} does not answer as a ClaimTracker does: {e.Message}");
                return (int)ExitCode.Failed;
            }
        });
        return command;
    }

    /// <summary>Where this machine reaches a service that listens there.</summary>
    private static Uri Reachable(string url)
    {
        var address = BindingAddress.Parse(url);
        return new Uri($"{address.Scheme}://{(address.Host is "*" or "+" or "0.0.0.0" ? "127.0.0.1" : address.Host == "[::]" ? "[::1]" : address.Host)}:{address.Port}");
    }
}
