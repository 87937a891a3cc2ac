using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ClaimTracker.Data;

namespace ClaimTracker.Operations;

/// <summary>
/// The log: one line for one thing that happened. In JSON, what a message is made of are members of their own. Whatever could make a line look like two, or
/// steer a terminal, is escaped, wherever it comes from.
/// </summary>
internal sealed class LogLines : ILoggerProvider
{
    private const string Template = "{OriginalFormat}";

    /// <summary>The members of every line. What a message calls by one of these names stands in its sentence alone.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "time", "level", "source", "message", "exception" };

    private readonly TimeProvider clock;
    private readonly LogFormat format;
    private readonly LogPipe pipe;

    public LogLines(LogFormat format, Stream output, TimeProvider clock)
    {
        this.format = format;
        this.clock = clock;
        pipe = new LogPipe(output, count => Line(
            LogLevel.Warning, nameof(LogPipe), $"{count} lines of the log are lost: its reader is too slow", new[] { KeyValuePair.Create<string, object?>("Lost", count) }, null));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => pipe.Dispose();

    private byte[] Line(LogLevel level, string source, string message, object? state, Exception? exception) => format == LogFormat.Json
        ? Json(level, source, message, state as IReadOnlyList<KeyValuePair<string, object?>> ?? [], exception)
        : Text(level, message, exception);

    private byte[] Json(LogLevel level, string source, string message, IReadOnlyList<KeyValuePair<string, object?>> members, Exception? exception)
    {
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = ReadableEncoder.Instance, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("time", Now());
            json.WriteString("level", Names.Of(level));
            json.WriteString("source", source);
            json.WriteString("message", message);
            for (var i = 0; i < members.Count; i++)
            {
                Write(json, members[i].Key, members[i].Value);
            }

            if (exception is not null)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        if (name == Template || value is null || Own.Contains(name))
        {
            return;
        }

        json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
        switch (value)
        {
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(Math.Round(number, 3));
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private byte[] Text(LogLevel level, string message, Exception? exception)
    {
        var line = new StringBuilder(160).Append(CultureInfo.InvariantCulture, $"{Now()} {Names.Of(level),-11} ");
        Append(line, message);
        if (exception is not null)
        {
            // Its lines stand further in than any line of the log begins.
            foreach (var part in exception.ToString().Split('\n'))
            {
                line.Append("\n    ");
                Append(line, part.TrimEnd('\r'));
            }
        }

        return Encoding.UTF8.GetBytes(line.Append('\n').ToString());
    }

    private static void Append(StringBuilder line, string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\' or '<' or '>' or '&' || !ReadableEncoder.Instance.WillEncode(rune.Value))
            {
                line.Append(rune);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
        }
    }

    private string Now() => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private sealed class Logger(LogLines lines, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        /// <summary>The framework's lines below Warning hold paths and query strings: what people look for, and their keys. No configuration lets them through.</summary>
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && (logLevel >= LogLevel.Warning || source.StartsWith(nameof(ClaimTracker), StringComparison.Ordinal));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.pipe.Write(lines.Line(logLevel, source, formatter(state, exception), state, exception));
            }
        }
    }
}
