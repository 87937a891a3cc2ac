using System.CommandLine;
using System.Globalization;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Interchange;
using ClaimTracker.Links;
using ClaimTracker.Problems;
using ClaimTracker.Questions;
using MediatR;
using Spectre.Console;
using Cell = Spectre.Console.Text;

namespace ClaimTracker.Operations;

/// <summary><c>claimtracker demo</c>: the main job on real input. The sample record, the service over it, a key, the disputes, and the contradictions across its articles.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);

    public static Command Make()
    {
        var data = CommandLine.Data("data/demo");
        var urls = ServeOptions.Urls();
        var corpus = new Option<string?>("--corpus") { Description = "A folder with the annotated articles: takes in the texts and verifies every quotation." };
        var command = new Command("demo", "Show what it does: five real articles that disagree.") { data, urls, corpus };
        command.SetAction(async parsed =>
        {
            using var signals = new StopSignals();
            var cancellation = signals.Asked;
            var directory = new DataDirectory(parsed.GetValue(data)!);
            directory.Prepare();
            using var held = directory.Lock();
            if (directory.HasRecord && Database.MadeBy(directory.DatabasePath) != "demo")
            {
                throw new StartRefusal(ExitCode.Configuration, $"{directory.DatabasePath} was not made by demo, and is left alone. Name another folder with --data.");
            }

            using var database = Database.Open(directory.DatabasePath, TimeProvider.System, madeBy: "demo");

            var options = new ServiceOptions(urls.Of(parsed));
            if (options.Urls.Split(';').FirstOrDefault(url => !KnownHosts.IsLoopback(url)) is { } exposed)
            {
                throw new StartRefusal(ExitCode.Configuration, $"{exposed} can be reached from other machines: demo listens on this machine only.");
            }

            await using var services = CommandLine.Messages(database);
            await Load(new Importer(services), parsed.GetValue(corpus), cancellation);
            await ServeCommand.Run(database, options, async app =>
            {
                await using var scope = services.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
                var sender = scope.ServiceProvider.GetRequiredService<ISender>();
                await ShowDisputes(sender, cancellation);
                await Show(sender, cancellation);
                var key = await sender.Send(new CreateKey("demo", Role.Admin, database.Clock.GetUtcNow() + KeyLifetime), cancellation);
                Console.WriteLine();
                await ServeCommand.SayWhere(app, options);
                Console.WriteLine($"Key (admin, good for a day, shown this once):  {key.Key}");
            }, cancellation);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task Load(Importer importer, string? corpus, CancellationToken cancellation)
    {
        var rows = new List<ImportRow>();
        await using var sample = SampleRecord.Open();
        await importer.Import(SampleRecord.Name, sample, row => rows.Add(AsItIs(row)), cancellation);
        Console.WriteLine($"The sample record, five articles in our own words: {ImportCommand.Sum(rows)}");
        if (corpus is not null)
        {
            if (!Corpus.Is(corpus))
            {
                throw new StartRefusal(ExitCode.Configuration, $"{corpus} holds no annotated corpus: articles.json and claims.json are not there.");
            }

            rows = await ImportCommand.Import(importer, [corpus], cancellation);
            Console.WriteLine($"The corpus, with every quotation checked against its text: {ImportCommand.Sum(rows)}");
        }

        foreach (var row in rows.Where(r => r.Outcome == ImportOutcome.Refused))
        {
            Console.WriteLine($"  {row.Kind} {row.Name}: {row.Detail}");
        }
    }

    /// <summary>What a user has changed since, or filled from the corpus, stays.</summary>
    private static ImportRow AsItIs(ImportRow row) => row.Problem == ProblemKind.Differs.Slug ? row with { Outcome = ImportOutcome.Known } : row;

    private static async Task ShowDisputes(ISender sender, CancellationToken cancellation)
    {
        var found = await sender.Send(new ListDisputes { Sort = DisputeSort.Sources, Limit = Limits.PageMax }, cancellation);
        if (found.Items.Count == 0)
        {
            return;
        }

        var table = new Table { ShowRowSeparators = true, Title = new TableTitle($"{found.Items.Count} questions whose answers differ") }
            .AddColumns("question", "answers", "sources", "state");
        foreach (var dispute in found.Items)
        {
            var values = dispute.Values.Select(value => $"{value.Text}: {string.Join(", ", value.Claimants.Select(c => c.Name))}{(value.ClaimantCount > value.Claimants.Count ? " …" : "")}");
            table.AddRow(
                new Cell(dispute.Question.Text), new Cell(string.Join('\n', values)),
                new Cell($"{dispute.IndependentSources}{(dispute.UnnamedSources > 0 ? $" and {dispute.UnnamedSources} unnamed" : "")}"),
                new Cell(dispute.Preferred is { } preferred ? $"{Names.Of(dispute.State)}: {preferred.Text}" : Names.Of(dispute.State)));
        }

        CommandLine.ForPeople(Console.Out).Write(table);
    }

    private static async Task Show(ISender sender, CancellationToken cancellation)
    {
        var found = await sender.Send(new ListContradictions { CrossArticle = true, Limit = Limits.PageMax }, cancellation);
        var table = new Table { ShowRowSeparators = true, Title = new TableTitle($"{found.Slice.Items.Count} contradictions across the articles") }
            .AddColumns("how", "one side", "the other side", "why");
        foreach (var item in found.Slice.Items.Reverse())
        {
            table.AddRow(new Cell($"{Names.Of(item.Link.Type)}\n({Names.Of(item.Link.Facet!)})"), Side(item.From), Side(item.To), new Cell(item.Link.Explanation!));
        }

        CommandLine.ForPeople(Console.Out).Write(table);
    }

    private static Cell Side(ContradictionSide side)
    {
        var said = side.Claim.Said switch
        {
            { Edtf: { } edtf } => edtf,
            { Earliest: { } from, Latest: { } to } when from == to => Day(from),
            { Earliest: { } from, Latest: { } to } => $"{Day(from)} to {Day(to)}",
            { Earliest: { } from } => $"after {Day(from)}",
            _ => "undated",
        };
        return new Cell($"{side.Claimant.Name}, {said}, in {side.Appearance?.Article.Label}:\n{side.Claim.Statement}");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
