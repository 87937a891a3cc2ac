using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClaimTracker.Claims;
using ClaimTracker.Links;

namespace ClaimTracker.Tests.Links;

/// <summary>The picture as a browser draws it, with the fonts that it has.</summary>
public sealed partial class GraphPictureTests
{
    [Fact]
    public async Task A_browser_draws_every_text_within_its_box_and_every_label_beside_the_boxes_light_and_dark()
    {
        var browser = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine.");
        var svg = GraphSvg.Write(Graph.Of(
            "Claims linked to “At least 16 people were killed”", 1,
            [
                Graphs.Node(1, "At least 16 people were killed in the border clashes of July 2020, officials of both sides say.", "Ministry of Foreign Affairs", 0, "at least 16"),
                Graphs.Node(2, "WWWWMMMM WWWWMMMM WWWWMMMM WWWWMMMM WWWWMMMM WWWWMMMM iiiiillll iiiiillll", "MEMORANDUM WORKING GROUP MMM", 1),
                Graphs.Node(3, "Ən azı on altı nəfər həlak olub; в июльских боях погибли шестнадцать человек; 七月冲突中至少有十六人丧生", "Çavuşoğlu", 1),
                Graphs.Node(4, "An-address-without-any-blank-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on", "Å", 1),
            ],
            [Graphs.Edge(1, 1, 2), Graphs.Edge(2, 1, 3, LinkType.Supports), Graphs.Edge(3, 4, 1, LinkType.Updates, LinkState.Suggested), Graphs.Edge(4, 2, 4, LinkType.Equivalent)], 3, 0, false));

        foreach (var (scheme, ground) in new[] { (1, "rgb(255, 255, 255)"), (0, "rgb(15, 20, 25)") })
        {
            var seen = await Look(browser!, svg, scheme);

            Assert.Equal((double)seen["imageWidth"]!, (double)seen["width"]!);
            Assert.Equal(ground, (string?)seen["ground"]);
            Assert.Equal(4, seen["boxes"]!.AsArray().Count);
            foreach (var box in seen["boxes"]!.AsArray().Select(b => b!))
            {
                Assert.NotEmpty(box["texts"]!.AsArray());
                Assert.All(box["texts"]!.AsArray(), text => Assert.True(Area(box["area"]!).Holds(Area(text!)), $"{text} leaves {box["area"]}"));
            }

            var others = seen["others"]!.AsArray().Select(text => Area(text!)).ToList();
            Assert.Equal(4 + 1 + 5 + 1, others.Count);
            Assert.All(others, text => Assert.True(new GraphArea(0, 0, (double)seen["width"]!, (double)seen["height"]!).Holds(text)));
            Assert.All(others, text => Assert.DoesNotContain(seen["boxes"]!.AsArray(), box => Area(box!["area"]!).Meets(text)));
        }
    }

    private static GraphArea Area(JsonNode rectangle) => new((double)rectangle["x"]!, (double)rectangle["y"]!, (double)rectangle["width"]!, (double)rectangle["height"]!);

    /// <summary>Draws the picture in a page and as an image, and measures what was drawn.</summary>
    private static async Task<JsonNode> Look(string browser, string svg, int scheme)
    {
        var folder = Directory.CreateTempSubdirectory("claimtracker-picture-");
        try
        {
            var page = Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, $$"""
                <!doctype html><meta charset="utf-8"><body style="margin:0">{{svg}}<img src="data:image/svg+xml;base64,{{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}}"><pre></pre>
                <script>
                const area = e => { const r = e.getBBox(); return { x: r.x, y: r.y, width: r.width, height: r.height }; };
                window.onload = () => {
                  const picture = document.querySelector("svg"), image = document.querySelector("img");
                  document.querySelector("pre").textContent = "{{Begin}}" + JSON.stringify({
                    width: +picture.getAttribute("width"), height: +picture.getAttribute("height"), imageWidth: image.naturalWidth,
                    ground: getComputedStyle(picture.querySelector(".ground")).fill,
                    boxes: [...picture.querySelectorAll("a")].map(a => ({ area: area(a.querySelector("rect")), texts: [...a.querySelectorAll("text")].map(area) })),
                    others: [...picture.querySelectorAll("text")].filter(t => !t.closest("a")).map(area),
                  }) + "{{End}}";
                };
                </script>
                """);
            var start = new ProcessStartInfo(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                    $"--user-data-dir={folder.FullName}/profile", $"--blink-settings=preferredColorScheme={scheme}", "--dump-dom", new Uri(page).AbsoluteUri,
                ])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var dom = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var measured = Measured().Match(dom);
            Assert.True(measured.Success, $"The browser answered: {dom} {await errors}");
            return JsonNode.Parse(measured.Groups[1].Value)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private const string Begin = "measured:";
    private const string End = ":measured";

    [GeneratedRegex($"<pre>{Begin}(.*){End}</pre>", RegexOptions.Singleline)]
    private static partial Regex Measured();
}
