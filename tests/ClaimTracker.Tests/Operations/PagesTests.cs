using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Interchange;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Interchange;
using ClaimTracker.Tests.Questions;

namespace ClaimTracker.Tests.Operations;

/// <summary>The pages for people, as a browser gets them. They are written so that they can be read as XML, and are.</summary>
public sealed partial class PagesTests
{
    private const string Policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    [Fact]
    public async Task The_first_page_shows_the_newest_contradictions_with_their_quotations_in_their_sentence()
    {
        await using var app = await App.Start();
        await Contradiction(app);

        var page = await Page(app, "/");

        var pair = page.Single("article", "pair");
        Assert.Equal("The Daily and Ada Byron", Text(pair.Descendants("h3").Single()));
        Assert.Equal("Cannot both be true: how many", Text(pair.Single("p", "type")));
        Assert.Equal("sixteen, not eighteen", Text(pair.Single("p", "why")));
        Assert.Equal(["The minister says that eighteen died.", "The paper counts sixteen."], pair.Descendants("p").Where(p => Class(p) == "statement").Select(Text).Order());
        var quotation = pair.Descendants("blockquote").Single();
        Assert.Equal("Border clashes in July left 16 people dead, officials said.", Text(quotation));
        Assert.Equal("left 16 people dead", Text(quotation.Descendants("mark").Single()));
        Assert.Equal("en", (string?)quotation.Attribute("lang"));
        Assert.Contains(pair.Descendants("p"), p => Text(p) == "Headline of a1, The Daily, 1 August 2020; in the article’s own voice.");
        Assert.Contains(pair.Descendants("p"), p => Text(p) == "Headline of a2, The Daily, 1 August 2020; in the article’s words, called possible, according to A Diplomat (unnamed source).");
    }

