using System.CommandLine;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using Spectre.Console;

namespace ClaimTracker.Operations;

/// <summary>The verbs of the program. What cannot be done is said in a sentence on standard error, with an exit code for scripts.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("ClaimTracker: the record of who said what, when, and where it was reported. Without a verb: serve.")
        {
            ServeCommand.Make(),
            DemoCommand.Make(),
            ImportCommand.Make(),
            KeysCommand.Make(),
            BackupCommand.Make(),
            RestoreCommand.Make(),
            CheckCommand.Make(),
            HealthCommand.Make(),
        };
        if (args is [] || args[0].StartsWith('-'))
        {
            args = args is ["--help" or "-h" or "-?" or "--version"] ? args : ["serve", .. args];
        }

        var parsed = root.Parse(args);
        parsed = root.Parse(parsed.WithEnvironment(args));
        var isHelp = parsed.Errors.Count == 0 && parsed.Action != parsed.CommandResult.Command.Action;
        string[] faults = [.. parsed.Errors.Select(e => e.Message), .. isHelp ? [] : parsed.Misspelt()];
        if (faults.Length > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults.Distinct()));
            return (int)ExitCode.Configuration;
        }

        try
        {
            // Signals are the commands' own: a service finishes the requests under way and closes the record in order.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (StartRefusal refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return (int)refusal.Code;
        }
        catch (ProblemException problem)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, problem.Faults.Select(f => f.Detail).DefaultIfEmpty(problem.Message)));
            return (int)ExitCode.Failed;
        }
    }

    public const string DataVariable = "CLAIMTRACKER_DATA";

    public static Option<string> Data(string whereElse) => new("--data")
    {
        Description = $"The folder of the record. Default: {whereElse}, or {DataVariable}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } set ? set : whereElse,
    };

    /// <summary>Holds an option to the rule that the same text has in a request.</summary>
    public static void Check(Option<string> option, TextRuleAttribute rule) => option.Validators.Add(given =>
    {
        if (given.Tokens is [{ Value: var text }] && rule.Check(text) is { } flaw)
        {
            given.AddError($"{option.Name}: {flaw.Detail}");
        }
    });

    /// <summary>A console for people: as wide as theirs, and wide enough for a table where it is a file or a pipe.</summary>
    public static IAnsiConsole ForPeople(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 140;
        }

        return console;
    }

    /// <summary>Opens a record beside whoever serves it, and the messages over it.</summary>
    public static ServiceProvider Messages(Database database) =>
        new ServiceCollection().AddLogging().AddMessages(database).BuildServiceProvider();
}
