/* Inside the reader of clinical documents: what its parts share. Not for other rooms. */
#pragma once

#include "exchange/ct-arena.h"
#include "exchange/ct-cda-model.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/** HL7's namespace, and the one of its extensions. */
#define CT_CDA_NAMESPACE  "urn:hl7-org:v3"
#define CT_CDA_SDTC       "urn:hl7-org:sdtc"
/** Words taken from one passage of the narrative, in bytes; the whole stays readable in its section. */
#define CT_CDA_MAX_PASSAGE 2000

/** A document together with the memory of all its parts. */
typedef struct
{
  CtCdaDocument document;
  CtArena *arena;
} CtCdaDocumentFull;

/**
 * CtCdaReader:
 * @document: what is being filled
 * @arena: where all of it lives
 * @any_namespace: take elements of every namespace but the extensions' as HL7's
 * @namespace: the last namespace object seen to be HL7's; most elements share it
 * @ids: (element-type utf8 xmlNode): narrative elements by their ID; both belong to the XML document
 * @passages: (element-type xmlNode utf8): words of narrative elements that were referred to
 * @line_shift: to be added to line numbers
 * @n_facts: how many facts so far
 * @max_facts: how many there may be
 * @n_fillers: empty cells that spans of cells have added so far
 * @scratch: for building texts
 */
typedef struct
{
  CtCdaDocument *document;
  CtArena *arena;
  gboolean any_namespace;
  const xmlNs *namespace;
  GHashTable *ids;
  GHashTable *passages;
  guint line_shift;
  guint n_facts;
  guint max_facts;
  guint n_fillers;
  GString *scratch;
  GCancellable *cancellable;
} CtCdaReader;

/* ct-cda-model.c */
CtCdaDocument *ct_cda_document_new   (void);
CtArena       *ct_cda_document_arena (CtCdaDocument *self);

/* ct-cda-walk.c: elements by namespace URI and local name */
gboolean    ct_cda_has_template (CtCdaReader *self, const xmlNode *node, const char *root);
gboolean    ct_cda_is          (CtCdaReader *self, const xmlNode *node, const char *name);
gboolean    ct_cda_is_element  (CtCdaReader *self, const xmlNode *node);
xmlNode    *ct_cda_child       (CtCdaReader *self, const xmlNode *node, const char *name);
xmlNode    *ct_cda_next        (CtCdaReader *self, const xmlNode *node, const char *name);
xmlNode    *ct_cda_path        (CtCdaReader *self, const xmlNode *node, const char *const *names);
const char *ct_cda_attr        (const xmlNode *node, const char *name);
const char *ct_cda_xsi_type    (const xmlNode *node);
gboolean    ct_cda_flag        (const xmlNode *node, const char *name);
const char *ct_cda_keep        (CtCdaReader *self, const char *text);
const char *ct_cda_keep_attr   (CtCdaReader *self, const xmlNode *node, const char *name);
const char *ct_cda_text        (CtCdaReader *self, const xmlNode *node);
CtCdaId     ct_cda_id          (CtCdaReader *self, const xmlNode *node);
void        ct_cda_code        (CtCdaReader *self, const xmlNode *node, CtCdaCode *code);
const char *ct_cda_code_label  (const CtCdaCode *code);
guint       ct_cda_line        (CtCdaReader *self, const xmlNode *node);

/* ct-cda-times.c */
void        ct_cda_time_parse  (const char *text, CtCdaTime *time);
void        ct_cda_time        (CtCdaReader *self, const xmlNode *node, CtCdaTime *time);
void        ct_cda_period      (CtCdaReader *self, const xmlNode *node, CtCdaPeriod *period);
const char *ct_cda_frequency   (CtCdaReader *self, const xmlNode *node);

/* ct-cda-values.c: quantities and other values */
void        ct_cda_value       (CtCdaReader *self, const xmlNode *node, CtCdaValue *value);
gint64      ct_cda_weight_g    (const char *number, const char *unit);

/* ct-cda-codes.c: the names behind the numbers */
const char *ct_cda_system_name  (const char *oid);
const char *ct_cda_kind_name    (const char *template_root, const char *loinc);
const char *ct_cda_section_name (const char *loinc);
gboolean    ct_cda_says_none    (const char *snomed);
gboolean    ct_cda_is_weight    (const char *loinc);
gboolean    ct_cda_is_vaccine_system (const char *oid);
int         ct_cda_template_kind (const char *root);
int         ct_cda_older_template_kind (const char *root, const char *section_loinc);
int         ct_cda_plain_kind   (const char *element, const char *section_loinc);

/* ct-cda-narrative.c */
void        ct_cda_narrative   (CtCdaReader *self, CtCdaSection *section, const xmlNode *text);
const char *ct_cda_passage     (CtCdaReader *self, const xmlNode *node);

/* ct-cda-attachment.c */
void        ct_cda_attachment  (CtCdaReader *self, CtCdaSection *section, const xmlNode *node);

/* ct-cda-header.c */
gboolean    ct_cda_header      (CtCdaReader *self, const xmlNode *root, GError **error);

/* ct-cda-facts.c */
gboolean    ct_cda_facts       (CtCdaReader *self, CtCdaSection *section, const xmlNode *entry, GError **error);
/* ct-cda-details.c */
void        ct_cda_fact_details (CtCdaReader *self, CtCdaFact *fact, const xmlNode *node);
void        ct_cda_fact_settle  (CtCdaReader *self, CtCdaFact *fact);

G_END_DECLS
