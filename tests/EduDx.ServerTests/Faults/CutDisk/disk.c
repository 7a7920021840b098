#define _GNU_SOURCE
#include "disk.h"

#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* Nothing is given back: a disk lives until its first cut. */
static void *need(void *memory)
{
    if (!memory) errx(1, "out of memory");
    return memory;
}

struct node *node_new(mode_t mode)
{
    static ino_t last;
    struct node *node = need(calloc(1, sizeof *node));
    node->ino = ++last;
    node->mode = mode;
    node->last = &node->pending;
    clock_gettime(CLOCK_REALTIME, &node->changed);
    return node;
}

struct node *node_find(struct name *names, const char *text)
{
    for (; names; names = names->next)
        if (strcmp(names->text, text) == 0) return names->node;
    return NULL;
}

static void apply(struct name **names, const char *gone, const char *come, struct node *node)
{
    for (struct name **at = names; *at;) {
        if ((gone && strcmp((*at)->text, gone) == 0) || (come && strcmp((*at)->text, come) == 0)) *at = (*at)->next;
        else at = &(*at)->next;
    }
    if (!come) return;
    struct name *new = need(malloc(sizeof *new));
    *new = (struct name) { need(strdup(come)), node, *names };
    *names = new;
}

void names_change(struct node *folder, const char *gone, const char *come, struct node *node)
{
    apply(&folder->names, gone, come, node);
    struct change *new = need(malloc(sizeof *new));
    *new = (struct change) { gone ? need(strdup(gone)) : NULL, come ? need(strdup(come)) : NULL, node, NULL };
    *folder->last = new;
    folder->last = &new->next;
    clock_gettime(CLOCK_REALTIME, &folder->changed);
}

static struct name *copy(struct name *names)
{
    struct name *all = NULL;
    for (; names; names = names->next) apply(&all, NULL, names->text, names->node);
    return all;
}

void folder_sync(struct node *folder)
{
    folder->sure_names = copy(folder->names);
    folder->pending = NULL;
    folder->last = &folder->pending;
}

static void resize(struct content *content, off_t size)
{
    if (size > content->room) {
        content->room = MAX(size, content->room * 2);
        content->bytes = need(realloc(content->bytes, (size_t)content->room));
    }
    if (size > content->size) memset(content->bytes + content->size, 0, (size_t)(size - content->size));
    content->size = size;
}

static void touch(struct node *file, off_t from, off_t to)
{
    if (file->dirty_from == file->dirty_to) { file->dirty_from = from; file->dirty_to = to; }
    file->dirty_from = MIN(file->dirty_from, from);
    file->dirty_to = MAX(file->dirty_to, to);
    clock_gettime(CLOCK_REALTIME, &file->changed);
}

void file_resize(struct node *file, off_t size)
{
    touch(file, MIN(size, file->now.size), MAX(size, file->now.size));
    resize(&file->now, size);
}

void file_write(struct node *file, const void *bytes, size_t count, off_t at)
{
    off_t end = at + (off_t)count;
    if (end > file->now.size) file_resize(file, end);
    memcpy(file->now.bytes + at, bytes, count);
    touch(file, at, end);
}

void file_sync(struct node *file)
{
    resize(&file->sure, file->now.size);
    off_t to = MIN(file->dirty_to, file->now.size);
    if (to > file->dirty_from) memcpy(file->sure.bytes + file->dirty_from, file->now.bytes + file->dirty_from, (size_t)(to - file->dirty_from));
    file->dirty_from = file->dirty_to = 0;
}

/* splitmix64 */
static uint64_t draw(uint64_t *seed, uint64_t below)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (z ^ (z >> 31)) % below;
}

enum { NOTHING, ALL, FIRST, ANY, WAYS };

static struct content content_left(struct node *file, uint64_t *seed)
{
    struct content *now = &file->now, *sure = &file->sure, left = { 0 };
    uint64_t way = draw(seed, WAYS);
    if (way == NOTHING) return *sure;
    if (way == ALL) return *now;
    off_t least = MIN(sure->size, now->size);
    resize(&left, least + (off_t)draw(seed, (uint64_t)(MAX(sure->size, now->size) - least) + 1));
    off_t until = (off_t)draw(seed, (uint64_t)left.size + 1);
    for (off_t at = 0; at < left.size; at += SECTOR) {
        struct content *from = (way == FIRST ? at < until : draw(seed, 2)) ? now : sure;
        off_t end = MIN(MIN(at + SECTOR, left.size), from->size);
        if (end > at) memcpy(left.bytes + at, from->bytes + at, (size_t)(end - at));
    }
    return left;
}

static struct name *names_left(struct node *folder, uint64_t *seed)
{
    uint64_t way = draw(seed, ANY), count = 0, at = 0;
    for (struct change *c = folder->pending; c; c = c->next) count++;
    uint64_t until = draw(seed, count + 1);
    struct name *names = copy(folder->sure_names);
    for (struct change *c = folder->pending; c; c = c->next, at++)
        if (way == ALL || (way == FIRST && at < until)) apply(&names, c->gone, c->come, c->node);
    return names;
}

static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    int file = openat(folder, name, flags | O_CLOEXEC, mode);
    if (file < 0) err(1, "%s", name);
    return file;
}

static void save(struct node *node, int at, const char *name, uint64_t *seed)
{
    if (S_ISDIR(node->mode)) {
        if (mkdirat(at, name, 0700) < 0 && strcmp(name, ".") != 0) err(1, "%s", name);
        int folder = open_at(at, name, O_RDONLY | O_DIRECTORY, 0);
        for (struct name *n = *seed ? names_left(node, seed) : node->names; n; n = n->next) save(n->node, folder, n->text, seed);
        fchmod(folder, node->mode & 07777);
        close(folder);
        return;
    }
    struct content content = *seed ? content_left(node, seed) : node->now;
    int file = open_at(at, name, O_WRONLY | O_CREAT | O_EXCL, 0600);
    for (off_t done = 0; done < content.size;) {
        ssize_t wrote = write(file, content.bytes + done, (size_t)(content.size - done));
        if (wrote <= 0) err(1, "%s", name);
        done += wrote;
    }
    fchmod(file, node->mode & 07777);
    close(file);
}

void image_save(struct node *folder, const char *path, uint64_t *seed) { save(folder, open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0), ".", seed); }

static void load(struct node *folder, int at)
{
    DIR *all = fdopendir(at);
    if (!all) err(1, "an image");
    for (struct dirent *e; (e = readdir(all));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        struct stat st;
        int item = open_at(at, e->d_name, O_RDONLY, 0);
        if (fstat(item, &st) < 0) err(1, "%s", e->d_name);
        struct node *node = node_new(st.st_mode);
        apply(&folder->names, NULL, e->d_name, node);
        if (S_ISDIR(st.st_mode)) { load(node, item); continue; }
        resize(&node->now, st.st_size);
        for (off_t done = 0; done < st.st_size;) {
            ssize_t got = read(item, node->now.bytes + done, (size_t)(st.st_size - done));
            if (got <= 0) err(1, "%s", e->d_name);
            done += got;
        }
        touch(node, 0, st.st_size);
        file_sync(node);
        close(item);
    }
    folder_sync(folder);
    closedir(all);
}

void image_load(struct node *folder, const char *path) { load(folder, open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0)); }
