using ClaimTracker.Data;

namespace ClaimTracker.Tests.Claims;

public sealed class ListClaimsTests
{
    [Fact]
    public async Task Each_filter_narrows_the_list()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Reviewer);
        var article = await Given.Article(client);
        var second = await client.Post("/v1/articles", new { @ref = "a2", publisher = new { name = "The Weekly", type = "outlet", } }).Json(201);
        var fact = await client.Post("/v1/claims", Draft.Claim("It holds.", new { @ref = "fact", topics = new[] { "bases" }, language = "en" })).Json(201);
        var position = await Given.Claim(client, "It should hold.", "a2", "position", "position");
        await client.Post("/v1/claims", Draft.Said("It will hold.", "", new { @ref = "prediction", kind = "prediction", claimant = new { name = "Jane Roe", type = "person" } })).Json(201);
        var gone = await Given.Claim(client, "It is gone.", "a2", key: "gone");
        await client.Post($"/v1/claims/{gone.Id()}/withdraw", new { reason = "x" }).Json();
        await client.Patch($"/v1/claimants/{position["claimant"]!.Id()}", new { @ref = "weekly", reason = "x" }, "\"1\"").Json();

        Assert.Equal(["prediction", "position", "fact"], await Refs(""));
        Assert.Equal(["prediction", "fact"], await Refs($"articleId={article.Id()}"));
        Assert.Equal(["position"], await Refs("articleRef=a2"));
        Assert.Equal(["fact"], await Refs($"claimantId={fact["claimant"]!.Id()}"));
        Assert.Equal(["position"], await Refs("claimantRef=weekly"));
        Assert.Equal(["position"], await Refs($"publisherId={second["publisher"]!.Id()}"));
        Assert.Equal(["position"], await Refs("publisherRef=weekly"));
        Assert.Equal(["fact"], await Refs("topic=bases"));
        Assert.Equal(["prediction"], await Refs("kind=prediction"));
        Assert.Equal(["position"], await Refs("status=not_checkable"));
        Assert.Equal(["gone"], await Refs("state=withdrawn"));
        Assert.Equal(["fact"], await Refs("language=EN"));
        Assert.Equal(["fact"], await Refs("ref=fact"));
        Assert.Equal(["prediction"], await Refs($"articleRef=a1&status=unverified&kind=prediction"));
        Assert.Empty(await Refs("articleRef=a9"));

        await client.Post($"/v1/appearances/{fact["appearances"]![0]!.Id()}/withdraw", new { reason = "x" }).Json();
        Assert.Equal(["prediction"], await Refs("articleRef=a1"));

        async Task<string[]> Refs(string query) => (await client.Read($"/v1/claims?{query}")).Refs();
    }

    [Fact]
    public async Task The_pages_together_are_the_whole_list_also_while_others_are_recorded()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        for (var i = 1; i <= 7; i++)
        {
            await Given.Claim(client, $"Claim number {i}.", key: $"c{i}");
        }

        var first = await client.Read("/v1/claims?limit=3");
        await Given.Claim(client, "It came later.", key: "c8");
        var second = await client.Read($"/v1/claims?limit=3&cursor={first["nextCursor"]}");
        await Given.Claim(client, "It came later still.", key: "c9");
        var third = await client.Read($"/v1/claims?limit=3&cursor={second["nextCursor"]}");

        Assert.Equal(["c7", "c6", "c5", "c4", "c3", "c2", "c1"], [.. first.Refs(), .. second.Refs(), .. third.Refs()]);
        Assert.Null(third["nextCursor"]);
        Assert.Equal(9, (await client.All("/v1/claims", limit: 2)).Count);
        Assert.Equal(9, (await client.All("/v1/claims", limit: 9)).Count);
    }

    [Fact]
    public async Task The_header_Link_holds_the_address_of_the_next_page_with_all_filters()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "It holds.", key: "c1");
        await Given.Claim(client, "It holds too.", key: "c2");

        using var first = await client.Get("/v1/claims?limit=1&kind=fact&articleRef=a1");
        var link = Assert.Single(first.Headers.GetValues("Link"));
        var address = link[1..link.IndexOf('>', StringComparison.Ordinal)];
        using var second = await client.Get(address);

        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        Assert.StartsWith($"{app.Address}v1/claims?limit=1&kind=fact&articleRef=a1&cursor=", address, StringComparison.Ordinal);
        Assert.Equal(["c1"], (await Task.FromResult(second).Json()).Refs());
        Assert.False(second.Headers.Contains("Link"));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_list_and_filters_alone()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await Given.Claim(client, "It holds.");
        await Given.Claim(client, "It holds too.");
        var cursor = (await client.Read("/v1/claims?limit=1&kind=fact")).Text("nextCursor");

        Assert.Single((await client.Read($"/v1/claims?limit=5&kind=fact&cursor={cursor}")).Items());
        Assert.Equal("invalid-cursor", (await client.Read($"/v1/claims?limit=1&kind=position&cursor={cursor}", 400)).Slug());
        Assert.Equal("invalid-cursor", (await client.Read($"/v1/articles/1/claims?limit=1&kind=fact&cursor={cursor}", 400)).Slug());
        Assert.Equal("invalid-cursor", (await client.Read("/v1/claims?limit=1&kind=fact&cursor=AAAA", 400)).Slug());
    }

    [Fact]
    public async Task A_day_of_saying_is_certain_possible_or_unknown_and_the_undated_are_dropped_where_certainty_is_asked_for()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        (string Key, object? Said)[] claims =
        [
            ("within", new { edtf = "2020-07-12" }), ("month", new { edtf = "2020-07" }), ("year", new { edtf = "2020" }), ("about", new { edtf = "2020-07-12~" }),
            ("uncertain", new { edtf = "2020-07?" }), ("someday", new { edtf = "2020-06/2020-07" }), ("before", new { edtf = "2020-06-30" }), ("after", new { edtf = "2020-08-01" }),
            ("undated", null), ("words", new { basis = "on Sunday" }), ("yearless", new { edtf = "XXXX-07" }), ("open", new { edtf = "2020-07-20/.." }),
        ];
        foreach (var (key, said) in claims)
        {
            await client.Post("/v1/claims", Draft.Said($"It is {key}.", "Jane Roe", new { @ref = key, appearance = new { articleRef = "a1", mode = "reported_speech", said } })).Json(201);
        }

        var possible = (await client.Read("/v1/claims?saidFrom=2020-07&saidTo=2020-07")).Items().ToDictionary(c => c.Text("ref")!, c => c.Text("dateFit"));
        var certain = await client.Read("/v1/claims?saidFrom=2020-07&saidTo=2020-07&dates=certain");

        Assert.Equal(
            [
                "about possible", "month certain", "open possible", "someday possible", "uncertain possible", "undated unknown", "within certain", "words unknown",
                "year possible", "yearless unknown",
            ],
            possible.Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["month", "within"], certain.Refs());
        Assert.All(certain.Items(), claim => Assert.Equal("certain", claim.Text("dateFit")));
        Assert.Equal(["open", "after", "month", "within"], (await client.Read("/v1/claims?saidFrom=2020-07&dates=certain")).Refs());
        Assert.Equal(["before", "someday", "month", "within"], (await client.Read("/v1/claims?saidTo=2020-07&dates=certain")).Refs().OrderBy(r => Array.IndexOf(["before", "someday", "month", "within"], r)));
        Assert.All((await client.Read("/v1/claims")).Items(), claim => Assert.Null(claim["dateFit"]));
    }

    [Fact]
    public async Task A_period_that_is_an_interval_means_all_of_its_days()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        foreach (var (key, period) in new[] { ("throughout", "2016/2021"), ("since", "2016/.."), ("until", "../2021"), ("some-day", "2020"), ("roughly", "2016~/2021"), ("never", "2016/2019") })
        {
            await client.Post("/v1/claims", Draft.Claim($"It is {key}.", new { @ref = key, period = new { edtf = period } })).Json(201);
        }

        await Given.Claim(client, "It is undated.", key: "undated");

        var possible = (await client.Read("/v1/claims?periodFrom=2020-07&periodTo=2020-07")).Items().Select(c => $"{c.Text("ref")} {c.Text("dateFit")}");

        Assert.Equal(["undated unknown", "roughly possible", "some-day possible", "until certain", "since certain", "throughout certain"], possible);
        Assert.Equal(["until", "since", "throughout"], (await client.Read("/v1/claims?periodFrom=2020-07&periodTo=2020-07&dates=certain")).Refs());
        Assert.Equal(["until", "since", "throughout", "some-day"], (await client.Read("/v1/claims?periodFrom=2020&periodTo=2020&dates=certain")).Refs().OrderBy(r => r == "some-day"));
    }

    [Fact]
    public async Task Of_two_ranges_the_worse_fit_is_told()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        await client.Post("/v1/claims", Draft.Claim("It holds.", new { @ref = "undated-period" })).Json(201);
        await client.Post("/v1/claims", Draft.Claim("It held.", new { @ref = "both", period = new { edtf = "2020-07" } })).Json(201);

        var found = (await client.Read("/v1/claims?saidFrom=2020-08&saidTo=2020-08&periodFrom=2020-07&periodTo=2020-07")).Items();

        Assert.Equal(["both certain", "undated-period unknown"], found.Select(c => $"{c.Text("ref")} {c.Text("dateFit")}"));
    }
}
