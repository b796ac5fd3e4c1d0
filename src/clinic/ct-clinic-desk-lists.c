/* The lists of the desk: their rows, how many they are, and what was put off. */
#include "clinic/ct-clinic-private.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"

/* More than this nobody works off; the count says "and more". */
#define MAX_ROWS CT_LIST_MAX_ROWS

/* ---- What the rows are judged by ---- */

/** One of the sites that are asked for. */
typedef struct
{
  gint64 id;
  CtWall now;
} Site;

typedef struct
{
  const CtDeskList *list; /* %NULL: all that the user may see, to be counted */
  gboolean     put_off;   /* show what was put off as well */
  GArray      *sites;     /* of Site */
  CtListRules *rules;
  CtKnowledge *knowledge;
  gint64       now_us;
  gboolean     may[CT_N_PERMISSIONS];
} ListCall;

static void
list_call_free (gpointer data)
{
  ListCall *call = data;

  g_array_unref (call->sites);
  g_object_unref (call->rules);
  ct_knowledge_unref (call->knowledge);
  g_free (call);
}

static ListCall *
list_call_new (CtClinic *self, const CtDeskList *list, gint64 site_id, gboolean put_off)
{
  ListCall *call = g_new0 (ListCall, 1);
  GPtrArray *sites = ct_clinic_get_sites (self);

  call->list = list;
  call->put_off = put_off;
  call->sites = g_array_new (FALSE, FALSE, sizeof (Site));
  call->rules = ct_record_copy (ct_clinic_get_list_rules (self));
  call->knowledge = ct_knowledge_ref (self->knowledge);
  call->now_us = ct_clock_now (&self->clock);
  for (guint i = 0; i < sites->len; i++)
    {
      Site site = { CT_RECORD (g_ptr_array_index (sites, i))->id };

      site.now = ct_clinic_now_at (self, site.id);
      if (site_id == 0 || site.id == site_id)
        g_array_append_val (call->sites, site);
    }
  for (CtPermission p = 0; p < CT_N_PERMISSIONS; p++)
    call->may[p] = ct_clinic_user_may (self, p);
  return call;
}

static const char *
instrument_name (const char *id, gpointer data)
{
  CtInstrument *instrument = id != NULL ? ct_knowledge_get_instrument (data, id) : NULL;

  return instrument != NULL ? instrument->abbreviation : NULL;
}

/* ---- Rows ---- */

static CtDate
date_at (CtRows *rows, int column)
{
  return ct_rows_is_null (rows, column) ? CT_DATE_NONE : (CtDate) ct_rows_int (rows, column);
}

/* Every query of a list answers with these columns, in this order. */
static void
read_facts (CtRows *rows, CtListFacts *facts)
{
  *facts = (CtListFacts) {
    .subject_id = ct_rows_int (rows, 0), .subject_day = date_at (rows, 1), .patient_id = ct_rows_int (rows, 2),
    .family_name = ct_rows_text (rows, 3), .given_names = ct_rows_text (rows, 4),
    .preferred_name = ct_rows_text (rows, 5), .phone = ct_rows_text (rows, 6), .appointment_id = ct_rows_int (rows, 7),
    .course_id = ct_rows_int (rows, 8), .day = date_at (rows, 9), .minute = (int) ct_rows_int (rows, 10),
    .kind = ct_rows_text (rows, 11), .status = ct_rows_text (rows, 12), .code = ct_rows_text (rows, 13),
    .number = (int) ct_rows_int (rows, 14), .total = (int) ct_rows_int (rows, 15), .other_day = date_at (rows, 16),
    .third_day = date_at (rows, 17), .since_us = ct_rows_int (rows, 18), .text = ct_rows_text (rows, 19),
    .put_off_until = date_at (rows, 20), .put_off_note = ct_rows_text (rows, 21), .put_off_status = ct_rows_text (rows, 22)
  };
}

