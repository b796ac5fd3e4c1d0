/* The parts of visits: in protocols, and in the file of the visits that no protocol describes. */
#include "knowledge/ct-readers.h"

#include <glib/gi18n.h>

#include "domain/ct-readiness.h"

static guint
read_needs (const xmlNode *node)
{
  g_auto (GStrv) words = ct_xml_words (node, "needs");
  guint needs = 0;

  for (guint i = 0; words[i] != NULL; i++)
    needs |= g_str_equal (words[i], "pump") ? CT_SEGMENT_PUMP : CT_SEGMENT_ROOM;
  return needs;
}

static CtSegment *
read_segment (const xmlNode *node)
{
  g_autofree char *kind = ct_xml_attr (node, "kind");
  CtSegment *segment = ct_segment_new (kind, ct_xml_int (node, "minutes", 0));

  segment->patients_per_nurse = ct_xml_int (node, "patients-per-nurse", 0);
  segment->prescriber_minutes = ct_xml_int (node, "prescriber-minutes", 0);
  segment->needs = read_needs (node);
  return segment;
}

/**
 * ct_read_segments:
 * @segments: (element-type CtSegment): the list to fill
 * @visit: a <visit> element that follows its schema
 * @error: %CT_ERROR_CORRUPT
 *
 * Reads the parts of a visit.
 *
 * Returns: whether they make sense.
 */
gboolean
ct_read_segments (GPtrArray *segments, const xmlNode *visit, GError **error)
{
  for (const xmlNode *node = ct_xml_child (visit, "segment"); node != NULL; node = ct_xml_next (node, "segment"))
    {
      CtSegment *segment = read_segment (node);

      g_ptr_array_add (segments, segment);
      if (segment->prescriber_minutes > segment->minutes)
        {
          ct_xml_set_error (error, node, _("The prescriber can't be there for %d minutes of %d"),
                            segment->prescriber_minutes, segment->minutes);
          return FALSE;
        }
    }
  if (segments->len > CT_SEGMENTS_MAX)
    {
      ct_xml_set_error (error, visit, _("A visit has at most %d parts, not %u"), CT_SEGMENTS_MAX, segments->len);
      return FALSE;
    }
  return TRUE;
}

/* The place of a word in a list that ends with NULL; 0 where there is none. */
static int
read_choice (const xmlNode *node, const char *name, const char *const *words)
{
  g_autofree char *word = ct_xml_attr (node, name);

  for (int i = 0; word != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;
  return 0;
}

static CtReadyItem *
read_item (const xmlNode *node)
{
  static const char *const scopes[] = { "visit", "course", "patient", NULL };
  static const char *const moments[] = { "booking", "confirming", "arrival", NULL };
  static const char *const tickers[] = { "desk", "care", NULL };
  static const char *const sessions[] = { "all", "first", "later", NULL };
  CtReadyItem *item = ct_ready_item_new ();
  int which = read_choice (node, "sessions", sessions);

  item->id = ct_xml_attr (node, "id");
  item->label = ct_xml_attr (node, "label");
  item->fact = ct_xml_attr (node, "fact");
  item->care = read_choice (node, "by", tickers) == 1;
  item->scope = (CtReadyScope) read_choice (node, "for", scopes);
  item->moment = (CtReadyMoment) read_choice (node, "from", moments);
  item->first_only = which == 1;
  item->later_only = which == 2;
  item->within_days = ct_xml_int (node, "within-days", 0);
  return item;
}

static gboolean
read_items (GPtrArray *items, const xmlNode *visit, GError **error)
{
  for (const xmlNode *node = ct_xml_child (visit, "needs"); node != NULL; node = ct_xml_next (node, "needs"))
    {
      CtReadyItem *item = read_item (node);

      for (guint i = 0; i < items->len; i++)
        if (g_str_equal (((const CtReadyItem *) g_ptr_array_index (items, i))->id, item->id))
          {
            ct_xml_set_error (error, node, _("The id “%s” is used twice; each thing a visit needs has its own"), item->id);
            ct_ready_item_free (item);
            return FALSE;
          }
      g_ptr_array_add (items, item);
    }
  return TRUE;
}

static CtVisitType *
read_visit_type (const xmlNode *node, const char *version, CtDate reviewed_on, GError **error)
{
  g_autoptr (CtVisitType) type = ct_visit_type_new ();
  int minutes;

  type->id = ct_xml_attr (node, "id");
  type->source = ct_xml_attr (node, "source");
  type->version = g_strdup (version);
  type->reviewed_on = reviewed_on;
  if (!ct_read_segments (type->segments, node, error) || !read_items (type->items, node, error))
    return NULL;
  minutes = ct_segments_minutes (type->segments);
  if (minutes >= 5 && minutes <= 1440)
    return g_steal_pointer (&type);
  ct_xml_set_error (error, node, _("A visit takes 5 minutes to a day, not %d minutes"), minutes);
  return NULL;
}

static gboolean
has_id (GPtrArray *all, const char *id)
{
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const CtVisitType *) g_ptr_array_index (all, i))->id, id))
      return TRUE;
  return FALSE;
}

/**
 * ct_read_visits:
 * @root: a <visits> element that follows its schema
 * @error: %CT_ERROR_CORRUPT
 *
 * Returns: (transfer full) (nullable) (element-type CtVisitType): the kinds of visit, in the file's order
 */
GPtrArray *
ct_read_visits (const xmlNode *root, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_visit_type_unref);
  g_autofree char *version = ct_xml_attr (root, "version");
  CtDate reviewed_on;

  if (!ct_xml_date (root, "reviewed", &reviewed_on, error))
    return NULL;
  for (const xmlNode *node = ct_xml_child (root, "visit"); node != NULL; node = ct_xml_next (node, "visit"))
    {
      CtVisitType *type = read_visit_type (node, version, reviewed_on, error);
      gboolean twice = type != NULL && has_id (all, type->id);

      if (type == NULL)
        return NULL;
      g_ptr_array_add (all, type);
      if (twice)
        {
          ct_xml_set_error (error, node, _("The id “%s” is used twice; each kind of visit needs its own"), type->id);
          return NULL;
        }
    }
  return g_steal_pointer (&all);
}
