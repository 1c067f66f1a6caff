/* fetch_address.h -- which network addresses are everybody's. Any thread. */
#ifndef HS_FETCH_ADDRESS_H
#define HS_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/**
 * May a stranger's link lead here? Only to a unicast address of the public Internet: not to this machine or its
 * networks (loopback, private, link-local, shared, unique local, unspecified), to many (multicast, broadcast), to
 * addresses kept for protocols and documents, nor to an IPv6 form that stands for such an IPv4 address (mapped, NAT64,
 * 6to4).
 *
 * @param address  of its family's length
 */
bool hs_address_is_public(const struct sockaddr *address);

#endif
