/* A disk in memory that knows, for each file and each folder, what is there and what is sure to be there after a power cut.

   Sure is what POSIX promises: the bytes and the length of a file up to its last fsync or fdatasync, and the names in a folder up to the last
   fsync of that folder. That a file was synced makes its name no surer, nor does a rename make its bytes so. Of what came later any part may be there:
   - of a file nothing, all, the first part, or any sectors of 512 bytes (a sector is never torn), with any length between the two;
   - of a folder any number of the first of the changes to its names, each of them whole: a rename in one folder is one change, a rename between two folders is
     two. POSIX promises no order; ext4, XFS and Btrfs keep it within a folder, and RocksDB relies on it.
   Rights are sure at once. */
#ifndef DISK_H
#define DISK_H

#include <stdint.h>
#include <sys/types.h>
#include <time.h>

struct content { unsigned char *bytes; off_t size, room; };

struct name { char *text; struct node *node; struct name *next; };

/* A name that goes, a name that comes for a node, or both at once. */
struct change { char *gone, *come; struct node *node; struct change *next; };

struct node {
    ino_t ino;
    mode_t mode;
    struct timespec changed;
    /* Of a file: bytes from dirty_from to dirty_to may differ. */
    struct content now, sure;
    off_t dirty_from, dirty_to;
    /* Of a folder. */
    struct name *names, *sure_names;
    struct change *pending, **last;
};

struct node *node_new(mode_t mode);
struct node *node_find(struct name *names, const char *text);

/* A name goes, a name comes, or both at once; either may be NULL. */
void names_change(struct node *folder, const char *gone, const char *come, struct node *node);

void file_resize(struct node *file, off_t size);
void file_write(struct node *file, const void *bytes, size_t count, off_t at);

void file_sync(struct node *file);
void folder_sync(struct node *folder);

/* Fills an empty folder from one of another file system; all of it is sure. */
void image_load(struct node *folder, const char *path);

/* Writes a folder into an empty one of another file system: as it is, or (with a seed that is not 0) as a power cut now could leave it. */
void image_save(struct node *folder, const char *path, uint64_t *seed);

#endif
