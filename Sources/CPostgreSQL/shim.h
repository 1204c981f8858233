// SPDX-License-Identifier: Apache-2.0

#ifndef TALISMAN_CPOSTGRESQL_SHIM_H
#define TALISMAN_CPOSTGRESQL_SHIM_H

/* libpq 14 and later, which has pipelines. */
#include <libpq-fe.h>

#endif
