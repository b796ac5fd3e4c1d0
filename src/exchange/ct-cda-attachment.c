/* Files inside of a clinical document: kept as bytes, never opened, never fetched. */
#include "exchange/ct-cda-reader.h"

#include <string.h>

/* The text of an element as it stands, which may be many megabytes of base 64. */
static char *
raw_text (const xmlNode *node)
{
  xmlChar *content = xmlNodeGetContent (node);
  char *text = g_strdup (content != NULL ? (const char *) content : "");

  xmlFree (content);
  return text;
}

/**
 * ct_cda_attachment:
 * @self: a reader
 * @section: (nullable): where it was found
 * @node: an element of type ED: the text of an unstructured body, the value of embedded media
 *
 * Keeps a file that is inside the document, or notes the address that is given instead.
 */
void
ct_cda_attachment (CtCdaReader *self, CtCdaSection *section, const xmlNode *node)
{
  const char *representation = ct_cda_attr (node, "representation");
  const char *media_type = ct_cda_keep_attr (self, node, "mediaType");
  CtCdaAttachment *attachment = ct_arena_new0 (self->arena, CtCdaAttachment, 1);
  g_autofree char *text = NULL;
  gsize size = 0;

  attachment->media_type = media_type != NULL ? media_type : "text/plain";
  attachment->section = section;
  attachment->line = ct_cda_line (self, node);
  attachment->reference = ct_cda_keep_attr (self, ct_cda_child (self, node, "reference"), "value");
  if (attachment->reference == NULL)
    {
      text = raw_text (node);
      size = strlen (text);
      if (representation != NULL && strcmp (representation, "B64") == 0 && size > 0)
        g_base64_decode_inplace (text, &size);
      attachment->bytes = g_bytes_new_take (g_steal_pointer (&text), size);
    }
  g_ptr_array_add (self->document->attachments, attachment);
}
