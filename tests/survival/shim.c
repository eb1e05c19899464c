/* Loaded before the C library: the CALLSIFT_FAULT_AT-th call that touches a path beginning with
 * CALLSIFT_FAULT_PATH, or a file opened by one, fails with the error number CALLSIFT_FAULT_ERRNO, or
 * ends the program if that is 0, as a kill would. That it happened is told by the file
 * CALLSIFT_FAULT_FIRED. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls;
static atomic_uchar ours[4096];

static int fails(void) {
    const char *at = getenv("CALLSIFT_FAULT_AT");
    if (!at || atomic_fetch_add(&calls, 1) + 1 != atoi(at)) return 0;
    const char *fired = getenv("CALLSIFT_FAULT_FIRED");
    if (fired) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, fired, O_CREAT | O_WRONLY, 0600));
    int number = atoi(getenv("CALLSIFT_FAULT_ERRNO"));
    if (number == 0) raise(SIGKILL);
    errno = number;
    return 1;
}

static int named(const char *path) {
    const char *begin = getenv("CALLSIFT_FAULT_PATH");
    return path && begin && strncmp(path, begin, strlen(begin)) == 0;
}

static int held(int fd) { return fd >= 0 && fd < 4096 && ours[fd]; }

static int opened(int fd, int mark) {
    if (fd >= 0 && fd < 4096) ours[fd] = mark;
    return fd;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

#define OPEN(name)                                                           \
    int name(const char *path, int flags, ...) {                             \
        va_list more;                                                        \
        va_start(more, flags);                                               \
        mode_t mode = va_arg(more, mode_t);                                  \
        va_end(more);                                                        \
        int mark = named(path);                                              \
        if (mark && fails()) return -1;                                      \
        return opened(REAL(int, #name, const char *, int, ...)(path, flags, mode), mark); \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t count) {
    if (held(fd) && fails()) return -1;
    return REAL(ssize_t, "write", int, const void *, size_t)(fd, bytes, count);
}

int close(int fd) {
    int mark = held(fd);
    opened(fd, 0);
    int result = REAL(int, "close", int)(fd);
    return mark && fails() ? -1 : result;
}

#define OF_FILE(name)                                                        \
    int name(int fd) {                                                       \
        if (held(fd) && fails()) return -1;                                  \
        return REAL(int, #name, int)(fd);                                    \
    }
OF_FILE(fsync)
OF_FILE(fdatasync)

#define CUT(name)                                                            \
    int name(int fd, off64_t length) {                                       \
        if (held(fd) && fails()) return -1;                                  \
        return REAL(int, #name, int, off64_t)(fd, length);                   \
    }
CUT(ftruncate)
CUT(ftruncate64)

int rename(const char *from, const char *to) {
    if (named(from) && fails()) return -1;
    return REAL(int, "rename", const char *, const char *)(from, to);
}

int unlink(const char *path) {
    if (named(path) && fails()) return -1;
    return REAL(int, "unlink", const char *)(path);
}

int mkdir(const char *path, mode_t mode) {
    if (named(path) && fails()) return -1;
    return REAL(int, "mkdir", const char *, mode_t)(path, mode);
}
