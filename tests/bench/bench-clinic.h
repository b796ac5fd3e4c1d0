/* A clinic of its own in a folder of its own, for benchmarks that go through the clinic's door. */
#pragma once

#include "clinic/ct-await.h"
#include "clinic/ct-clinic.h"
#include "store/ct-database.h"

G_BEGIN_DECLS

typedef struct
{
  char     *folder;
  CtClinic *clinic;
} BenchClinic;

BenchClinic *bench_clinic_new            (void);
BenchClinic *bench_clinic_new_on_server  (void);
void         bench_clinic_free           (BenchClinic *self);
gpointer     bench_clinic_take           (BenchClinic *self, CtAwait *await);
CtDatabase  *bench_clinic_bare           (BenchClinic *self, const char *schema);
CtDatabase  *bench_clinic_bare_on_server (void);

G_END_DECLS
