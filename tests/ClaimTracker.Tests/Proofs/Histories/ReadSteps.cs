using System.Text.Json.Nodes;
using static ClaimTracker.Tests.Proofs.Asking;
using static ClaimTracker.Tests.Proofs.Telling;

namespace ClaimTracker.Tests.Proofs;

/// <summary>All ways of reading what is changed, mostly without a key.</summary>
internal static class ReadSteps
{
    public static Step Claim(int claim, int path)
    {
        var (subject, name) = ($"claim {claim}", new[] { "by id", "expanded", "in the list", "in the topic's list", "by search", "by its ETag" }[path]);
        return new Step(
            subject,
            $"GET {subject} {name}",
            path switch
            {
                0 => bench => Ask(Get(bench.Nobody, $"/v1/claims/{bench.Claims[claim]}"), Told),
                1 => bench => Ask(Get(bench.Nobody, $"/v1/claims/{bench.Claims[claim]}?expand=reviews,links,history"), Told),
                2 => bench => Ask(Get(bench.Nobody, $"/v1/claims?ref={bench.Word(claim)}"), page => Told(page.Items().SingleOrDefault())),
                3 => bench => Ask(Get(bench.Nobody, $"/v1/claims?topic={bench.Name}"), page => Told(page.Items().SingleOrDefault(c => c.Id() == bench.Claims[claim]))),
                4 => bench => Ask(Get(bench.Nobody, $"/v1/search?q={bench.Word(claim)}"), found => found.Items().SingleOrDefault()?["claim"] is { } item ? $"{item["statement"]} {item["status"]}" : "none"),
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
        using var first = await Get(bench.Nobody, $"/v1/claims/{bench.Claims[claim]}");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/claims/{bench.Claims[claim]}") { Headers = { { "If-None-Match", first.Headers.ETag!.Tag } } };
        using var second = await bench.Nobody.SendAsync(request);
        return Told(JsonNode.Parse(await ((int)second.StatusCode == 304 ? first : second).Content.ReadAsStringAsync()));
    }

    public static Step Link(int path) => new(
        "link",
        path == 0 ? "GET link by id" : "GET link in the list of a claim",
        path == 0
            ? bench => Ask(Get(bench.Nobody, $"/v1/links/{bench.Link}"), ToldLink)
            : bench => Ask(Get(bench.Nobody, $"/v1/claims/{bench.Claims[1]}/links"), page => ToldLink(page.Items().Single())),
        ToldLink);

    public static Step Answer(int answer, int path) => new(
        $"answer {answer}",
        path == 0 ? $"GET answer {answer} by id" : $"GET answer {answer} in the list of its claim",
        path == 0
            ? bench => Ask(Get(bench.Nobody, $"/v1/answers/{bench.Answers[answer]}"), ToldAnswer)
            : bench => Ask(Get(bench.Nobody, $"/v1/claims/{bench.Claims[2 + answer]}/answers"), page => ToldAnswer(page.Items().Single())),
        world => ToldAnswer(world, answer));

    public static Step Review(int review, int path) => new(
        $"review {review}",
        $"GET review {review} {new[] { "as an editor", "without a key", "in the list of its claim, without a key" }[path]}",
        path switch
        {
            0 => bench => Ask(Get(bench.Editor, $"/v1/reviews/{bench.Reviews[review]}"), ToldReview),
            1 => bench => Ask(Get(bench.Nobody, $"/v1/reviews/{bench.Reviews[review]}"), ToldReview),
            _ => bench => Ask(
                Get(bench.Nobody, $"/v1/claims/{bench.Claims[bench.Start.Reviews[review].Claim]}/reviews"),
                page => page.Items().SingleOrDefault(r => r.Id() == bench.Reviews[review]) is { } found ? ToldReview(found) : "404"),
        },
        path == 0 ? world => ToldReview(world, review) : world => world.Reviews[review].IsPublic ? ToldReview(world, review) : "404");

    public static Step Contradictions() => new(
        "contradictions",
        "GET contradictions",
        bench => Ask(Get(bench.Nobody, $"/v1/contradictions?topic={bench.Name}"), page => string.Join(", ", page.Items().Select(i => Sides(bench, i)).Order())),
        world => string.Join(", ", new[] { 0, 2 }
            .Where(i => world.Contradictions(i) > 0 && world.Contradictions(i + 1) > 0)
            .Select(i => $"{i} {world.Claims[i].Status} {i + 1} {world.Claims[i + 1].Status}")));

    /// <summary>There is a dispute while both answers count and differ.</summary>
    public static Step Dispute(int path) => new(
        "dispute",
        path == 0 ? "GET dispute by id" : "GET dispute in the list",
        path == 0
            ? bench => Ask(Get(bench.Nobody, $"/v1/disputes/{bench.Question}"), ToldDispute)
            : bench => Ask(Get(bench.Nobody, $"/v1/disputes?topic={bench.Name}"), page => page.Items().SingleOrDefault()?.Text("state") ?? "404"),
        world => world.Contradictions(2) == 0 ? "404" : path == 0 ? "open True False" : "open");

    private static string ToldDispute(JsonNode dispute) =>
        $"{dispute["state"]} {string.Join(' ', dispute["answers"]!.AsArray().Select(a => (bool)a!["value"]!["yes"]!).OrderDescending())}";

    private static string Sides(Bench bench, JsonNode item) =>
        string.Join(' ', new[] { item["from"]!["claim"]!, item["to"]!["claim"]! }.Select(c => $"{Array.IndexOf(bench.Claims, c.Id())} {c["status"]}"));
}
