using System.Globalization;
using System.Text.Json.Nodes;
using ClaimTracker.Tests.Verification;

namespace ClaimTracker.Tests.Proofs;

/// <summary>The objects of a <see cref="World" /> on record in a service, and who works on them.</summary>
internal sealed class Bench
{
    private Bench(HttpClient editor, HttpClient nobody, string name) => (Editor, Nobody, Name) = (editor, nobody, name);

    public HttpClient Editor { get; }

    /// <summary>Reads without a key, and sees what is public.</summary>
    public HttpClient Nobody { get; }

    /// <summary>What its claims' refs and words begin with.</summary>
    public string Name { get; }

    public World Start { get; private set; } = null!;

    public long[] Claims { get; private set; } = [];

    public long[] Reviews { get; private set; } = [];

    public long[] Answers { get; private set; } = [];

    public long Link { get; private set; }

    public long Question { get; private set; }

    /// <summary>Puts a world on record; the article a1 is there.</summary>
    public static async Task<Bench> Make(HttpClient editor, HttpClient contributor, HttpClient nobody, string name)
    {
        var bench = new Bench(editor, nobody, name);
        var question = await contributor.Post("/v1/questions", new { text = $"Is it so in {name}?", answerType = "yes_no" }).Json(201);
        var statements = Enumerable.Range(0, 4).Select(i => $"Statement of {bench.Word(i)}.").ToArray();
        var claims = new List<JsonNode>();
        for (var i = 0; i < 4; i++)
        {
            claims.Add(await contributor.Post("/v1/claims", Draft.Said(statements[i], $"Speaker {i} of {name}", new
            {
                @ref = bench.Word(i),
                topics = new[] { name },
                links = i == 1 ? new[] { new { to = claims[0].Id(), type = "contradicts", facet = "other", explanation = "They differ." } } : null,
                answers = i >= 2 ? new[] { new { questionId = question.Id(), value = new { yes = i == 2 } } } : null,
            })).Json(201));
        }

        bench.Question = question.Id();
        bench.Claims = [.. claims.Select(c => c.Id())];
        bench.Link = (await editor.Read($"/v1/claims/{bench.Claims[0]}/links")).Items().Single().Id();
        bench.Answers = [.. (await editor.Read($"/v1/answers?questionId={question.Id()}")).Items().Select(a => a.Id()).Order()];
        var evidence = new[] { await Checked.Evidence(contributor, claims[0]), await Checked.Evidence(contributor, claims[1]) };
        bench.Start = World.Start(statements);
        var reviews = new List<long>();
        foreach (var review in bench.Start.Reviews)
        {
            reviews.Add((await contributor.Post("/v1/reviews", Checked.Review(
                new { verdict = review.Verdict, title = review.Title }, (claims[review.Claim], evidence[review.Claim]))).Json(201)).Id());
        }

        bench.Reviews = [.. reviews];
        return bench;
    }

    /// <summary>The same objects, changed through another client.</summary>
    public Bench By(HttpClient editor) => new(editor, Nobody, Name) { Start = Start, Claims = Claims, Reviews = Reviews, Answers = Answers, Link = Link, Question = Question };

    /// <summary>A word that stands in one claim's statement and nowhere else, and is its ref.</summary>
    public string Word(int claim) => string.Create(CultureInfo.InvariantCulture, $"{Name}c{claim}");
}
