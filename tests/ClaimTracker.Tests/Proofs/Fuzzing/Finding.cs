using System.Globalization;
using System.Text;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>A fault that the fuzzer found, with the smallest request that shows it.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Worker">Which of the workers found it.</param>
/// <param name="Index">At which of its requests: the same seed leads there again.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Request">The request.</param>
internal sealed record Finding(ulong Seed, int Worker, int Index, Fault Fault, FuzzRequest Request)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {Fault.Check}: {Request.Operation.Id}, {Request.Kind}; CLAIMTRACKER_SEED={Seed}, worker {Worker}, request {Index}
          {Shown(Fault.Detail, 800)}
          {Shown(Visible(Request.ToBytes()), 3_000)}
          {(Request.Raw is null ? Shown(Curl(Request), 3_000) : "")}
        """);

    private static string Shown(string text, int most) => text.Length <= most ? text : $"{text[..most]}…";

    /// <summary>All bytes in visible characters, without the secret of a key.</summary>
    private static string Visible(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes)
        {
            text.Append(value switch
            {
                (byte)'\r' => "\\r",
                (byte)'\n' => "\\n",
                (byte)'\\' => "\\\\",
                >= 32 and < 127 => ((char)value).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            });
        }

        return WithoutKeys(text.ToString());
    }

    private static string Curl(FuzzRequest request)
    {
        var line = new StringBuilder($"curl -i -X {request.Method} --path-as-is $'http://{Quoted($"{request.Header("Host")}{request.Target}")}'");
        foreach (var (name, value) in request.Headers.Where(h => h.Name != "Host"))
        {
            line.Append(CultureInfo.InvariantCulture, $" -H $'{Quoted($"{name}: {value}")}'");
        }

        if (request.Body is { } body)
        {
            line.Append(CultureInfo.InvariantCulture, $" --data-binary $'{Visible(body).Replace("'", "\\'", StringComparison.Ordinal)}'");
        }

        return WithoutKeys(line.ToString());
    }

    private static string Quoted(string text) => Visible(Encoding.Latin1.GetBytes(text)).Replace("'", "\\'", StringComparison.Ordinal);

    private static string WithoutKeys(string text) => System.Text.RegularExpressions.Regex.Replace(text, "ct_live_[A-Za-z0-9_]+", "$KEY");
}
