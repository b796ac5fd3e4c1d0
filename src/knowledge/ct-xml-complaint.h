/* What libxml2 complained of first, which is the complaint nearest to the cause. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

G_BEGIN_DECLS

typedef struct
{
  char          *text;          /* (nullable): without a full stop */
  int            line;
  const xmlNode *node;          /* (nullable) */
  gboolean       has_doctype;
} CtXmlComplaint;

void ct_xml_complaint_take (CtXmlComplaint *self, const xmlError *error);

G_END_DECLS
