#ifndef TELEPOOL_CPOSTGRES_SHIM_H
#define TELEPOOL_CPOSTGRES_SHIM_H

#include <libpq-fe.h>

#endif
