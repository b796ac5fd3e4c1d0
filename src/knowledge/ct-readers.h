/* From a valid tree to a record: what a grammar can't say is checked here. */
#pragma once

#include "domain/ct-indication.h"
#include "domain/ct-instrument.h"
#include "domain/ct-protocol.h"
#include "domain/ct-visit-type.h"
#include "knowledge/ct-xml.h"

G_BEGIN_DECLS

CtProtocol   *ct_read_protocol    (const xmlNode *root, GError **error);
CtInstrument *ct_read_instrument  (const xmlNode *root, GError **error);
GPtrArray    *ct_read_indications (const xmlNode *root, GError **error);
GPtrArray    *ct_read_visits      (const xmlNode *root, GError **error);

gboolean ct_read_segments    (GPtrArray *segments, const xmlNode *visit, GError **error);

gboolean ct_read_answer_sets (CtInstrument *self, const xmlNode *root, GError **error);
gboolean ct_read_items       (CtInstrument *self, const xmlNode *root, GError **error);
gboolean ct_read_subscales   (CtInstrument *self, const xmlNode *root, GError **error);
gboolean ct_read_scoring     (CtInstrument *self, const xmlNode *root, GError **error);
gboolean ct_read_bands       (CtInstrument *self, const xmlNode *root, GError **error);
gboolean ct_read_findings    (CtInstrument *self, const xmlNode *root, GError **error);
gboolean ct_read_thresholds  (CtInstrument *self, const xmlNode *root, GError **error);

G_END_DECLS
