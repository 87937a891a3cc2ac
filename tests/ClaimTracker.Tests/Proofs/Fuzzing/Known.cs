using System.Globalization;
using System.Text.Json;
using ClaimTracker.Tests.Behaviour;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>What the fuzzer has learned of the record from answers alone: ids, refs, revisions, next pages, and what may be done next.</summary>
/// <param name="contract">The API document.</param>
/// <param name="mark">What every word begins with that is made here: no log may hold one.</param>
internal sealed class Known(Contract contract, string mark)
{
    private const int Kept = 40;

    private readonly Dictionary<string, List<long>> ids = contract.Collections.ToDictionary(c => c, _ => new List<long>());
    private readonly Dictionary<string, List<string>> refs = contract.Collections.ToDictionary(c => c, _ => new List<string>());
    private readonly Dictionary<string, string> holders = [];
    private readonly Dictionary<(string Collection, long Id), long> revisions = [];
    private readonly Dictionary<string, string> nextPages = [];
    private readonly HashSet<(string Collection, long Id)> kept = [];
    private int fresh;

    /// <summary>What the service said could be done with a resource.</summary>
    public Queue<(string Collection, long Id, string[] Actions)> Hints { get; } = new();

    /// <summary>The operations that were answered with success.</summary>
    public HashSet<string> Reached { get; } = [];

    /// <summary>The resource that was recorded last.</summary>
    public (string Collection, long Id)? Newest { get; private set; }

    /// <summary>A word that no request held before.</summary>
    public string Fresh() => string.Create(CultureInfo.InvariantCulture, $"{mark}{++fresh}");

    /// <summary>Leaves a resource alone: the fuzzer's own keys.</summary>
    public void Keep(string collection, long id) => kept.Add((collection, id));

    public bool HasAny(string collection) => ids[collection].Count > 0;

    /// <summary>An id that is probably there, a late one more often.</summary>
    public long Id(string? collection, Dice dice)
    {
        var from = ids[collection ?? dice.Pick(contract.Collections)];
        return from.Count == 0 ? 1 + dice.Below(20) : dice.Chance(0.03) ? 1 + dice.Below(200) : dice.PickEarly(from);
    }

    /// <summary>The kind of resource that has this ref; null where none was seen.</summary>
    public string? Holder(string name) => holders.GetValueOrDefault(name);

    /// <summary>An id for a path, so that nothing happens to what is left alone.</summary>
    public long Changeable(string collection, Dice dice)
    {
        var id = Id(collection, dice);
        return IsKept(collection, id) ? ids[collection].FirstOrDefault(other => !IsKept(collection, other), long.MaxValue) : id;
    }

    public bool IsKept(string collection, long id) => kept.Contains((collection, id));

    /// <summary>The id that was met last; the first id there is where none was met.</summary>
    public long Latest(string collection) => ids[collection].FirstOrDefault(id => !IsKept(collection, id), 1);

    public string Ref(string? collection, Dice dice)
    {
        var from = refs[collection ?? dice.Pick(contract.Collections)];
        return from.Count == 0 ? Fresh() : dice.PickEarly(from);
    }

    public long? Revision(string? collection, long id) => collection is not null && revisions.TryGetValue((collection, id), out var revision) ? revision : null;

    public string? NextPage(Operation operation) => nextPages.GetValueOrDefault(operation.Id);

    public void Learn(FuzzRequest request, RawAnswer answer, JsonElement body)
    {
        var operation = request.Operation;
        if (answer.Status is 200 or 201)
        {
            Reached.Add(operation.Id);
            if (answer.Header("Link") is { } link)
            {
                nextPages[operation.Id] = new Uri(link[1..link.IndexOf('>', StringComparison.Ordinal)]).PathAndQuery;
            }

            var about = answer.Header("Location")?.Split('/')[^2] ?? (operation.Method == "GET" || operation.Owner is null ? operation.Last == "{id}" ? operation.Owner : operation.Last : operation.Owner);
            Note(body, about);
            if (answer.Status == 201 && about is not null && ids.ContainsKey(about) && body.TryGetProperty("id", out var id))
            {
                Newest = (about, id.GetInt64());
            }
        }
        else if (answer.Status == 409 && operation.Owner is { } owner && body.TryGetProperty("allowed", out var allowed) && long.TryParse(request.Path.Split('/')[3], CultureInfo.InvariantCulture, out var id))
        {
            Hints.Enqueue((owner, id, [.. allowed.EnumerateArray().Select(a => a.GetString()!)]));
        }
    }

    /// <summary>Notes the ids, refs and revisions of an object and of all within it.</summary>
    private void Note(JsonElement json, string? about)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Note(item, about);
            }
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object))
            {
                Note(member.Value, member.Name == "items" ? about : contract.CollectionOf(member.Name));
            }

            if (about is not null && ids.TryGetValue(about, out var known) && json.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number)
            {
                Newer(known, id.GetInt64());
                if (json.TryGetProperty("ref", out var name) && name.ValueKind == JsonValueKind.String)
                {
                    Newer(refs[about], name.GetString()!);
                    holders[name.GetString()!] = about;
                }

                if (json.TryGetProperty("revision", out var revision))
                {
                    revisions[(about, id.GetInt64())] = revision.GetInt64();
                }
            }
        }
    }

    private static void Newer<T>(List<T> list, T item)
    {
        list.Remove(item);
        list.Insert(0, item);
        if (list.Count > Kept)
        {
            list.RemoveAt(Kept);
        }
    }
}
