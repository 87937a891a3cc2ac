using System.Diagnostics;

namespace ClaimTracker.Tests.Proofs;

/// <summary>A disk of its own, as small as a test wants it: a file system in memory, or in a file, which goes with the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-disk-");
    private readonly string image = System.IO.Path.GetTempFileName();

    private SmallDisk()
    {
    }

    public string Path => folder.FullName;

    private string Ballast => File("ballast");

    /// <summary>Mounts it, or skips the test where this machine does not let it.</summary>
    public static SmallDisk Mount(int mebibytes)
    {
        var disk = new SmallDisk();
        return disk.Mounted("A disk that is really full or read-only is not seen.", "mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "claimtracker-test", disk.Path);
    }

    /// <summary>Mounts one that the kernel can make read-only under those who write it, as it does when a disk fails; or skips the test.</summary>
    public static SmallDisk MountThatFails(int mebibytes)
    {
        var disk = new SmallDisk();
        using (var file = System.IO.File.OpenWrite(disk.image))
        {
            file.SetLength(mebibytes << 20);
        }

        const string Unseen = "A disk that the kernel makes read-only is not seen.";
        return Command("mkfs.ext4", "-q", disk.image) is { } flaw ? disk.Skipped(flaw, Unseen) : disk.Mounted(Unseen, "mount", "-o", "loop", disk.image, disk.Path);
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

    /// <summary>Mounts it anew, as <c>ro</c> or <c>rw</c>; or lets the kernel give it up, with <c>abort</c>.</summary>
    public void Remount(string how) => Assert.Null(Command("mount", "-o", $"remount,{how}", Path));

    public void Dispose()
    {
        Assert.Null(Command("umount", Path));
        Remove();
    }

    private SmallDisk Mounted(string unseen, string program, params string[] arguments) =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? Skipped("That takes Linux and root", unseen)
        : Command(program, arguments) is { } flaw ? Skipped(flaw, unseen)
        : this;

    private SmallDisk Skipped(string flaw, string unseen)
    {
        Remove();
        Assert.Skip($"No file system can be made and mounted here ({flaw.Trim()}). {unseen}");
        return this;
    }

    private void Remove()
    {
        folder.Delete();
        System.IO.File.Delete(image);
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
