/* server_model.c -- the model, opened when somebody needs it. In: its name. Out: a reader for all, the meaning of words. Any
 * thread. */
#include "server_state.h"
#include "status.h"

enum { MOST_NUMBERS = 4096 };

void hs_server_model_open(hs_server_model *out, const char *name, void (*opened)(const hs_comparer *))
{
    *out = (hs_server_model){.name = name, .opened = opened};
    pthread_mutex_init(&out->lock, NULL);
    pthread_mutex_init(&out->asking, NULL);
    pthread_mutex_init(&out->comparing, NULL);
}

void hs_server_model_close(hs_server_model *model)
{
    hs_compare_space_free(model->space);
    hs_comparer_free(model->comparer);
    hs_workspace_free(model->words);
    hs_reader_free(model->reader);
    pthread_mutex_destroy(&model->lock);
    pthread_mutex_destroy(&model->asking);
    pthread_mutex_destroy(&model->comparing);
}

/* That a model is not there is no fault of the server's: it is told as any other trouble with a model. */
static hs_status of_model(hs_status status, hs_error *err)
{
    if (status != HS_E_IO)
        return status;
    if (err)
        err->code = HS_E_MODEL;
    return HS_E_MODEL;
}

hs_status hs_server_model_reader(const hs_reader **out, hs_server_model *model, hs_error *err)
{
    pthread_mutex_lock(&model->lock);
    hs_status status = model->reader ? HS_OK : of_model(hs_reader_open(&model->reader, model->name, err), err);
    *out = model->reader;
    pthread_mutex_unlock(&model->lock);
    return status;
}

static hs_status open_comparer(hs_server_model *model, hs_error *err)
{
    if (model->comparer)
        return HS_OK;
    HS_TRY(of_model(hs_comparer_open(&model->comparer, NULL, err), err));
    if (model->opened)
        model->opened(model->comparer);
    return HS_OK;
}

hs_status hs_server_model_comparer(const hs_comparer **out, hs_server_model *model, hs_error *err)
{
    pthread_mutex_lock(&model->comparing);
    hs_status status = open_comparer(model, err);
    *out = model->comparer;
    pthread_mutex_unlock(&model->comparing);
    return status;
}

/* Called with the lock. */
static hs_status open_space(hs_server_model *model, hs_error *err)
{
    HS_TRY(open_comparer(model, err));
    return model->space ? HS_OK : hs_compare_space_open(&model->space, model->comparer, err);
}

hs_status hs_server_compare_pair(hs_comparison *out, hs_str *name, hs_server_model *model, const hs_pair *pair, hs_error *err)
{
    pthread_mutex_lock(&model->comparing);
    hs_status status = open_space(model, err);
    if (status == HS_OK)
        status = hs_compare(out, model->space, pair->a, pair->b, err);
    *name = status == HS_OK ? hs_comparer_model(model->comparer) : (hs_str){NULL, 0};
    pthread_mutex_unlock(&model->comparing);
    return status;
}

hs_compare_space *hs_server_compare_begin(hs_server_model *model)
{
    pthread_mutex_lock(&model->comparing);
    return open_space(model, NULL) == HS_OK ? model->space : NULL;
}

void hs_server_compare_end(hs_server_model *model)
{
    pthread_mutex_unlock(&model->comparing);
}

hs_status hs_server_meaning(const hs_meaning **out, hs_server_model *model, hs_arena *arena, hs_str words, hs_error *err)
{
    const hs_reader *reader;
    hs_meaning *meaning = HS_NEW(arena, hs_meaning, 1);
    int8_t *numbers = HS_NEW(arena, int8_t, MOST_NUMBERS);
    *out = NULL;
    if (!meaning || !numbers)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a search");
    if (hs_server_model_reader(&reader, model, NULL) != HS_OK)
        return HS_OK; /* by words alone */
    *meaning = (hs_meaning){.vector = numbers, .model = hs_reader_model(reader)};
    pthread_mutex_lock(&model->asking);
    hs_status status = model->words ? HS_OK : hs_workspace_open(&model->words, reader, NULL);
    if (status == HS_OK)
        status = hs_text_vector(numbers, MOST_NUMBERS, &meaning->width, reader, model->words, words, NULL);
    pthread_mutex_unlock(&model->asking);
    if (status == HS_OK)
        *out = meaning;
    return HS_OK;
}
