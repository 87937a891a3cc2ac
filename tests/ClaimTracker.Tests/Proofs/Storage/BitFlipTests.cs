using System.Globalization;
using System.Text;
using ClaimTracker.Data;
using ClaimTracker.Operations;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// Single bits of a record's file are changed, one at a time, wherever they may be. Each change is harmless, or it is found: by <c>claimtracker check</c>, when
/// the file is opened, or by whoever reads it. What is served is never something else than what was recorded.
/// </summary>
[Trait("Report", "storage")]
public sealed class BitFlipTests(ITestOutputHelper output)
{
    /// <summary>So many in the pages of events and claims, and as many in all other pages.</summary>
    private static readonly int Flips = int.Parse(Environment.GetEnvironmentVariable("CLAIMTRACKER_BITFLIPS") is { Length: > 0 } set ? set : "100", CultureInfo.InvariantCulture);

    private static readonly int Seed =
        Environment.GetEnvironmentVariable("CLAIMTRACKER_SEED") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : Random.Shared.Next();

    private const int Size = 4096;
    private const string Statement = "The bridge was closed at noon.";

    [Fact]
    public async Task No_changed_bit_is_served_that_no_check_has_found()
    {
        output.WriteLine($"seed {Seed}");
        var (path, file) = await Made();
        using (path)
        {
            var pages = Pages.Of(path.Database, file);
            var random = new Random(Seed);
            var (first, others) = (pages.Where(IsEventOrClaim), pages.Where(p => !IsEventOrClaim(p)));
            Flip[] flips = [.. Drawn(random, file, first, Flips), .. Drawn(random, file, others, Flips)];
            var judged = flips.Chunk(Math.Max(1, flips.Length / Environment.ProcessorCount)).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount).SelectMany(some =>
            {
                using var record = new FlippedRecord(file, () => RecordChecks.All());
                var fates = some.Select(record.Judge).ToList();
                Assert.True(record.IsAsBefore);
                return fates;
            }).ToList();
            output.WriteLine(Table(judged, pages));
            Assert.DoesNotContain(judged, j => j.Fate == Fate.Missed);
            Assert.Equal(2 * Flips, judged.Count);
        }
    }

    [Fact]
    public async Task A_changed_letter_that_the_pages_do_not_tell_is_missed_without_the_events_and_found_with_them()
    {
        var (path, file) = await Made();
        using (path)
        {
            var claims = Pages.Of(path.Database, file)["claim"].ToHashSet();
            var place = Places(file, Statement).First(p => claims.Contains((p / Size) + 1));
            var flip = new Flip("claim", place, 0);
            using (var without = new FlippedRecord(file, () => [new IntegrityCheck(), new ForeignKeyCheck()]))
            {
                Assert.Equal((Fate.Missed, "claim.statement"), (without.Judge(flip).Fate, without.Judge(flip).By));
            }

            using var record = new FlippedRecord(file, () => RecordChecks.All());
            Assert.Equal((Fate.Found, "claim and its events"), (record.Judge(flip).Fate, record.Judge(flip).By));
        }
    }

    /// <summary>The bytes of a record with something in every table, closed in order.</summary>
    private static async Task<(Folder Folder, byte[] File)> Made()
    {
        var folder = new Folder();
        await using (var app = await App.Start())
        {
            using var client = await app.Client(Role.Admin);
            await History.Make(client, [.. Enumerable.Range(0, 144).Select(i => (i % 36, (i * 7) % 13, (i * 5) % 11, i * 37))], "one");
            await client.Post("/v1/articles", new { @ref = "a1", headline = "Bridge" }).Json(201);
            await Given.Claim(client, Statement);
            client.DefaultRequestHeaders.Add("Idempotency-Key", "kept");
            await Given.Claim(client, "Another bridge was closed.");
            using var sql = Connections.Reader(app.DatabasePath);
            RecordFile.Copy(Unlocked(sql), folder.Database, "copy", (_, _) => { });
        }

        // As the service keeps it: in WAL mode, with nothing in the log.
        Database.Open(folder.Database, TimeProvider.System).Dispose();
        return (folder, await File.ReadAllBytesAsync(folder.Database));
    }

    private static Sql Unlocked(Sql sql)
    {
        sql.Pragma("query_only = OFF");
        return sql;
    }

    private static bool IsEventOrClaim(KeyValuePair<string, int[]> pages) => pages.Key is "event" or "claim";

    /// <summary>Bits drawn at random: a table as likely as another, whatever its size, and none in the gaps of pages, where nothing is.</summary>
    private static List<Flip> Drawn(Random random, byte[] file, IEnumerable<KeyValuePair<string, int[]>> pages, int count)
    {
        var owners = pages.OrderBy(p => p.Key, StringComparer.Ordinal).ToArray();
        var flips = new List<Flip>(count);
        while (flips.Count < count)
        {
            var (owner, numbers) = owners[random.Next(owners.Length)];
            var (number, place) = (numbers[random.Next(numbers.Length)], random.Next(Size));
            if (!Pages.IsGap(file.AsSpan((number - 1) * Size, Size), number == 1, place))
            {
                flips.Add(new Flip(owner, ((long)(number - 1) * Size) + place, random.Next(8)));
            }
        }

        return flips;
    }

    private static IEnumerable<int> Places(byte[] file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < file.Length - bytes.Length; at++)
        {
            if (file.AsSpan(at, bytes.Length).SequenceEqual(bytes))
            {
                yield return at;
            }
        }
    }

    private static string Table(List<Judged> judged, Dictionary<string, int[]> pages)
    {
        var table = new StringBuilder($"{judged.Count} single bits changed\n{"table or index",-32}{"pages",6}{"flips",7}{"harmless",10}{"unshown",9}{"refused",9}{"found",7}{"unreadable",12}{"missed",8}\n");
        foreach (var group in judged.GroupBy(j => j.Flip.Owner).OrderByDescending(g => g.Count()))
        {
            table.Append(Line(group.Key, pages[group.Key].Length, group));
        }

        table.Append(Line("all", pages.Values.Sum(p => p.Length), judged)).Append("found by: ");
        table.AppendJoin(", ", judged.Where(j => j.Fate is Fate.Found or Fate.Refused).GroupBy(j => j.By).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));
        foreach (var missed in judged.Where(j => j.Fate is Fate.Missed or Fate.Unshown))
        {
            table.Append(CultureInfo.InvariantCulture, $"\n{missed.Fate}: {missed.Flip}: {missed.By}");
        }

        return table.ToString();
    }

    private static string Line(string name, int pages, IEnumerable<Judged> judged)
    {
        var counts = judged.CountBy(j => j.Fate).ToDictionary();
        return $"{name,-32}{pages,6}{counts.Values.Sum(),7}{Of(Fate.Harmless),10}{Of(Fate.Unshown),9}{Of(Fate.Refused),9}{Of(Fate.Found),7}{Of(Fate.Unreadable),12}{Of(Fate.Missed),8}\n";

        int Of(Fate fate) => counts.GetValueOrDefault(fate);
    }
}
