#include "ui/calendar/ct-year-view.h"

#include <glib/gi18n.h>

#include "domain/ct-way.h"
#include "ui/calendar/ct-visit-words.h"
#include "ui/calendar/ct-year-grid.h"

/* So many days after its last session a course is looked at. */
#define EVALUATE_AFTER_DAYS 2

struct _CtYearView
{
  GtkWidget   parent_instance;
  CtClinic   *clinic;
  GtkLabel   *title;
  GtkLabel   *pointed;   /* what the mark with the focus says */
  CtYearGrid *grid;
  gint64      patient_id;
  char       *name;      /* (nullable) until it is read */
  int         year;
  CtDate      today;
  GPtrArray  *visits;    /* (nullable) of CtVisit, as last read */
  guint       generation;
  guint       asking;
  guint       n_reads;   /* how often the whole year was read */
};

enum
{
  DAY_CHOSEN,
  READ,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtYearView, ct_year_view, GTK_TYPE_WIDGET)

typedef struct
{
  CtYearView *self;
  guint       generation;
} Question;

/* ---- Content ---- */

/* A course that ends in the last days of the year before is evaluated in this one. */
static CtDate
first_day (CtYearView *self)
{
  return ct_date_new (self->year, 1, 1) - EVALUATE_AFTER_DAYS;
}

static CtDate
last_day (CtYearView *self)
{
  return ct_date_new (self->year, 12, 31);
}

static gboolean
ends_a_course (CtVisit *visit)
{
  return visit->appointment->course_id != 0 && visit->course_sessions > 0 &&
         visit->appointment->session_number == visit->course_sessions;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  return ct_year_mark_get_day (*(CtYearMark *const *) a) - ct_year_mark_get_day (*(CtYearMark *const *) b);
}

/* The last session of a course leads to its evaluation. */
static void
add_mark_of (CtYearView *self, GPtrArray *marks, CtVisit *visit)
{
  CtDate evaluation = visit->appointment->day + EVALUATE_AFTER_DAYS;

  if (visit->appointment->day >= ct_date_new (self->year, 1, 1))
    g_ptr_array_add (marks, g_object_ref_sink (ct_year_mark_new (self->clinic, visit, self->today)));
  if (ends_a_course (visit) && evaluation >= ct_date_new (self->year, 1, 1) && evaluation <= last_day (self))
    g_ptr_array_add (marks, g_object_ref_sink (ct_year_mark_new_evaluation (evaluation, self->today)));
}

static void
count_marks (CtYearView *self, int counts[CT_N_YEAR_KINDS])
{
  for (guint i = 0; i < ct_year_grid_n_marks (self->grid); i++)
    counts[ct_year_mark_get_kind (ct_year_grid_get_mark (self->grid, i))]++;
}

static void
show_title (CtYearView *self)
{
  int counts[CT_N_YEAR_KINDS] = { 0 };
  g_autofree char *words = NULL;

  count_marks (self, counts);
  if (self->patient_id == 0)
    words = g_strdup (_("Choose a visit in another view and press Y: the year of its patient is shown here."));
  else if (ct_year_grid_n_marks (self->grid) == 0)
    /* Translators: a name, then a year */
    words = g_strdup_printf (_("%s · no visit in %d"), self->name != NULL ? self->name : "…", self->year);
  else
    /* Translators: a name, a year, and how many visits were done, are planned and were missed */
    words = g_strdup_printf (_("%s · %d · %d done, %d planned, %d missed"), self->name != NULL ? self->name : "…", self->year,
                             counts[CT_YEAR_DONE], counts[CT_YEAR_PLANNED] + counts[CT_YEAR_TODAY],
                             counts[CT_YEAR_MISSED]);
  gtk_label_set_text (self->title, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->grid), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static gint64
booking_of (CtYearMark *mark)
{
  CtVisit *visit = ct_year_mark_get_visit (mark);

  return visit != NULL ? CT_RECORD (visit->appointment)->id : 0;
}

/* The mark that is what @before was, else the first one that is not earlier; NULL where there is none. */
static CtYearMark *
find_successor (CtYearView *self, CtYearMark *before)
{
  CtYearMark *later = NULL;

  for (guint i = 0; i < ct_year_grid_n_marks (self->grid); i++)
    {
      CtYearMark *mark = ct_year_grid_get_mark (self->grid, i);

      if (booking_of (mark) == booking_of (before) &&
          (booking_of (mark) != 0 || ct_year_mark_get_day (mark) == ct_year_mark_get_day (before)))
        return mark;
      if (later == NULL && ct_year_mark_get_day (mark) >= ct_year_mark_get_day (before))
        later = mark;
    }
  return later;
}

/* What had the focus has it again. */
static void
restore_focus (CtYearView *self, CtYearMark *before)
{
  CtYearMark *mark = find_successor (self, before);

  gtk_widget_grab_focus (mark != NULL ? GTK_WIDGET (mark) : GTK_WIDGET (self->grid));
}

static void
show_marks (CtYearView *self)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));
  g_autoptr (GtkWidget) before = focused != NULL ? g_object_ref (focused) : NULL;

  for (guint i = 0; i < self->visits->len; i++)
    add_mark_of (self, marks, g_ptr_array_index (self->visits, i));
  g_ptr_array_sort (marks, compare_marks);
  ct_year_grid_clear (self->grid);
  ct_year_grid_show (self->grid, self->year, self->today);
  for (guint i = 0; i < marks->len; i++)
    ct_year_grid_add (self->grid, g_ptr_array_index (marks, i));
  gtk_label_set_text (self->pointed, "");
  show_title (self);
  if (before != NULL)
    restore_focus (self, CT_YEAR_MARK (before));
}

