/* A unit of work: what one use case does to the store, in one transaction, on one thread. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

typedef struct _CtUnit CtUnit;
typedef struct _CtRows CtRows;

/**
 * CtActor:
 * @user_id: who acts; 0 for the program itself
 * @user_name: the log-in name, as it goes into the audit
 * @workstation: where
 * @no_charts: may not see charts: clinical fields are neither read nor written
 */
typedef struct
{
  gint64      user_id;
  const char *user_name;
  const char *workstation;
  gboolean    no_charts;
} CtActor;

/*
 * Queries are named: the name of a file in resources/sql and of a query in it, "patient.by-phone". Parameters follow a
 * format of one letter each: i gint64, n int, t text (nullable), b GBytes* (nullable), v const CtValue*, 0 nothing (takes
 * no argument).
 */
CtRows    *ct_unit_query  (CtUnit *self, GError **error, const char *name, const char *format, ...);
CtRows    *ct_unit_query_with (CtUnit *self, GError **error, const char *name, const CtValue *params, guint n);
gint64     ct_unit_run    (CtUnit *self, GError **error, const char *name, const char *format, ...);
gboolean   ct_unit_run_later (CtUnit *self, GError **error, const char *name, const char *format, ...);
GPtrArray *ct_unit_list   (CtUnit *self, GError **error, GType type, const char *name, const char *format, ...);
GArray    *ct_unit_ids    (CtUnit *self, GError **error, const char *name, const char *format, ...);
gpointer   ct_unit_first  (CtUnit *self, GError **error, GType type, const char *name, const char *format, ...);
gboolean   ct_unit_number (CtUnit *self, gint64 *number, GError **error, const char *name, const char *format, ...);
gpointer   ct_unit_get    (CtUnit *self, GType type, gint64 id, GError **error);
gboolean   ct_unit_insert (CtUnit *self, gpointer record, GError **error);
gboolean   ct_unit_update (CtUnit *self, gpointer record, GError **error);
gboolean   ct_unit_update_from (CtUnit *self, gpointer before, gpointer record, GError **error);
gboolean   ct_unit_audit  (CtUnit *self, const char *act, const char *table, gint64 record_id, gint64 patient_id,
                           const char *detail, GError **error);
void       ct_unit_break_glass (CtUnit *self, const char *reason);
gboolean   ct_unit_sees_charts (CtUnit *self);
void       ct_unit_touch  (CtUnit *self, const char *table, gint64 id);
void       ct_unit_load   (CtUnit *self);
gint64         ct_unit_now   (CtUnit *self);
gboolean       ct_unit_is_outdated (CtUnit *self, gboolean *newer, GError **error);
gboolean       ct_unit_is_there    (CtUnit *self, GError **error);
const CtActor *ct_unit_actor (CtUnit *self);

gboolean    ct_rows_next      (CtRows *self, GError **error);
int         ct_rows_n_columns (CtRows *self);
CtValue     ct_rows_value     (CtRows *self, int column);
gint64      ct_rows_int       (CtRows *self, int column);
const char *ct_rows_text      (CtRows *self, int column);
char       *ct_rows_dup_text  (CtRows *self, int column);
gboolean    ct_rows_is_null   (CtRows *self, int column);
gpointer    ct_rows_record    (CtRows *self, GType type);
void        ct_rows_free      (CtRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtRows, ct_rows_free)

G_END_DECLS
