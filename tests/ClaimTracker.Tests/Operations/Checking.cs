using ClaimTracker.Data;
using ClaimTracker.Operations;

namespace ClaimTracker.Tests.Operations;

/// <summary>All checks over a record, without the command line around them.</summary>
internal static class Checking
{
    /// <summary>Everything that is wrong with a file, beside whoever serves it.</summary>
    public static string[] Findings(string path, Checkpoint? checkpoint = null)
    {
        using var sql = Connections.Reader(path);
        return Findings(sql, checkpoint);
    }

    public static string[] Findings(Sql sql, Checkpoint? checkpoint = null)
    {
        var findings = new List<string>();
        CheckRun.Run(sql, RecordChecks.All(checkpoint), finding => findings.Add($"{finding}"), _ => { });
        return [.. findings];
    }
}
