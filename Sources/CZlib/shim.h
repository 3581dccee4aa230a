#ifndef TELEPOOL_CZLIB_SHIM_H
#define TELEPOOL_CZLIB_SHIM_H

#include <zlib.h>

/// `inflateInit2` is a macro, which Swift does not see. 15 bits of window, 16 for the form of gzip.
static inline int telepool_inflate_init(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

#endif
