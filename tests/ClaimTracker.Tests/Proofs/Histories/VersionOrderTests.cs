using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Many clients amend, link and read a few claims for long: whatever way they read, they see what the events say, and never go back.</summary>
[Trait("Report", "histories")]
public sealed class VersionOrderTests(ITestOutputHelper report)
{
    private const int Clients = 8;
    private const int Claims = 3;

    private static readonly Dictionary<(long, long), string> Versions = new() { [(1, 1)] = "one", [(1, 2)] = "two", [(1, 3)] = "three" };

    [Fact]
    public void Changes_and_reads_that_overlap_are_in_order() => Assert.Empty(Faults(
        Made(1, 1, 6, 2, "two"), Seen(2, 2, 3, 1, "one"), Seen(2, 4, 5, 2, "two"), Seen(3, 4, 7, 1, "one"), Made(1, 7, 9, 3, "three"), Seen(2, 8, 10, 2, "two")));

    [Fact]
    public void An_old_revision_after_an_acknowledgement_is_found() => Assert.NotEmpty(Faults(Made(1, 1, 2, 2, "two"), Seen(2, 3, 4, 1, "one")));

    [Fact]
    public void Going_back_is_found() => Assert.NotEmpty(Faults(Made(1, 1, 9, 2, "two"), Seen(2, 2, 3, 2, "two"), Seen(3, 4, 5, 1, "one")));

    [Fact]
    public void Other_words_than_the_event_has_are_found() => Assert.NotEmpty(Faults(Seen(2, 2, 3, 2, "one")));

    [Fact]
    public void What_is_shown_before_it_was_sent_is_found() => Assert.NotEmpty(Faults(Seen(2, 1, 2, 2, "two"), Made(1, 3, 4, 2, "two")));

    [Fact]
    public void Two_changes_that_made_one_revision_are_found() => Assert.NotEmpty(Faults(Made(1, 1, 3, 2, "two"), Made(2, 2, 4, 2, "two")));

    [Fact]
    public void A_revision_that_no_event_made_is_found() => Assert.NotEmpty(Faults(Seen(1, 1, 2, 4, "four")));

    [Fact]
    public async Task Whoever_reads_sees_what_the_events_say_and_never_an_older_revision_than_anybody_has_seen()
    {
        await using var app = await App.Start();
        var (editor, nobody) = (await app.Client(Role.Editor), await app.Client());
        var (versions, seen) = await Run(app, editor, nobody);
        var faults = VersionOrder.Faults(versions, seen);
        Assert.True(faults.Count == 0, $"Seed {HistorySettings.Seed}. {string.Join('\n', faults.Take(10))}");
        report.WriteLine($"Version order: {seen.Count} sights of {versions.Count} revisions by {Clients} clients, seed {HistorySettings.Seed}; none against the order of events.");
    }

    [Fact]
    public async Task A_body_that_is_kept_beyond_its_change_is_caught()
    {
        await using var app = await App.Start();
        var (editor, nobody) = (await app.Client(Role.Editor), await app.Client());
        await app.Database.Write(new Caller(), tx => tx.Sql.Execute(KeptBodies.Plant), CancellationToken.None);
        var (versions, seen) = await Run(app, editor, nobody);
        Assert.Contains(VersionOrder.Faults(versions, seen), fault => fault.Contains("had been shown before", StringComparison.Ordinal));
        report.WriteLine("Planted: a body kept beyond its change; caught by the order of versions.");
    }

    private static List<string> Faults(params Sight[] seen) => VersionOrder.Faults(Versions, seen);

    private static Sight Made(int client, long sent, long answered, long revision, string shown) => new(client, sent, answered, 1, revision, shown, true);

    private static Sight Seen(int client, long sent, long answered, long revision, string shown) => new(client, sent, answered, 1, revision, shown, false);

    private static async Task<(Dictionary<(long, long), string> Versions, List<Sight> Seen)> Run(App app, HttpClient editor, HttpClient nobody)
    {
        await Given.Article(editor);
        var claims = new List<JsonNode>();
        for (var i = 0; i < Claims; i++)
        {
            claims.Add(await Given.Claim(editor, $"Statement {i}.", key: $"c{i}"));
        }

        var link = await editor.Post("/v1/links", new { from = claims[0].Id(), to = claims[1].Id(), type = "contradicts", facet = "other", explanation = "x" }).Json(201);
        await app.KeepBodies();
        long ticks = 0;
        var seen = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var (random, sights) = (new Random(HashCode.Combine(HistorySettings.Seed, client)), new List<Sight>());
            for (var i = 0; i < HistorySettings.Histories; i++)
            {
                var (which, how) = (random.Next(Claims), random.Next(12));
                var id = claims[which].Id();
                var sent = Interlocked.Increment(ref ticks);
                var claim = how switch
                {
                    0 or 1 or 2 => await editor.Patch($"/v1/claims/{id}", new { statement = $"Statement {client} {i}.", reason = "x" }, "*").Json(),
                    3 => await Decide(editor, link, random.Next(2) == 0 ? "confirm" : "reject"),
                    4 or 5 => (await Asking.Get(nobody, $"/v1/claims?ref=c{which}").Json()).Items().Single(),
                    6 => (await Asking.Get(nobody, "/v1/articles/1/claims").Json()).Items().Single(c => c.Id() == id),
                    7 => await Asking.Get(nobody, $"/v1/claims/{id}?expand=links").Json(),
                    _ => await Asking.Get(nobody, $"/v1/claims/{id}").Json(),
                };
                var answered = Interlocked.Increment(ref ticks);
                if (claim is not null)
                {
                    sights.Add(new Sight(client, sent, answered, id, (long)claim["revision"]!, $"{claim["statement"]} {claim["status"]}", how <= 2));
                }
            }

            return sights;
        })));
        var versions = claims.SelectMany(c => app.Events("claim", c["id"]).Select(e => (Key: (c.Id(), e.Revision), Text: $"{e.Content["content"]!["statement"]} {e.Content["status"]}")));
        return (versions.ToDictionary(v => v.Key, v => v.Text), [.. seen.SelectMany(s => s)]);
    }

    /// <summary>The statuses of both ends follow from it.</summary>
    private static async Task<JsonNode?> Decide(HttpClient editor, JsonNode link, string action)
    {
        using var answer = await editor.Post($"/v1/links/{link.Id()}/{action}", new { reason = action == "reject" ? "duplicate" : "x" });
        Assert.True((int)answer.StatusCode is 200 or 409, $"{answer.StatusCode}");
        return null;
    }
}
