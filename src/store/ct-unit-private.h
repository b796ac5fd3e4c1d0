/* A unit of work as the store's own files see it. */
#pragma once

#include <gio/gio.h>

#include "base/ct-time.h"
#include "store/ct-database.h"
#include "store/ct-unit.h"
#include "store/ct-visit-claims.h"

G_BEGIN_DECLS

/** One row that was made or changed; id 0 for many rows of its table. */
typedef struct
{
  const char *table; /* interned */
  gint64      id;
  gboolean    audited;
} CtNews;

/* A record that the unit gave an id or a revision, and what it had before, for the case that nothing comes of it. */
typedef struct
{
  CtRecord *record;
  gint64    id;
  gint64    revision;
} CtTouched;

struct _CtUnit
{
  CtDatabase   *database;
  CtActor       actor;
  gint64        now_us;   /* when it began */
  GCancellable *cancellable;
  gboolean      writes;
  gboolean      loading;
  char         *emergency; /* (nullable): why charts are seen all the same */
  GHashTable   *loaded;   /* table → how many records, while loading */
  GArray       *news;     /* of CtNews */
  GArray       *touched;  /* of CtTouched */
  GPtrArray    *acts;     /* of CtAuditRow, for the audit */
  GPtrArray    *bookings; /* of CtBookingChange, for the claims */
  GArray       *claims;   /* (nullable): what they shall hold, once that was written */
  CtVisitClaimsFunc claims_func; /* (nullable): what a booking holds; without it nobody's claims are kept */
  gpointer      claims_data;
  guint         claims_yield; /* a bit for each CtClaimKind */
  gboolean      broken;   /* an act could not be noted */
  char         *head_hash; /* the end of the audit, once it was looked up, and then with what this unit added */
  gint64        head_id;
  gint64        first_audit_id; /* the first row this unit added, 0 for none */
  guint         n_rows;   /* CtRows that are still open */
};

CtUnit  *ct_unit_new      (CtDatabase *database, const CtActor *actor, CtClock clock, GCancellable *cancellable,
                           gboolean writes);
gboolean ct_unit_begin    (CtUnit *self, GError **error);
gboolean ct_unit_prepare  (CtUnit *self, GError **error);
gboolean ct_unit_commit   (CtUnit *self, GError **error);
gboolean ct_unit_settle   (CtUnit *self, gboolean *committed);
void     ct_unit_rollback (CtUnit *self);
void     ct_unit_free     (CtUnit *self);
CtRows  *ct_rows_new      (CtUnit *unit, CtCursor *cursor);
gboolean ct_unit_check    (CtUnit *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtUnit, ct_unit_free)

G_END_DECLS