/* ---- Reading ---- */

static gboolean
is_late (CtYearView *self, Question *question)
{
  self->asking--;
  return question->generation != self->generation || self->clinic == NULL;
}

static void
on_visits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (CtYearView) self = question->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) visits = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (is_late (self, question))
    return;
  if (visits == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->visits = g_steal_pointer (&visits);
  show_marks (self);
  g_signal_emit (self, signals[READ], 0);
}

static void
on_name_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autoptr (CtYearView) self = question->self;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (is_late (self, question) || hits == NULL || hits->len == 0)
    return;
  g_free (self->name);
  self->name = ct_patient_display_name (((CtPatientHit *) g_ptr_array_index (hits, 0))->patient);
  show_title (self);
  g_signal_emit (self, signals[READ], 0);
}

static Question *
question_new (CtYearView *self)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question) { g_object_ref (self), self->generation };
  self->asking++;
  return question;
}

static void
read_again (CtYearView *self)
{
  self->generation++;
  self->n_reads++;
  ct_clinic_list_visits_of_async (self->clinic, self->patient_id, first_day (self),
                                  last_day (self), on_visits_cb, question_new (self));
  ct_clinic_read_hits_async (self->clinic, &self->patient_id, 1, NULL, on_name_cb, question_new (self));
}

/* ---- One booking changed ---- */

static int
index_of (CtYearView *self, gint64 appointment_id)
{
  for (guint i = 0; i < self->visits->len; i++)
    if (CT_RECORD (((CtVisit *) g_ptr_array_index (self->visits, i))->appointment)->id == appointment_id)
      return (int) i;
  return -1;
}

static gboolean
belongs (CtYearView *self, CtVisit *visit)
{
  const CtAppointment *a = visit != NULL ? visit->appointment : NULL;

  return a != NULL && a->patient_id == self->patient_id && first_day (self) <= a->day && a->day <= last_day (self) &&
         !ct_way_is_off (ct_way_of (a));
}

typedef struct
{
  Question question;
  gint64   appointment_id;
} OneQuestion;

/* Shows the booking as it is now; where nothing of it is other than before, nothing is drawn anew. */
static void
take_one (CtYearView *self, gint64 appointment_id, CtVisit *visit)
{
  int at = index_of (self, appointment_id);
  gboolean belongs_here = belongs (self, visit);

  if (at < 0 && !belongs_here)
    return;
  if (at >= 0 && belongs_here && ct_visit_same (g_ptr_array_index (self->visits, at), visit))
    return;
  if (at >= 0)
    g_ptr_array_remove_index (self->visits, at);
  if (belongs_here)
    g_ptr_array_add (self->visits, g_object_ref (visit));
  show_marks (self);
  g_signal_emit (self, signals[READ], 0);
}

static void
on_one_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree OneQuestion *question = data;
  g_autoptr (CtYearView) self = question->question.self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtVisit) visit = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (is_late (self, &question->question) || self->visits == NULL)
    return;
  if (visit != NULL || g_error_matches (error, CT_ERROR, CT_ERROR_NOT_FOUND))
    take_one (self, question->appointment_id, visit);
}

static void
read_one (CtYearView *self, gint64 appointment_id)
{
  OneQuestion *question = g_new0 (OneQuestion, 1);

  *question = (OneQuestion) { { g_object_ref (self), self->generation }, appointment_id };
  self->asking++;
  ct_clinic_read_visit_async (self->clinic, appointment_id, on_one_read_cb, question);
}

static void
read_those_of (CtYearView *self, const char *table, gint64 id)
{
  for (guint i = 0; i < self->visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (self->visits, i);

      if (g_str_equal (table, "course") ? visit->appointment->course_id == id : visit->session_id == id)
        read_one (self, CT_RECORD (visit->appointment)->id);
    }
}

/* Of a booking only that booking is read, which may be somebody else's; of a course or a session those that are shown. */
static void
on_clinic_changed_cb (CtYearView *self, const char *table, gint64 id)
{
  static const char *const seen[] = { "appointment", "patient", "session", "course", "", NULL };

  if (self->patient_id == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !g_strv_contains (seen, table != NULL ? table : ""))
    return;
  if (id == 0 || self->visits == NULL || (g_strcmp0 (table, "patient") == 0 && id == self->patient_id))
    read_again (self);
  else if (g_strcmp0 (table, "appointment") == 0)
    read_one (self, id);
  else if (g_strcmp0 (table, "patient") != 0)
    read_those_of (self, table, id);
}