    [Fact]
    public async Task A_claim_has_a_page_with_its_status_where_it_was_reported_and_what_does_not_fit_with_it()
    {
        await using var app = await App.Start();
        var (minister, paper) = await Contradiction(app);

        var page = await Page(app, $"/claims/{paper}");

        Assert.Equal("The paper counts sixteen.", Text(page.Descendants("h1").Single()));
        Assert.Contains("Disputed: another claim that stands cannot be true together with it.", Text(page), StringComparison.Ordinal);
        Assert.Contains("left 16 people dead", page.Descendants("mark").Select(Text));
        var against = page.Single("article", "pair");
        Assert.Contains("sixteen, not eighteen", Text(against), StringComparison.Ordinal);
        Assert.Equal($"/claims/{minister}", against.Descendants("a").First().Attribute("href")!.Value);
        Assert.Equal($"/v1/claims/{paper}/graph?format=svg", page.Descendants("img").Single().Attribute("src")!.Value);
        Assert.NotEmpty(page.Descendants("img").Single().Attribute("alt")!.Value);

        var editor = await app.Client(Role.Editor);
        await editor.Post($"/v1/claims/{minister}/withdraw", new { reason = "Recorded in error." }).Json();
        Assert.Contains("Nothing on record contradicts it.", Text(await Page(app, $"/claims/{paper}")), StringComparison.Ordinal);
        Assert.Contains("It was withdrawn from the record.", Text(await Page(app, $"/claims/{minister}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dispute_has_a_page_with_its_rival_answers_side_by_side_and_how_they_stand_to_each_other()
    {
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        var sixteen = (await editor.Post("/v1/claims", Draft.With(Draft.Quoting("Sixteen people were killed.", new { exact = "left 16 people dead" }), new
        {
            quantity = new { qualifier = "exact", value = 16, unit = "person" },
            period = new { edtf = "2020-07" },
        })).Json(201)).Id();
        var eighteen = await Asked.Counting(editor, "Ada Byron", 18);
        var question = (await Asked.Record(editor, more: new { unit = "person", of = "people killed", period = new { edtf = "2020-07" }, place = "Tovuz" })).Id();
        var preferred = (await editor.Answer(sixteen, new { questionId = question }).Json(201)).Id();
        Assert.Contains("There is no dispute", Text(await Page(app, $"/disputes/{question}", 404)), StringComparison.OrdinalIgnoreCase);
        await editor.Answer(eighteen, new { questionId = question }).Json(201);

        var page = await Page(app, $"/disputes/{question}");

        AssertSound(page, "the dispute");
        Assert.Equal(Asked.HowMany, Text(page.Descendants("h1").Single()));
        Assert.Contains("Open · 2 independent sources", Text(page), StringComparison.Ordinal);
        Assert.Contains("counted: people killed; time: July 2020; place: Tovuz.", Text(page), StringComparison.Ordinal);
        var columns = page.Descendants("section").Where(s => Class(s) == "rival").ToList();
        Assert.Equal(["16", "18"], columns.Select(c => Text(c.Descendants("h3").Single())));
        Assert.Equal("Border clashes in July left 16 people dead, officials said.", Text(columns[0].Descendants("blockquote").Single()));
        Assert.Equal($"/claims/{eighteen}", columns[1].Descendants("a").Single().Attribute("href")!.Value);
        Assert.Equal("Cannot both be true: how many", Text(page.Single("p", "type")));
        Assert.Equal($"/v1/disputes/{question}/graph?format=svg", page.Descendants("img").Single().Attribute("src")!.Value);
        Assert.Equal("The claims in 2 columns, one for each answer: 16 (The Daily); 18 (Ada Byron). 1 line joins claims that do not fit, as listed above.", page.Descendants("img").Single().Attribute("alt")!.Value);

        foreach (var list in (string[])["/", "/disputes", "/disputes?state=open&claimantId=1"])
        {
            var dispute = (await Page(app, list)).Single("article", "dispute");
            Assert.Equal(["16", "18"], dispute.Descendants("dt").Select(Text));
            Assert.Equal(["The Daily · 1 August 2020 Headline of a1", "Ada Byron Headline of a1"], dispute.Descendants("dd").Select(d => Text(d).Replace("Daily 1", "Daily · 1", StringComparison.Ordinal)));
        }

        var claim = (await Page(app, $"/claims/{eighteen}")).Descendants("section").Single(s => (string?)s.Attribute("aria-labelledby") == "questions");
        Assert.Equal($"What it answers {Asked.HowMany} (in dispute) 18", Text(claim));
        Assert.Equal($"/disputes/{question}", claim.Descendants("a").Single().Attribute("href")!.Value);

        await editor.Post($"/v1/disputes/{question}/resolve", new { preferredAnswerId = preferred, reason = "The register says so." }).Json();
        var settled = await Page(app, $"/disputes/{question}");
        AssertSound(settled, "the settled dispute");
        Assert.StartsWith("Settled: 16 The register says so. Decided by Test on", Text(settled.Single("section", "settled")), StringComparison.Ordinal);
        Assert.Equal(["16 preferred", "18"], settled.Descendants("section").Where(s => Class(s) == "rival").Select(c => Text(c.Descendants("h3").Single())));
        Assert.Equal("Cannot both be true: how many; settled: The Daily was right", Text(settled.Single("p", "type")));
        Assert.Contains("No question on record has rival answers here.", Text(await Page(app, "/disputes?state=open")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_review_stands_on_the_page_of_its_claim_and_a_draft_does_not()
    {
        await using var app = await App.Start();
        var (_, paper) = await Contradiction(app);
        var editor = await app.Client(Role.Editor);
        var evidence = await editor.Post($"/v1/claims/{paper}/evidence", new { stance = "supports", tier = "primary", citation = new { title = "Register", url = "https://example.org/register", archivedUrl = "https://web.archive.org/web/2026/https://example.org/register" } }).Json(201);
        var draft = new { claimIds = new[] { paper }, verdict = "supported", explanation = "The register has sixteen names.", evidenceIds = new[] { evidence.Id() }, title = "Were there sixteen?", url = "https://example.org/check" };
        var review = await editor.Post("/v1/reviews", draft).Json(201);
        Assert.DoesNotContain("The register has sixteen names.", Text(await Page(app, $"/claims/{paper}")), StringComparison.Ordinal);

        await editor.Post($"/v1/reviews/{review.Id()}/submit", new { reason = "Done." }).Json();
        await editor.Post($"/v1/reviews/{review.Id()}/approve", new { reason = "Read." }).Json();
        await editor.Post($"/v1/reviews/{review.Id()}/publish", new { reason = "Out." }).Json();

        var shown = (await Page(app, $"/claims/{paper}")).Single("article", "review");
        Assert.StartsWith("Supported", Text(shown), StringComparison.Ordinal);
        Assert.Contains("The register has sixteen names.", Text(shown), StringComparison.Ordinal);
        Assert.Equal("https://example.org/check", shown.Descendants("a").First().Attribute("href")!.Value);
    }

    [Fact]
    public async Task A_search_shows_its_words_marked_where_they_stand()
    {
        await using var app = await App.Start();
        await Contradiction(app);

        var page = await Page(app, "/search?q=SIXTEEN");

        Assert.Equal("SIXTEEN", page.Descendants("input").Single().Attribute("value")!.Value);
        Assert.Equal(["sixteen"], page.Single("li", "side").Descendants("mark").Select(Text));
        Assert.Contains("No claim on record holds all these words.", Text(await Page(app, "/search?q=nothing")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_is_shown_as_they_wrote_it_and_never_becomes_markup()
    {
        const string Hostile = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> ' &amp; ]]> <!-- {0} 𝕏 \u202Etxet";
        await using var app = await App.Start();
        var editor = await app.Client(Role.Editor);
        const string Line = "<b onclick=x>\"'&lt;</b>";
        await editor.Post("/v1/articles", new { @ref = "a1", headline = Line, publisher = new { name = Line, type = "outlet" }, url = "https://example.org/?a=1&b=\"%3E", language = "en", text = $"He said: {Hostile} and left." }).Json(201);
        object Said(string who, string what) => new
        {
            statement = what,
            kind = "fact",
            claimant = new { name = who, type = "outlet" },
            topics = new[] { "<i>topic</i>" },
            appearance = new { articleRef = "a1", mode = "direct_quote", role = Line, said = new { basis = Line }, attribution = new[] { new { name = Line, type = "anonymous" } }, quotes = new[] { new { exact = Hostile } } },
        };
        var one = (await editor.Post("/v1/claims", Said(Line, Hostile)).Json(201)).Id();
        var other = (await editor.Post("/v1/claims", Said(Line + "2", Hostile + "2")).Json(201)).Id();
        await editor.Post("/v1/links", new { from = one, to = other, type = "contradicts", facet = "polarity", explanation = Hostile }).Json(201);

        foreach (var path in (string[])["/", "/contradictions", $"/claims/{one}", $"/search?q={Uri.EscapeDataString("alert \"img\"")}", "/contradictions?topic=%3Cscript%3E", $"/contradictions?zzz={Uri.EscapeDataString(Hostile)}", $"/search?q={Uri.EscapeDataString("a*" + Hostile)}"])
        {
            var page = await Page(app, path, status: null);
            Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "i" || e.Attributes().Any(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
            Assert.DoesNotContain("&lt;", Text(page).Replace(Line, "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.All(page.Descendants("img"), img => Assert.StartsWith("/v1/", img.Attribute("src")!.Value, StringComparison.Ordinal));
            Assert.DoesNotContain('\u202E', page.Descendants("title").Single().Value);

            // What turns the direction around ends with the element it stands in.
            Assert.All(page.DescendantNodes().OfType<XText>().Where(t => t.Value.Contains('\u202E', StringComparison.Ordinal)),
                text => Assert.Contains(text.Ancestors(), e => e.Name == "bdi" || (string?)e.Attribute("dir") == "auto"));
        }

        var claim = await Page(app, $"/claims/{one}");
        Assert.Equal(Hostile, claim.Descendants("h1").Single().Value);
        Assert.Contains(Hostile, claim.Descendants("mark").Select(m => m.Value));
        Assert.Contains("https://example.org/?a=1&b=\"%3E", claim.Descendants("a").Select(a => a.Attribute("href")!.Value));
    }

    [Fact]
    public async Task Every_page_of_the_sample_record_is_sound_and_every_link_from_it_leads_somewhere()
    {
        await using var app = await App.Start();
        await Sample(app);
        using var client = await app.Client();
        var (seen, waiting) = (new HashSet<string> { "/" }, new Queue<string>(["/"]));
        var pages = 0;
        while (waiting.TryDequeue(out var path))
        {
            using var answer = await Ask(client, path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
            if (answer.Content.Headers.ContentType!.MediaType != "text/html" || path.StartsWith("/swagger", StringComparison.Ordinal))
            {
                continue;
            }

            pages++;
            var page = Parse(await answer.Content.ReadAsStringAsync());
            AssertSound(page, path);
            foreach (var link in Links(page).Where(l => l.StartsWith('/') && seen.Add(l)))
            {
                waiting.Enqueue(link);
            }
        }

        Assert.InRange(pages, 50, 400);
    }

    [Fact]
    public async Task The_first_page_and_its_style_are_small_and_ask_nobody_else()
    {
        await using var app = await App.Start();
        await Sample(app);
        using var client = await app.Client();
        using var answer = await Ask(client, "/");
        var page = Parse(await answer.Content.ReadAsStringAsync());
        var files = page.Descendants("link").Attributes("href").Concat(page.Descendants("img").Attributes("src")).Select(a => a.Value).ToList();

        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.StartsWith("/", file, StringComparison.Ordinal));
        var size = answer.Content.Headers.ContentLength!.Value;
        foreach (var file in files)
        {
            using var sent = await client.GetAsync(file);
            Assert.Contains("immutable", sent.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("http:", Regex.Replace(await sent.Content.ReadAsStringAsync(), "xmlns=\"[^\"]+\"", ""), StringComparison.Ordinal);
            size += sent.Content.Headers.ContentLength!.Value;
        }

        Assert.InRange(size, 5_000, 60_000);
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again()
    {
        await using var app = await App.Start();
        var client = await app.Client(Role.Editor);
        using var first = await Ask(client, "/");
        Assert.Equal(Policy, first.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", first.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(first.Headers.CacheControl!.NoCache);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using var known = await client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        await Contradiction(app);
        using var changed = await Ask(client, "/");
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);

        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));
        Assert.Equal((HttpStatusCode.OK, changed.Headers.ETag, changed.Content.Headers.ContentLength), (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/claims/999999", 404, "There is no claim 999999.")]
    [InlineData("/disputes/999999", 404, "999999")]
    [InlineData("/?zzz=1", 400, "zzz: This parameter is not known here.")]
    [InlineData("/claims/1?zzz=1", 400, "zzz: This parameter is not known here.")]
    [InlineData("/contradictions?facett=date&limit=0", 400, "facett: This parameter is not known here. Did you mean facet?")]
    [InlineData("/contradictions?cursor=x", 400, "cursor: Use the cursor of the page before, with the same filters.")]
    [InlineData("/search?q=", 400, "q: The text is empty or blank.")]
    [InlineData("/search", 400, "q: q is required.")]
    [InlineData("/contradictions?topic=%00", 400, "The query holds a broken or forbidden percent-encoding.")]
    public async Task A_browser_is_refused_by_a_page_in_words_and_a_program_by_problem_details(string path, int status, string says)
    {
        await using var app = await App.Start();
        using var client = await app.Client();

        var page = await Page(app, path, status);
        Assert.Contains(says, Text(page), StringComparison.Ordinal);
        AssertSound(page, path);

        using var program = await client.GetAsync(path);
        Assert.Equal((status, "application/problem+json"), ((int)program.StatusCode, program.Content.Headers.ContentType!.MediaType));
    }

    [Fact]
    public async Task Where_reading_is_closed_a_browser_is_told_so_in_words()
    {
        await using var app = await App.Start(Reading.Closed);
        var (nobody, reader) = (await app.Client(), await app.Client(Role.Reader));
        foreach (var path in (string[])["/", "/disputes", "/disputes/1", "/contradictions", "/claims/1", "/search?q=x"])
        {
            using var refused = await Ask(nobody, path);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
            Assert.Equal("no-store", refused.Headers.CacheControl!.ToString());
            var page = Parse(await refused.Content.ReadAsStringAsync());
            AssertSound(page, path);
            Assert.Contains("This record is not open to everybody who asks", Text(page), StringComparison.Ordinal);

            using var allowed = await Ask(reader, path);
            Assert.NotEqual(HttpStatusCode.Unauthorized, allowed.StatusCode);
        }

        using var style = await nobody.GetAsync("/page.css");
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
    }

    [Fact]
    public async Task Lists_go_on_by_links_that_keep_their_filters()
    {
        await using var app = await App.Start();
        await Sample(app);
        var all = new List<string>();
        for (var next = "/contradictions?crossArticle=true&limit=7"; next is not null;)
        {
            var page = await Page(app, next);
            Assert.Contains("Narrowed to crossArticle true.", Text(page), StringComparison.Ordinal);
            all.AddRange(page.Descendants("article").Select(a => a.Attribute("id")!.Value));
            next = page.Descendants("a").SingleOrDefault(a => (string?)a.Attribute("rel") == "next")?.Attribute("href")!.Value;
        }

        using var client = await app.Client();
        Assert.Equal((await client.All("/v1/contradictions?crossArticle=true", 200)).Select(c => $"link-{c["link"]!.Id()}"), all);
        Assert.True(all.Count > 14);
    }

    [Fact]
    public async Task The_pages_stand_beside_the_API_and_not_in_its_document()
    {
        await using var app = await App.Start();
        using var client = await app.Client();
        var document = await client.Read("/openapi/v1.json");
        Assert.All(document["paths"]!.AsObject(), path => Assert.Matches("^/(v1|health)/", path.Key));
        Assert.Equal(404, (int)(await Ask(client, "/nothing")).StatusCode);
        Assert.Equal(405, (int)(await client.Post("/", new { })).StatusCode);
    }

    [Fact]
    public async Task A_browser_shows_the_pages_without_a_word_of_complaint()
    {
        var browser = Browser();
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine: the pages were not shown in a browser.");
        await using var app = await App.Start();
        await Sample(app);
        foreach (var path in (string[])["/", "/disputes", "/disputes/1", "/claims/39", "/search?q=cavusoglu"])
        {
            var (dom, complaints) = await Show(browser!, new Uri(app.Address, path));
            Assert.Contains("<main id=\"content\"", dom, StringComparison.Ordinal);
            Assert.DoesNotContain(complaints.Split('\n'), line => line.Contains(":CONSOLE", StringComparison.Ordinal));
        }
    }

    /// <summary>Two articles with a claim each that cannot both be true.</summary>
    private static async Task<(long Minister, long Paper)> Contradiction(App app)
    {
        using var editor = await app.Client(Role.Editor);
        await Given.Article(editor);
        await Given.Article(editor, "a2", "The minister spoke of 18 dead.");
        var paper = (await editor.Post("/v1/claims", Draft.Quoting("The paper counts sixteen.", new { exact = "left 16 people dead" })).Json(201)).Id();
        var minister = (await editor.Post("/v1/claims", Draft.Said("The minister says that eighteen died.", "Ada Byron", new
        {
            appearance = new { articleRef = "a2", mode = "reported_speech", hedge = "possible", attribution = new[] { new { name = "A Diplomat", type = "anonymous" } } },
        })).Json(201)).Id();
        await editor.Post("/v1/links", new { from = minister, to = paper, type = "contradicts", facet = "quantity", explanation = "sixteen, not eighteen" }).Json(201);
        return (minister, paper);
    }

    private static async Task Sample(App app)
    {
        var rows = await ImporterTests.Import(app, SampleRecord.Open());
        Assert.DoesNotContain(rows, row => row.Outcome == ImportOutcome.Refused);
    }

    /// <summary>A page as a browser asks for it.</summary>
    private static async Task<XElement> Page(App app, string path, int? status = 200)
    {
        using var client = await app.Client();
        using var answer = await Ask(client, path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status is null || status == (int)answer.StatusCode, $"{path}: {answer.StatusCode} {text}");
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(Policy, answer.Headers.GetValues("Content-Security-Policy").Single());
        return Parse(text);
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/svg+xml,*/*;q=0.8");
        return await client.SendAsync(request);
    }

    private static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    /// <summary>What everybody needs who does not see the page, or does not use a mouse.</summary>
    private static void AssertSound(XElement page, string path)
    {
        var ids = page.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.True(ids.Count == ids.Distinct().Count(), $"{path} has an id twice.");
        Assert.All(page.Descendants().Attributes("aria-labelledby"), a => Assert.Contains(a.Value, ids));
        Assert.All(page.Descendants("label"), l => Assert.Contains((string)l.Attribute("for")!, ids));
        Assert.All((string[])["header", "main", "footer", "h1", "title"], name => Assert.Single(page.Descendants(name)));
        Assert.Equal("#content", page.Descendants("a").First().Attribute("href")!.Value);
        Assert.All(page.Descendants("a"), a => Assert.False(string.IsNullOrWhiteSpace(a.Value), $"{path}: a link without words"));
        Assert.All(page.Descendants("img"), i => Assert.False(string.IsNullOrWhiteSpace((string?)i.Attribute("alt")), $"{path}: a picture without words"));
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "style" or "iframe" || e.Attribute("style") is not null);
        Assert.All(page.Descendants("p").Concat(page.Descendants("h2")).Concat(page.Descendants("h3")), e => Assert.False(string.IsNullOrWhiteSpace(e.Value), $"{path}: an empty {e.Name}"));

        var levels = page.Descendants().Select(e => e.Name.LocalName).Where(n => n is ['h', >= '1' and <= '6']).Select(n => n[1] - '0').ToList();
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"{path}: h{pair.Second} after h{pair.First}"));
        Assert.DoesNotContain("<", Text(page), StringComparison.Ordinal);
    }

    /// <summary>The addresses that a page leads to, without those of others.</summary>
    private static IEnumerable<string> Links(XElement page) =>
        page.Descendants().Attributes().Where(a => a.Name.LocalName is "href" or "src").Select(a => a.Value);

    private static string Text(XElement element) => Spaces().Replace(element.Value, " ").Trim();

    private static string? Class(XElement element) => ((string?)element.Attribute("class"))?.Split(' ')[0];

    private static string? Browser() => ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    private static async Task<(string Dom, string Complaints)> Show(string browser, Uri address)
    {
        using var folder = new Folder();
        using var process = Process.Start(new ProcessStartInfo(browser,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", $"--user-data-dir={folder.Path}", "--enable-logging=stderr",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--dump-dom", address.ToString(),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (dom, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (await dom, await complaints);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

internal static class Elements
{
    /// <summary>The one element of this name and class.</summary>
    public static XElement Single(this XElement within, string name, string @class) =>
        Assert.Single(within.Descendants(name), e => ((string?)e.Attribute("class"))?.Split(' ')[0] == @class);
}
