using ClaimTracker.Data;
using CsCheck;

namespace ClaimTracker.Tests.Proofs;

/// <summary>Random sequences of changes and reads by one client: every answer is the one that a model gives, which is written from the design.</summary>
[Trait("Report", "histories")]
public sealed class ModelTests(ITestOutputHelper report)
{
    private static readonly Gen<(int Number, int Which, int How)[]> Sequences = Gen.Select(Gen.Int[0, Steps.Reads - 1], Gen.Int[0, 11], Gen.Int[0, 35]).Array[10, 40];

    [Fact]
    public async Task Every_answer_is_that_of_the_model_and_every_way_of_reading_shows_the_same()
    {
        await using var app = await App.Start();
        var (editor, contributor, nobody) = (await app.Client(Role.Editor), await app.Client(Role.Contributor), await app.Client());
        await Given.Article(editor);
        var (rounds, asked) = (0, 0);
        await Sequences.SampleAsync(
            async sequence =>
            {
                var bench = await Bench.Make(editor, contributor, nobody, $"model{Interlocked.Increment(ref rounds)}");
                var (world, memory) = (bench.Start, new Memory());
                foreach (var (number, which, how) in sequence)
                {
                    world = await Take(Steps.Of(number, which, how, memory));
                    foreach (var read in EveryRead(asked, memory))
                    {
                        await Take(read);
                    }
                }

                async Task<World> Take(Step step)
                {
                    var (due, next) = step.Apply(world);
                    var answer = await step.Send(bench);
                    Assert.True(due == answer, $"{step}: {answer}, where {due} was due. Before: {world}");
                    memory.Note(step.Subject, answer);
                    asked++;
                    return next;
                }
            },
            seed: HistorySettings.SequenceSeed, iter: HistorySettings.Sequences, threads: 1);
        report.WriteLine($"Model: {rounds} sequences, {asked} answers, all as the model gives them.");
    }

    /// <summary>A read of every object, each time in another way.</summary>
    private static IEnumerable<Step> EveryRead(int way, Memory memory) =>
        from read in new (int Number, int Objects)[] { (Steps.Reads, 4), (Steps.Reads + 1, 1), (Steps.Reads + 2, 2), (Steps.Reads + 3, 3), (Steps.Reads + 4, 1), (Steps.Reads + 5, 1) }
        from which in Enumerable.Range(0, read.Objects)
        select Steps.Of(read.Number, which, way + which, memory);
}
