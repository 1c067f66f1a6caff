/* related_ledger.c -- a small ledger with disputes and changes of position: related_ledger LEDGER. In: tests/unit/related_story.h. Out:
 * LEDGER. No model is needed. */
#include "related_story.h"

int main(int argc, char **argv)
{
    if (argc != 2 || hs_ledger_open(&ledger, argv[1], HS_LEDGER_WRITE, NULL) != HS_OK)
        return 1;
    put_story();
    hs_status status = hs_ledger_commit(ledger, NULL);
    hs_ledger_free(ledger);
    return status != HS_OK;
}
