/* months.c -- names of months in the languages of Europe and some others. In: a word. Out: its month. Any thread. */
#include "months.h"

#include <string.h>

#include "fold.h"

enum { WORD_BYTES = 16 }; /* longer than any name */

/* Folded (fold.h), in the order of strcmp. A name may be cut down to `least` letters. */
static const struct {
    const char *name;
    unsigned char least, month;
} months[] = {
    {"abril", 3, 4},        {"agost", 3, 8},         {"agosto", 3, 8},      {"agustos", 3, 8},
    {"agustus", 3, 8},      {"anuari", 3, 1},        {"anvar'", 3, 1},      {"anvara", 3, 1},
    {"aout", 3, 8},         {"aprel'", 3, 4},        {"aprela", 3, 4},      {"april", 3, 4},
    {"aprila", 3, 4},       {"aprile", 3, 4},        {"aprili", 3, 4},      {"aprilie", 3, 4},
    {"aprilios", 3, 4},     {"apriliou", 3, 4},      {"aprilis", 3, 4},     {"aprill", 3, 4},
    {"aralik", 3, 12},      {"augoustos", 3, 8},     {"augoustou", 3, 8},   {"august", 3, 8},
    {"augusta", 3, 8},      {"augusti", 3, 8},       {"augusts", 3, 8},     {"augustus", 3, 8},
    {"augusztus", 3, 8},    {"avgust", 3, 8},        {"avgusta", 3, 8},     {"avril", 3, 4},
    {"balandzio", 5, 4},    {"berezna", 3, 3},       {"birzelio", 4, 6},    {"brezen", 3, 3},
    {"brezna", 3, 3},       {"cerven", 6, 6},        {"cervence", 7, 7},    {"cervenec", 7, 7},
    {"cervna", 3, 6},       {"cvc", 3, 7},           {"cvn", 3, 6},         {"czerwca", 3, 6},
    {"czerwiec", 3, 6},     {"december", 3, 12},     {"decembra", 3, 12},   {"decembre", 3, 12},
    {"decembri", 3, 12},    {"decembrie", 3, 12},    {"decembris", 3, 12},  {"dekabr'", 3, 12},
    {"dekabra", 3, 12},     {"dekemvri", 3, 12},     {"dekemvrios", 3, 12}, {"dekemvriou", 3, 12},
    {"desember", 3, 12},    {"desembre", 3, 12},     {"detsember", 3, 12},  {"dezember", 3, 12},
    {"dezembro", 3, 12},    {"dicembre", 3, 12},     {"diciembre", 3, 12},  {"duben", 3, 4},
    {"dubna", 3, 4},        {"ekim", 3, 10},         {"elokuu", 4, 8},      {"elokuuta", 4, 8},
    {"enero", 3, 1},        {"eylul", 3, 9},         {"febbraio", 3, 2},    {"feber", 3, 2},
    {"febrer", 3, 2},       {"febrero", 3, 2},       {"februar", 3, 2},     {"februara", 3, 2},
    {"februari", 3, 2},     {"februarie", 3, 2},     {"februaris", 3, 2},   {"februarja", 3, 2},
    {"february", 3, 2},     {"fevereiro", 3, 2},     {"fevral'", 3, 2},     {"fevrala", 3, 2},
    {"fevrier", 3, 2},      {"fevrouarios", 3, 2},   {"fevrouariou", 3, 2}, {"fevruari", 3, 2},
    {"geguzes", 4, 5},      {"gener", 3, 1},         {"gennaio", 3, 1},     {"giugno", 3, 6},
    {"grudna", 3, 12},      {"grudnia", 3, 12},      {"grudzien", 3, 12},   {"gruodzio", 4, 12},
    {"haziran", 3, 6},      {"heinakuu", 5, 7},      {"heinakuuta", 5, 7},  {"helmikuu", 5, 2},
    {"helmikuuta", 5, 2},   {"huhtikuu", 5, 4},      {"huhtikuuta", 5, 4},  {"ianouarios", 3, 1},
    {"ianouariou", 3, 1},   {"ianuarie", 3, 1},      {"ioulios", 4, 7},     {"iouliou", 4, 7},
    {"iounios", 4, 6},      {"iouniou", 4, 6},       {"iul'", 3, 7},        {"iula", 3, 7},
    {"iulie", 3, 7},        {"iun'", 3, 6},          {"iuna", 3, 6},        {"iunie", 3, 6},
    {"jaanuar", 3, 1},      {"janeiro", 3, 1},       {"janner", 4, 1},      {"januar", 3, 1},
    {"januara", 3, 1},      {"januari", 3, 1},       {"januarja", 3, 1},    {"january", 3, 1},
    {"janvari", 3, 1},      {"janvaris", 3, 1},      {"janvier", 3, 1},     {"joulukuu", 5, 12},
    {"joulukuuta", 5, 12},  {"jovtna", 3, 10},       {"juillet", 4, 7},     {"juin", 4, 6},
    {"jula", 3, 7},         {"julho", 3, 7},         {"juli", 3, 7},        {"julija", 3, 7},
    {"julijs", 3, 7},       {"julio", 3, 7},         {"juliol", 3, 7},      {"julius", 3, 7},
    {"july", 3, 7},         {"juna", 3, 6},          {"june", 3, 6},        {"junho", 3, 6},
    {"juni", 3, 6},         {"junija", 3, 6},        {"junijs", 3, 6},      {"junio", 3, 6},
    {"junius", 3, 6},       {"juny", 3, 6},          {"juuli", 4, 7},       {"juuni", 4, 6},
    {"kasim", 3, 11},       {"kesakuu", 4, 6},       {"kesakuuta", 4, 6},   {"kovo", 4, 3},
    {"kveten", 3, 5},       {"kvetna", 3, 5},        {"kvitna", 3, 4},      {"kwiecien", 3, 4},
    {"kwietnia", 3, 4},     {"lapkricio", 4, 11},    {"leden", 3, 1},       {"ledna", 3, 1},
    {"liepos", 4, 7},       {"lipca", 3, 7},         {"lipiec", 3, 7},      {"lipna", 3, 7},
    {"listopad", 3, 11},    {"listopada", 3, 11},    {"listopadu", 3, 11},  {"lokakuu", 4, 10},
    {"lokakuuta", 4, 10},   {"luglio", 3, 7},        {"lutego", 3, 2},      {"lutogo", 3, 2},
    {"luty", 3, 2},         {"maa", 3, 5},           {"maaliskuu", 5, 3},   {"maaliskuuta", 5, 3},
    {"maart", 4, 3},        {"maerz", 3, 3},         {"maggio", 3, 5},      {"mai", 3, 5},
    {"maig", 3, 5},         {"maija", 3, 5},         {"maijs", 3, 5},       {"maio", 3, 5},
    {"maios", 3, 5},        {"maiou", 3, 5},         {"maj", 3, 5},         {"maja", 3, 5},
    {"majus", 3, 5},        {"marc", 3, 3},          {"marca", 3, 3},       {"march", 3, 3},
    {"marcius", 3, 3},      {"marco", 3, 3},         {"marec", 3, 3},       {"maret", 3, 3},
    {"marraskuu", 5, 11},   {"marraskuuta", 5, 11},  {"mars", 3, 3},        {"mart", 3, 3},
    {"marta", 3, 3},        {"martie", 3, 3},        {"martios", 3, 3},     {"martiou", 3, 3},
    {"marts", 3, 3},        {"marz", 3, 3},          {"marzec", 3, 3},      {"marzo", 3, 3},
    {"may", 3, 5},          {"mayis", 3, 5},         {"mayo", 3, 5},        {"mei", 3, 5},
    {"mrt", 3, 3},          {"nisan", 3, 4},         {"noabr'", 3, 11},     {"noabra", 3, 11},
    {"noemvri", 3, 11},     {"noemvrios", 3, 11},    {"noemvriou", 3, 11},  {"noiembrie", 3, 11},
    {"november", 3, 11},    {"novembra", 3, 11},     {"novembre", 3, 11},   {"novembri", 3, 11},
    {"novembris", 3, 11},   {"novembro", 3, 11},     {"noviembre", 3, 11},  {"ocak", 3, 1},
    {"october", 3, 10},     {"octobre", 3, 10},      {"octombrie", 3, 10},  {"octubre", 3, 10},
    {"oktabr'", 3, 10},     {"oktabra", 3, 10},      {"oktober", 3, 10},    {"oktobra", 3, 10},
    {"oktobri", 3, 10},     {"oktobris", 3, 10},     {"oktomvri", 3, 10},   {"oktoober", 3, 10},
    {"oktovrios", 3, 10},   {"oktovriou", 3, 10},    {"ottobre", 3, 10},    {"outubro", 3, 10},
    {"pazdziernik", 3, 10}, {"pazdziernika", 3, 10}, {"prosince", 3, 12},   {"prosinec", 3, 12},
    {"rijen", 3, 10},       {"rijna", 3, 10},        {"rugpjucio", 4, 8},   {"rugsejo", 4, 9},
    {"sausio", 4, 1},       {"sentabr'", 3, 9},      {"sentabra", 3, 9},    {"sept", 4, 9},
    {"september", 3, 9},    {"septembra", 3, 9},     {"septembre", 3, 9},   {"septembri", 3, 9},
    {"septembrie", 3, 9},   {"septembris", 3, 9},    {"septemvri", 3, 9},   {"septemvrios", 3, 9},
    {"septemvriou", 3, 9},  {"septiembre", 3, 9},    {"serpna", 3, 8},      {"setembre", 3, 9},
    {"setembro", 3, 9},     {"setiembre", 3, 9},     {"settembre", 3, 9},   {"sicna", 3, 1},
    {"sierpien", 3, 8},     {"sierpnia", 3, 8},      {"spalio", 4, 10},     {"srpen", 3, 8},
    {"srpna", 3, 8},        {"styczen", 3, 1},       {"stycznia", 3, 1},    {"subat", 3, 2},
    {"syyskuu", 4, 9},      {"syyskuuta", 4, 9},     {"szeptember", 4, 9},  {"tammikuu", 5, 1},
    {"tammikuuta", 5, 1},   {"temmuz", 3, 7},        {"toukokuu", 5, 5},    {"toukokuuta", 5, 5},
    {"travna", 3, 5},       {"uli", 3, 7},           {"uni", 3, 6},         {"unor", 3, 2},
    {"unora", 3, 2},        {"vasario", 4, 2},       {"veebruar", 3, 2},    {"veresna", 3, 9},
    {"wrzesien", 3, 9},     {"wrzesnia", 3, 9},      {"zari", 3, 9},
};

unsigned hs_month_by_name(hs_str word)
{
    char folded[WORD_BYTES];
    size_t n = hs_fold(folded, sizeof folded, word), low = 0, high = sizeof months / sizeof *months;
    if (n < 3 || n == sizeof folded)
        return 0;
    /* The first name that `word` is a beginning of, or all of: whole names come before longer ones. */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (strncmp(months[mid].name, folded, n) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < sizeof months / sizeof *months && strncmp(months[low].name, folded, n) == 0; low++)
        if (n >= months[low].least)
            return months[low].month;
    return 0;
}
