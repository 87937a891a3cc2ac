using ClaimTracker.Data;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Interchange;

/// <summary>
/// Sends import lines as the messages that HTTP sends. Lines wait for nobody but their order: a bounded number is under way at a time, the one writer takes
/// them in the order they were sent, so a line may name what the line before it records, and many lines share one commit.
/// </summary>
internal sealed class Importer(IServiceProvider services)
{
    private const int MaxUnderWay = 200;

    /// <summary>Imports NDJSON.</summary>
    /// <param name="file">The name of the file, for the report.</param>
    /// <param name="lines">The file.</param>
    /// <param name="progress">Takes the report of each row, in order.</param>
    public async Task Import(string file, Stream lines, Action<ImportRow> progress, CancellationToken cancellation)
    {
        var underWay = new Queue<Task<ImportRow>>();
        await foreach (var (number, line) in NdjsonReader.Lines(lines, cancellation))
        {
            underWay.Enqueue(One(file, number, line, cancellation));
            if (underWay.Count == MaxUnderWay)
            {
                progress(await underWay.Dequeue());
            }
        }

        while (underWay.TryDequeue(out var row))
        {
            progress(await row);
        }
    }

    /// <summary>Runs one row in a scope of its own, as whoever has access to the file.</summary>
    public async Task<ImportRow> Run(string file, int line, string kind, string name, Func<ISender, Task<ImportOutcome>> send)
    {
        await using var scope = services.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        (caller.Actor, caller.Origin, caller.Patience) = (Actor.CommandLine, "import", Timeout.InfiniteTimeSpan);
        try
        {
            return new ImportRow(file, line, kind, name, await send(scope.ServiceProvider.GetRequiredService<ISender>()));
        }
        catch (ProblemException problem)
        {
            return new ImportRow(file, line, kind, name, ImportOutcome.Refused, problem.Kind.Slug, problem.Message, problem.Faults);
        }
    }

    private async Task<ImportRow> One(string file, int number, ReadOnlyMemory<byte> utf8, CancellationToken cancellation)
    {
        ImportLine line;
        try
        {
            line = ImportLine.Read(utf8);
        }
        catch (ProblemException problem)
        {
            return new ImportRow(file, number, "line", $"line {number}", ImportOutcome.Refused, problem.Kind.Slug, problem.Message, problem.Faults);
        }

        var row = await Run(file, number, line.Kind, line.Name, async sender => await line.Send(sender, cancellation) ? ImportOutcome.Added : ImportOutcome.Known);

        // The message knows its own body; the line holds it one member deeper.
        return row with { Faults = row.Faults?.Select(f => f.Pointer is { } pointer ? f with { Pointer = $"#/{line.Kind}{pointer[1..]}" } : f).ToList() };
    }
}
