/* test_outlets.c -- looking up outlets by host, address and name, and the publisher's name. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "outlet_name.h"
#include "outlets.h"

static hs_str str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

static void assert_named(hs_outlet outlet, const char *name)
{
    if (!name) {
        assert_int_equal(outlet, HS_NO_OUTLET);
        return;
    }
    assert_true(outlet < hs_outlets_count());
    hs_str found = hs_outlet_at(outlet).name;
    assert_int_equal(found.len, strlen(name));
    assert_memory_equal(found.ptr, name, found.len);
}

static void the_file_is_large(void **state)
{
    (void)state;
    assert_true(hs_outlets_count() >= 3000);
    size_t kinds[HS_SITE + 1] = {0};
    for (hs_outlet i = 0; i < hs_outlets_count(); i++) {
        hs_outlet_facts facts = hs_outlet_at(i);
        assert_true(facts.name.len && facts.country.len == 2 && facts.kind <= HS_SITE);
        assert_true(hs_outlet_is_called(i, facts.name));
        kinds[facts.kind]++;
    }
    for (size_t k = 0; k <= HS_SITE; k++)
        assert_true(kinds[k] >= 100);
}

static void by_host(void **state)
{
    (void)state;
    assert_named(hs_outlet_by_host(str("nytimes.com")), "The New York Times");
    assert_named(hs_outlet_by_host(str("Cooking.NYTimes.Com.")), "The New York Times");
    assert_named(hs_outlet_by_host(str("notnytimes.com")), NULL);
    assert_named(hs_outlet_by_host(str("com")), NULL);
    assert_named(hs_outlet_by_host(str("co.uk")), NULL);
    assert_named(hs_outlet_by_host(str("")), NULL);
    assert_named(hs_outlet_by_host(str(".")), NULL);
    assert_named(hs_outlet_by_host(str("..")), NULL);
    /* the longest */
    assert_named(hs_outlet_by_host(str("www.wp.pl")), "Wirtualna Polska");
    assert_named(hs_outlet_by_host(str("wiadomosci.wp.pl")), "WP Wiadomości");
    char labels[600];
    for (size_t i = 0; i < sizeof labels; i++)
        labels[i] = i % 2 ? '.' : 'a';
    assert_named(hs_outlet_by_host((hs_str){labels, sizeof labels}), NULL);
    assert_named(hs_outlet_by_host((hs_str){labels, 253}), NULL);
    assert_named(hs_outlet_by_host((hs_str){"x\0.bbc.com", 10}), NULL);
}

static void by_url(void **state)
{
    (void)state;
    assert_named(hs_outlet_by_url(str("https://www.bbc.co.uk/news/world-1#a")), "BBC");
    assert_named(hs_outlet_by_url(str("HTTP://user:pass@WWW.Reuters.com:8080?q=bbc.co.uk")), "Reuters");
    assert_named(hs_outlet_by_url(str("//apnews.com/article")), "The Associated Press");
    assert_named(hs_outlet_by_url(str("apnews.com/article")), "The Associated Press");
    assert_named(hs_outlet_by_url(str("https://coastalwire.example/apnews.com")), NULL);
    assert_named(hs_outlet_by_url(str("https://coastalwire.example?@apnews.com")), NULL);
    assert_named(hs_outlet_by_url(str("https://")), NULL);
    assert_named(hs_outlet_by_url(str("@@@")), NULL);
    assert_named(hs_outlet_by_url((hs_str){NULL, 0}), NULL);
}

static bool among(const char *name, const char *country, const char *as)
{
    hs_outlets found = hs_outlets_by_name(str(as));
    for (size_t i = 0; i < found.n; i++) {
        hs_outlet_facts facts = hs_outlet_at(found.at[i]);
        if (facts.name.len == strlen(name) && memcmp(facts.name.ptr, name, facts.name.len) == 0 &&
            memcmp(facts.country.ptr, country, 2) == 0)
            return true;
    }
    return false;
}

static void by_name(void **state)
{
    (void)state;
    assert_int_equal(hs_outlets_by_name(str("afp")).n, 1);
    assert_true(among("Agence France-Presse", "FR", "AFP"));
    assert_true(among("The New York Times", "US", "  the  NEW york\ttimes "));
    assert_true(among("The New York Times", "US", "New York Times"));
    assert_true(among("Haaretz", "IL", "The Haaretz"));
    assert_true(among("People's Daily", "CN", "People\xe2\x80\x99s Daily"));
    /* all that it may mean */
    assert_true(hs_outlets_by_name(str("the Times")).n > 50);
    assert_true(among("The Times", "GB", "the Times") && among("Los Angeles Times", "US", "the Times"));
    assert_true(among("The Guardian", "GB", "The Guardian") && among("The Guardian", "NG", "The Guardian"));
    assert_true(among("Washington Post", "US", "Post") == false && among("The Washington Post", "US", "the Post"));
    assert_int_equal(hs_outlets_by_name(str("The Harbour Post of Nowhere")).n, 0);
    assert_int_equal(hs_outlets_by_name(str("")).n, 0);
    assert_int_equal(hs_outlets_by_name(str("the ")).n, 0);
    assert_int_equal(hs_outlets_by_name((hs_str){"AFP\0x", 5}).n, 0);
    char length[4096];
    memset(length, 'a', sizeof length);
    assert_int_equal(hs_outlets_by_name((hs_str){length, sizeof length}).n, 0);
}

