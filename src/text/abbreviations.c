/* abbreviations.c -- lists of words that sentences.c asks for. Sorted, found by bisection; test_text_sentences checks
 * the order. Any thread. */
#include "abbreviations.h"

#include <string.h>

#include "chars.h"
#include "word_list.h"

#define LIST(name, ...) static const char *const name[] = {__VA_ARGS__}
#define IN(list, word)  hs_word_list_has(list, sizeof(list) / sizeof *(list), word)
#define SORTED(list)    hs_word_list_is_sorted(list, sizeof(list) / sizeof *(list))

LIST(bound, "Adm", "Amb", "Assoc", "Asst", "Atty", "Brig", "Capt", "Cmdr", "Col", "Comdr", "Cpl", "Cpt", "Dep", "Det",
     "Dr", "Fr", "Ft", "Gen", "Gov", "Govs", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mgr", "Mlle", "Mme", "Mr", "Mrs",
     "Ms", "Msgr", "Mt", "Mx", "Pres", "Prof", "Profs", "Pvt", "Rep", "Reps", "Rev", "Sec", "Sen", "Sens", "Sgt", "Spc",
     "Supt", "Treas", "approx", "ca", "cf", "e.g", "i.e", "v", "viz", "vs");
LIST(number, "Art", "Ch", "Fig", "Figs", "No", "Nos", "Op", "Vol", "nos", "p", "pp", "vol");
LIST(inner, "Ala", "Ariz", "Ark", "Assn", "Ave", "Bancorp", "Blvd", "Bros", "Calif", "Cia", "Co", "Colo", "Conn",
     "Corp", "Del", "Dept", "Dist", "Esq", "Fla", "Ga", "Ill", "Inc", "Ind", "Intl", "Jr", "Kan", "Ky", "La", "Ltd",
     "Mass", "Md", "Mfg", "Mich", "Minn", "Miss", "Mo", "Mont", "Natl", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa",
     "Ph.D", "PhD", "Prop", "Pty", "Que", "Rd", "S.p.A", "Sr", "St", "Ste", "Tenn", "Tex", "Univ", "Va", "Vt", "Wash",
     "Wis", "Wyo", "al", "est", "ft", "lb", "lbs", "min", "sq");
LIST(month, "Apr", "Aug", "Dec", "Feb", "Fri", "Jan", "Jul", "Jun", "Mar", "Mon", "Nov", "Oct", "Sat", "Sep", "Sept",
     "Sun", "Thu", "Thur", "Thurs", "Tue", "Tues", "Wed");
LIST(starters, "A", "According", "After", "All", "Also", "Although", "Among", "An", "And", "Another", "As", "At",
     "Because", "Before", "Both", "But", "By", "During", "Each", "Earlier", "Even", "For", "Four", "From", "He", "Her",
     "Here", "His", "How", "However", "I", "If", "In", "Instead", "It", "Its", "Just", "Last", "Later", "Many",
     "Meanwhile", "More", "Most", "My", "No", "Not", "Now", "On", "One", "Or", "Other", "Others", "Our", "Over", "She",
     "Since", "So", "Some", "Still", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those",
     "Though", "Three", "To", "Two", "Under", "Until", "We", "What", "When", "Where", "Whether", "Which", "While",
     "Who", "Why", "With", "Yet", "You", "Your");
LIST(calendar, "AEDT", "AEST", "Apr", "April", "Aug", "August", "BST", "CDT", "CEST", "CET", "CST", "Central", "Dec",
     "December", "EDT", "EEST", "EET", "EST", "ET", "Eastern", "Feb", "February", "Fri", "Friday", "GMT", "IST", "JST",
     "Jan", "January", "Jul", "July", "Jun", "June", "MDT", "MSK", "MST", "MT", "Mar", "March", "May", "Mon", "Monday",
     "Mountain", "Nov", "November", "Oct", "October", "PDT", "PST", "PT", "Pacific", "Sat", "Saturday", "Sep", "Sept",
     "September", "Sun", "Sunday", "Thu", "Thursday", "Tue", "Tuesday", "UTC", "Wed", "Wednesday");
LIST(speech, "added", "adds", "asked", "asks", "continued", "cried", "declared", "demanded", "exclaimed", "insisted",
     "joked", "quipped", "replied", "responded", "said", "says", "shouted", "told", "tweeted", "wondered", "writes",
     "wrote", "yelled");

/* Letters parted by stops, one or two at a time: U.S, D.C, Ph.D, a.m */
static bool is_dotted(hs_str word)
{
    size_t run = 0, stops = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '.') {
            if (!run)
                return false;
            run = 0;
            stops++;
        } else if (!(hs_ascii_kind[(unsigned char)word.ptr[i]] & (HS_IS_UPPER | HS_IS_LOWER)) || ++run > 2)
            return false;
    }
    return stops && run;
}

hs_abbreviation hs_abbreviation_of(hs_str word)
{
    if (!word.len)
        return HS_ABBREVIATION_NONE;
    unsigned first = hs_ascii_kind[(unsigned char)word.ptr[0]];
    if (IN(bound, word))
        return HS_ABBREVIATION_BOUND;
    if (IN(number, word))
        return HS_ABBREVIATION_NUMBER;
    if (word.len == 1)
        return first & (HS_IS_UPPER | HS_IS_LOWER) ? HS_ABBREVIATION_LETTER : HS_ABBREVIATION_NONE;
    if (IN(month, word))
        return HS_ABBREVIATION_MONTH;
    if (IN(inner, word))
        return HS_ABBREVIATION_INNER;
    if (!is_dotted(word))
        return HS_ABBREVIATION_NONE;
    bool time =
        word.len == 3 && (word.ptr[2] | 0x20) == 'm' && ((word.ptr[0] | 0x20) == 'a' || (word.ptr[0] | 0x20) == 'p');
    return time ? HS_ABBREVIATION_TIME : HS_ABBREVIATION_INNER;
}

bool hs_abbreviations_sorted(void)
{
    return SORTED(bound) && SORTED(number) && SORTED(inner) && SORTED(month) && SORTED(starters) && SORTED(calendar) &&
           SORTED(speech);
}

bool hs_begins_sentences(hs_str word)
{
    return IN(starters, word);
}

bool hs_is_calendar(hs_str word)
{
    return IN(calendar, word);
}

bool hs_is_speech(hs_str word)
{
    return IN(speech, word);
}
