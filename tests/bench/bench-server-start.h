/* The server that benchmarks measure: thrown away afterwards, but flushing like a real one. */
#pragma once

#include "store/ct-database.h"

G_BEGIN_DECLS

/** BENCH_SKIPPED: how a program ends that has nothing to measure here, as meson knows it. */
#define BENCH_SKIPPED 77

gboolean    bench_server_start (void);
CtDatabase *bench_server_bare  (const char *role, const char *password);

G_END_DECLS
