using System.Runtime.InteropServices;

namespace ClaimTracker.Data;

/// <summary>Makes what was written last: a file is on the disk only once it was flushed, and its name once its folder was. Never used on a record that is open.</summary>
internal static partial class Disk
{
    private const int BadDescriptor = 9;
    private const int NotTaken = 22;

    /// <summary>Flushes a file.</summary>
    public static void Flush(string file)
    {
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        written.Flush(flushToDisk: true);
    }

    /// <summary>Flushes the names in a folder. Windows does that by itself, and so do file systems that do not take the call.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0 || (Sync(descriptor) != 0 && Marshal.GetLastPInvokeError() is not (BadDescriptor or NotTaken)))
        {
            throw new IOException($"The folder {folder} cannot be flushed to the disk (error {Marshal.GetLastPInvokeError()}).");
        }

        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
