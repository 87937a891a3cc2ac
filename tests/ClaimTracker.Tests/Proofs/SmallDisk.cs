using System.Diagnostics;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A disk of its own, as small as a test wants it: a file system in memory, which goes with the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-disk-");

    private SmallDisk()
    {
    }

    public string Path => folder.FullName;

    private string Ballast => File("ballast");

    /// <summary>Mounts it, or skips the test where this machine does not let it.</summary>
    public static SmallDisk Mount(int mebibytes)
    {
        var disk = new SmallDisk();
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Command("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "claimtracker-test", disk.Path) is not null)
        {
            disk.folder.Delete();
            Assert.Skip("No file system can be mounted here (that takes Linux and root): a disk that is really full or read-only is not seen.");
        }

        return disk;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Leaves no room, or only so many bytes.</summary>
    public void Fill(long leave = 0)
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var some = new byte[4096];
        try
        {
            while (leave == 0 || new DriveInfo(Path).AvailableFreeSpace > leave)
            {
                ballast.Write(some);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => System.IO.File.Delete(Ballast);

    /// <summary>Mounts it anew, as <c>ro</c> or <c>rw</c>.</summary>
    public void Remount(string how) => Assert.Null(Command("mount", "-o", $"remount,{how}", Path));

    public void Dispose()
    {
        Assert.Null(Command("umount", Path));
        folder.Delete();
    }

    /// <summary>Runs a program of the system.</summary>
    /// <returns>What is wrong; null where all went well.</returns>
    private static string? Command(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : errors;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
