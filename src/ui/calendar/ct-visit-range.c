#include "ui/calendar/ct-visit-range.h"

#include <string.h>

#include "domain/ct-way.h"

/* Neighbours are read once the hand has rested so long on what is shown. */
#define PREFETCH_MS 150
/* From so many changed bookings at once on, reading the days again is less work. */
#define MANY_CHANGES 8
/* Days that are kept at most; a year of clicking through must not fill the memory. */
#define MAX_DAYS 120
/* How ready the visits are is asked for once the days rest so long. */
#define READY_MS 30

struct _CtVisitRange
{
  GObject     parent_instance;
  CtClinic   *clinic;
  gint64      site_id;
  CtDate      first, last;
  CtVisitFilter filter;    /* which of those that were called off are shown; all others are */
  gboolean    with_off;    /* they are among @days */
  GHashTable *days;        /* CtDate → GPtrArray of CtVisit: what is known to be as it is now */
  GPtrArray  *visits;      /* (nullable): of the shown days, as last read */
  guint       generation;  /* answers asked for before the last change are too late */
  guint       reads;       /* how often the clinic was asked for days */
  guint       asking;      /* how many of those are not answered yet */
  guint       again_id;
  guint       prefetch_id;
  GHashTable *changed;     /* ids of bookings to be read again, each by itself */
  guint       changed_id;
  GHashTable *ready;       /* (nullable): id → of CtReadyState, as last read */
  guint       ready_id;
  gboolean    asking_ready;
  gboolean    ready_again; /* it is asked for anew when the answer on its way has come */
};

typedef struct
{
  CtVisitRange *self;
  CtDate        first, last;
  guint         generation;
} Question;

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtVisitRange, ct_visit_range, G_TYPE_OBJECT)

static gboolean
all_known (CtVisitRange *self, CtDate first, CtDate last)
{
  for (CtDate day = first; day <= last; day++)
    if (!g_hash_table_contains (self->days, GINT_TO_POINTER (day)))
      return FALSE;
  return TRUE;
}

static void
append_day (CtVisitRange *self, CtDate day, GPtrArray *to)
{
  GPtrArray *visits = g_hash_table_lookup (self->days, GINT_TO_POINTER (day));

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    if (ct_visit_filter_wants (&self->filter, ((CtVisit *) g_ptr_array_index (visits, i))->appointment))
      g_ptr_array_add (to, g_object_ref (g_ptr_array_index (visits, i)));
}

/* ---- How ready they are ---- */

static void
show_readiness (CtVisitRange *self)
{
  for (guint i = 0; self->ready != NULL && self->visits != NULL && i < self->visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (self->visits, i);

      ct_visit_set_readiness (visit, g_hash_table_lookup (self->ready, &CT_RECORD (visit->appointment)->id));
    }
}

static void ask_readiness_later (CtVisitRange *self);

/* Where it can't be read the visits are shown without. */
static void
on_readiness_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtVisitRange) self = data;
  GHashTable *ready = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  self->asking_ready = FALSE;
  if (ready != NULL)
    {
      g_clear_pointer (&self->ready, g_hash_table_unref);
      self->ready = ready;
      show_readiness (self);
    }
  if (self->ready_again)
    ask_readiness_later (self);
}

