using System.Globalization;
using System.Text.Json.Nodes;
using ClaimTracker.Tests.Behaviour;

namespace ClaimTracker.Tests.Proofs.Fuzzing;

/// <summary>Thinks out the next request from the contract and from what is known of the record.</summary>
internal sealed class Planner(Contract contract, Known known, Uri address, IReadOnlyList<string> authorizations)
{
    private readonly Values values = new(contract, known);
    private readonly Violations violations = new(known);
    private readonly Dictionary<string, Operation> actions = contract.Operations.Where(o => o.Method == "POST" && o.Owner is not null).ToDictionary(o => $"{o.Owner}/{o.Last}");
    private readonly Operation[] makers = [.. contract.Operations.Where(o => o.Responses.ContainsKey(201))];
    private readonly Queue<(FuzzRequest Request, string[] Faults)> refused = new();
    private (string Collection, long Id)? focus;
    private int stepsLeft;
    private IEnumerator<FuzzRequest>? tour;

    private const int MostRepairs = 3;
    private const int Passes = 4;

    /// <summary>What the fuzzer's own requests show who they are by.</summary>
    public string Authorization { get; set; } = authorizations[0];

    public FuzzRequest Next(Dice dice)
    {
        tour ??= Tour(dice).GetEnumerator();
        if (tour.MoveNext())
        {
            return tour.Current;
        }

        var choice = dice.Below(100);
        if (choice < 35)
        {
            return Step(dice);
        }

        var operation = dice.Pick(contract.Operations);
        values.Owner = operation.Owner;
        var body = operation.Body is null ? null : dice.Chance(0.5) ? Varied(operation.Body, dice) : (JsonObject)values.Of(operation.Body.Schema, "", dice)!;
        var valid = Make(operation, FuzzKind.Valid, body, null, dice);
        return choice switch
        {
            < 55 => valid,
            < 78 => violations.In(valid, body, dice) ?? valid,
            < 88 => body is not null && dice.Chance(0.7) ? Noise.Body(valid, dice) : Noise.Head(valid, dice),
            _ => Noise.Headers(valid, authorizations, dice),
        };
    }

