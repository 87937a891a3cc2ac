using System.Text.Json;

namespace ClaimTracker.Tests.Text;

/// <summary>The corpus and samples beside the repository: read where they are, never copied; tests skip where they are not.</summary>
internal static class Shared
{
    internal static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", relative);
            if (File.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"shared/{relative} is not beside the repository");
        return "";
    }

    internal static JsonElement Json(string relative)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path(relative)));
        return document.RootElement.Clone();
    }
}
