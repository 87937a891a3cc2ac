using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ClaimTracker.Tests.Proofs;

/// <summary>The library of disk.c, made once per run: a process that loads it leaves an ordered log of its writes, its syncs and its answers.</summary>
internal static class Shim
{
    private static readonly Lazy<(string? Library, string Missing)> Made = new(Make);

    /// <summary>What makes a process log what it does to a folder; skips the test where the library cannot be made.</summary>
    /// <param name="fault">PHASE:CALL:N:ERRNO, as disk.c tells it; null where nothing fails.</param>
    public static (string Name, string Value)[] Over(string folder, string log, string? fault = null)
    {
        if (Made.Value.Library is not { } library)
        {
            Assert.Skip($"{Made.Value.Missing}, so no power cut and no failing disk is tried here");
            return [];
        }

        (string, string)[] variables = [("LD_PRELOAD", library), ("DISK_FOLDER", folder), ("DISK_LOG", log), ("DOTNET_EnableDiagnostics", "0")];
        return fault is null ? variables : [.. variables, ("DISK_FAIL", fault)];
    }

    private static (string? Library, string Missing) Make()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess || RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
        {
            return (null, "This is no 64-bit Linux with glibc");
        }

        var folder = Directory.CreateTempSubdirectory("claimtracker-shim-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var (source, library) = (Path.Combine(folder, "disk.c"), Path.Combine(folder, "disk.so"));
        using (var embedded = typeof(Shim).Assembly.GetManifestResourceStream("disk.c")!)
        using (var file = File.Create(source))
        {
            embedded.CopyTo(file);
        }

        try
        {
            using var gcc = Process.Start("gcc", ["-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library, source, "-lpthread", "-ldl"]);
            gcc.WaitForExit();
            return gcc.ExitCode == 0 ? (library, "") : throw new InvalidOperationException("gcc does not take disk.c.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "There is no gcc");
        }
    }
}