/**
 * ct_year_view_show:
 * @self: a view
 * @patient_id: whose year; 0: nobody's, and how to choose somebody is said
 * @year: which year
 * @today: today at the site
 *
 * Shows a year of a patient at all sites.
 */
void
ct_year_view_show (CtYearView *self, gint64 patient_id, int year, CtDate today)
{
  g_return_if_fail (CT_IS_YEAR_VIEW (self));
  if (patient_id != self->patient_id)
    {
      g_clear_pointer (&self->name, g_free);
      ct_year_grid_clear (self->grid);
    }
  else if (year != self->year)
    ct_year_grid_clear (self->grid);
  if (patient_id != self->patient_id || year != self->year)
    g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->patient_id = patient_id;
  self->year = year;
  self->today = today;
  ct_year_grid_show (self->grid, year, today);
  show_title (self);
  if (patient_id != 0)
    read_again (self);
}

/**
 * ct_year_view_get_patient:
 * @self: a view
 *
 * Returns: whose year it shows, or 0.
 */
gint64
ct_year_view_get_patient (CtYearView *self)
{
  g_return_val_if_fail (CT_IS_YEAR_VIEW (self), 0);
  return self->patient_id;
}

/**
 * ct_year_view_get_title:
 * @self: a view
 *
 * Returns: whose year, and how many visits of what kind.
 */
const char *
ct_year_view_get_title (CtYearView *self)
{
  g_return_val_if_fail (CT_IS_YEAR_VIEW (self), NULL);
  return gtk_label_get_text (self->title);
}

/**
 * ct_year_view_n_marks:
 * @self: a view
 *
 * Returns: how many marks there are.
 */
guint
ct_year_view_n_marks (CtYearView *self)
{
  g_return_val_if_fail (CT_IS_YEAR_VIEW (self), 0);
  return ct_year_grid_n_marks (self->grid);
}

/**
 * ct_year_view_get_mark:
 * @self: a view
 * @index: which, by day
 *
 * Returns: (transfer none): a mark.
 */
CtYearMark *
ct_year_view_get_mark (CtYearView *self, guint index)
{
  g_return_val_if_fail (CT_IS_YEAR_VIEW (self), NULL);
  return ct_year_grid_get_mark (self->grid, index);
}

/**
 * ct_year_view_get_reads:
 * @self: a view
 *
 * Returns: how often it has read the whole year.
 */
guint
ct_year_view_get_reads (CtYearView *self)
{
  g_return_val_if_fail (CT_IS_YEAR_VIEW (self), 0);
  return self->n_reads;
}

/**
 * ct_year_view_is_busy:
 * @self: a view
 *
 * Returns: whether something is being read.
 */
gboolean
ct_year_view_is_busy (CtYearView *self)
{
  g_return_val_if_fail (CT_IS_YEAR_VIEW (self), FALSE);
  return self->asking > 0;
}

/* ---- Widget ---- */

static void
on_chosen_cb (CtYearView *self, CtYearMark *mark)
{
  CtVisit *visit = ct_year_mark_get_visit (mark);

  g_signal_emit (self, signals[DAY_CHOSEN], 0, (int) ct_year_mark_get_day (mark),
                 visit != NULL ? CT_RECORD (visit->appointment)->id : (gint64) 0);
}

static void
on_pointed_cb (CtYearView *self, CtYearMark *mark)
{
  gtk_label_set_text (self->pointed, ct_year_mark_get_words (mark));
}

static gboolean
ct_year_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_YEAR_VIEW (widget)->grid)) ||
         GTK_WIDGET_CLASS (ct_year_view_parent_class)->grab_focus (widget);
}

static void
ct_year_view_dispose (GObject *object)
{
  CtYearView *self = CT_YEAR_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (ct_year_view_parent_class)->dispose (object);
}

static void
ct_year_view_class_init (CtYearViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_year_view_dispose;
  widget_class->grab_focus = ct_year_view_grab_focus;
  signals[DAY_CHOSEN] = g_signal_new ("day-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                      G_TYPE_INT64);
  signals[READ] = g_signal_new ("read", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  g_type_ensure (CT_TYPE_YEAR_GRID);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-year-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CtYearView, title);
  gtk_widget_class_bind_template_child (widget_class, CtYearView, pointed);
  gtk_widget_class_bind_template_child (widget_class, CtYearView, grid);
}

static void
ct_year_view_init (CtYearView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->year = 2026;
  g_signal_connect_object (self->grid, "chosen", G_CALLBACK (on_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "pointed", G_CALLBACK (on_pointed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ct_year_view_new:
 * @clinic: an open clinic
 *
 * Returns: (transfer floating): a view of nobody's year.
 */
GtkWidget *
ct_year_view_new (CtClinic *clinic)
{
  CtYearView *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  self = g_object_new (CT_TYPE_YEAR_VIEW, NULL);
  self->clinic = g_object_ref (clinic);
  g_signal_connect_object (clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
