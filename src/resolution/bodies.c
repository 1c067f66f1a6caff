/* bodies.c -- what bodies are called. From general knowledge; no list was copied. See bodies.h. */
#include "bodies.h"

typedef struct called {
    const char *names; /* acronyms, or words of a name */
    const char *nouns;
} called;

/* A name that is one of these is called so, and nothing else. */
static const called known[] = {
    {"fbi atf", "bureau agency"},
    {"cia nsa nasa esa dea tsa cdc epa fema iaea europol frontex unhcr", "agency"},
    {"faa fda", "agency regulator administration"},
    {"sec fca ofcom ofgem ofwat", "regulator watchdog agency commission"},
    {"mi5 mi6 fsb gru svr mossad kgb", "agency service"},
    {"who un unesco oecd opcw interpol osce wto", "agency organisation organization body"},
    {"unicef", "agency fund"},
    {"eu", "bloc"},
    {"nato", "alliance organisation organization"},
    {"imf", "fund lender"},
    {"ecb", "bank"},
    {"opec", "cartel group organisation organization"},
    {"fifa uefa ioc", "body federation committee"},
    {"nhs", "service"},
};

/* A name with one of these words may be called so, besides what its other words say. */
static const called by_word[] = {
    {"police constabulary", "force"},
    {"airlines airways", "airline carrier"},
    {"bank", "lender"},
    {"teamsters brotherhood", "union"},
    {"safety standards authority commission inspectorate", "regulator watchdog"},
};

/* What any body may be called. */
static const char anything[] = "body organisation organization institution group";

static const called *find_known(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    for (size_t i = 0; i < sizeof known / sizeof *known && end - first == 1; i++)
        if (tokens->at[first].shape & HS_TOKEN_CAPITALS && hs_token_is_in(tokens, first, known[i].names))
            return &known[i];
    return NULL;
}

bool hs_body_is_known(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    return find_known(tokens, first, end) != NULL;
}

hs_body_call hs_body_is_called(const hs_tokens *tokens, uint32_t first, uint32_t end, uint32_t noun)
{
    const called *body = find_known(tokens, first, end);
    if (body)
        return hs_token_is_in(tokens, noun, body->nouns) ? HS_BODY_CALLED : hs_token_is_in(tokens, noun, anything) ? HS_BODY_UNKNOWN : HS_BODY_OTHER;
    for (size_t i = 0; i < sizeof by_word / sizeof *by_word; i++)
        for (uint32_t k = first; k < end && hs_token_is_in(tokens, noun, by_word[i].nouns); k++)
            if (hs_token_is_in(tokens, k, by_word[i].names))
                return HS_BODY_CALLED;
    return HS_BODY_UNKNOWN;
}