static CtRows *
ask (CtUnit *unit, const ListCall *call, const CtDeskList *list, const Site *site, const CtListSpan *span, GError **error)
{
  if (span->protocol == NULL)
    return ct_unit_query (unit, error, list->query, "iiiiii", site->id, (gint64) site->now.date, (gint64) span->from,
                          (gint64) span->to, (gint64) MAX_ROWS, (gint64) call->put_off);
  return ct_unit_query (unit, error, list->query, "iiiiiitt", site->id, (gint64) site->now.date, (gint64) span->from,
                        (gint64) span->to, (gint64) MAX_ROWS, (gint64) call->put_off, span->protocol, span->stage);
}

static gboolean
add_rows (const CtDeskList *list, CtRows *rows, const CtListContext *context, const Site *site, GPtrArray *found, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (ct_rows_next (rows, &failure))
    {
      CtListFacts facts;
      CtListRow *row;

      read_facts (rows, &facts);
      if ((row = ct_desk_list_judge (list, &facts, context)) == NULL)
        continue;
      row->site_id = site->id;
      g_ptr_array_add (found, row);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_site (CtUnit *unit, const ListCall *call, const CtDeskList *list, const Site *site, GPtrArray *found, GError **error)
{
  CtListContext context = { site->now, call->now_us, call->rules, ct_knowledge_list_protocols (call->knowledge),
                            instrument_name, call->knowledge };
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CtListSpan));

  list->spans (&context, spans);
  for (guint i = 0; i < spans->len; i++)
    {
      g_autoptr (CtRows) rows = ask (unit, call, list, site, &g_array_index (spans, CtListSpan, i), error);

      if (rows == NULL || !add_rows (list, rows, &context, site, found, error))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
read_list (CtUnit *unit, const ListCall *call, const CtDeskList *list, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_list_row_free);

  for (guint i = 0; i < call->sites->len; i++)
    if (!add_site (unit, call, list, &g_array_index (call->sites, Site, i), found, error))
      return NULL;
  ct_desk_list_sort (found);
  if (found->len > MAX_ROWS)
    g_ptr_array_set_size (found, MAX_ROWS);
  return g_steal_pointer (&found);
}

static gpointer
work_read_list (CtUnit *unit, gpointer data, GError **error)
{
  const ListCall *call = data;

  return read_list (unit, call, call->list, error);
}

/**
 * ct_clinic_read_list_async:
 * @self: a clinic
 * @list: one of ct_desk_lists()
 * @site_id: a site; 0 for all
 * @put_off: whether to show what was put off or handled as well
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type CtListRow) #GPtrArray, at most %CT_LIST_MAX_ROWS, in the list's order.
 */
void
ct_clinic_read_list_async (CtClinic *self, const CtDeskList *list, gint64 site_id, gboolean put_off,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_read_list, NULL, list_call_free,
               (GDestroyNotify) g_ptr_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self) && list != NULL);
  ct_clinic_call (self, &use_case, list_call_new (self, list, site_id, put_off), cancellable, callback, user_data);
}

/* ---- How many ---- */

static gpointer
work_count_lists (CtUnit *unit, gpointer data, GError **error)
{
  const ListCall *call = data;
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint));
  guint n_lists;
  const CtDeskList *lists = ct_desk_lists (&n_lists);

  g_array_set_size (counts, n_lists);
  for (guint i = 0; i < n_lists; i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      if (!call->may[lists[i].permission])
        continue;
      if ((rows = read_list (unit, call, &lists[i], error)) == NULL)
        return NULL;
      g_array_index (counts, guint, i) = rows->len;
    }
  return g_steal_pointer (&counts);
}

/**
 * ct_clinic_count_lists_async:
 * @self: a clinic
 * @site_id: a site; 0 for all
 * @cancellable: (nullable): to stop it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Result: (transfer full) (element-type guint) #GArray: of each of ct_desk_lists(), how many rows want somebody;
 * %CT_LIST_MAX_ROWS means that many or more.
 */
void
ct_clinic_count_lists_async (CtClinic *self, gint64 site_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_SEE_PATIENTS, FALSE, work_count_lists, NULL, list_call_free,
               (GDestroyNotify) g_array_unref);

  g_return_if_fail (CT_IS_CLINIC (self));
  ct_clinic_call (self, &use_case, list_call_new (self, NULL, site_id, FALSE), cancellable, callback, user_data);
}

