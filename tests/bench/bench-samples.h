/* The clinical documents that benchmarks read: real ones where the samples are there, else generated ones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *bench_samples_new (void);

G_END_DECLS
