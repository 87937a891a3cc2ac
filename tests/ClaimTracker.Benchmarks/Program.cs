using System.Globalization;
using ClaimTracker.Benchmarks;

// What DESIGN §5 asks of one claim: reading it against constant JSON of the same process, and recording it durably against one transaction per
// request. Both sides of a ratio are measured in the same run, in turns: A B A B.
if (args is [Server.Verb, var folder])
{
    return await Server.Run(folder);
}

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine($"Options, each with a number: {string.Join(", ", Options.Names)}.");
    return 1;
}

var data = Directory.CreateTempSubdirectory("claimtracker-benchmark-");
try
{
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Making a record of {options.Claims} claims …"));
    await SyntheticRecord.Make(data.FullName, options.Claims);
    using var server = await ServerProcess.Start(data.FullName);
    var trial = new Trial(server, options, SyntheticRecord.ClaimIds(data.FullName), message => Console.Error.WriteLine(message));
    Console.WriteLine(Report.Of(trial.Run(), options));
    return 0;
}
finally
{
    data.Delete(recursive: true);
}
