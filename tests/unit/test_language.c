/* test_language.c -- telling the language of a text: each alone, mixed with English, too short, hostile, without
 * memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "language.h"

/* Each allocation in turn can be made to fail; -1: none does. */
static long fail_at = -1;

void *__real_hs_alloc(size_t size);
void *__wrap_hs_alloc(size_t size);

void *__wrap_hs_alloc(size_t size)
{
    if (fail_at >= 0 && fail_at-- == 0)
        return NULL;
    return __real_hs_alloc(size);
}

static const char english[] =
    "The harbour master of Velmark, Mara Lindqvist, said on Tuesday that the pilots would return to work within a "
    "week. Unions denied "
    "that anything had been signed, and a spokesman for the Orsany Ferry Company declined to comment on the talks.\n";

static const struct {
    const char *code, *name, *text;
} others[] = {
    {"fr", "French",
     "La capitaine du port de Velmark a déclaré mardi que les pilotes reprendraient le travail d’ici une semaine. Les "
     "syndicats ont "
     "démenti qu’un accord ait été signé, et la compagnie de ferries n’a pas souhaité commenter les discussions en "
     "cours.\n"},
    {"de", "German",
     "Die Hafenmeisterin von Velmark sagte am Dienstag, die Lotsen würden binnen einer Woche zur Arbeit zurückkehren. "
     "Die "
     "Gewerkschaften bestritten, dass etwas unterschrieben sei, und die Fährgesellschaft wollte sich zu den Gesprächen "
     "nicht äußern.\n"},
    {"es", "Spanish",
     "La capitana del puerto de Velmark dijo el martes que los prácticos volverían al trabajo en el plazo de una "
     "semana. Los "
     "sindicatos negaron que se hubiera firmado nada y la compañía de transbordadores no quiso comentar las "
     "conversaciones.\n"},
    {"it", "Italian",
     "La comandante del porto di Velmark ha detto martedì che i piloti torneranno al lavoro entro una settimana. I "
     "sindacati hanno "
     "negato che sia stato firmato qualcosa e la compagnia dei traghetti non ha voluto commentare le trattative.\n"},
    {"pt", "Portuguese",
     "A capitã do porto de Velmark disse na terça-feira que os pilotos voltariam ao trabalho dentro de uma semana. Os "
     "sindicatos "
     "negaram que algo tivesse sido assinado e a companhia de navegação não quis comentar as negociações em curso.\n"},
    {"nl", "Dutch",
     "De havenmeester van Velmark zei dinsdag dat de loodsen binnen een week weer aan het werk zouden gaan. De "
     "vakbonden ontkenden dat "
     "er iets was ondertekend en de veerbootmaatschappij wilde niet ingaan op de gesprekken.\n"},
    {"pl", "Polish",
     "Kapitan portu w Velmarku powiedziała we wtorek, że piloci wrócą do pracy w ciągu tygodnia. Związki zawodowe "
     "zaprzeczyły, jakoby "
     "cokolwiek podpisano, a przedsiębiorstwo promowe odmówiło komentarza na temat rozmów.\n"},
    {"sv", "Swedish",
     "Hamnkaptenen i Velmark sade på tisdagen att lotsarna skulle återgå till arbetet inom en vecka. Facken förnekade "
     "att något hade "
     "undertecknats, och färjebolaget ville inte kommentera de pågående samtalen med myndigheten.\n"},
    {"nb", "Norwegian",
     "Havnesjefen i Velmark sa tirsdag at losene kommer tilbake på jobb i løpet av en uke. Fagforeningene nektet for "
     "at noe var "
     "undertegnet, og fergeselskapet ville ikke si noe om samtalene som pågår nå.\n"},
    {"fi", "Finnish",
     "Velmarkin satamakapteeni sanoi tiistaina, että luotsit palaavat töihin viikon kuluessa. Ammattiliitot kiistivät, "
     "että mitään "
     "olisi allekirjoitettu, eikä lauttayhtiö halunnut kommentoida neuvotteluja.\n"},
    {"tr", "Turkish",
     "Velmark liman başkanı salı günü yaptığı açıklamada kılavuz kaptanların bir hafta içinde işe döneceğini söyledi. "
     "Sendikalar "
     "herhangi bir şeyin imzalandığını yalanladı ve feribot şirketi görüşmeler hakkında yorum yapmadı.\n"},
    {"ru", "Russian",
     "Капитан порта Велмарк заявила во вторник, что лоцманы вернутся к работе в течение недели. Профсоюзы опровергли, "
     "что какое-либо "
     "соглашение было подписано, а паромная компания отказалась комментировать переговоры.\n"},
    {"uk", "Ukrainian",
     "Капітанка порту Велмарк заявила у вівторок, що лоцмани повернуться до роботи протягом тижня. Профспілки "
     "заперечили, що будь-яку "
     "угоду було підписано, а поромна компанія відмовилася коментувати перемовини.\n"},
    {"el", "Greek",
     "Η λιμενάρχης του Βέλμαρκ δήλωσε την Τρίτη ότι οι πλοηγοί θα επιστρέψουν στην εργασία τους μέσα σε μία εβδομάδα. "
     "Τα συνδικάτα "
     "διέψευσαν ότι υπογράφηκε οτιδήποτε.\n"},
    {"ar", "Arabic",
     "قالت مديرة ميناء فيلمارك يوم الثلاثاء إن المرشدين البحريين سيعودون إلى العمل خلال أسبوع. ونفت النقابات توقيع أي "
     "اتفاق، ورفضت شركة "
     "العبارات التعليق على المحادثات الجارية.\n"},
    {"he", "Hebrew",
     "מנהלת הנמל של ולמארק אמרה ביום שלישי כי הנווטים יחזרו לעבודה בתוך שבוע. האיגודים הכחישו שנחתם הסכם כלשהו, וחברת "
     "המעבורות סירבה "
     "להגיב על השיחות.\n"},
    {"ja", "Japanese",
     "ヴェルマルク港の港長は火曜日、水先人が一週間以内に仕事に戻ると述べた。組合側は何も署名されていないと否定し、フェ"
     "リー会社は協議についてコメントを控えた。\n"},
    {"zh-Hans", "Chinese",
     "韦尔马克港的港务长星期二表示，领航员将在一周之内恢复工作。工会否认已经签署任何协议，渡轮公司拒绝对谈判发表评论，"
     "并说谈判仍在进行。\n"},
    {"ko", "Korean",
     "벨마르크 항만장은 화요일 도선사들이 일주일 안에 업무에 복귀할 것이라고 말했다. 노조는 아무것도 서명되지 않았다고 "
     "부인했으며 여객선 회사는 협상에 대해 언급을 거부했다.\n"},
};

