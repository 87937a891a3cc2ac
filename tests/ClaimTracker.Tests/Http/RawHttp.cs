using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>HTTP/1.1 as bytes over a socket: what HttpClient would refuse to send, or tidy up on the way, leaves as it is written.</summary>
internal sealed class RawHttp : IDisposable
{
    /// <summary>Only so that a test of an answer that never comes ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpClient client = new() { NoDelay = true };
    private readonly CancellationTokenSource patience = new(Patience);
    private NetworkStream stream = null!;

    private RawHttp()
    {
    }

    public static async Task<RawHttp> Connect(Uri address)
    {
        var connection = new RawHttp();
        await connection.client.ConnectAsync(address.Host, address.Port, connection.patience.Token);
        connection.stream = connection.client.GetStream();
        return connection;
    }

    /// <summary>Sends one request over a connection of its own. The answer is null where the connection ended without one.</summary>
    public static async Task<RawAnswer?> Exchange(Uri address, byte[] request)
    {
        using var connection = await Connect(address);
        await connection.Send(request);
        return await connection.Read(isHead: request.AsSpan().StartsWith("HEAD "u8));
    }

    public ValueTask Send(byte[] bytes) => stream.WriteAsync(bytes, patience.Token);

    /// <summary>Tells the server that nothing more comes, and goes on listening.</summary>
    public void EndSending() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Resets the connection.</summary>
    public void HangUp()
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        client.Close();
    }

    public async Task<RawAnswer?> Read(bool isHead = false)
    {
        var input = new BufferedStream(stream);
        while (await Line(input) is { Length: > 0 } status)
        {
            var headers = new List<(string, string)>();
            while (await Line(input) is { Length: > 0 } line)
            {
                headers.Add((line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
            }

            var answer = new RawAnswer(status, headers, []);
            if (answer.Status != 100)
            {
                return isHead || answer.Status is 204 or 304 ? answer : answer with { Body = await Body(input, answer) };
            }
        }

        return null;
    }

    public void Dispose()
    {
        client.Dispose();
        patience.Dispose();
    }

    private async Task<byte[]> Body(Stream input, RawAnswer answer)
    {
        if (answer.Header("Content-Length") is { } length)
        {
            return await Bytes(input, int.Parse(length, CultureInfo.InvariantCulture));
        }

        var body = new List<byte>();
        while (answer.Header("Transfer-Encoding") == "chunked")
        {
            var chunk = await Bytes(input, int.Parse((await Line(input))!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            await Line(input);
            if (chunk.Length == 0)
            {
                break;
            }

            body.AddRange(chunk);
        }

        return [.. body];
    }

    private async Task<byte[]> Bytes(Stream input, int length)
    {
        var bytes = new byte[length];
        await input.ReadExactlyAsync(bytes, patience.Token);
        return bytes;
    }

    /// <summary>A line without its end; null at the end of the connection.</summary>
    private async Task<string?> Line(Stream input)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        try
        {
            while (await input.ReadAsync(one, patience.Token) > 0)
            {
                if (one[0] == '\n')
                {
                    return line.ToString().TrimEnd('\r');
                }

                line.Append((char)one[0]);
            }
        }
        catch (IOException)
        {
            // The connection was reset: that is an end too.
        }

        return null;
    }
}

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(string StatusLine, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    public int Status => int.Parse(StatusLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The codes of a refusal's faults with their places, in order: "#/statement required".</summary>
    public string[] Faults => [.. Json["errors"]!.AsArray().Select(e => $"{e!["pointer"] ?? e["parameter"] ?? e["header"]} {e["code"]}")];

    /// <summary>A header that stands at most once; null where it is absent.</summary>
    public string? Header(string name) => Headers.SingleOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>A request to be written. Its texts hold placeholders, <c>{claim}</c>, that are filled when it is sent.</summary>
internal sealed record Message(string Method, string Target, byte[]? Body, string? Key, params string[] Headers)
{
    /// <summary>Bytes that are sent instead of all else.</summary>
    public byte[]? Raw { get; init; }

    public static Message Get(string target, params string[] headers) => new("GET", target, null, null, headers);

    public static Message Post(string target, string body, params string[] headers) => Post(target, Encoding.UTF8.GetBytes(body), headers);

    public static Message Post(string target, byte[] body, params string[] headers) =>
        new("POST", target, body, "{contributor}", ["Content-Type: application/json", .. headers]);

    public static Message Patch(string target, string body, params string[] headers) =>
        new("PATCH", target, Encoding.UTF8.GetBytes(body), "{contributor}", ["Content-Type: application/merge-patch+json", .. headers]);

    /// <summary>The request as it is written here, to the byte.</summary>
    public static Message Bytes(string text) => new("", "", null, null) { Raw = Encoding.Latin1.GetBytes(text) };

    public Message As(string? key) => this with { Key = key };

    public Message With(params string[] headers) => this with { Headers = [.. Headers, .. headers] };

    /// <summary>With these headers and no other.</summary>
    public Message Only(params string[] headers) => this with { Headers = headers };

    public byte[] ToBytes(Func<string, string> fill)
    {
        // Latin-1 keeps every byte, also those that are no UTF-8.
        if (Raw is not null)
        {
            return Encoding.Latin1.GetBytes(fill(Encoding.Latin1.GetString(Raw)));
        }

        var body = Body is null ? "" : fill(Encoding.Latin1.GetString(Body));
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\nHost: {{host}}\r\n");
        foreach (var header in Headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (Key is not null)
        {
            head.Append("Authorization: Bearer ").Append(Key).Append("\r\n");
        }

        if (Body is not null && !Headers.Any(h => h.StartsWith("Content-Length:", StringComparison.Ordinal) || h.StartsWith("Transfer-Encoding:", StringComparison.Ordinal)))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        return Encoding.Latin1.GetBytes(fill(head.ToString()) + "\r\n" + body);
    }
}
