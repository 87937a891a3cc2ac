using System.Globalization;
using System.Text.Json.Nodes;

namespace ClaimTracker.Tests.Proofs;

/// <summary>One request to the service and the same step in the model; both give the answer in the same few words.</summary>
/// <param name="Subject">The object whose revision the answer tells.</param>
/// <param name="Text">What is done.</param>
/// <param name="Send">Asks the service.</param>
/// <param name="Does">Changes a world, and says what the answer must be.</param>
internal sealed record Step(string Subject, string Text, Func<Bench, Task<string>> Send, Func<World, string> Does) : IStep<World>
{
    public (string Answer, World Next) Apply(World state)
    {
        var next = state.Clone();
        return (Does(next), next);
    }

    public override string ToString() => Text;
}

/// <summary>What a client has learned: the last revision that it saw of each object.</summary>
internal sealed class Memory
{
    private readonly Dictionary<string, string> revisions = [];

    public string Revision(string subject) => revisions.GetValueOrDefault(subject, "1");

    public void Note(string subject, string answer)
    {
        if (answer.Split(' ').FirstOrDefault(word => word is ['r', >= '0' and <= '9', ..]) is { } revision)
        {
            revisions[subject] = revision[1..];
        }
    }
}

/// <summary>All steps that clients take.</summary>
internal static class Steps
{
    public const int Claim = 0;
    public const int Link = 4;
    public const int Answer = 7;
    public const int Review = 10;
    public const int Reads = 18;
    public const int Count = 23;

    private static readonly string[] Moves = ["submit", "approve", "publish", "reopen", "correct", "withdraw", "restore"];

    /// <summary>The step of this number on one of the objects.</summary>
    /// <param name="number">What to do, below <see cref="Count" />.</param>
    /// <param name="which">On which object.</param>
    /// <param name="how">How, where there are several ways.</param>
    /// <param name="memory">What the client knows.</param>
    public static Step Of(int number, int which, int how, Memory memory) => number switch
    {
        0 => AmendClaim(which % 4, how, memory),
        1 => Stand(which % 4, "withdraw", how, memory),
        2 => Stand(which % 4, "restore", how, memory),
        3 => Clear(which % 2),
        4 => Decide("confirm", ["suggested", "rejected", "resolved"], "confirmed", how, memory),
        5 => Decide("reject", ["suggested", "confirmed", "resolved"], "rejected", how, memory),
        6 => Decide("resolve", ["confirmed"], "resolved", how, memory),
        7 => DecideAnswer(which % 2, "confirm", "confirmed"),
        8 => DecideAnswer(which % 2, "reject", "rejected"),
        9 => AmendAnswer(which % 2, how, memory),
        10 => AmendReview(which % 3, how, memory),
        < Reads => Move(which % 3, Moves[number - 11], how, memory),
        18 => ReadClaim(which % 4, how % 6),
        19 => ReadLink(how % 2),
        20 => ReadAnswer(which % 2, how % 2),
        21 => ReadReview(which % 3, how % 3),
        _ => ReadContradictions(),
    };

