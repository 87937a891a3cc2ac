using System.Diagnostics;
using ClaimTracker.Tests.Operations;

namespace ClaimTracker.Tests.Proofs;

/// <summary>
/// Makes calls of the system fail in a child process, on the files of the record alone, with the error that the test names and for as long as it wants: a
/// library that is loaded before all others. What SQLite then meets is what a dying or a read-only disk lets it meet.
/// </summary>
internal sealed class FailingCalls : IDisposable
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/types.h>
        #include <unistd.h>

        /* The order is a file with one line, "CALL ERRNO"; without it nothing fails. */
        static int fails(const char *call, int fd)
        {
            char wanted[32], link[64], name[4096];
            int error = 0;
            FILE *order = fopen(getenv("FAILING_CALLS"), "re");
            if (order == NULL)
                return 0;
            int read = fscanf(order, "%31s %d", wanted, &error);
            fclose(order);
            if (read != 2 || strcmp(wanted, call) != 0)
                return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t length = readlink(link, name, sizeof name - 1);
            if (length < 0)
                return 0;
            name[length] = 0;
            if (strstr(name, "claimtracker.db") == NULL)
                return 0;
            errno = error;
            return 1;
        }

        #define REAL(call) static __typeof__(call) *real; if (real == NULL) real = (__typeof__(call) *)dlsym(RTLD_NEXT, #call)

        ssize_t pread(int fd, void *to, size_t size, off_t at) { REAL(pread); return fails("read", fd) ? -1 : real(fd, to, size, at); }
        ssize_t pread64(int fd, void *to, size_t size, off64_t at) { REAL(pread64); return fails("read", fd) ? -1 : real(fd, to, size, at); }
        ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { REAL(pwrite); return fails("write", fd) ? -1 : real(fd, from, size, at); }
        ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) { REAL(pwrite64); return fails("write", fd) ? -1 : real(fd, from, size, at); }
        int fsync(int fd) { REAL(fsync); return fails("flush", fd) ? -1 : real(fd); }
        int fdatasync(int fd) { REAL(fdatasync); return fails("flush", fd) ? -1 : real(fd); }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("claimtracker-calls-");

    private FailingCalls()
    {
    }

    public Conditions Conditions => new() { Variables = [("LD_PRELOAD", Library), ("FAILING_CALLS", Order)] };

    private string Library => Path.Combine(folder.FullName, "failing.so");

    private string Order => Path.Combine(folder.FullName, "order");

    /// <summary>Builds the library, or skips the test where this machine does not let it.</summary>
    public static FailingCalls Make()
    {
        var calls = new FailingCalls();
        if (!OperatingSystem.IsLinux() || !calls.Build())
        {
            calls.Dispose();
            Assert.Skip("There is no C compiler here: calls of the system that fail under a running service are not seen.");
        }

        return calls;
    }

    /// <summary>From now on a call fails.</summary>
    /// <param name="call">read, write or flush.</param>
    /// <param name="error">The number of the error: 5 is EIO, 28 ENOSPC, 30 EROFS.</param>
    public void Fail(string call, int error)
    {
        var next = Order + ".next";
        File.WriteAllText(next, $"{call} {error}\n");
        File.Move(next, Order, overwrite: true);
    }

    /// <summary>From now on all is well.</summary>
    public void Heal() => File.Delete(Order);

    public void Dispose() => folder.Delete(recursive: true);

    private bool Build()
    {
        var source = Path.Combine(folder.FullName, "failing.c");
        File.WriteAllText(source, Source);
        try
        {
            using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", Library, source, "-ldl"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
