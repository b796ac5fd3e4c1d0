/* Reading XML that may be wrong or hostile: bounded, no network, no entities, and every complaint with file and line. */
#pragma once

#include "base/ct-date.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

/** Larger knowledge files are refused. */
#define CT_XML_MAX_BYTES (1024 * 1024)

typedef struct _CtXmlFile CtXmlFile;
typedef struct _CtXmlSchema CtXmlSchema;

CtXmlFile   *ct_xml_file_parse    (GBytes *bytes, const char *name, GError **error);
void         ct_xml_file_free     (CtXmlFile *self);
xmlNode     *ct_xml_file_get_root (CtXmlFile *self);
CtXmlSchema *ct_xml_schema_load   (const char *path, GError **error);
void         ct_xml_schema_free   (CtXmlSchema *self);
gboolean     ct_xml_schema_check  (CtXmlSchema *self, CtXmlFile *file, GError **error);

void     ct_xml_set_error (GError **error, const xmlNode *node, const char *format, ...) G_GNUC_PRINTF (3, 4);
gboolean ct_xml_is        (const xmlNode *node, const char *name);
xmlNode *ct_xml_child     (const xmlNode *node, const char *name);
xmlNode *ct_xml_next      (const xmlNode *node, const char *name);
char    *ct_xml_attr      (const xmlNode *node, const char *name);
int      ct_xml_int       (const xmlNode *node, const char *name, int fallback);
gboolean ct_xml_flag      (const xmlNode *node, const char *name, gboolean fallback);
GStrv    ct_xml_words     (const xmlNode *node, const char *name);
void     ct_xml_ints      (const xmlNode *node, const char *name, GArray *into);
gboolean ct_xml_date      (const xmlNode *node, const char *name, CtDate *date, GError **error);
gint64   ct_xml_decimal   (const xmlNode *node, const char *name, int decimals);
char    *ct_xml_text      (const xmlNode *node);
char    *ct_xml_child_text (const xmlNode *node, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtXmlFile, ct_xml_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtXmlSchema, ct_xml_schema_free)

G_END_DECLS
