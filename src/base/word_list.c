/* word_list.c -- bisection. In: a list, a word. Out: whether it is there. No state; any thread. */
#include "word_list.h"

#include <string.h>

static int compare(const char *entry, hs_str word)
{
    size_t len = strlen(entry);
    int order = memcmp(entry, word.ptr, len < word.len ? len : word.len);
    return order ? order : (len > word.len) - (len < word.len);
}

bool hs_word_list_has(const char *const *list, size_t n, hs_str word)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = compare(list[mid], word);
        if (!order)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

bool hs_word_list_is_sorted(const char *const *list, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (strcmp(list[i - 1], list[i]) >= 0)
            return false;
    return true;
}
