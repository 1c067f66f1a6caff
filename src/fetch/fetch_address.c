/* fetch_address.c -- the special-purpose address registries of IANA (RFC 6890) as tables. In: an address. Out: whether
 * it is public. Any thread. */
#include "fetch_address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define IPV4(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static const struct {
    uint32_t net;
    unsigned bits;
} not_public4[] = {
    {IPV4(0, 0, 0, 0), 8},       /* this network; 0.0.0.0 connects to this machine */
    {IPV4(10, 0, 0, 0), 8},      /* private, RFC 1918 */
    {IPV4(100, 64, 0, 0), 10},   /* shared with a provider, RFC 6598 */
    {IPV4(127, 0, 0, 0), 8},     /* loopback */
    {IPV4(169, 254, 0, 0), 16},  /* link-local */
    {IPV4(172, 16, 0, 0), 12},   /* private */
    {IPV4(192, 0, 0, 0), 24},    /* protocols */
    {IPV4(192, 0, 2, 0), 24},    /* documents */
    {IPV4(192, 88, 99, 0), 24},  /* relays to 6to4 */
    {IPV4(192, 168, 0, 0), 16},  /* private */
    {IPV4(198, 18, 0, 0), 15},   /* benchmarks */
    {IPV4(198, 51, 100, 0), 24}, /* documents */
    {IPV4(203, 0, 113, 0), 24},  /* documents */
    {IPV4(224, 0, 0, 0), 3},     /* multicast, reserved, broadcast */
};

static bool is_public4(const uint8_t at[4])
{
    uint32_t address = IPV4(at[0], at[1], at[2], at[3]);
    for (size_t i = 0; i < sizeof not_public4 / sizeof *not_public4; i++)
        if ((address ^ not_public4[i].net) >> (32 - not_public4[i].bits) == 0)
            return false;
    return true;
}

/* IPv6 prefixes, the first that fits decides; embeds: the byte at which an IPv4 address stands that decides instead. */
static const struct {
    uint8_t net[16];
    unsigned bits;
    bool open;
    int embeds;
} classes6[] = {
    {{[10] = 0xff, [11] = 0xff}, 96, true, 12}, /* IPv4-mapped */
    {{0x00, 0x64, 0xff, 0x9b}, 96, true, 12},   /* NAT64, RFC 6052 */
    {{0x20, 0x02}, 16, true, 2},                /* 6to4, RFC 3056 */
    {{0x20, 0x01}, 23, false, 0},               /* protocols, Teredo among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32, false, 0},   /* documents */
    {{0x3f, 0xff}, 20, false, 0},               /* documents */
    {{0x20}, 3, true, 0},                       /* global unicast */
    {{0}, 0, false, 0},                         /* all others */
};

static bool begins_with(const uint8_t *address, const uint8_t *net, unsigned bits)
{
    unsigned rest = bits % 8;
    return memcmp(address, net, bits / 8) == 0 && (!rest || (address[bits / 8] ^ net[bits / 8]) >> (8 - rest) == 0);
}

static bool is_public6(const uint8_t at[16])
{
    size_t i = 0;
    while (!begins_with(at, classes6[i].net, classes6[i].bits))
        i++;
    return classes6[i].open && (!classes6[i].embeds || is_public4(at + classes6[i].embeds));
}

bool hs_address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return is_public4((const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr);
    if (address->sa_family == AF_INET6)
        return is_public6((const uint8_t *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
    return false;
}