    private static Step AmendClaim(int claim, int how, Memory memory)
    {
        var (subject, ifMatch) = ($"claim {claim}", IfMatch($"claim {claim}", how, memory));
        var text = string.Create(CultureInfo.InvariantCulture, $"Statement {Guid.NewGuid():n} of");
        return new Step(
            subject,
            $"PATCH {subject} “{text}”, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Patch($"/v1/claims/{bench.Claims[claim]}", new { statement = $"{text} {bench.Word(claim)}.", reason = "x" }, ifMatch), Told),
            world =>
            {
                var model = world.Claims[claim];
                if (Refused(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                if (!model.IsActive)
                {
                    return "409";
                }

                model.Statement = $"{text} {model.Statement.Split(' ')[^1]}";
                model.Revision++;
                return Told(world, claim);
            });
    }

    private static Step Stand(int claim, string action, int how, Memory memory)
    {
        var ifMatch = Optional($"claim {claim}", how, memory);
        return new Step(
            $"claim {claim}",
            $"{action} claim {claim}, If-Match {ifMatch ?? "none"}",
            bench => Ask(Act(bench.Editor, $"/v1/claims/{bench.Claims[claim]}/{action}", ifMatch), Told),
            world =>
            {
                var model = world.Claims[claim];
                if (Mismatched(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                if (model.IsActive != (action == "withdraw"))
                {
                    return "409";
                }

                model.IsActive = action == "restore";
                model.Revision++;
                world.Follow();
                if (model.IsActive && claim < 2 && world.Link.State == "confirmed")
                {
                    world.Challenge(1 - claim, world.Disputes(claim));
                    world.Follow();
                }

                return Told(world, claim);
            });
    }

    private static Step Clear(int claim) => new(
        $"claim {claim}",
        $"clear claim {claim}",
        bench => Ask(Act(bench.Editor, $"/v1/claims/{bench.Claims[claim]}/clear", null), Told),
        world =>
        {
            if (world.Claims[claim].Challenges.Count == 0)
            {
                return "409";
            }

            world.Claims[claim].Challenges.Clear();
            world.Follow();
            return Told(world, claim);
        });

    private static Step Decide(string action, string[] from, string to, int how, Memory memory)
    {
        var ifMatch = Optional("link", how, memory);
        object body = action switch
        {
            "confirm" => new { reason = "x" },
            "reject" => new { reason = "duplicate" },
            _ => new { outcome = "unresolvable", reason = "x" },
        };
        return new Step(
            "link",
            $"{action} link, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Send(HttpMethod.Post, $"/v1/links/{bench.Link}/{action}", body, "application/json", ifMatch), ToldLink),
            world =>
            {
                if (Mismatched(ifMatch, world.Link.Revision) is { } refused)
                {
                    return refused;
                }

                if (!from.Contains(world.Link.State))
                {
                    return "409";
                }

                world.Link.State = to;
                world.Link.Revision++;
                world.Follow();
                if (to == "confirmed")
                {
                    var (first, second) = (world.Disputes(1), world.Disputes(0));
                    world.Challenge(0, first);
                    world.Challenge(1, second);
                    world.Follow();
                }

                return ToldLink(world);
            });
    }

    private static Step DecideAnswer(int answer, string action, string to) => new(
        $"answer {answer}",
        $"{action} answer {answer}",
        bench => Ask(
            bench.Editor.Post($"/v1/answers/{bench.Answers[answer]}/{action}", action == "reject" ? new { reason = "different_event" } : new { reason = "x" }), ToldAnswer),
        world =>
        {
            if (world.Answers[answer].State == to)
            {
                return "409";
            }

            world.Answers[answer].State = to;
            world.Answers[answer].Revision++;
            world.Follow();
            return ToldAnswer(world, answer);
        });

    private static Step AmendAnswer(int answer, int how, Memory memory)
    {
        var (subject, ifMatch, yes) = ($"answer {answer}", IfMatch($"answer {answer}", how, memory), how % 2 == 0);
        return new Step(
            subject,
            $"PATCH {subject} yes: {yes}, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Patch($"/v1/answers/{bench.Answers[answer]}", new { value = new { yes }, reason = "x" }, ifMatch), ToldAnswer),
            world =>
            {
                var model = world.Answers[answer];
                if (Refused(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                model.Revision += model.Yes == yes ? 0 : 1;
                model.Yes = yes;
                world.Follow();
                return ToldAnswer(world, answer);
            });
    }

    private static Step AmendReview(int review, int how, Memory memory)
    {
        var (subject, ifMatch, title) = ($"review {review}", IfMatch($"review {review}", how, memory), $"Title {Guid.NewGuid():n}");
        return new Step(
            subject,
            $"PATCH {subject} “{title}”, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Patch($"/v1/reviews/{bench.Reviews[review]}", new { title, reason = "x" }, ifMatch), ToldReview),
            world =>
            {
                var model = world.Reviews[review];
                if (Refused(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                if (model.State is not ("draft" or "submitted"))
                {
                    return "409";
                }

                model.Title = title;
                model.Revision++;
                return ToldReview(world, review);
            });
    }

    private static Step Move(int review, string action, int how, Memory memory)
    {
        var ifMatch = Optional($"review {review}", how, memory);
        return new Step(
            $"review {review}",
            $"{action} review {review}, If-Match {ifMatch ?? "none"}",
            bench => Ask(
                bench.Editor.Send(
                    HttpMethod.Post, $"/v1/reviews/{bench.Reviews[review]}/{action}", action == "correct" ? new { text = "It was nine.", reason = "x" } : new { reason = "x" }, "application/json", ifMatch),
                ToldReview),
            world =>
            {
                var model = world.Reviews[review];
                if (Mismatched(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                var isReopened = model.State == "published" && world.Claims[model.Claim].Challenges.Contains($"review {review}");
                var to = (action, model.State) switch
                {
                    ("submit", "draft") => "submitted",
                    ("approve", "submitted") => "approved",
                    ("publish", "approved") => "published",
                    ("reopen", "submitted" or "approved") => "draft",
                    ("reopen", "published") when !isReopened => "published",
                    ("correct", "published") => "published",
                    ("withdraw", not "withdrawn") => "withdrawn",
                    ("restore", "withdrawn") => model.Before,
                    _ => null,
                };
                if (to is null)
                {
                    return "409";
                }

                if (action is "publish" or "restore" && to == "published" && !world.Claims[model.Claim].IsActive)
                {
                    return "422";
                }

                model.Before = action == "withdraw" ? model.State : "";
                model.State = to;
                model.IsPublic |= action == "publish";
                model.Corrections += action == "correct" ? 1 : 0;
                model.Revision++;
                world.Follow();
                if (action == "reopen" && to == "published")
                {
                    world.Claims[model.Claim].Challenges.Add($"review {review}");
                    world.Follow();
                }

                return ToldReview(world, review);
            });
    }

    private static Step ReadClaim(int claim, int path)
    {
        var (subject, name) = ($"claim {claim}", new[] { "by id", "expanded", "in the list", "in the topic's list", "by search", "by its ETag" }[path]);
        return new Step(
            subject,
            $"GET {subject} {name}",
            path switch
            {
                0 => bench => Ask(bench.Nobody.GetAsync($"/v1/claims/{bench.Claims[claim]}"), Told),
                1 => bench => Ask(bench.Nobody.GetAsync($"/v1/claims/{bench.Claims[claim]}?expand=reviews,links,history"), Told),
                2 => bench => Ask(bench.Nobody.GetAsync($"/v1/claims?ref={bench.Word(claim)}"), page => Told(page.Items().SingleOrDefault())),
                3 => bench => Ask(bench.Nobody.GetAsync($"/v1/claims?topic={bench.Name}"), page => Told(page.Items().SingleOrDefault(c => c.Id() == bench.Claims[claim]))),
                4 => bench => Ask(bench.Nobody.GetAsync($"/v1/search?q={bench.Word(claim)}"), found => found.Items().SingleOrDefault()?["claim"] is { } item ? $"{item["statement"]} {item["status"]}" : "none"),
                _ => bench => Revalidated(bench, claim),
            },
            path switch
            {
                2 or 3 => world => world.Claims[claim].IsActive ? Told(world, claim) : "none",
                4 => world => world.Claims[claim].IsActive ? $"{world.Claims[claim].Statement} {world.Claims[claim].Status}" : "none",
                _ => world => Told(world, claim),
            });
    }

    /// <summary>Reads a claim, and reads it again with the tag it got: 304 says that the first answer holds still.</summary>
    private static async Task<string> Revalidated(Bench bench, int claim)
    {
        using var first = await bench.Nobody.GetAsync($"/v1/claims/{bench.Claims[claim]}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/claims/{bench.Claims[claim]}") { Headers = { { "If-None-Match", first.Headers.ETag!.Tag } } };
        using var second = await bench.Nobody.SendAsync(request);
        return Told(JsonNode.Parse(await ((int)second.StatusCode == 304 ? first : second).Content.ReadAsStringAsync()));
    }

    private static Step ReadLink(int path) => new(
        "link",
        path == 0 ? "GET link by id" : "GET link in the list of a claim",
        path == 0
            ? bench => Ask(bench.Nobody.GetAsync($"/v1/links/{bench.Link}"), ToldLink)
            : bench => Ask(bench.Nobody.GetAsync($"/v1/claims/{bench.Claims[1]}/links"), page => ToldLink(page.Items().Single())),
        ToldLink);

    private static Step ReadAnswer(int answer, int path) => new(
        $"answer {answer}",
        path == 0 ? $"GET answer {answer} by id" : $"GET answer {answer} in the list of its claim",
        path == 0
            ? bench => Ask(bench.Nobody.GetAsync($"/v1/answers/{bench.Answers[answer]}"), ToldAnswer)
            : bench => Ask(bench.Nobody.GetAsync($"/v1/claims/{bench.Claims[2 + answer]}/answers"), page => ToldAnswer(page.Items().Single())),
        world => ToldAnswer(world, answer));

    private static Step ReadReview(int review, int path) => new(
        $"review {review}",
        $"GET review {review} {new[] { "as an editor", "without a key", "in the list of its claim, without a key" }[path]}",
        path switch
        {
            0 => bench => Ask(bench.Editor.GetAsync($"/v1/reviews/{bench.Reviews[review]}"), ToldReview),
            1 => bench => Ask(bench.Nobody.GetAsync($"/v1/reviews/{bench.Reviews[review]}"), ToldReview),
            _ => bench => Ask(
                bench.Nobody.GetAsync($"/v1/claims/{bench.Claims[bench.Start.Reviews[review].Claim]}/reviews"),
                page => page.Items().SingleOrDefault(r => r.Id() == bench.Reviews[review]) is { } found ? ToldReview(found) : "404"),
        },
        path == 0 ? world => ToldReview(world, review) : world => world.Reviews[review].IsPublic ? ToldReview(world, review) : "404");

    private static Step ReadContradictions() => new(
        "contradictions",
        "GET contradictions",
        bench => Ask(bench.Nobody.GetAsync($"/v1/contradictions?topic={bench.Name}"), page => string.Join(", ", page.Items().Select(i => Sides(bench, i)).Order())),
        world => string.Join(", ", new[] { 0, 2 }
            .Where(i => world.Contradictions(i) > 0 && world.Contradictions(i + 1) > 0)
            .Select(i => $"{i} {world.Claims[i].Status} {i + 1} {world.Claims[i + 1].Status}")));

    private static string Sides(Bench bench, JsonNode item) =>
        string.Join(' ', new[] { item["from"]!["claim"]!, item["to"]!["claim"]! }.Select(c => $"{Array.IndexOf(bench.Claims, c.Id())} {c["status"]}"));

    private static string Told(JsonNode? claim) => claim is null ? "none"
        : $"{claim["statement"]} {claim["state"]} {claim["status"]} r{claim["revision"]} against {claim["counts"]!["contradicts"]} challenged {claim["challenges"]!.AsArray().Count}";

    private static string Told(World world, int claim)
    {
        var model = world.Claims[claim];
        return $"{model.Statement} {(model.IsActive ? "active" : "withdrawn")} {model.Status} r{model.Revision} against {world.Contradictions(claim)} challenged {model.Challenges.Count}";
    }

    private static string ToldLink(JsonNode link) => $"{link["state"]} r{link["revision"]}";

    private static string ToldLink(World world) => $"{world.Link.State} r{world.Link.Revision}";

    private static string ToldAnswer(JsonNode answer) => $"{answer["value"]!["yes"]} {answer["state"]} r{answer["revision"]}";

    private static string ToldAnswer(World world, int answer) =>
        $"{(world.Answers[answer].Yes ? "true" : "false")} {world.Answers[answer].State} r{world.Answers[answer].Revision}";

    private static string ToldReview(JsonNode review) =>
        $"{review["title"]} {review["state"]}{(review["reopened"] is null ? "" : " reopened")} corrections {review["corrections"]!.AsArray().Count} r{review["revision"]}";

    private static string ToldReview(World world, int review)
    {
        var model = world.Reviews[review];
        var isReopened = model.State == "published" && world.Claims[model.Claim].Challenges.Contains($"review {review}");
        return $"{model.Title} {model.State}{(isReopened ? " reopened" : "")} corrections {model.Corrections} r{model.Revision}";
    }

    /// <summary>The condition of a PATCH: mostly what the client knows; now and then none, any, or one that never was.</summary>
    private static string? IfMatch(string subject, int how, Memory memory) => (how % 12) switch
    {
        0 => null,
        1 or 2 => "*",
        3 => "\"0\"",
        _ => $"\"{memory.Revision(subject)}\"",
    };

    /// <summary>The condition of an action, which needs none.</summary>
    private static string? Optional(string subject, int how, Memory memory) => how % 3 == 0 ? $"\"{memory.Revision(subject)}\"" : null;

    private static string? Refused(string? ifMatch, int revision) => ifMatch is null ? "428" : Mismatched(ifMatch, revision);

    private static string? Mismatched(string? ifMatch, int revision) => ifMatch is null or "*" || ifMatch == $"\"{revision}\"" ? null : $"412 r{revision}";

    private static Task<HttpResponseMessage> Act(HttpClient client, string path, string? ifMatch) =>
        client.Send(HttpMethod.Post, path, new { reason = "x" }, "application/json", ifMatch);

    private static async Task<string> Ask(Task<HttpResponseMessage> asking, Func<JsonNode, string> told)
    {
        using var response = await asking;
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return (int)response.StatusCode switch
        {
            200 => told(body),
            412 => $"412 r{body["currentRevision"]}",
            var status => $"{status}",
        };
    }
}
