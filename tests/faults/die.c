// Loaded into `bole` by the fault tests alone (LD_PRELOAD): kills the process at a chosen write to its database.
// BOLE_DIE names a file of two numbers that the test maps too: writes left until death (0 or less: none), and how it dies:
// 0 before the write, 1 when half of it is written, 2 just after it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static struct {
    _Atomic int left;
    int manner;
}* plan;

__attribute__((constructor)) static void begin(void)
{
    const char* name = getenv("BOLE_DIE");
    int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
    void* place = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (place != MAP_FAILED) plan = place;
}

// A file of SQLite's, or a connection to PostgreSQL by its socket in the file system.
static int is_database(int file)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0) return 0;
    path[size] = 0;
    if (strstr(path, "/bole.db")) return 1;
    struct sockaddr_storage peer;
    socklen_t length = sizeof peer;
    return strncmp(path, "socket:", 7) == 0 && getpeername(file, (struct sockaddr*)&peer, &length) == 0 && peer.ss_family == AF_UNIX;
}

static int is_last(int file)
{
    return plan && atomic_load(&plan->left) > 0 && is_database(file) && atomic_fetch_sub(&plan->left, 1) == 1;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

// `half` writes the first half of the bytes, `whole` all of them.
#define AT_WRITE(file, half, whole)                                  \
    if (is_last(file)) {                                             \
        if (plan->manner == 1) (void)!(half);                        \
        if (plan->manner == 2) (void)!(whole);                       \
        die();                                                       \
    }                                                                \
    return whole;

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at)
{
    REAL(ssize_t, "pwrite64", int, const void*, size_t, off64_t);
    AT_WRITE(file, real(file, bytes, size / 2, at), real(file, bytes, size, at))
}

ssize_t send(int file, const void* bytes, size_t size, int flags)
{
    REAL(ssize_t, "send", int, const void*, size_t, int);
    AT_WRITE(file, real(file, bytes, size / 2, flags), real(file, bytes, size, flags))
}

int fdatasync(int file)
{
    REAL(int, "fdatasync", int);
    AT_WRITE(file, 0, real(file))
}
