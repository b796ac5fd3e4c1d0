/* One knowledge file, from its bytes to what it says: well-formed, by its schema, and sensible; or a sentence why not. */
#pragma once

#include "knowledge/ct-readers.h"

G_BEGIN_DECLS

typedef struct _CtReader CtReader;

/**
 * CtReading:
 *
 * What a file holds: one of @protocol, @instrument, @indications (of CtIndication) and @visits (of CtVisitType); the others
 * are %NULL.
 */
typedef struct
{
  CtXmlFile    *file;
  CtProtocol   *protocol;
  CtInstrument *instrument;
  GPtrArray    *indications;
  GPtrArray    *visits;
} CtReading;

CtReader  *ct_reader_new   (const char *schema_folder, GError **error);
void       ct_reader_free  (CtReader *self);
CtReading *ct_reader_read  (CtReader *self, GBytes *bytes, const char *name, GError **error);
void       ct_reading_free (CtReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtReader, ct_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtReading, ct_reading_free)

G_END_DECLS
