/* Faults of the disk and of memory, put under libc: LD_PRELOAD this, and while the file named by
 * FAULTS_SWITCH is there, calls on files whose path contains FAULTS_ON fail as it says:
 *
 *   write ENOSPC | write EIO | fsync EIO | memory     (one word more, a number: only so many times)
 *
 * "memory" lets SQLite's own threads get none (only where FAULTS_MEMORY is set: it is slow). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t);
extern void *__libc_realloc(void *, size_t);

static const char *target, *on;
static int memory;
static atomic_int times;

__attribute__((constructor)) static void begin(void) {
    target = getenv("FAULTS_SWITCH");
    on = getenv("FAULTS_ON");
    memory = getenv("FAULTS_MEMORY") != NULL;
}

/* The error with which `call` is to fail now, or 0. */
static int fault(const char *call) {
    char text[64] = {0}, what[16] = {0}, how[16] = {0};
    int most = 0;
    if (target == NULL) return 0;
    int file = syscall(SYS_openat, AT_FDCWD, target, O_RDONLY);
    if (file < 0) {
        atomic_store(&times, 0);
        return 0;
    }
    ssize_t length = syscall(SYS_read, file, text, sizeof text - 1);
    syscall(SYS_close, file);
    if (length <= 0 || sscanf(text, "%15s %15s %d", what, how, &most) < 1 || strcmp(what, call) != 0) return 0;
    if (most > 0 && atomic_fetch_add(&times, 1) >= most) return 0;
    return strcmp(how, "ENOSPC") == 0 ? ENOSPC : EIO;
}

static int is_target(int file) {
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0 || on == NULL) return 0;
    path[length] = 0;
    return strstr(path, on) != NULL;
}

static int fails(int file, const char *call) {
    int error = is_target(file) ? fault(call) : 0;
    if (error != 0) errno = error;
    return error;
}

ssize_t write(int file, const void *bytes, size_t length) {
    return fails(file, "write") ? -1 : syscall(SYS_write, file, bytes, length);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    return fails(file, "write") ? -1 : syscall(SYS_pwrite64, file, bytes, length, at);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    return pwrite64(file, bytes, length, at);
}

int fsync(int file) {
    return fails(file, "fsync") ? -1 : syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    return fails(file, "fsync") ? -1 : syscall(SYS_fdatasync, file);
}

static int is_short_of_memory(void) {
    char name[16] = {0};
    if (!memory || prctl(PR_GET_NAME, name) != 0 || strncmp(name, "sqlx-sqlite", 11) != 0) return 0;
    return fault("memory");
}

void *malloc(size_t size) {
    if (is_short_of_memory()) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_malloc(size);
}

void *realloc(void *old, size_t size) {
    if (is_short_of_memory()) {
        errno = ENOMEM;
        return NULL;
    }
    return __libc_realloc(old, size);
}
