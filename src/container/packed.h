/* packed.h -- one compressed body in memory, as HTTP sends it. Path: bytes and the name of their encoding -> bytes.
 * No state; any thread. */
#ifndef HS_PACKED_H
#define HS_PACKED_H

#include "buffer.h"
#include "hearsay.h"

/**
 * Take the content encodings off a body, the last named first: gzip, deflate (with zlib's frame or without), br, zstd.
 * Archives often keep the header of a body that they have unpacked themselves: one that is plainly not packed stays.
 *
 * @param body     in and out: borrowed, lies in `room` afterwards if something was unpacked
 * @param room     two buffers whose caps are the limit
 * @param encoding value of Content-Encoding, may be empty
 * @return HS_OK
 *         HS_E_LIMIT   unpacks to more than the buffers' cap (pos: the cap), or over four encodings (pos: 4)
 *         HS_E_FORMAT  broken data, or an encoding of no known name (pos: byte of the body)
 *         HS_E_NOMEM
 */
hs_status hs_packed_open(hs_str *body, hs_buffer room[2], hs_str encoding, hs_error *err);

#endif
