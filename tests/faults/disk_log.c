/* Writes down, in order, what a program does to the files of one folder.
 *
 * Loaded with LD_PRELOAD. DISK_LOG_FOLDER names the folder, DISK_LOG_FILE the log. Each entry is
 *   kind (1 byte), length of the path (4), offset (8), length of the content (4), path, content
 * in the byte order of the machine. Kinds: C created, W written, T cut to a length, S made
 * durable (everything entered before it), U unlinked. A sync is entered before it is done:
 * nothing that waits for its end can be entered earlier.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_FILES 1024

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char *watched[MOST_FILES];
static const char *folder;
static int log_file = -1;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("DISK_LOG_FILE");
    folder = getenv("DISK_LOG_FOLDER");
    if (folder && path)
        log_file = syscall(SYS_openat, AT_FDCWD, path,
                           O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_watched(const char *path)
{
    return log_file >= 0 && path && strncmp(path, folder, strlen(folder)) == 0;
}

static const char *name_of(int fd)
{
    return fd >= 0 && fd < MOST_FILES ? watched[fd] : NULL;
}

static void enter(char kind, const char *path, uint64_t offset, const void *content, uint32_t size)
{
    uint32_t path_size = strlen(path);
    size_t total = 17 + path_size + size;
    char *entry = malloc(total);
    entry[0] = kind;
    memcpy(entry + 1, &path_size, 4);
    memcpy(entry + 5, &offset, 8);
    memcpy(entry + 13, &size, 4);
    memcpy(entry + 17, path, path_size);
    if (size)
        memcpy(entry + 17 + path_size, content, size);
    if (syscall(SYS_write, log_file, entry, total) != (long)total)
        abort();
    free(entry);
}

static int open_watched(const char *entry_point, const char *path, int flags, mode_t mode)
{
    int (*do_open)(const char *, int, ...) = real(entry_point);
    int is_new = is_watched(path) && (flags & O_CREAT) && access(path, F_OK) != 0;
    int fd = do_open(path, flags, mode);
    if (fd >= 0 && fd < MOST_FILES && is_watched(path)) {
        pthread_mutex_lock(&turn);
        free(watched[fd]);
        watched[fd] = strdup(path);
        if (is_new)
            enter('C', path, 0, NULL, 0);
        pthread_mutex_unlock(&turn);
    }
    return fd;
}

static mode_t mode_in(int flags, va_list more)
{
    return flags & O_CREAT ? va_arg(more, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_in(flags, more);
    va_end(more);
    return open_watched("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_in(flags, more);
    va_end(more);
    return open_watched("open64", path, flags, mode);
}

int close(int fd)
{
    int (*do_close)(int) = real("close");
    if (name_of(fd)) {
        pthread_mutex_lock(&turn);
        free(watched[fd]);
        watched[fd] = NULL;
        pthread_mutex_unlock(&turn);
    }
    return do_close(fd);
}

static ssize_t pwrite_watched(int fd, const void *content, size_t size, off_t offset)
{
    ssize_t (*do_write)(int, const void *, size_t, off_t) = real("pwrite64");
    if (!name_of(fd))
        return do_write(fd, content, size, offset);
    pthread_mutex_lock(&turn);
    ssize_t done = do_write(fd, content, size, offset);
    if (done > 0)
        enter('W', name_of(fd), offset, content, done);
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t pwrite(int fd, const void *content, size_t size, off_t offset)
{
    return pwrite_watched(fd, content, size, offset);
}

ssize_t pwrite64(int fd, const void *content, size_t size, off64_t offset)
{
    return pwrite_watched(fd, content, size, offset);
}

ssize_t write(int fd, const void *content, size_t size)
{
    ssize_t (*do_write)(int, const void *, size_t) = real("write");
    if (!name_of(fd))
        return do_write(fd, content, size);
    pthread_mutex_lock(&turn);
    struct stat before;
    int is_appending = fcntl(fd, F_GETFL) & O_APPEND;
    off_t offset = lseek(fd, 0, SEEK_CUR);
    if (is_appending && fstat(fd, &before) == 0)
        offset = before.st_size;
    ssize_t done = do_write(fd, content, size);
    if (done > 0)
        enter('W', name_of(fd), offset, content, done);
    pthread_mutex_unlock(&turn);
    return done;
}

static int truncate_watched(int fd, off_t length)
{
    int (*do_truncate)(int, off_t) = real("ftruncate64");
    if (!name_of(fd))
        return do_truncate(fd, length);
    pthread_mutex_lock(&turn);
    int done = do_truncate(fd, length);
    if (done == 0)
        enter('T', name_of(fd), length, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

int ftruncate(int fd, off_t length) { return truncate_watched(fd, length); }
int ftruncate64(int fd, off64_t length) { return truncate_watched(fd, length); }

static int sync_watched(const char *entry_point, int fd)
{
    int (*do_sync)(int) = real(entry_point);
    if (name_of(fd)) {
        pthread_mutex_lock(&turn);
        enter('S', name_of(fd), 0, NULL, 0);
        pthread_mutex_unlock(&turn);
    }
    return do_sync(fd);
}

int fsync(int fd) { return sync_watched("fsync", fd); }
int fdatasync(int fd) { return sync_watched("fdatasync", fd); }

int unlink(const char *path)
{
    int (*do_unlink)(const char *) = real("unlink");
    if (!is_watched(path))
        return do_unlink(path);
    pthread_mutex_lock(&turn);
    int done = do_unlink(path);
    if (done == 0)
        enter('U', path, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
