using ClaimTracker.Data;

namespace ClaimTracker.Tests.Questions;

public sealed class ListDisputesTests(ListDisputesTests.SharedRecord shared) : IClassFixture<ListDisputesTests.SharedRecord>
{
    [Fact]
    public async Task A_dispute_is_listed_with_its_values_and_who_gives_each()
    {
        var killed = (await shared.Client.Read("/v1/disputes")).Items().Single(d => d["question"]!.Text("ref") == "killed");

        Assert.Equal(("open", "How many were killed?", 3L, 0L, 3L), (killed.Text("state"), killed["question"]!.Text("text"), (long)killed["independentSources"]!, (long)killed["unnamedSources"]!, (long)killed["answerCount"]!));
        Assert.Equal(["18: John Doe, The ministry", "16: Jane Roe"], killed["values"]!.AsArray().Select(v => $"{v!.Text("text")}: {string.Join(", ", v!["claimants"]!.AsArray().Select(c => c!.Text("name")))}"));
        Assert.Equal((16L, 18L, 2L), ((long)killed["range"]!["low"]!, (long)killed["range"]!["high"]!, (long)killed["valueCount"]!));
        Assert.Null(killed["preferred"]);
        Assert.False(killed.AsObject().ContainsKey("dateFit"));
    }

    [Theory]
    [InlineData("", "base began killed")]
    [InlineData("sort=changed", "base began killed")]
    [InlineData("sort=sources", "killed base began")]
    [InlineData("state=open", "began killed")]
    [InlineData("state=resolved", "base")]
    [InlineData("articleRef=a1", "began killed")]
    [InlineData("articleRef=a2", "base began")]
    [InlineData("articleId=2&state=open", "began")]
    [InlineData("claimantRef=roe", "base began killed")]
    [InlineData("claimantRef=ministry", "killed")]
    [InlineData("claimantRef=roe&articleRef=a1", "began killed")]
    [InlineData("publisherId=1", "base began killed")]
    [InlineData("publisherRef=nobody", "")]
    [InlineData("topic=bases", "base")]
    [InlineData("topic=nothing", "")]
    [InlineData("kind=position", "base")]
    [InlineData("status=disputed", "began killed")]
    [InlineData("status=not_checkable", "base")]
    [InlineData("language=en", "killed")]
    [InlineData("ref=sixteen", "killed")]
    [InlineData("questionRef=began", "began")]
    [InlineData("questionId=1", "killed")]
    [InlineData("questionId=1&articleRef=a2", "")]
    [InlineData("saidFrom=2020-07-13&saidTo=2020-07-31&dates=certain", "killed")]
    [InlineData("saidTo=2020-07-01", "base began killed")]
    [InlineData("periodFrom=2020-07-14&dates=certain", "began")]
    public async Task Filters_hold_for_one_of_the_rival_claims(string query, string disputes)
    {
        var found = (await shared.Client.Read($"/v1/disputes?{query}")).Items().Select(d => d["question"]!.Text("ref"));

        Assert.Equal(disputes, string.Join(' ', found));
    }

    [Fact]
    public async Task Each_dispute_says_how_the_best_of_its_claims_fits_the_dates()
    {
        var fits = (await shared.Client.Read("/v1/disputes?saidFrom=2020-07-12&saidTo=2020-07-12")).Items().Select(d => (d["question"]!.Text("ref"), d.Text("dateFit")));

        Assert.Equal([("base", "unknown"), ("began", "unknown"), ("killed", "certain")], fits);
        Assert.Equal("possible", Assert.Single((await shared.Client.Read("/v1/disputes?saidFrom=2020-07-30&saidTo=2020-07-30&language=de")).Items()).Text("dateFit"));
    }

    [Theory]
    [InlineData("changed", "base began killed")]
    [InlineData("sources", "killed base began")]
    public async Task The_pages_together_are_the_whole_list_in_each_order(string sort, string disputes)
    {
        var all = await shared.Client.All($"/v1/disputes?sort={sort}", limit: 1);

        Assert.Equal(disputes, string.Join(' ', all.Select(d => d["question"]!.Text("ref"))));
    }

    [Fact]
    public async Task The_cursor_of_one_order_is_refused_in_another()
    {
        var cursor = (await shared.Client.Read("/v1/disputes?limit=1")).Text("nextCursor");

        Assert.Equal("invalid-cursor", (await shared.Client.Read($"/v1/disputes?limit=1&sort=sources&cursor={cursor}", 400)).Slug());
        Assert.Equal("invalid-cursor", (await shared.Client.Read($"/v1/disputes?limit=1&state=open&cursor={cursor}", 400)).Slug());
        Assert.Equal("invalid-cursor", (await shared.Client.Read($"/v1/disputes?limit=1&cursor={cursor![..^8]}", 400)).Slug());
        Assert.Equal("invalid-cursor", (await shared.Client.Read($"/v1/disputes?limit=1&cursor={(await shared.Client.Read("/v1/claims?limit=1")).Text("nextCursor")}", 400)).Slug());
    }

