/*
 * Stands between a program and the C library (LD_PRELOAD) and keeps an ordered log of what the program does to the files of one folder, and of
 * what it sends over sockets. From this log DiskLog.cs rebuilds what a power cut at any moment would have left, and sees what was sent when.
 *
 *   DISK_FOLDER   the folder, with all below it; without the variable nothing is logged
 *   DISK_LOG      the file the log is appended to, outside of that folder
 *   DISK_FAIL     PHASE:CALL:N:ERRNO: the n-th "write" or "sync" of the record fails, counted from the "start" or, with "serve", from the first answer
 *
 * A write is logged before it is done, under one lock with it. A sync is logged when it begins and when it ends, and is done outside of the lock:
 * what is written or sent meanwhile lies between the two. What is sent is logged before it is sent. So the log never says that something was
 * safe earlier, or answered later, than it was. Shared memory (-shm) is not logged: SQLite makes it anew.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAX_FD = 65536, MAX_FILES = 65536 };

struct record {
    int32_t kind;
    int32_t file;
    int64_t at;
    int64_t size;
};

struct file {
    char *name;
    int is_record;
    int is_shared_memory;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static size_t folder_length;
static int log_fd = -1;
static struct file files[MAX_FILES];
static int file_count = 1;
static int file_of[MAX_FD];
static int64_t sync_count;
static int answered;

static int fails_while_serving;
static char failing_call;
static long until_failure;
static int failure;

static void append(char kind, int file, int64_t at, const struct iovec *data, int parts)
{
    struct iovec all[64];
    struct record record = { kind, file, at, 0 };
    all[0].iov_base = &record;
    all[0].iov_len = sizeof record;
    if (parts > 63)
        abort();
    for (int i = 0; i < parts; i++) {
        all[i + 1] = data[i];
        record.size += (int64_t)data[i].iov_len;
    }
    if (syscall(SYS_writev, log_fd, all, parts + 1) != (long)sizeof record + record.size)
        abort();
}

static void append_text(char kind, int file, int64_t at, const char *text)
{
    struct iovec data = { (void *)text, strlen(text) };
    append(kind, file, at, &data, 1);
}

__attribute__((constructor)) static void begin(void)
{
    char phase[8], call[8];
    folder = getenv("DISK_FOLDER");
    if (!folder)
        return;
    folder_length = strlen(folder);
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, getenv("DISK_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_fd < 0)
        abort();
    append('I', 0, 0, NULL, 0);
    if (getenv("DISK_FAIL")) {
        if (sscanf(getenv("DISK_FAIL"), "%7[a-z]:%7[a-z]:%ld:%d", phase, call, &until_failure, &failure) != 4)
            abort();
        fails_while_serving = !strcmp(phase, "serve");
        failing_call = call[0];
    }
}

/* The path below the folder; null for a file that is none of ours. The folder itself is "". */
static const char *name_of(const char *path)
{
    if (!folder || strncmp(path, folder, folder_length))
        return NULL;
    return path[folder_length] == '/' ? path + folder_length + 1 : path[folder_length] ? NULL : path + folder_length;
}

static int number_of(const char *name)
{
    for (int i = 1; i < file_count; i++)
        if (files[i].name && !strcmp(files[i].name, name))
            return i;
    return 0;
}

static void forget(const char *name)
{
    int number = number_of(name);
    if (number)
        files[number].name = NULL;
}

static int know(const char *name)
{
    if (file_count == MAX_FILES)
        abort();
    const char *last = strrchr(name, '/');
    files[file_count].name = strdup(name);
    files[file_count].is_record = strncmp(last ? last + 1 : name, "claimtracker.db", 15) == 0;
    files[file_count].is_shared_memory = strlen(name) > 4 && !strcmp(name + strlen(name) - 4, "-shm");
    return file_count++;
}

static int file_at(int fd)
{
    return folder && fd >= 0 && fd < MAX_FD ? file_of[fd] : 0;
}

/* Whether this call is the one that fails. */
static int fails(char call, int file)
{
    if (call != failing_call || !files[file].is_record || (fails_while_serving && !answered) || --until_failure != 0)
        return 0;
    append('F', file, failure, NULL, 0);
    errno = failure;
    return 1;
}

static int open_at(const char *path, int flags, mode_t mode)
{
    const char *name = name_of(path);
    struct stat before;
    if (!name)
        return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    pthread_mutex_lock(&lock);
    int existed = lstat(path, &before) == 0;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd >= MAX_FD)
        abort();
    if (fd >= 0) {
        int number = existed ? number_of(name) : 0;
        if (!number) {
            number = know(name);
            if (!files[number].is_shared_memory)
                append_text('O', number, !existed, name);
        }
        file_of[fd] = number;
        if (existed && (flags & O_TRUNC) && !files[number].is_shared_memory)
            append('T', number, 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

static mode_t mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | O_TMPFILE) ? (mode_t)va_arg(rest, int) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return open_at(path, flags | O_LARGEFILE, mode);
}