static gboolean
on_ask_readiness_cb (gpointer data)
{
  CtVisitRange *self = data;

  self->ready_id = 0;
  self->ready_again = self->asking_ready;
  if (self->asking_ready || self->site_id == 0)
    return G_SOURCE_REMOVE;
  self->asking_ready = TRUE;
  ct_clinic_list_readiness_async (self->clinic, self->site_id, self->first, self->last, on_readiness_cb,
                                  g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
ask_readiness_later (CtVisitRange *self)
{
  g_clear_handle_id (&self->ready_id, g_source_remove);
  self->ready_id = g_timeout_add (READY_MS, on_ask_readiness_cb, self);
}

static void
publish (CtVisitRange *self)
{
  g_autoptr (GPtrArray) visits = g_ptr_array_new_with_free_func (g_object_unref);

  for (CtDate day = self->first; day <= self->last; day++)
    append_day (self, day, visits);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->visits = g_steal_pointer (&visits);
  show_readiness (self);
  ask_readiness_later (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_far (gpointer key, gpointer value, gpointer data)
{
  CtVisitRange *self = data;
  CtDate day = GPOINTER_TO_INT (key);

  return day < self->first - MAX_DAYS / 4 || day > self->last + MAX_DAYS / 4;
}

static void
keep (CtVisitRange *self, CtDate first, CtDate last, GPtrArray *visits)
{
  for (CtDate day = first; day <= last; day++)
    g_hash_table_insert (self->days, GINT_TO_POINTER (day), g_ptr_array_new_with_free_func (g_object_unref));
  for (guint i = 0; i < visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (visits, i);
      GPtrArray *day = g_hash_table_lookup (self->days, GINT_TO_POINTER (visit->appointment->day));

      if (day != NULL)
        g_ptr_array_add (day, g_object_ref (visit));
    }
  if (g_hash_table_size (self->days) > MAX_DAYS)
    g_hash_table_foreach_remove (self->days, is_far, self);
}

static void ask (CtVisitRange *self, CtDate first, CtDate last);

static gboolean
on_prefetch_cb (gpointer data)
{
  CtVisitRange *self = data;
  int days = self->last - self->first + 1;

  self->prefetch_id = 0;
  if (!all_known (self, self->last + 1, self->last + days))
    ask (self, self->last + 1, self->last + days);
  if (!all_known (self, self->first - days, self->first - 1))
    ask (self, self->first - days, self->first - 1);
  return G_SOURCE_REMOVE;
}

static void
prefetch_later (CtVisitRange *self)
{
  g_clear_handle_id (&self->prefetch_id, g_source_remove);
  self->prefetch_id = g_timeout_add (PREFETCH_MS, on_prefetch_cb, self);
}

static gboolean
is_shown (CtVisitRange *self, CtDate first, CtDate last)
{
  return first <= self->last && last >= self->first;
}

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (CtVisitRange) self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) visits = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->asking--;
  if (question->generation != self->generation)
    return;
  if (visits == NULL)
    {
      if (is_shown (self, question->first, question->last))
        g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  keep (self, question->first, question->last, visits);
  if (!is_shown (self, question->first, question->last) || !all_known (self, self->first, self->last))
    return;
  publish (self);
  prefetch_later (self);
}

static void
ask (CtVisitRange *self, CtDate first, CtDate last)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question) { g_object_ref (self), first, last, self->generation };
  self->reads++;
  self->asking++;
  if (self->with_off)
    ct_clinic_list_visits_and_cancelled_async (self->clinic, self->site_id, first, last, NULL, on_answer_cb, question);
  else
    ct_clinic_list_visits_async (self->clinic, self->site_id, first, last, NULL, on_answer_cb, question);
}

static gboolean
on_again_cb (gpointer data)
{
  CtVisitRange *self = data;

  self->again_id = 0;
  self->generation++;
  g_hash_table_remove_all (self->days);
  g_hash_table_remove_all (self->changed);
  ask (self, self->first, self->last);
  return G_SOURCE_REMOVE;
}

/**
 * ct_visit_range_read_again:
 * @self: a range that shows something
 *
 * Reads the shown days again, once for all calls of this turn of the main loop; what else was known is forgotten.
 */
void
ct_visit_range_read_again (CtVisitRange *self)
{
  g_return_if_fail (CT_IS_VISIT_RANGE (self));
  if (self->again_id == 0 && self->site_id != 0)
    self->again_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_again_cb, self, NULL);
}

/* ---- One booking changed ---- */

static gint64
id_of (CtVisit *visit)
{
  return CT_RECORD (visit->appointment)->id;
}

static void
take_out (CtVisitRange *self, gint64 appointment_id)
{
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    for (guint i = ((GPtrArray *) day)->len; i-- > 0;)
      if (id_of (g_ptr_array_index ((GPtrArray *) day, i)) == appointment_id)
        g_ptr_array_remove_index (day, i);
}

