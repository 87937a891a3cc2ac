using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ClaimTracker.Data;
using ClaimTracker.Problems;

namespace ClaimTracker.Http;

/// <summary>
/// Counts what each caller asks, in windows of a minute that begin with the caller's first request. The framework's limiters do not tell when a window ends,
/// which callers are told here (draft-ietf-httpapi-ratelimit-headers). The number of callers is bounded: where very many addresses ask at once, those that come
/// last share one window, so that no flood fills the memory.
/// </summary>
internal sealed class RateLimiter(RateLimits limits, TimeProvider clock)
{
    public const string PolicyHeader = "RateLimit-Policy";
    public const string StandingHeader = "RateLimit";

    private const int MostCallers = 100_000;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Quota? perKey = Quota.Of("key", limits.PerKey, clock);
    private readonly Quota? perAddress = Quota.Of("address", limits.PerAddress, clock);
    private readonly Quota? failedSignIns = Quota.Of("sign-in", limits.FailedSignIns, clock);

    /// <summary>Counts a request, and tells the caller how many are left.</summary>
    /// <exception cref="ProblemException">The caller has made too many.</exception>
    public void Count(HttpContext context, Actor actor)
    {
        if (actor.Id is { } principal)
        {
            perKey?.Count(context.Response, (UInt128)principal);
        }
        else
        {
            perAddress?.Count(context.Response, Network(context.Connection.RemoteIpAddress));
        }
    }

    /// <summary>Counts a request with a key that is not good. Good keys from the same address are not held up by it.</summary>
    /// <exception cref="ProblemException">There were too many from this address.</exception>
    public void CountFailedSignIn(HttpContext context) => failedSignIns?.Count(context.Response, Network(context.Connection.RemoteIpAddress));

    /// <summary>An IPv4 address, or the /64 of an IPv6 address, which one site has as its own.</summary>
    private static UInt128 Network(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address?.MapToIPv6().TryWriteBytes(bytes, out _) != true)
        {
            return 0;
        }

        var whole = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6 ? whole : whole >> 64 << 64;
    }

    /// <summary>How many requests each of many callers may make in a window.</summary>
    private sealed class Quota(string name, int most, TimeProvider clock)
    {
        private readonly string policy = $"\"{name}\";q={most};w={Length.TotalSeconds}";
        private readonly ConcurrentDictionary<UInt128, Window> windows = new();
        private long swept = clock.GetTimestamp();

        public static Quota? Of(string name, int? most, TimeProvider clock) => most is { } limit ? new Quota(name, limit, clock) : null;

        public void Count(HttpResponse response, UInt128 who)
        {
            var (used, seconds) = WindowOf(who).Count(clock);
            response.Headers[PolicyHeader] = policy;
            response.Headers[StandingHeader] = $"\"{name}\";r={Math.Max(0, most - used)};t={seconds}";
            if (used > most)
            {
                throw new ProblemException(ProblemKind.RateLimited, $"There were {most} requests within a minute. Go on in {seconds} seconds.") { Limit = most, RetryAfter = seconds };
            }
        }

        private Window WindowOf(UInt128 who)
        {
            if (windows.TryGetValue(who, out var known))
            {
                return known;
            }

            Sweep();
            return windows.GetOrAdd(windows.Count < MostCallers ? who : UInt128.MaxValue, _ => new Window(clock.GetTimestamp()));
        }

        /// <summary>Forgets, once in the length of a window, whose window is over.</summary>
        private void Sweep()
        {
            var last = Interlocked.Read(ref swept);
            if (clock.GetElapsedTime(last) < Length || Interlocked.CompareExchange(ref swept, clock.GetTimestamp(), last) != last)
            {
                return;
            }

            foreach (var (caller, window) in windows)
            {
                if (window.IsOver(clock))
                {
                    windows.TryRemove(caller, out _);
                }
            }
        }
    }

    private sealed class Window(long began)
    {
        private readonly Lock counting = new();
        private long began = began;
        private int used;

        public bool IsOver(TimeProvider clock)
        {
            lock (counting)
            {
                return clock.GetElapsedTime(began) >= Length;
            }
        }

        /// <returns>How many requests there were with this one, and in how many seconds the next window begins.</returns>
        public (int Used, int Seconds) Count(TimeProvider clock)
        {
            lock (counting)
            {
                var elapsed = clock.GetElapsedTime(began);
                if (elapsed >= Length)
                {
                    (began, used, elapsed) = (clock.GetTimestamp(), 0, TimeSpan.Zero);
                }

                used = used == int.MaxValue ? used : used + 1;
                return (used, (int)Math.Ceiling((Length - elapsed).TotalSeconds));
            }
        }
    }
}

/// <summary>Stands after the role is known, so that whoever may not ask is told that first, and before the body is looked at.</summary>
internal static class RateLimiting
{
    public static void UseRateLimits(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRequiresRole>() is not null)
        {
            context.RequestServices.GetRequiredService<RateLimiter>().Count(context, context.RequestServices.GetRequiredService<Caller>().Actor);
        }

        return next(context);
    });
}
