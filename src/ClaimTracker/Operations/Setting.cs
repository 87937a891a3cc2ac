using System.Collections;
using System.CommandLine;
using ClaimTracker.Http;

namespace ClaimTracker.Operations;

/// <summary>An option of a program that runs for long, which a unit or a container may give as an environment variable too.</summary>
internal interface ISetting
{
    /// <summary>The variable's name.</summary>
    string Variable { get; }

    /// <summary>A variable of a name that others have agreed on, which holds where ours is not set; null where there is none.</summary>
    string? StandardVariable => null;

    /// <summary>What the variable's value is on a command line.</summary>
    IEnumerable<string> Arguments(string value);
}

/// <summary>Reads the text of a setting.</summary>
internal delegate bool Reads<T>(string text, out T value);

/// <summary>An option with one value.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
internal sealed class Setting<T> : Option<T>, ISetting
{
    private readonly T otherwise;

    /// <param name="name">Its name, with the two dashes.</param>
    /// <param name="otherwise">What holds where it is not given.</param>
    /// <param name="shape">What it is, to end the sentence of a refusal: "a whole number".</param>
    /// <param name="reads">Reads its text.</param>
    public Setting(string name, T otherwise, string shape, Reads<T> reads)
        : base(name)
    {
        this.otherwise = otherwise;
        CustomParser = given =>
        {
            var text = given.Tokens[^1].Value;
            if (!reads(text, out var value))
            {
                given.AddError($"{name} is {shape}, not '{text}'.");
            }

            return value;
        };
    }

    public string Variable => Settings.VariableOf(this);

    public string? StandardVariable { get; init; }

    public IEnumerable<string> Arguments(string value) => [$"{Name}={value}"];

    /// <summary>Its value, as given or as it is otherwise.</summary>
    public T Of(ParseResult parsed) => parsed.GetResult(this) is null ? otherwise : parsed.GetValue(this)!;
}

/// <summary>An option that is given or not.</summary>
internal sealed class Switch(string name) : Option<bool>(name), ISetting
{
    public string Variable => Settings.VariableOf(this);

    public IEnumerable<string> Arguments(string value) => value is "1" ? [Name] : value is "0" ? [] : [$"{Name}={value}"];
}

/// <summary>An option with several values, separated by spaces.</summary>
/// <typeparam name="T">What each is read as.</typeparam>
internal sealed class ManySettings<T> : Option<IReadOnlyList<T>>, ISetting
{
    /// <inheritdoc cref="Setting{T}(string, T, string, Reads{T})" />
    public ManySettings(string name, string shape, Reads<T> reads)
        : base(name)
    {
        Arity = ArgumentArity.OneOrMore;
        AllowMultipleArgumentsPerToken = true;
        CustomParser = given =>
        {
            var values = new List<T>();
            foreach (var token in given.Tokens)
            {
                if (reads(token.Value, out var value))
                {
                    values.Add(value);
                }
                else
                {
                    given.AddError($"{name}: {token.Value} is not {shape}.");
                }
            }

            return values;
        };
    }

    public string Variable => Settings.VariableOf(this);

    public IEnumerable<string> Arguments(string value) => value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(part => $"{Name}={part}");
}

/// <summary>
/// The environment of a command: for each setting that the command line leaves open, the variable of its name. <c>--requests-per-key</c> is
/// <c>CLAIMTRACKER_REQUESTS_PER_KEY</c>. Both are read and refused by the same code.
/// </summary>
internal static class Settings
{
    private const string Prefix = "CLAIMTRACKER_";

    public static string VariableOf(Option option) => Prefix + option.Name[2..].Replace('-', '_').ToUpperInvariant();

    /// <summary>The arguments with what the environment adds to them.</summary>
    public static string[] WithEnvironment(this ParseResult parsed, string[] args) =>
    [
        .. args,
        .. from option in parsed.CommandResult.Command.Options
           where option is ISetting && parsed.GetResult(option) is null
           let setting = (ISetting)option
           let value = Read(setting.Variable) ?? Read(setting.StandardVariable)
           where value is not null
           from argument in setting.Arguments(value)
           select argument,
    ];

    private static string? Read(string? variable) => variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Variables that are nearly settings of this command: a slip of the pen would else leave open what was meant to be closed. Other names with the prefix
    /// are let be: an orchestrator makes some of its own (<c>CLAIMTRACKER_SERVICE_HOST</c>).
    /// </summary>
    public static IEnumerable<string> Misspelt(this ParseResult parsed)
    {
        var known = parsed.CommandResult.Command.Options.OfType<ISetting>().Select(s => s.Variable).Append(CommandLine.DataVariable).ToList();
        return known.Count == 1
            ? []
            : from name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key).Order(StringComparer.Ordinal)
              where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(name)
              let meant = BodyReader.Nearest(name[Prefix.Length..], known.Select(k => k[Prefix.Length..]))
              where meant is not null
              select $"{name} is no setting. Did you mean {Prefix}{meant}?";
    }
}
