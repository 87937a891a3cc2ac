using System.Text.Json;
using ClaimTracker.Tests.Behaviour;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>
/// Sends one request after the other, each thought out from the answers to those before it, and holds every answer against the API document. It knows nothing of the
/// service but that document. All chance comes from the seed, so that the same seed over an equal record makes the same requests.
/// </summary>
/// <param name="contract">The API document.</param>
/// <param name="address">The service.</param>
/// <param name="authorizations">Values of the header Authorization, the one that may do everything first.</param>
/// <param name="seed">The seed of the run.</param>
/// <param name="worker">Which worker of the run this is.</param>
internal sealed class Fuzzer(Contract contract, Uri address, IReadOnlyList<string> authorizations, ulong seed, int worker) : IDisposable
{
    public const string Written = "refused, yet written";
    public const string Unlike = "HEAD unlike GET";
    public const string NotKept = "not read back";
    public const string NotReplayed = "not replayed";

    private const int MostFindings = 20;

    private readonly Wire wire = new(address);
    private readonly Judge judge = new(contract);
    private Known known = null!;
    private Planner planner = null!;

    /// <summary>The number of the last event on record, where it can be looked at: what is refused must not raise one.</summary>
    public Func<Task<long>>? LastEvent { get; init; }

    /// <summary>Makes another key that may do everything, when the fuzzer has done away with its own.</summary>
    public Func<Task<string>>? NewAuthorization { get; init; }

    /// <summary>The fuzzer's own keys, which it does not revoke.</summary>
    public int OwnKeys { get; init; }

    /// <summary>What the words begin with that no request held before.</summary>
    public string Mark { get; init; } = "f";

    /// <summary>Whether the first finding is enough.</summary>
    public bool EndsAtFinding { get; init; }

    /// <summary>Takes note of every request before it is sent.</summary>
    public Action<FuzzRequest>? Sending { get; init; }

    public async Task Run(int requests, FuzzReport report)
    {
        known = new Known(contract, Mark);
        planner = new Planner(contract, known, address, authorizations);
        for (var id = 1; id <= OwnKeys; id++)
        {
            known.Keep("keys", id);
        }

        var last = LastEvent is null ? 0 : await LastEvent();
        for (var index = 0; index < requests && report.Findings.Count < (EndsAtFinding ? 1 : MostFindings); index++)
        {
            var dice = new Dice(seed, (uint)((worker << 24) + index));
            var request = planner.Next(dice);
            Sending?.Invoke(request);
            var (answer, fault) = await Ask(request);
            report.Count(request, answer?.Status ?? 0);
            if (answer?.Status == 401 && request.Header("Authorization") == planner.Authorization && NewAuthorization is not null && !request.MayBreakFraming)
            {
                planner.Authorization = await NewAuthorization();
                last = LastEvent is null ? 0 : await LastEvent();
                continue;
            }

            fault ??= await Follow(request, answer, dice);
            if (LastEvent is not null)
            {
                var now = await LastEvent();
                if (now != last && (answer is null or { Status: >= 300 } || request.Method == "GET") && request.Raw is null)
                {
                    fault ??= new Fault(Written, $"{now - last} events after {answer?.StatusLine}");
                }

                last = now;
            }

            if (fault is not null && !report.IsKnown(fault, request))
            {
                var smallest = await Smallest.Of(request, async smaller => await Ask(smaller) is var again && again.Fault?.Check == fault.Check && again.Answer?.Status == answer?.Status);
                report.Add(new Finding(seed, worker, index, fault, smallest));
                last = LastEvent is null ? 0 : await LastEvent();
            }
        }
    }

    public void Dispose() => wire.Dispose();

    private async Task<(RawAnswer? Answer, Fault? Fault)> Ask(FuzzRequest request)
    {
        var isHead = request.Method == "HEAD";
        var answer = request.MayBreakFraming ? await wire.ExchangeAlone(request.ToBytes(), isHead) : await wire.Exchange(request.ToBytes(), isHead);
        if (answer is { Status: >= 400 } && answer.Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true)
        {
            await LookUp(answer);
        }

        return (answer, judge.Of(request, answer));
    }

    /// <summary>Whether the service explains the kind of a problem; asked once of each.</summary>
    private async Task LookUp(RawAnswer answer)
    {
        using var problem = JsonDocument.Parse(answer.Body);
        if (problem.RootElement.TryGetProperty("type", out var type) && type.GetString() is { } path && !judge.KnownTypes.Contains(path))
        {
            if (await Get(path) is { Status: 200 })
            {
                judge.KnownTypes.Add(path);
            }
        }
    }

    /// <summary>What must follow from an answer: what was recorded is read back, what was asked twice is answered the same, HEAD is like GET.</summary>
    private async Task<Fault?> Follow(FuzzRequest request, RawAnswer? answer, Dice dice)
    {
        if (answer is null or { Body.Length: 0 } || request.Raw is not null || request.Method != request.Operation.Method || answer.Header("Content-Type")?.Contains("json", StringComparison.Ordinal) != true)
        {
            return null;
        }

        using (var body = JsonDocument.Parse(answer.Body))
        {
            known.Learn(request, answer, body.RootElement);
            planner.Heed(request, answer);
        }

        if (answer.Status == 201 && await Get(answer.Header("Location")!) is var kept && (kept?.Status != 200 || (long)kept.Json["id"]! != (long)answer.Json["id"]!))
        {
            return new Fault(NotKept, $"{answer.Header("Location")}: {kept?.StatusLine} {kept?.Text}");
        }

        if (answer.Status is 200 or 201 && request.Method == "POST" && request.Kind is FuzzKind.Valid or FuzzKind.Sequence && request.Header("Idempotency-Key") is not null)
        {
            var again = await wire.Exchange(request.ToBytes());
            return again is not null && again.Status == answer.Status && again.Body.AsSpan().SequenceEqual(answer.Body) && again.Header("Idempotency-Replayed") == "true"
                ? null
                : new Fault(NotReplayed, $"{answer.StatusLine}, then {again?.StatusLine}: {again?.Text}");
        }

        if (request is { Method: "GET", Kind: FuzzKind.Valid } && answer.Status == 200 && dice.Chance(0.1))
        {
            var head = await wire.Exchange((request with { Method = "HEAD" }).ToBytes(), isHead: true);
            return head is not null && head.StatusLine == answer.StatusLine && Comparable(head).SequenceEqual(Comparable(answer)) ? null : new Fault(Unlike, $"{string.Join(" | ", Comparable(answer))}, then {head?.StatusLine} {string.Join(" | ", head is null ? [] : Comparable(head))}");
        }

        return null;
    }

    private static IEnumerable<string> Comparable(RawAnswer answer) =>
        answer.Headers.Where(h => h.Name is not ("Date" or "Transfer-Encoding" or "Content-Length")).Select(h => $"{h.Name}: {h.Value}").Order(StringComparer.Ordinal);

    private Task<RawAnswer?> Get(string path) =>
        wire.Exchange(System.Text.Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {planner.Authorization}\r\n\r\n"));
}
