using System.Globalization;
using System.Text;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>Odd headers, methods and bytes.</summary>
internal static class Noise
{
    private static readonly byte[] Telling = [0, 9, 10, 13, 32, 34, 37, 44, 58, 92, 123, 125, 127, 128, 192, 255];

    private static readonly (string Name, string[] Values)[] Odd =
    [
        ("Accept", ["application/xml", "text/html", "*/*", "*/*;q=0", "application/json;q=0", "application/json;q=0.1, text/plain", ";;;", "\u00e9\u00ff", "application/problem+json", "image/svg+xml", "application/json;q=9", ""]),
        ("Content-Type", ["text/plain", "application/json; charset=utf-16", "application/json; charset=\"utf-8\"", "application/json; charset=bogus", "application/xml", "///", "application/json;;", "", "application/merge-patch+json; charset=utf-8", "multipart/form-data; boundary=x"]),
        ("If-Match", ["*", "\"999999\"", "W/\"1\"", "\"1\", \"2\"", "\"\"", ",", "\"1-0000000000000000\"", "\"\u00e9\""]),
        ("If-None-Match", ["*", "\"1\"", "W/\"1\"", "nonsense", ",,,", "\"\u00e9\""]),
        ("If-Modified-Since", ["Sat, 29 Oct 1994 19:43:31 GMT", "x"]),
        ("Idempotency-Key", ["k-1", "\"k-1\"", "", "a b", "\u00e9", "'; DROP TABLE event; --"]),
        ("Content-Encoding", ["gzip", "identity", "gzip, identity", "\u00ff", ""]),
        ("Accept-Encoding", ["gzip", "br;q=1.0", "identity;q=0", "\u00e9"]),
        ("Accept-Language", ["tr", "x-\u00e9", "*;q=0"]),
        ("Accept-Charset", ["utf-16", "\u00ff"]),
        ("Transfer-Encoding", ["gzip, chunked", "identity", "xchunked", "chunked, chunked", "\u000bchunked"]),
        ("Expect", ["100-continue", "200-ok", ""]),
        ("Connection", ["close", "Upgrade", "keep-alive, Authorization", "\u00e9"]),
        ("Upgrade", ["h2c", "websocket", "\u00ff"]),
        ("Range", ["bytes=0-1", "bytes=9-1", "x"]),
        ("X-HTTP-Method-Override", ["DELETE", "PATCH"]),
        ("X-Forwarded-For", ["10.0.0.1", "x, y", "\u00e9"]),
        ("X-Forwarded-Proto", ["https", "javascript"]),
        ("X-Forwarded-Host", ["evil.example"]),
        ("Forwarded", ["for=10.0.0.1;host=evil.example"]),
        ("Origin", ["https://evil.example", "null"]),
        ("Cookie", ["a=b; c=\"\u00e9\"", "="]),
        ("traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-00000000000000000000000000000000-0000000000000000-00", "x", "\u00e9"]),
        ("tracestate", ["a=b", "=\u00e9"]),
        ("baggage", ["userId=alice", "\u00e9=%zz"]),
        ("Referer", ["javascript:alert(1)", "\u00ff"]),
        ("User-Agent", ["<script>", "\u001b[31m", ""]),
        ("Content-Length", ["0", "-1", "+5", "99999999999", "1, 1", "x"]),
        ("Host", ["evil.example", "", "[::1]", "127.0.0.1", "localhost:1", "a b", "\u00e9", "127.0.0.1:99999", "user@127.0.0.1"]),
    ];

    /// <summary>The request with odd headers: others, doubled, huge, very many, without those it needs, in another method.</summary>
    public static FuzzRequest Headers(FuzzRequest valid, IReadOnlyList<string> authorizations, Dice dice)
    {
        var request = valid with { Kind = FuzzKind.Headers };
        for (var i = 1 + dice.Below(3); i > 0; i--)
        {
            var (name, values) = dice.Pick(Odd);
            request = dice.Below(14) switch
            {
                0 => request.With("Authorization", dice.Pick(authorizations)),
                1 => request.With("Authorization", null),
                2 => request.With(dice.Pick(["Content-Type", "If-Match", "Host"]), null),
                3 when request.Headers.Count > 0 => request with { Headers = [.. request.Headers, dice.Pick(request.Headers)] },
                4 => request.With("X-Long", new string('x', dice.Pick([8_000, 20_000, 40_000]))),
                5 => request with { Headers = [.. request.Headers, .. Enumerable.Range(0, dice.Pick([40, 120])).Select(n => (string.Create(CultureInfo.InvariantCulture, $"X-{n}"), "x"))] },
                6 => request with { Method = dice.Pick(["PUT", "DELETE", "TRACE", "FOO", "OPTIONS", "get", "CONNECT"]) },
                7 => request with { Headers = [.. request.Headers, (name, dice.Pick(values))] },
                8 => request.With(dice.Pick(["X-Odd", name]), Bytes(dice)),
                _ => request.With(name, dice.Pick(values)),
            };
        }

        return request;
    }

    /// <summary>The request with a few bytes of its body changed.</summary>
    public static FuzzRequest Body(FuzzRequest valid, Dice dice) => valid with { Kind = FuzzKind.Bytes, Body = Change(valid.Body!, 0, valid.Body!.Length, dice) };

    /// <summary>The request with a few bytes before its body changed; never those that tell its length, lest the service waits for what never comes.</summary>
    public static FuzzRequest Head(FuzzRequest valid, Dice dice)
    {
        var bytes = valid.ToBytes();
        var head = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var length = bytes.AsSpan(0, head).IndexOf("Content-Length"u8);
        return valid with { Kind = FuzzKind.Bytes, Raw = Change(bytes, 0, length < 0 ? head : length, dice) };
    }

    private static string Bytes(Dice dice) => Encoding.Latin1.GetString([.. Enumerable.Range(0, 1 + dice.Below(20)).Select(_ => (byte)dice.Below(256)).Where(b => b is not (10 or 13))]);

    private static byte[] Change(byte[] bytes, int from, int to, Dice dice)
    {
        var changed = bytes.ToList();
        for (var i = 1 + dice.Below(3); i > 0 && to - from > 1; i--)
        {
            var at = from + dice.Below(to - from);
            switch (dice.Below(5))
            {
                case 0:
                    changed[at] ^= (byte)(1 << dice.Below(8));
                    break;
                case 1:
                    changed[at] = dice.Pick(Telling);
                    break;
                case 2:
                    changed.RemoveAt(at);
                    to--;
                    break;
                case 3:
                    changed.Insert(at, dice.Pick(Telling));
                    to++;
                    break;
                default:
                    var count = Math.Min(1 + dice.Below(8), to - at);
                    changed.InsertRange(at, changed.GetRange(at, count));
                    to += count;
                    break;
            }
        }

        return [.. changed];
    }
}
