using System.Globalization;
using ClaimTracker.Benchmarks;

// Whether the promises of DESIGN §5 on speed are kept: both sides of a ratio are measured in the same run, in turns: A B A B.
if (args is [Server.Verb, var folder, .. var other])
{
    return await Server.Run(folder, other is [var folderOfOther] ? folderOfOther : null);
}

if (args is [PlainTables.Verb, var from, var to])
{
    return PlainTables.Insert(from, to);
}

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using var records = new Records(options.Records);
foreach (var claims in options.Claims)
{
    await records.Prepare(claims, Console.Error.WriteLine);
}

using var stage = new Stage(options, records);
Step[] steps =
[
    .. Group("get", Reads.Steps), .. Group("lists", Lists.Steps), .. Group("search", Searches.Steps), .. Group("hostile", HostileSearches.Steps), .. Group("post", Writes.Posts), .. Group("mixed", Writes.Mixed),
    .. Group("answers", RivalAnswers.Steps), .. Group("import", Imports.Steps), .. Group("start", Starts.Steps), .. Group("memory", Memory.Steps),
];
var (rows, code) = (new List<Row>(), 0);
for (var i = 0; i < steps.Length; i++)
{
    var left = steps[i..].Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Takes);
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{i + 1} of {steps.Length}, about {left:hh\\:mm\\:ss} left] {steps[i].Subject}"));
    try
    {
        rows.AddRange(steps[i].Run());
    }
    catch (UnexpectedAnswer answer)
    {
        // What has been measured until now is told all the same.
        Console.Error.WriteLine(answer.Message);
        rows.Add(Row.Without(steps[i].Subject, "", "stopped the run"));
        code = 1;
        break;
    }
}

var table = Report.Of(rows, options);
Console.Write(table);
if (options.Out is { } file)
{
    File.WriteAllText(file, table);
}

return code;

IEnumerable<Step> Group(string name, Func<Stage, IEnumerable<Step>> make) => options.Only.Contains(name) ? make(stage) : [];