int creat(const char *path, mode_t mode)
{
    return open_at(path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int fd)
{
    if (file_at(fd))
        file_of[fd] = 0;
    return (int)syscall(SYS_close, fd);
}

static ssize_t write_parts(int fd, int file, const struct iovec *parts, int count, off_t at, int is_positioned)
{
    pthread_mutex_lock(&lock);
    ssize_t written = -1;
    if (!fails('w', file)) {
        if (!files[file].is_shared_memory)
            append('W', file, is_positioned ? at : syscall(SYS_lseek, fd, 0, SEEK_CUR), parts, count);
        written = is_positioned ? syscall(SYS_pwritev, fd, parts, count, at, 0) : syscall(SYS_writev, fd, parts, count);
    }
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t write(int fd, const void *data, size_t size)
{
    struct iovec part = { (void *)data, size };
    int file = file_at(fd);
    return file ? write_parts(fd, file, &part, 1, 0, 0) : syscall(SYS_write, fd, data, size);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    int file = file_at(fd);
    return file ? write_parts(fd, file, parts, count, 0, 0) : syscall(SYS_writev, fd, parts, count);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
{
    struct iovec part = { (void *)data, size };
    int file = file_at(fd);
    return file ? write_parts(fd, file, &part, 1, at, 1) : syscall(SYS_pwrite64, fd, data, size, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
{
    return pwrite64(fd, data, size, at);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at)
{
    int file = file_at(fd);
    return file ? write_parts(fd, file, parts, count, at, 1) : syscall(SYS_pwritev, fd, parts, count, at, 0);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
    return pwritev64(fd, parts, count, at);
}

int ftruncate64(int fd, off64_t size)
{
    int file = file_at(fd), result = -1;
    if (!file)
        return (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_lock(&lock);
    if (!fails('w', file)) {
        if (!files[file].is_shared_memory)
            append('T', file, size, NULL, 0);
        result = (int)syscall(SYS_ftruncate, fd, size);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t size)
{
    return ftruncate64(fd, size);
}

static int sync_file(int fd, long call)
{
    int file = file_at(fd);
    if (!file || files[file].is_shared_memory)
        return (int)syscall(call, fd);
    pthread_mutex_lock(&lock);
    int64_t number = ++sync_count;
    append('B', file, number, NULL, 0);
    int failed = fails('s', file);
    pthread_mutex_unlock(&lock);
    if (failed) {
        errno = failure;
        return -1;
    }
    int result = (int)syscall(call, fd);
    if (result == 0) {
        pthread_mutex_lock(&lock);
        append('E', file, number, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int fsync(int fd)
{
    return sync_file(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_file(fd, SYS_fdatasync);
}

int unlink(const char *path)
{
    const char *name = name_of(path);
    if (!name)
        return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&lock);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (result == 0) {
        forget(name);
        append_text('U', 0, 0, name);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to)
{
    const char *old = name_of(from), *new = name_of(to);
    if (!old || !new)
        return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    pthread_mutex_lock(&lock);
    int result = (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (result == 0) {
        int number = number_of(old);
        struct iovec names[2] = { { (void *)old, strlen(old) + 1 }, { (void *)new, strlen(new) } };
        forget(new);
        if (number) {
            free(files[number].name);
            files[number].name = strdup(new);
        }
        append('R', number, 0, names, 2);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int mkdir(const char *path, mode_t mode)
{
    const char *name = name_of(path);
    if (!name)
        return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    pthread_mutex_lock(&lock);
    int result = (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (result == 0)
        append_text('M', 0, 0, name);
    pthread_mutex_unlock(&lock);
    return result;
}

static void log_sent(int fd, const struct iovec *parts, int count)
{
    if (!folder)
        return;
    pthread_mutex_lock(&lock);
    answered = 1;
    append('S', fd, 0, parts, count);
    pthread_mutex_unlock(&lock);
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
    struct iovec part = { (void *)data, size };
    log_sent(fd, &part, 1);
    return syscall(SYS_sendto, fd, data, size, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    log_sent(fd, message->msg_iov, (int)message->msg_iovlen);
    return syscall(SYS_sendmsg, fd, message, flags);
}

/* A program that looks a call up by its name gets the one above too: so .NET flushes folders. */
void *dlsym(void *library, const char *name)
{
    static void *(*real)(void *, const char *);
    static const char *const versions[] = { "GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5" };
    for (int i = 0; !real && i < 3; i++)
        *(void **)&real = dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    if (!real)
        abort();
    if (folder && library != RTLD_NEXT) {
        if (!strcmp(name, "open"))
            return (void *)open;
        if (!strcmp(name, "fsync"))
            return (void *)fsync;
        if (!strcmp(name, "close"))
            return (void *)close;
    }
    return real(library, name);
}
