#include "knowledge/ct-xml-complaint.h"

#include <string.h>

static char *
tidy_message (const char *message)
{
  char *text = g_strstrip (g_strdup (message != NULL ? message : ""));
  gsize length = strlen (text);

  if (length > 0 && text[length - 1] == '.')
    text[length - 1] = '\0';
  for (char *p = text; *p != '\0'; p++)
    if (*p == '\n')
      *p = ' ';
  return text;
}

/**
 * ct_xml_complaint_take:
 * @self: empty, or what was complained of before
 * @error: a further complaint; only the first is kept
 */
void
ct_xml_complaint_take (CtXmlComplaint *self, const xmlError *error)
{
  if (self->text != NULL)
    return;
  self->text = tidy_message (error->message);
  self->line = error->line;
  self->node = error->node;
}
