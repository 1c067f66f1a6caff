/* bench_stages.c -- where the CPU time of reading goes. In: a model folder and files. Out: one line a stage: seconds of CPU, words a second.
 *
 * usage: bench_stages MODEL FILE..
 *
 * The whole path is timed first; then intake, text, output and the encoder's passes are timed alone over the same documents, and what is left is
 * the attribution module's own work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "encoder.h"
#include "hearsay.h"
#include "pieces.h"
#include "quotes.h"
#include "vocabulary.h"

typedef struct file {
    const char *name;
    char *bytes;
    size_t len;
    hs_document *doc;
} file;

static void check(hs_status status, const hs_error *err, const char *what)
{
    if (status != HS_OK) {
        fprintf(stderr, "%s: %s\n", what, err->msg);
        exit(1);
    }
}

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static file load(const char *name)
{
    file f = {.name = name};
    FILE *in = fopen(name, "rb");
    if (!in || fseek(in, 0, SEEK_END)) {
        perror(name);
        exit(1);
    }
    f.len = (size_t)ftell(in);
    rewind(in);
    f.bytes = malloc(f.len + 1);
    if (!f.bytes || fread(f.bytes, 1, f.len, in) != f.len) {
        perror(name);
        exit(1);
    }
    fclose(in);
    return f;
}

static int discard(void *ctx, const char *bytes, size_t len)
{
    (void)bytes;
    *(size_t *)ctx += len;
    return 0;
}

/* The encoder alone, over the windows that reading this text takes. */
static void encode(hs_encoder *encoder, const hs_model_config *config, const hs_pieces *pieces)
{
    hs_error err;
    uint32_t length = config->window_length - 2;
    size_t begin = 0, max_windows = hs_encoder_windows(encoder);
    uint32_t lengths[64];
    static int32_t ids[1 << 16];
    for (bool last = !pieces->n; !last;) {
        size_t n = 0, tokens = 0;
        while (!last && n < max_windows && n < 64 && tokens + config->window_length <= hs_encoder_tokens(encoder)) {
            size_t end = begin + length < pieces->n ? begin + length : pieces->n;
            memcpy(ids + tokens, pieces->ids + begin, (end - begin) * sizeof *ids);
            ids[tokens + end - begin] = ids[tokens + end - begin + 1] = pieces->ids[begin];
            lengths[n] = (uint32_t)(end - begin) + 2;
            tokens += lengths[n++];
            last = end == pieces->n;
            begin = end - 2 * config->window_margin;
        }
        check(hs_encoder_run(encoder, ids, lengths, n, &err), &err, "encoder");
    }
}

static void tell(const char *stage, double seconds, size_t words)
{
    printf("%-12s %8.3f s %10.0f words a CPU second\n", stage, seconds, (double)words / seconds);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench_stages MODEL FILE..\n");
        return 2;
    }
    hs_error err;
    hs_reader *reader;
    hs_workspace *workspace;
    hs_model *model;
    hs_encoder *encoder;
    hs_vocabulary *vocabulary;
    char path[4096];
    snprintf(path, sizeof path, "%s/vocab.txt", argv[1]);
    check(hs_reader_open(&reader, argv[1], &err), &err, argv[1]);
    check(hs_workspace_open(&workspace, reader, &err), &err, argv[1]);
    check(hs_model_open(&model, argv[1], &err), &err, argv[1]);
    check(hs_encoder_open(&encoder, model, NULL, &err), &err, argv[1]);
    check(hs_vocabulary_open(&vocabulary, path, &err), &err, path);

    size_t n_files = (size_t)argc - 2, words = 0, written = 0;
    file *files = calloc(n_files, sizeof *files);
    for (size_t i = 0; i < n_files; i++)
        files[i] = load(argv[i + 2]);

    double begun = cpu_seconds();
    for (size_t i = 0; i < n_files; i++) {
        hs_document *doc;
        check(hs_document_open(&doc, files[i].bytes, files[i].len, NULL, &err), &err, files[i].name);
        check(hs_read(doc, reader, workspace, &err), &err, files[i].name);
        check(hs_document_write(doc, HS_FORMAT_JSONL, NULL, discard, &written, &err), &err, files[i].name);
        files[i].doc = doc;
    }
    double all = cpu_seconds() - begun;
    for (size_t i = 0; i < n_files; i++)
        words += hs_document_words(files[i].doc);

    begun = cpu_seconds();
    for (size_t i = 0; i < n_files; i++) {
        hs_document *doc;
        check(hs_document_open(&doc, files[i].bytes, files[i].len, NULL, &err), &err, files[i].name);
        hs_document_free(doc);
    }
    double intake = cpu_seconds() - begun;

    double text = 0, passes = 0;
    hs_arena *arena = hs_arena_new((size_t)1 << 30);
    for (size_t i = 0; i < n_files; i++) {
        hs_pieces pieces;
        hs_quotes quotes;
        hs_arena_reset(arena);
        begun = cpu_seconds();
        check(hs_pieces_make(&pieces, arena, vocabulary, hs_document_text(files[i].doc), &err), &err, files[i].name);
        check(hs_quotes_find(&quotes, arena, hs_document_text(files[i].doc), &err), &err, files[i].name);
        text += cpu_seconds() - begun;
        begun = cpu_seconds();
        encode(encoder, hs_model_config_of(model), &pieces);
        passes += cpu_seconds() - begun;
    }

    begun = cpu_seconds();
    for (size_t i = 0; i < n_files; i++)
        check(hs_document_write(files[i].doc, HS_FORMAT_JSONL, NULL, discard, &written, &err), &err, files[i].name);
    double output = cpu_seconds() - begun;

    tell("all", all, words);
    tell("intake", intake, words);
    tell("text", text, words);
    tell("encoder", passes, words);
    tell("attribution", all - intake - text - passes - output, words);
    tell("output", output, words);

    for (size_t i = 0; i < n_files; i++) {
        hs_document_free(files[i].doc);
        free(files[i].bytes);
    }
    free(files);
    hs_arena_free(arena);
    hs_vocabulary_free(vocabulary);
    hs_encoder_free(encoder);
    hs_model_free(model);
    hs_workspace_free(workspace);
    hs_reader_free(reader);
    return 0;
}