    [Fact]
    public async Task What_is_changed_between_two_pages_is_neither_lost_nor_shown_twice()
    {
        await using var app = await App.Start(clock: new ManualClock(Start));
        var client = await app.Client(Role.Editor);
        await Given.Article(client);
        var questions = new List<long>();
        for (var i = 1; i <= 4; i++)
        {
            questions.Add((await client.Post("/v1/questions", new { text = $"Question {i}?", answerType = "yes_no", @ref = $"q{i}" }).Json(201)).Id());
            await Say(client, questions[^1], $"Yes to {i}.", "Jane Roe", true);
            await Say(client, questions[^1], $"No to {i}.", "John Doe", false);
        }

        // All of them changed in the same millisecond: then the id decides.
        var first = await client.Read("/v1/disputes?limit=2");
        await Say(client, questions[3], "Another yes to 4.", "The ministry", true);
        var second = await client.Read($"/v1/disputes?limit=2&cursor={first.Text("nextCursor")}");

        Assert.Equal("q4 q3 q2 q1", string.Join(' ', first.Items().Concat(second.Items()).Select(d => d["question"]!.Text("ref"))));
        Assert.Null(second["nextCursor"]);
    }

    [Theory]
    [InlineData("state=active", "state not_allowed")]
    [InlineData("sort=newest", "sort not_allowed")]
    [InlineData("sources=2", "sources unknown_parameter")]
    public async Task What_is_not_a_filter_is_refused(string query, string fault) =>
        Assert.Equal([fault], await shared.Client.Get($"/v1/disputes?{query}").Faults(400));

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static async Task Say(HttpClient client, long question, string statement, string by, bool yes)
    {
        var claim = await client.Post("/v1/claims", Draft.Said(statement, by)).Json(201);
        await client.Post($"/v1/claims/{claim.Id()}/answers", new { questionId = question, value = new { yes } }).Json(201);
    }

    /// <summary>One record for the tests that only read: a figure, a date, and a position that is settled; each changed a day after the one before.</summary>
    public sealed class SharedRecord : IAsyncLifetime
    {
        private readonly ManualClock clock = new(Start);
        private App? app;

        internal HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            app = await App.Start(clock: clock);
            Client = await app.Client(Role.Editor);
            await Given.Article(Client, "a1");
            await Given.Article(Client, "a2", "Another text.");
            foreach (var (key, name) in new[] { ("roe", "Jane Roe"), ("doe", "John Doe"), ("ministry", "The ministry") })
            {
                await Client.Post("/v1/claimants", new { name, type = "person", @ref = key }).Json(201);
            }

            await Question("killed", "How many were killed?", "quantity");
            await Answer("killed", "Sixteen died.", "roe", "a1", new { qualifier = "exact", value = 16 }, new { @ref = "sixteen", language = "en" }, "2020-07-12");
            await Answer("killed", "Eighteen died.", "doe", "a1", new { qualifier = "exact", value = 18 }, new { language = "de" }, "2020-07");
            await Answer("killed", "Eighteen, it says.", "ministry", "a1", new { qualifier = "exact", value = 18 }, null, "2020-07-14");

            await Question("began", "When did it begin?", "date");
            await Answer("began", "It began on 12 July.", "roe", "a1", null, new { period = new { edtf = "2020-07-12" } });
            await Answer("began", "It began on 14 July.", "doe", "a2", null, new { period = new { edtf = "2020-07-14" } });

            await Question("base", "Should there be a base?", "yes_no");
            await Answer("base", "There should be a base.", "roe", "a2", new { yes = true }, new { kind = "position", topics = new[] { "bases" } });
            var no = await Answer("base", "There should be no base.", "doe", "a2", new { yes = false }, new { kind = "position", topics = new[] { "bases" } });
            var question = (await Client.Read("/v1/questions?ref=base")).Items().Single().Id();
            await Client.Post($"/v1/disputes/{question}/resolve", new { preferredAnswerId = no, reason = "It was decided." }).Json();
        }

        public ValueTask DisposeAsync() => app!.DisposeAsync();

        private async Task Question(string key, string text, string answerType)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await Client.Post("/v1/questions", new { @ref = key, text, answerType, asks = key == "base" ? "position" : "fact" }).Json(201);
        }

        private async Task<long> Answer(string question, string statement, string by, string article, object? value, object? more = null, string? said = null)
        {
            var claim = await Client.Post("/v1/claims", Draft.With(
                new
                {
                    statement,
                    kind = "fact",
                    claimantRef = by,
                    appearance = new { articleRef = article, mode = "reported_speech", said = said is null ? null : new { edtf = said } },
                },
                more)).Json(201);
            object answer = value is null ? new { questionRef = question } : new { questionRef = question, value };
            return (await Client.Post($"/v1/claims/{claim.Id()}/answers", answer).Json(201)).Id();
        }
    }
}
