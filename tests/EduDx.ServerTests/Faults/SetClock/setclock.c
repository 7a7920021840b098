/* The wall clock of one process, set from outside while it runs: stands before the C library's clock and adds the seconds that the file named by SETCLOCK_FILE
   holds (a little-endian double, mapped). Monotonic clocks run on, as on a machine whose clock is set. Deadlines of waits that go by the wall clock are taken back
   to the kernel's: those by a monotonic one are smaller than LEAST, a machine's time since its start. (Debian's libfaketime takes both for the same, and .NET spins.)
   cc -shared -fPIC -O2 -o setclock.so setclock.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define LEAST 40000000L
#define NEXT(name) static __typeof__(name) *next; if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static volatile double *seconds;

__attribute__((constructor)) static void open_file(void)
{
    const char *path = getenv("SETCLOCK_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    void *map = file < 0 ? MAP_FAILED : mmap(NULL, sizeof(double), PROT_READ, MAP_SHARED, file, 0);
    if (map != MAP_FAILED) seconds = map;
}

static struct timespec add(struct timespec t, double by)
{
    double whole = floor(by);
    t.tv_sec += (time_t)whole;
    t.tv_nsec += (long)((by - whole) * 1e9);
    if (t.tv_nsec >= 1000000000L) { t.tv_sec++; t.tv_nsec -= 1000000000L; }
    return t;
}

static double offset(void) { return seconds ? *seconds : 0; }

static struct timespec kernels(const struct timespec *deadline) { return deadline->tv_sec < LEAST ? *deadline : add(*deadline, -offset()); }

int clock_gettime(clockid_t clock, struct timespec *t)
{
    NEXT(clock_gettime);
    int rc = next(clock, t);
    if (rc == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) *t = add(*t, offset());
    return rc;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone)
{
    (void)zone;
    struct timespec now;
    int rc = clock_gettime(CLOCK_REALTIME, &now);
    if (rc == 0) { t->tv_sec = now.tv_sec; t->tv_usec = now.tv_nsec / 1000; }
    return rc;
}

time_t time(time_t *t)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (t) *t = now.tv_sec;
    return now.tv_sec;
}

int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, const struct timespec *restrict t)
{
    NEXT(pthread_cond_timedwait);
    struct timespec deadline = kernels(t);
    return next(c, m, &deadline);
}

int pthread_cond_clockwait(pthread_cond_t *c, pthread_mutex_t *m, clockid_t clock, const struct timespec *t)
{
    NEXT(pthread_cond_clockwait);
    struct timespec deadline = clock == CLOCK_REALTIME ? kernels(t) : *t;
    return next(c, m, clock, &deadline);
}

int sem_timedwait(sem_t *restrict s, const struct timespec *restrict t)
{
    NEXT(sem_timedwait);
    struct timespec deadline = kernels(t);
    return next(s, &deadline);
}