    /// <summary>
    /// First of all the examples of the document as they are, again and again until all were answered with success or nothing is won any more: what is recorded first, then
    /// what is done with it. The ways that are deep, to a published review and beyond, are open after that.
    /// </summary>
    private IEnumerable<FuzzRequest> Tour(Dice dice)
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var maker in makers.Where(m => !known.Reached.Contains(m.Id)))
            {
                yield return Example(maker, null, dice);
            }
        }

        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var operation in contract.Operations.Where(o => !known.Reached.Contains(o.Id)))
            {
                yield return Example(operation, null, dice);
                if (known.Hints.TryDequeue(out var hint) && hint.Actions.Select(a => actions.GetValueOrDefault($"{hint.Collection}/{a}")).FirstOrDefault(a => a is not null) is { } hinted)
                {
                    yield return Example(hinted, hint.Id, dice);
                    yield return Example(operation, null, dice);
                }
            }
        }
    }

    /// <summary>The example of the document, at the place that it is an example of.</summary>
    private FuzzRequest Example(Operation operation, long? id, Dice dice)
    {
        var owner = operation.Owner;
        long? there = owner is null ? null : id ?? (operation.ExampleId is { } shown && !known.IsKept(owner, shown) ? shown : known.Latest(owner));
        var request = Make(operation, FuzzKind.Sequence, (JsonObject?)operation.Body?.Example?.DeepClone(), there, dice);
        return (operation.IsPatch ? request.With("If-Match", "*") : request).With("Idempotency-Key", null).With("If-None-Match", null);
    }

    /// <summary>Remembers a step that broke a rule, to try it again without what was at fault.</summary>
    public void Heed(FuzzRequest request, RawAnswer answer)
    {
        if (request is { Kind: FuzzKind.Sequence, Body: not null, Repairs: < MostRepairs } && answer.Status == 422)
        {
            refused.Enqueue((request, answer.Faults));
        }
    }

    /// <summary>The next step of a sequence: what the service said can be done, what was never done yet, or anything with the resource in focus.</summary>
    private FuzzRequest Step(Dice dice)
    {
        while (refused.TryDequeue(out var step))
        {
            if (dice.Chance(0.6))
            {
                return Mended(step.Request, step.Faults, dice);
            }
        }

        while (known.Hints.TryDequeue(out var hint))
        {
            var possibleActions = hint.Actions.Select(a => actions.GetValueOrDefault($"{hint.Collection}/{a}")).OfType<Operation>().ToArray();
            if (possibleActions.Length > 0 && dice.Chance(0.7))
            {
                return FromExample(dice.PickEarly(possibleActions), hint.Id, dice);
            }
        }

        if (dice.Chance(0.35) && contract.Operations.Where(o => !known.Reached.Contains(o.Id) && (o.Owner is null || known.HasAny(o.Owner) || !makers.Any(m => m.Last == o.Owner))).ToArray() is { Length: > 0 } unreached)
        {
            return FromExample(dice.Pick(unreached), null, dice);
        }

        if (stepsLeft-- <= 0)
        {
            // What was recorded last is often what the next thing is about: evidence, then a review that cites it.
            (focus, stepsLeft) = (null, 4 + dice.Below(10));
            var apt = makers.Where(m => known.Newest is { } newest && m.Body!.Schema.Content.Properties.Keys.Any(name => contract.CollectionOf(name) == newest.Collection)).ToArray();
            return FromExample(dice.Pick(apt.Length > 0 && dice.Chance(0.5) ? apt : makers), null, dice);
        }

        if (focus is null || dice.Chance(0.2))
        {
            focus = known.Newest;
        }

        var possible = contract.Operations.Where(o => o.Owner == focus?.Collection).ToArray();
        return possible.Length == 0 ? FromExample(dice.Pick(makers), null, dice) : FromExample(dice.Pick(possible), dice.Chance(0.8) ? focus?.Id : null, dice);
    }

    private FuzzRequest FromExample(Operation operation, long? id, Dice dice)
    {
        values.Owner = operation.Owner;
        return Make(operation, FuzzKind.Sequence, operation.Body is null ? null : dice.Chance(0.35) ? (JsonObject)operation.Body.Example!.DeepClone() : Varied(operation.Body, dice), id, dice);
    }

    /// <summary>A refused request without, or with other values in, the members that were at fault.</summary>
    private FuzzRequest Mended(FuzzRequest request, string[] faults, Dice dice)
    {
        var schema = request.Operation.Body!.Schema.Content;
        var body = JsonNode.Parse(request.Body!)!.AsObject();
        values.Owner = request.Operation.Owner;
        foreach (var fault in faults)
        {
            var name = fault.Split(' ')[0].TrimStart('#', '/').Split('/')[0];
            if (!schema.Properties.TryGetValue(name, out var member))
            {
                continue;
            }

            if (!schema.Required.Contains(name) && body.ContainsKey(name) && dice.Chance(0.4))
            {
                body.Remove(name);
            }
            else
            {
                body[name] = values.Of(member, name, dice);
            }
        }

        return request.With("Idempotency-Key", null) with { Body = Violations.Write(body), Repairs = request.Repairs + 1 };
    }

    /// <summary>The document's example with other words, references to what is on record, and some members more or fewer.</summary>
    private JsonObject Varied(Body body, Dice dice)
    {
        var made = (JsonObject)body.Example!.DeepClone();
        Vary(made, body.Schema.Content, dice.Chance(0.3) ? 0.5 : 0.05, dice, isTop: true);
        return made;
    }

    private void Vary(JsonObject made, JsonSchema schema, double omission, Dice dice, bool isTop)
    {
        foreach (var (name, member) in schema.Properties)
        {
            var content = member.Content;
            if (!made.ContainsKey(name))
            {
                if (isTop && dice.Chance(0.06))
                {
                    made[name] = values.Of(member, name, dice);
                }
            }
            else if (isTop && !schema.Required.Contains(name) && dice.Chance(omission))
            {
                made.Remove(name);
            }
            else if (name == "ref")
            {
                made[name] = known.Fresh();
            }
            else if (name.EndsWith("Ref", StringComparison.Ordinal) && made[name] is JsonValue reference && (known.Holder((string)reference!) is null || dice.Chance(0.3)))
            {
                made[name] = known.Ref(known.Holder((string)reference!) ?? contract.CollectionOf(name), dice);
            }
            else if (name.EndsWith("Refs", StringComparison.Ordinal) && made[name] is JsonArray references && (references.Any(r => known.Holder((string)r!) is null) || dice.Chance(0.3)))
            {
                made[name] = new JsonArray(known.Ref(contract.CollectionOf(name), dice));
            }
            else if (made[name] is JsonObject inner && content.Properties.Count > 0)
            {
                Vary(inner, content, omission, dice, isTop: false);
            }
            else if ((contract.CollectionOf(name) is not null && dice.Chance(0.3)) || dice.Chance(0.08))
            {
                made[name] = values.Of(member, name, dice);
            }
            else if (isTop && content is { MaxLength: >= 200, Pattern: null, Format: null } && made[name] is JsonValue text && dice.Chance(0.7))
            {
                made[name] = $"{text} {known.Fresh()}";
            }
        }
    }

    private FuzzRequest Make(Operation operation, FuzzKind kind, JsonObject? body, long? id, Dice dice)
    {
        var target = operation.Owner is { } owner ? id ?? (operation.Method == "POST" ? known.Changeable(owner, dice) : known.Id(owner, dice)) : 0;
        var path = operation.Path.Replace("{id}", target.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        List<(string, string)> query = [];
        if (known.NextPage(operation) is { } page && dice.Chance(0.15))
        {
            (path, query) = (page.Split('?')[0], [.. page.Split('?')[1].Split('&').Select(p => (p.Split('=')[0], p.Split('=')[1]))]);
        }
        else
        {
            var share = dice.Chance(0.5) ? 0 : 0.15;
            query.AddRange(operation.Query.Where(p => p.Name != "cursor" && (p.IsRequired || dice.Chance(share))).Select(p => (p.Name, Uri.EscapeDataString(values.Of(p, dice)))));
        }

        List<(string, string)> headers = [("Host", address.Authority), ("Authorization", Authorization)];
        if (operation.Body is { } takes)
        {
            headers.Add(("Content-Type", takes.MediaType));
        }

        if (operation.TakesHeader("If-Match") && (operation.IsPatch || dice.Chance(0.1)))
        {
            headers.Add(("If-Match", known.Revision(operation.Owner, target) is { } revision && dice.Chance(0.8) ? $"\"{revision}\"" : "*"));
        }

        if (operation.TakesHeader("If-None-Match") && dice.Chance(0.1))
        {
            headers.Add(("If-None-Match", "*"));
        }

        if (operation.TakesHeader("Idempotency-Key") && dice.Chance(0.1))
        {
            headers.Add(("Idempotency-Key", known.Fresh()));
        }

        return new FuzzRequest(operation, kind, operation.Method, path, query, headers, body is null ? null : Violations.Write(body));
    }
}
