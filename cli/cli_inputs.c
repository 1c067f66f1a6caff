/* cli_inputs.c -- which files the operands name: themselves, the files of folders at any depth, what a glob matches
 * where no shell has expanded it. Main thread only. */
#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

enum { MOST_FOLDERS = 64 }; /* within one another */

/* @param file  what is known of a regular file; NULL: it is none */
static void add(cli_inputs *inputs, const char *path, const char *problem, const struct stat *file)
{
    if ((inputs->n & (inputs->n - 1)) == 0)
        inputs->at = cli_grow(inputs->at, inputs->n ? 2 * inputs->n : 1, sizeof *inputs->at);
    inputs->at[inputs->n++] = (cli_input){cli_copy(path, strlen(path)), problem, file != NULL,
                                               file ? (uint64_t)file->st_size : 0};
}

/* By bytes, whatever the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void add_folder(cli_inputs *inputs, const char *path, unsigned depth)
{
    struct dirent **entries;
    size_t before = inputs->n;
    int n = depth < MOST_FOLDERS ? scandir(path, &entries, is_shown, by_name) : -1;
    if (n < 0) {
        add(inputs, path, depth < MOST_FOLDERS ? strerror(errno) : "folders within one another deeper than 64", NULL);
        return;
    }
    for (int i = 0; i < n; i++) {
        struct stat about, link;
        size_t len = strlen(path), size = len + strlen(entries[i]->d_name) + 2;
        char *inner = cli_grow(NULL, size, 1);
        snprintf(inner, size, "%s%s%s", path, len && path[len - 1] == '/' ? "" : "/", entries[i]->d_name);
        /* A link to a folder could lead back here. */
        bool known = stat(inner, &about) == 0 && lstat(inner, &link) == 0;
        if (known && S_ISDIR(about.st_mode)) {
            if (!S_ISLNK(link.st_mode))
                add_folder(inputs, inner, depth + 1);
        } else if (!known || S_ISREG(about.st_mode)) {
            add(inputs, inner, NULL, known ? &about : NULL);
        }
        free(inner);
        free(entries[i]);
    }
    free(entries);
    if (!depth && inputs->n == before)
        add(inputs, path, "is a folder without a file in it", NULL);
}

static void add_path(cli_inputs *inputs, const char *path)
{
    struct stat about;
    bool known = strcmp(path, "-") != 0 && stat(path, &about) == 0;
    if (known && S_ISDIR(about.st_mode))
        add_folder(inputs, path, 0);
    else
        add(inputs, path, NULL, known && S_ISREG(about.st_mode) ? &about : NULL);
}

void cli_inputs_find(cli_inputs *out, char **operands, size_t n)
{
    *out = (cli_inputs){0};
    for (size_t i = 0; i < n; i++) {
        struct stat about;
        glob_t found;
        bool url = cli_is_url(operands[i]);
        bool pattern = !url && strpbrk(operands[i], "*?[") && lstat(operands[i], &about) != 0;
        if (url) {
            add(out, operands[i], NULL, NULL);
            continue;
        }
        if (!pattern || glob(operands[i], 0, NULL, &found) != 0) {
            add_path(out, operands[i]);
            continue;
        }
        for (size_t k = 0; k < found.gl_pathc; k++)
            add_path(out, found.gl_pathv[k]);
        globfree(&found);
    }
}

void cli_inputs_free(cli_inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        free(inputs->at[i].path);
    free(inputs->at);
}