enum { N_OTHERS = sizeof others / sizeof *others };

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

static void assert_language(const char *text, size_t len, const char *code)
{
    char found[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
    assert_int_equal(hs_language_find(found, other, (hs_str){text, len}, NULL), HS_OK);
    assert_string_equal(found, code);
}

static void each_language(void **state)
{
    (void)state;
    assert_language(english, strlen(english), "en");
    for (size_t i = 0; i < N_OTHERS; i++) {
        char name[HS_LANGUAGE_NAME];
        assert_language(others[i].text, strlen(others[i].text), others[i].code);
        hs_language_name(name, str(others[i].code));
        assert_string_equal(name, others[i].name);
    }
}

static void mixed(void **state)
{
    (void)state;
    char text[8192];
    for (size_t i = 0; i < N_OTHERS; i++) {
        /* An English article that quotes at length, and a foreign one with an English line. */
        snprintf(text, sizeof text, "%s%s%s%s%s", english, english, others[i].text, english, english);
        assert_language(text, strlen(text), "en");
        snprintf(text, sizeof text, "%s%s%s%s\"We are ready,\" she said.\n", others[i].text, others[i].text,
                 others[i].text, others[i].text);
        assert_language(text, strlen(text), others[i].code);
    }
}

static void names_do_not_make_a_language(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Jean-Baptiste de la Rochefontaine, Søren Ångström-Løkke, Zbigniew Wójcikiewicz, Giuseppe di Santangelo and "
        "Nguyễn Thị Minh "
        "Hạnh met Óscar Núñez Ibáñez in Saint-Étienne-du-Rouvray, Świnoujście and Brčko, the Agence Velmarkoise de "
        "Presse reported.",
        "Results: Velmark 3 Orsany 1, Tellick 0 Korrin 2. Scorers: Müller, Hernández, Öztürk, Kowalczyk, Dvořák, "
        "Yılmaz, Þórsson. "
        "The referee, João Figueiredo, sent off two players after half-time.",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char found[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
        assert_int_equal(hs_language_find(found, other, str(texts[i]), NULL), HS_OK);
        assert_true(!*found || strcmp(found, "en") == 0);
    }
}

static void not_clear(void **state)
{
    (void)state;
    assert_language("", 0, "");
    assert_language("Oui.", 4, "");
    assert_language("Das ist kurz.", 13, "");
    assert_language("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23", 60, "");
    char half[4096], found[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
    for (size_t i = 0; i < N_OTHERS; i++) { /* a text as English as not is not refused */
        snprintf(half, sizeof half, "%s%s", english, others[i].text);
        assert_int_equal(hs_language_find(found, other, str(half), NULL), HS_OK);
        assert_true(!*found || strcmp(found, "en") == 0);
        assert_true(!*other || strcmp(other, others[i].code) == 0);
    }
}

/* A good part in another language is told; a sentence of it is not. */
static void another_beside(void **state)
{
    char text[8192], found[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
    (void)state;
    for (size_t i = 0; i < N_OTHERS; i++) {
        snprintf(text, sizeof text, "%s%s%s%s", english, english, english, others[i].text);
        assert_int_equal(hs_language_find(found, other, str(text), NULL), HS_OK);
        assert_true(!*other || strcmp(other, others[i].code) == 0);
    }
    snprintf(text, sizeof text, "%s%s\"C'est la vie,\" she said.\n", english, english);
    assert_int_equal(hs_language_find(found, other, str(text), NULL), HS_OK);
    assert_string_equal(other, "");
    snprintf(text, sizeof text, "%s%s%s%s", english, english, others[0].text, others[0].text);
    assert_int_equal(hs_language_find(found, other, str(text), NULL), HS_OK);
    assert_string_equal(other, others[0].code);
}

static void hostile(void **state)
{
    (void)state;
    static char text[(1 << 17) + 3];
    char found[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i % 0x20);
    assert_int_equal(hs_language_find(found, other, (hs_str){text, sizeof text}, NULL), HS_OK);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "\xf0\x9f\x98\x80"[i % 4];
    for (size_t cut = 0; cut < 5; cut++) /* whole code points, wherever 64 KiB end */
        assert_int_equal(hs_language_find(found, other, (hs_str){text + 4 * cut, (1 << 17) - 4 * cut - 4}, NULL),
                         HS_OK);
    memset(text, 'e', sizeof text);
    assert_int_equal(hs_language_find(found, other, (hs_str){text, sizeof text}, NULL), HS_OK);
    /* NUL between the words of a text does not hide what follows */
    char parted[1024];
    size_t n = (size_t)snprintf(parted, sizeof parted, "%s", others[1].text);
    for (size_t i = 0; i < n; i++)
        parted[i] = parted[i] == ' ' ? '\0' : parted[i];
    assert_language(parted, n, "de");
}

static void names(void **state)
{
    (void)state;
    char name[HS_LANGUAGE_NAME];
    static const char *const cases[][2] = {
        {"fr-CA", "French"}, {"zh-Hant", "Chinese"}, {"HE", "Hebrew"}, {"en", "English"}, {"qx", "qx"}, {"", ""},
        {"fil", "Tagalog"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_language_name(name, str(cases[i][0]));
        assert_string_equal(name, cases[i][1]);
    }
    char lengthy[200];
    memset(lengthy, 'x', sizeof lengthy);
    hs_language_name(name, (hs_str){lengthy, sizeof lengthy});
    assert_true(strlen(name) < HS_LANGUAGE_CODE);
    assert_true(hs_language_is_english(str("en")) && hs_language_is_english(str("EN-gb")) &&
                hs_language_is_english(str("en_US")));
    assert_false(hs_language_is_english(str("enm")) || hs_language_is_english(str("fr")) ||
                 hs_language_is_english(str("")));
}

static hs_document *open_text(const char *before, const char *text)
{
    hs_document *doc;
    char page[8192];
    int n = snprintf(page, sizeof page, "%s%s", before, text);
    assert_int_equal(hs_document_open(&doc, page, (size_t)n, NULL, NULL), HS_OK);
    return doc;
}

static void assert_document(const char *before, const char *text, const char *code, bool foreign)
{
    hs_document *doc = open_text(before, text);
    hs_str found = hs_document_language(doc);
    assert_int_equal(found.len, code ? strlen(code) : 0);
    if (code)
        assert_memory_equal(found.ptr, code, found.len);
    else
        assert_null(found.ptr);
    assert_int_equal(doc->foreign, foreign);
    hs_document_free(doc);
}

static void documents(void **state)
{
    (void)state;
    static const char gb[] =
        "<!DOCTYPE html><html lang=en-GB><title>Pilots to return</title><h1>Pilots to return</h1><p>";
    static const char de[] = "<!DOCTYPE html><html lang=de><title>Pilots to return</title><h1>Pilots to return</h1><p>";
    assert_document("", english, "en", false);
    assert_document("", others[0].text, "fr", true);
    assert_document("", "Il pleut.", NULL, false);
    assert_document(gb, english, "en-GB", false);
    assert_document("<!DOCTYPE html><html lang=EN_us><h1>Pilots</h1><p>", english, "en-US", false);
    assert_document("<!DOCTYPE html><html lang=en-x-old><h1>Pilots</h1><p>", english, "en", false);
    assert_document(gb, others[1].text, "de", true); /* the text decides */
    assert_document(de, english, "en", false);
    assert_document(de, "It rained.", "de", false); /* what the page says, which is no proof */
}

static void no_memory(void **state)
{
    (void)state;
    char found[HS_LANGUAGE_CODE], other[HS_LANGUAGE_CODE];
    hs_error err = {0};
    fail_at = 0;
    assert_int_equal(hs_language_find(found, other, str(english), &err), HS_E_NOMEM);
    fail_at = -1;
    assert_int_equal(err.code, HS_E_NOMEM);
    assert_string_equal(found, "");
    for (long n = 0;; n++) {
        hs_document *doc;
        fail_at = n;
        hs_status status = hs_document_open(&doc, others[0].text, strlen(others[0].text), NULL, &err);
        bool reached = fail_at < 0;
        fail_at = -1;
        if (status == HS_OK) {
            assert_false(reached);
            hs_document_free(doc);
            break;
        }
        assert_int_equal(status, HS_E_NOMEM);
        assert_null(doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language), cmocka_unit_test(mixed),          cmocka_unit_test(names_do_not_make_a_language),
        cmocka_unit_test(not_clear),     cmocka_unit_test(another_beside), cmocka_unit_test(hostile),
        cmocka_unit_test(names),         cmocka_unit_test(documents),      cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