static gboolean
comes_before (CtVisit *a, CtVisit *b)
{
  if (a->appointment->minute != b->appointment->minute)
    return a->appointment->minute < b->appointment->minute;
  return a->appointment->chair_id < b->appointment->chair_id;
}

static void
put_in (CtVisitRange *self, CtVisit *visit)
{
  GPtrArray *day = g_hash_table_lookup (self->days, GINT_TO_POINTER (visit->appointment->day));
  guint i = 0;

  if (day == NULL || visit->appointment->site_id != self->site_id ||
      (!self->with_off && ct_way_is_off (ct_way_of (visit->appointment))))
    return;
  while (i < day->len && comes_before (g_ptr_array_index (day, i), visit))
    i++;
  g_ptr_array_insert (day, (int) i, g_object_ref (visit));
}

typedef struct
{
  CtVisitRange *self;
  gint64        appointment_id;
  guint         generation;
} OneQuestion;

/* Every other visit stays the very object it was, so that what shows it need not be drawn anew. */
static void
on_one_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree OneQuestion *question = data;
  g_autoptr (CtVisitRange) self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtVisit) visit = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (question->generation != self->generation || !all_known (self, self->first, self->last))
    return;
  if (visit == NULL && !g_error_matches (error, CT_ERROR, CT_ERROR_NOT_FOUND))
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  take_out (self, question->appointment_id);
  if (visit != NULL)
    put_in (self, visit);
  publish (self);
}

static void
ask_for_one (CtVisitRange *self, gint64 appointment_id)
{
  OneQuestion *question = g_new0 (OneQuestion, 1);

  *question = (OneQuestion) { g_object_ref (self), appointment_id, self->generation };
  ct_clinic_read_visit_async (self->clinic, appointment_id, on_one_read_cb, question);
}

static gboolean
on_changed_cb (gpointer data)
{
  CtVisitRange *self = data;
  GHashTableIter iter;
  gpointer id;

  self->changed_id = 0;
  /* An answer on its way may be older than the change. */
  if (g_hash_table_size (self->changed) > MANY_CHANGES || (g_hash_table_size (self->changed) > 0 && self->asking > 0))
    ct_visit_range_read_again (self);
  else
    {
      g_hash_table_iter_init (&iter, self->changed);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        ask_for_one (self, *(gint64 *) id);
    }
  g_hash_table_remove_all (self->changed);
  return G_SOURCE_REMOVE;
}

/**
 * ct_visit_range_refresh:
 * @self: a range that shows something
 * @appointment_id: a booking that may have changed, come or gone
 *
 * Reads that booking again and leaves all others alone.
 */
void
ct_visit_range_refresh (CtVisitRange *self, gint64 appointment_id)
{
  g_return_if_fail (CT_IS_VISIT_RANGE (self));
  if (self->site_id == 0)
    return;
  g_hash_table_add (self->changed, g_memdup2 (&appointment_id, sizeof appointment_id));
  if (self->changed_id == 0)
    self->changed_id = g_idle_add_full (G_PRIORITY_DEFAULT, on_changed_cb, self, NULL);
}

/* ---- News ---- */

static gboolean
visit_shows (CtVisit *visit, const char *table, gint64 id)
{
  return (g_str_equal (table, "patient") && visit->appointment->patient_id == id) ||
         (g_str_equal (table, "course") && visit->appointment->course_id == id) ||
         (g_str_equal (table, "session") && visit->session_id == id);
}

/* Of a patient, course or session only the bookings that show it; of one that nobody sees, none. */
static void
refresh_those_of (CtVisitRange *self, const char *table, gint64 id)
{
  GHashTableIter iter;
  gpointer day;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, NULL, &day))
    for (guint i = 0; i < ((GPtrArray *) day)->len; i++)
      if (visit_shows (g_ptr_array_index ((GPtrArray *) day, i), table, id))
        ct_visit_range_refresh (self, id_of (g_ptr_array_index ((GPtrArray *) day, i)));
}

