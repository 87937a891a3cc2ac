using System.Runtime.CompilerServices;

namespace ClaimTracker.Tests.Http;

/// <summary>Files of the project that the service itself writes: compared by tests, and accepted with CLAIMTRACKER_ACCEPT=1.</summary>
public static class Golden
{
    /// <summary>The top of the project.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../.."));

    public static async Task Compare(string path, string actual)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("CLAIMTRACKER_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(file, actual);
        }

        Assert.True(File.Exists(file) && await File.ReadAllTextAsync(file) == actual,
            $"{path} is not what the service makes. If the change is meant, accept it with CLAIMTRACKER_ACCEPT=1 dotnet test, and look at the difference.");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
