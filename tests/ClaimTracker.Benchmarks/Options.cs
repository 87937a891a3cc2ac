using System.Globalization;

namespace ClaimTracker.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often each pair is measured.</param>
/// <param name="Seconds">How long each side of a pair is measured at a time.</param>
/// <param name="Claims">How many claims the record holds.</param>
internal sealed record Options(int Rounds = 5, int Seconds = 2, int Claims = 1_000)
{
    public static readonly string[] Names = ["--rounds", "--seconds", "--claims"];

    /// <summary>Reads the options.</summary>
    /// <returns>Null where one is unknown or has no number.</returns>
    public static Options? Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            {
                return null;
            }

            switch (args[i])
            {
                case "--rounds":
                    options = options with { Rounds = number };
                    break;
                case "--seconds":
                    options = options with { Seconds = number };
                    break;
                case "--claims":
                    options = options with { Claims = number };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