/* ---- Putting off ---- */

typedef struct
{
  CtListNote *note;
  char       *label;
  CtUndo     *undo;
} NoteCall;

static void
note_call_free (gpointer data)
{
  NoteCall *call = data;

  g_object_unref (call->note);
  g_free (call->label);
  g_clear_pointer (&call->undo, ct_undo_free);
  g_free (call);
}

/* A row has one note; putting it off again changes that. */
static gpointer
work_note (CtUnit *unit, gpointer data, GError **error)
{
  NoteCall *call = data;
  g_autoptr (CtListNote) note = ct_record_copy (call->note);
  g_autoptr (CtListNote) before = NULL;
  g_autoptr (GError) failure = NULL;

  g_clear_pointer (&call->undo, ct_undo_free);
  if (!ct_record_check (CT_RECORD (note), error))
    return NULL;
  before = ct_unit_first (unit, &failure, CT_TYPE_LIST_NOTE, "list.note", "tii", note->list_name, note->subject_id,
                          (gint64) note->subject_day);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (before != NULL)
    {
      CT_RECORD (note)->id = CT_RECORD (before)->id;
      CT_RECORD (note)->revision = CT_RECORD (before)->revision;
    }
  if (before != NULL ? !ct_unit_update (unit, note, error) : !ct_unit_insert (unit, note, error))
    return NULL;
  call->undo = ct_undo_new (call->label);
  if (before != NULL)
    ct_undo_add (call->undo, before, note);
  else
    ct_undo_add_new (call->undo, note, CT_LIST_NOTE_REMOVED, NULL);
  return g_steal_pointer (&note);
}

/**
 * ct_clinic_put_off_async:
 * @self: a clinic
 * @list: one of ct_desk_lists()
 * @row: one of its rows
 * @how: %CT_LIST_NOTE_LATER, %CT_LIST_NOTE_HANDLED, or %CT_LIST_NOTE_REMOVED to have it back at once
 * @until: with %CT_LIST_NOTE_LATER, the day on which it comes back
 * @note: (nullable): why
 * @callback: called when it is stored, or not
 * @user_data: for @callback
 *
 * Takes a row out of its list until a day, or for good: until it is due anew. Undoable.
 * Result: (transfer full) the #CtListNote as stored.
 */
void
ct_clinic_put_off_async (CtClinic *self, const CtDeskList *list, const CtListRow *row, const char *how, CtDate until,
                         const char *note, GAsyncReadyCallback callback, gpointer user_data)
{
  CT_USE_CASE (use_case, CT_MAY_BOOK, TRUE, work_note, NULL, note_call_free, g_object_unref,
               .undo_at = G_STRUCT_OFFSET (NoteCall, undo));
  NoteCall *call;

  g_return_if_fail (CT_IS_CLINIC (self) && list != NULL && row != NULL && how != NULL);
  if (g_str_equal (how, CT_LIST_NOTE_LATER) && (until == CT_DATE_NONE || until <= ct_clinic_now_at (self, row->site_id).date))
    {
      ct_clinic_refuse (self, g_error_new_literal (CT_ERROR, CT_ERROR_INVALID,
                                                   _("Say on which later day it shall come back.")),
                        callback, user_data);
      return;
    }
  call = g_new0 (NoteCall, 1);
  call->note = ct_list_note_new ();
  g_object_set (call->note, "list-name", list->name, "note", note, "status", how, NULL);
  call->note->subject_id = row->id;
  call->note->subject_day = row->subject_day;
  call->note->patient_id = row->patient_id;
  call->note->until = g_str_equal (how, CT_LIST_NOTE_LATER) ? until : CT_DATE_NONE;
  call->label = g_strdup_printf (g_str_equal (how, CT_LIST_NOTE_REMOVED) ? _("Bring %s back") : _("Put %s off"),
                                 row->patient);
  ct_clinic_call (self, &use_case, call, NULL, callback, user_data);
}