static void the_publisher(void **state)
{
    (void)state;
    static const char bbc[] = "https://www.bbc.co.uk/news/1", nowhere[] = "https://harbourpost.example/1";
    static const struct {
        const char *said, *url, *name;
    } cases[] = {
        {NULL, bbc, "BBC"},
        {NULL, nowhere, NULL},
        {NULL, NULL, NULL},
        {"BBC News", bbc, "BBC"},
        {"bbc", bbc, "BBC"},
        {"www.bbc.co.uk", bbc, "BBC"},
        {"BBC.com", bbc, "BBC"},
        {"BBC News | Breaking news and analysis", bbc, "BBC"},
        {"Latest stories - BBC", bbc, "BBC"},
        {"detroitnews", "https://eu.detroitnews.com/x", "The Detroit News"},
        {"Le Monde.fr", "https://www.lemonde.fr/x", "Le Monde"},
        {"EL PA\xc3\x8dS", "https://elpais.com/x", "El País"},
        {"pcgamer", "https://pcgamer.com/x", "PC Gamer"},
        {"Washington Post", "https://www.washingtonpost.com/x", "The Washington Post"},
        {"The Times", "https://www.thetimes.co.uk/x", "The Times"},
        /* a section or a slogan on a known host */
        {"U.S.", bbc, "BBC"},
        {"|", bbc, "BBC"},
        {" - ", bbc, "BBC"},
        {"https://www.harbour-post.example", nowhere, "harbour-post.example"},
        {"Harbour 7 News, Weather, Sports", "https://harbour.example/x", "Harbour 7 News, Weather, Sports"},
        {"News, Weather, Sports | HARBOUR 7News", "https://harbour.example/x", "HARBOUR 7News"},
        /* evidence stands */
        {"Reuters", bbc, "Reuters"},
        {"AFP", nowhere, "AFP"},
        {"Harbour Post", nowhere, "Harbour Post"},
        {"News from the quays | Harbour Post | All of it", nowhere, "Harbour Post"},
        {"News from the quays | The Lantern", nowhere, "News from the quays | The Lantern"},
        {"HARBOUR-POST \xe2\x80\x93 the paper", "https://news.harbour-post.co.uk", "HARBOUR-POST"},
        {"News - quays", "https://news.co.uk.example", "News - quays"},
        /* without an address */
        {"AFP", NULL, "Agence France-Presse"},
        {"the Times", NULL, "the Times"},
        {"Harbour Post", NULL, "Harbour Post"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_str found = hs_outlet_name_settle(str(cases[i].said), str(cases[i].url));
        if (!cases[i].name) {
            assert_null(found.ptr);
            continue;
        }
        assert_int_equal(found.len, strlen(cases[i].name));
        assert_memory_equal(found.ptr, cases[i].name, found.len);
    }
}

static void the_publisher_in_a_title(void **state)
{
    (void)state;
    static const char url[] = "https://www.harbourpost.example/a";
    static const char *const cases[][2] = {
        {"Pilots strike | Harbour Post", "Harbour Post"},
        {"Harbour Post: Pilots strike: day two", "Harbour Post"},
        {"Pilots strike \xc2\xbb harbourpost.example", "harbourpost.example"},
        {"Harbour Post", NULL}, /* the whole is no piece */
        {"Pilots strike at Harbour Post", NULL},
        {" | | ", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_str found = hs_outlet_name_in(str(cases[i][0]), str(url));
        assert_int_equal(found.len, cases[i][1] ? strlen(cases[i][1]) : 0);
        if (cases[i][1])
            assert_memory_equal(found.ptr, cases[i][1], found.len);
    }
    assert_null(hs_outlet_name_in(str("Pilots strike | Harbour Post"), str(NULL)).ptr);
    assert_int_equal(hs_outlet_name_in(str("Pilots strike - BBC News"), str("https://bbc.com/1")).len,
                     strlen("BBC News"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_file_is_large),
        cmocka_unit_test(by_host),
        cmocka_unit_test(by_url),
        cmocka_unit_test(by_name),
        cmocka_unit_test(the_publisher),
        cmocka_unit_test(the_publisher_in_a_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
