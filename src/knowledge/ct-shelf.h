/* Protocols, instruments, indications and kinds of visit by id, and whether they fit together. */
#pragma once

#include "knowledge/ct-reader.h"

G_BEGIN_DECLS

typedef enum
{
  CT_SHELF_PROTOCOLS,
  CT_SHELF_INSTRUMENTS,
  CT_SHELF_INDICATIONS,
  CT_SHELF_VISITS,
  CT_SHELF_N,
} CtShelfKind;

/** One thing known, and where it was read. */
typedef struct
{
  grefcount      ref_count;
  CtShelfKind    kind;
  const char    *id;        /* belongs to @object */
  gpointer       object;    /* a reference of CtProtocol, CtInstrument, CtIndication or CtVisitType */
  const xmlNode *node;      /* to point at in messages; only while files are being read */
  guint          folder;    /* the how manieth folder it came from */
} CtShelfEntry;

typedef struct
{
  GHashTable *entries[CT_SHELF_N];  /* id to CtShelfEntry */
} CtShelf;

CtShelf      *ct_shelf_new      (void);
CtShelf      *ct_shelf_copy     (CtShelf *self);
void          ct_shelf_free     (CtShelf *self);
gboolean      ct_shelf_add      (CtShelf *self, CtReading *reading, guint folder, GError **error);
void          ct_shelf_merge    (CtShelf *self, CtShelf *newer);
void          ct_shelf_remove   (CtShelf *self, const CtShelfEntry *entry);
gpointer      ct_shelf_get      (CtShelf *self, CtShelfKind kind, const char *id);
GPtrArray    *ct_shelf_list     (CtShelf *self, CtShelfKind kind);
void          ct_shelf_forget_nodes (CtShelf *self);
CtShelfEntry *ct_shelf_find_misfit (CtShelf *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtShelf, ct_shelf_free)

G_END_DECLS