static void
on_clinic_changed_cb (CtVisitRange *self, const char *table, gint64 id)
{
  static const char *const seen[] = { "appointment", "patient", "session", "course", "", NULL };
  static const char *const makes_ready[] = { "visit_check", "assessment", "patient", "session", NULL };

  if (self->visits != NULL && g_strv_contains (makes_ready, table != NULL ? table : ""))
    ask_readiness_later (self);
  if (!g_strv_contains (seen, table != NULL ? table : ""))
    return;
  if (id == 0)
    ct_visit_range_read_again (self);
  else if (g_strcmp0 (table, "appointment") == 0)
    ct_visit_range_refresh (self, id);
  else
    refresh_those_of (self, table, id);
}

static void
ct_visit_range_finalize (GObject *object)
{
  CtVisitRange *self = CT_VISIT_RANGE (object);

  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_handle_id (&self->prefetch_id, g_source_remove);
  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_handle_id (&self->ready_id, g_source_remove);
  g_clear_pointer (&self->ready, g_hash_table_unref);
  ct_visit_filter_clear (&self->filter);
  g_hash_table_unref (self->changed);
  g_hash_table_unref (self->days);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_object_unref (self->clinic);
  G_OBJECT_CLASS (ct_visit_range_parent_class)->finalize (object);
}

static void
ct_visit_range_class_init (CtVisitRangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_visit_range_finalize;
  signals[CHANGED] = g_signal_new ("changed", CT_TYPE_VISIT_RANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", CT_TYPE_VISIT_RANGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_ERROR);
}

static void
ct_visit_range_init (CtVisitRange *self)
{
  self->days = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * ct_visit_range_new:
 * @clinic: the clinic
 *
 * Returns: (transfer full): a range that shows nothing yet.
 */
CtVisitRange *
ct_visit_range_new (CtClinic *clinic)
{
  CtVisitRange *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_VISIT_RANGE, NULL);
  self->clinic = g_object_ref (clinic);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
forget_days (CtVisitRange *self)
{
  self->generation++;
  g_hash_table_remove_all (self->days);
}

/**
 * ct_visit_range_set_filter:
 * @self: a range
 * @filter: what is looked for
 *
 * Visits that were called off are shown from the next ct_visit_range_show() on as far as @filter wants them; at first none
 * is. What else it says is for whoever shows them.
 */
void
ct_visit_range_set_filter (CtVisitRange *self, const CtVisitFilter *filter)
{
  gboolean with_off;

  g_return_if_fail (CT_IS_VISIT_RANGE (self) && filter != NULL);
  with_off = ct_visit_filter_wants_off (filter);
  ct_visit_filter_clear (&self->filter);
  ct_visit_filter_copy (filter, &self->filter);
  if (with_off != self->with_off)
    forget_days (self);
  self->with_off = with_off;
}

/**
 * ct_visit_range_show:
 * @self: a range
 * @site_id: the site
 * @first: the first day to show
 * @last: the last one
 *
 * Shows other days. Where they are known already, CtVisitRange::changed comes before this returns.
 */
void
ct_visit_range_show (CtVisitRange *self, gint64 site_id, CtDate first, CtDate last)
{
  g_return_if_fail (CT_IS_VISIT_RANGE (self));
  g_return_if_fail (first <= last && last - first < MAX_DAYS / 4);
  if (site_id != self->site_id)
    forget_days (self);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->site_id = site_id;
  self->first = first;
  self->last = last;
  if (!all_known (self, first, last))
    {
      ask (self, first, last);
      return;
    }
  publish (self);
  prefetch_later (self);
}

/**
 * ct_visit_range_get_visits:
 * @self: a range
 *
 * Returns: (transfer none) (nullable) (element-type CtVisit): the visits of the shown days by day and minute; %NULL as
 *   long as they have not been read.
 */
GPtrArray *
ct_visit_range_get_visits (CtVisitRange *self)
{
  g_return_val_if_fail (CT_IS_VISIT_RANGE (self), NULL);
  return self->visits;
}

/**
 * ct_visit_range_get_reads:
 * @self: a range
 *
 * Returns: how often it has asked the clinic.
 */
guint
ct_visit_range_get_reads (CtVisitRange *self)
{
  g_return_val_if_fail (CT_IS_VISIT_RANGE (self), 0);
  return self->reads;
}
