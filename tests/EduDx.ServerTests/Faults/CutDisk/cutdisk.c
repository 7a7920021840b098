/* Mounts a disk in memory (disk.h) whose power can be cut, and keeps it in folders of another file system before and after.

     cutdisk IMAGE LEFT MOUNT SEED WAYS [lie]

   IMAGE is what is on it at first. What is on it when it is unmounted goes to LEFT, an empty folder: everything to LEFT/0, or after a power cut what it could
   have left, in so many WAYS, which follow from SEED, to LEFT/0, LEFT/1, ... A line "cut N" at the standard input cuts the power at the N-th change or sync from then on: it and everything behind it fails with EIO. It is told by
   a line "cut" at the standard output. With "lie" a sync of a file is answered and not kept. The end of the standard input unmounts.
   cc -O2 -o cutdisk cutdisk.c disk.c $(pkg-config --cflags --libs fuse3) -lpthread */
#define _GNU_SOURCE
#define FUSE_USE_VERSION 31
#include "disk.h"

#include <err.h>
#include <errno.h>
#include <fuse.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define BLOCK 4096
#define GIB (1 << 30)

static struct node *root;
static const char *mounted;
static int lies;
static atomic_long until_cut;
static atomic_int is_cut;
static long changes, syncs;

#define ALIVE() do { if (atomic_load(&is_cut)) return -EIO; } while (0)
#define CHANGE() do { if (changing()) return -EIO; } while (0)

static int changing(void)
{
    if (atomic_load(&until_cut) > 0 && atomic_fetch_sub(&until_cut, 1) == 1) {
        atomic_store(&is_cut, 1);
        printf("cut\n");
        fflush(stdout);
    }
    changes++;
    return atomic_load(&is_cut);
}

/* The node of a path, or the folder that it is in and its last part there. */
static struct node *walk(const char *path, struct node **folder, const char **last)
{
    struct node *at = root;
    if (folder) *folder = NULL;
    while (*path == '/') path++;
    while (*path) {
        char part[256];
        size_t length = strcspn(path, "/");
        if (!at || !S_ISDIR(at->mode) || length >= sizeof part) return NULL;
        memcpy(part, path, length);
        part[length] = 0;
        if (folder && !path[length]) { *folder = at; *last = path; }
        at = node_find(at->names, part);
        path += length;
        while (*path == '/') path++;
    }
    return at;
}

static struct node *node_of(const char *path, struct fuse_file_info *file) { return file && file->fh ? (struct node *)file->fh : walk(path, NULL, NULL); }

static int cut_getattr(const char *path, struct stat *st, struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = node_of(path, file);
    if (!node) return -ENOENT;
    memset(st, 0, sizeof *st);
    st->st_ino = node->ino;
    st->st_mode = node->mode;
    st->st_nlink = S_ISDIR(node->mode) ? 2 : 1;
    st->st_size = node->now.size;
    st->st_blocks = (node->now.size + 511) / 512;
    st->st_blksize = BLOCK;
    st->st_mtim = st->st_ctim = st->st_atim = node->changed;
    return 0;
}

static int cut_open(const char *path, struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = walk(path, NULL, NULL);
    if (!node) return -ENOENT;
    if (file->flags & O_TRUNC) {
        CHANGE();
        file_resize(node, 0);
    }
    file->fh = (uint64_t)node;
    return 0;
}

static int add(const char *path, struct node *node, int replaces)
{
    struct node *folder;
    const char *name;
    struct node *old = walk(path, &folder, &name);
    if (!folder) return -ENOENT;
    if (old && !replaces) return -EEXIST;
    CHANGE();
    names_change(folder, NULL, name, node);
    return 0;
}

static int cut_create(const char *path, mode_t mode, struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = node_new(S_IFREG | (mode & 07777));
    int rc = add(path, node, 0);
    if (rc == -EEXIST && !(file->flags & O_EXCL)) return cut_open(path, file);
    file->fh = (uint64_t)node;
    return rc;
}

static int cut_mkdir(const char *path, mode_t mode)
{
    ALIVE();
    return add(path, node_new(S_IFDIR | (mode & 07777)), 0);
}

static int cut_link(const char *from, const char *to)
{
    ALIVE();
    return add(to, walk(from, NULL, NULL), 0);
}

static int cut_remove(const char *path)
{
    ALIVE();
    struct node *folder;
    const char *name;
    struct node *node = walk(path, &folder, &name);
    if (!node) return -ENOENT;
    if (node->names) return -ENOTEMPTY;
    CHANGE();
    names_change(folder, name, NULL, NULL);
    return 0;
}

static int cut_rename(const char *from, const char *to, unsigned int flags)
{
    ALIVE();
    struct node *folder, *other;
    const char *name, *new_name;
    struct node *node = walk(from, &folder, &name), *old = walk(to, &other, &new_name);
    if (!node || !other) return -ENOENT;
    if (flags & ~RENAME_NOREPLACE) return -EINVAL;
    if (old && (flags & RENAME_NOREPLACE)) return -EEXIST;
    if (old && old->names) return -ENOTEMPTY;
    if (folder != other) {
        int rc = add(to, node, 1);
        if (rc < 0) return rc;
        new_name = NULL;
    }
    CHANGE();
    names_change(folder, name, new_name, node);
    return 0;
}

static int cut_truncate(const char *path, off_t size, struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = node_of(path, file);
    if (!node) return -ENOENT;
    CHANGE();
    file_resize(node, size);
    return 0;
}

/* Room that is reserved is not to be seen; everything has room. */
static int cut_fallocate(const char *path, int mode, off_t at, off_t length, struct fuse_file_info *file)
{
    ALIVE();
    if (mode & ~FALLOC_FL_KEEP_SIZE) return -EOPNOTSUPP;
    struct node *node = node_of(path, file);
    return mode || at + length <= node->now.size ? 0 : cut_truncate(path, at + length, file);
}

static int cut_read(const char *path, char *bytes, size_t count, off_t at, struct fuse_file_info *file)
{
    ALIVE();
    struct content *now = &node_of(path, file)->now;
    if (at >= now->size) return 0;
    if (count > (size_t)(now->size - at)) count = (size_t)(now->size - at);
    memcpy(bytes, now->bytes + at, count);
    return (int)count;
}

static int cut_write(const char *path, const char *bytes, size_t count, off_t at, struct fuse_file_info *file)
{
    ALIVE();
    CHANGE();
    file_write(node_of(path, file), bytes, count, at);
    return (int)count;
}

static int cut_fsync(const char *path, int data, struct fuse_file_info *file)
{
    (void)data;
    ALIVE();
    CHANGE();
    syncs++;
    if (!lies) file_sync(node_of(path, file));
    return 0;
}

static int cut_fsyncdir(const char *path, int data, struct fuse_file_info *file)
{
    (void)data;
    ALIVE();
    CHANGE();
    syncs++;
    folder_sync(node_of(path, file));
    return 0;
}

static int cut_opendir(const char *path, struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = walk(path, NULL, NULL);
    file->fh = (uint64_t)node;
    return node ? 0 : -ENOENT;
}

static int cut_readdir(const char *path, void *buffer, fuse_fill_dir_t fill, off_t at, struct fuse_file_info *file, enum fuse_readdir_flags flags)
{
    (void)at, (void)flags;
    ALIVE();
    fill(buffer, ".", NULL, 0, 0);
    fill(buffer, "..", NULL, 0, 0);
    for (struct name *n = node_of(path, file)->names; n; n = n->next) fill(buffer, n->text, &(struct stat) { .st_ino = n->node->ino, .st_mode = n->node->mode }, 0, 0);
    return 0;
}

static int cut_chmod(const char *path, mode_t mode, struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = node_of(path, file);
    if (!node) return -ENOENT;
    node->mode = (node->mode & S_IFMT) | (mode & 07777);
    return 0;
}

static int cut_chown(const char *path, uid_t user, gid_t group, struct fuse_file_info *file)
{
    (void)path, (void)user, (void)group, (void)file;
    ALIVE();
    return 0;
}

static int cut_utimens(const char *path, const struct timespec times[2], struct fuse_file_info *file)
{
    ALIVE();
    struct node *node = node_of(path, file);
    if (!node) return -ENOENT;
    if (times[1].tv_nsec == UTIME_NOW) clock_gettime(CLOCK_REALTIME, &node->changed);
    else if (times[1].tv_nsec != UTIME_OMIT) node->changed = times[1];
    return 0;
}

static int cut_statfs(const char *path, struct statvfs *st)
{
    (void)path;
    ALIVE();
    memset(st, 0, sizeof *st);
    st->f_bsize = st->f_frsize = BLOCK;
    st->f_blocks = st->f_bfree = st->f_bavail = 64L * GIB / BLOCK;
    st->f_namemax = 255;
    return 0;
}

static void *listen_for_cuts(void *unused)
{
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        long at;
        if (sscanf(line, "cut %ld", &at) == 1 && at > 0) atomic_store(&until_cut, at);
    }
    umount2(mounted, MNT_DETACH);
    return unused;
}

static void *cut_init(struct fuse_conn_info *conn, struct fuse_config *config)
{
    (void)conn;
    /* A file that is open stays when its name goes, and what the kernel knows is true: nobody else changes this disk. */
    config->hard_remove = config->use_ino = config->nullpath_ok = config->kernel_cache = 1;
    config->entry_timeout = config->attr_timeout = 60;
    pthread_t thread;
    pthread_create(&thread, NULL, listen_for_cuts, NULL);
    printf("mounted\n");
    fflush(stdout);
    return NULL;
}

static const struct fuse_operations operations = {
    .init = cut_init, .getattr = cut_getattr, .open = cut_open, .create = cut_create, .mkdir = cut_mkdir, .link = cut_link, .unlink = cut_remove, .rmdir = cut_remove,
    .rename = cut_rename, .truncate = cut_truncate, .fallocate = cut_fallocate, .read = cut_read, .write = cut_write, .fsync = cut_fsync, .fsyncdir = cut_fsyncdir,
    .opendir = cut_opendir, .readdir = cut_readdir, .chmod = cut_chmod, .chown = cut_chown, .utimens = cut_utimens, .statfs = cut_statfs,
};

int main(int count, char **given)
{
    if (count < 6) {
        fprintf(stderr, "usage: cutdisk IMAGE LEFT MOUNT SEED WAYS [lie]\n");
        return 2;
    }
    mounted = given[3];
    lies = count > 6 && strcmp(given[6], "lie") == 0;
    root = node_new(S_IFDIR | 0755);
    image_load(root, given[1]);
    char *arguments[] = { given[0], given[3], "-f", "-s", "-o", "fsname=cutdisk", NULL };
    int rc = fuse_main(6, arguments, &operations, NULL);
    int ways = atomic_load(&is_cut) ? atoi(given[5]) : 1;
    for (int way = 0; way < ways; way++) {
        char left[4096];
        snprintf(left, sizeof left, "%s/%d", given[2], way);
        if (mkdir(left, 0700) < 0) err(1, "%s", left);
        uint64_t seed = atomic_load(&is_cut) ? strtoull(given[4], NULL, 10) * 1000 + (uint64_t)way + 1 : 0;
        image_save(root, left, &seed);
    }
    printf("left %ld %ld\n", changes, syncs);
    return rc;
}
