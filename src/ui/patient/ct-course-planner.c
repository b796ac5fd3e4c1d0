#include "ui/patient/ct-course-planner.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/calendar/ct-missing.h"
#include "ui/ct-notice.h"
#include "ui/ct-presence-line.h"
#include "ui/form/ct-draft.h"
#include "ui/patient/ct-patient-banner.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-plan-keep.h"
#include "ui/patient/ct-wrap-layout.h"

/* One plan for a burst of typing. */
#define PLAN_DELAY_MS 40

struct _CtCoursePlanner
{
  AdwWindow       parent_instance;
  AdwWindowTitle *title;
  GtkButton      *book_button;
  GtkDropDown    *indication_choice;
  GtkLabel       *indication_note;
  CtProtocolList *protocols;
  GtkLabel       *protocol_sources;
  GtkEntry       *start;
  GtkMenuButton  *start_button;
  GtkCalendar    *start_calendar;
  GtkEntry       *time;
  GtkLabel       *site_label;
  GtkDropDown    *site_choice;
  GtkBox         *weekdays;
  GtkLabel       *problem;
  GtkBox         *ways_out;
  CtPlanView     *plan;
  CtClinic       *clinic;
  CtPatientFile  *file;
  guint           timer;
  guint           turn;    /* answers to an earlier wish are dropped */
  CtDraft        *draft;
  char           *begun;   /* the wishes as the window was opened with, as a draft */
  char           *taken;   /* (nullable): who had a chair of the plan first; the next plan goes around it */
  GArray         *kept;    /* (nullable) of CtPlanPlace: where sessions are put when the plan of the wishes comes */
  gboolean        by_hand; /* sessions of the plan were moved by hand */
  gboolean        booking;
  gboolean        setting; /* the program fills in, not a person */
};

static guint planned_signal;

G_DEFINE_FINAL_TYPE (CtCoursePlanner, ct_course_planner, ADW_TYPE_WINDOW)

static void plan_soon (CtCoursePlanner *self);

/* ---- What is asked ---- */

static CtIndication *
chosen_indication (CtCoursePlanner *self)
{
  GPtrArray *all = ct_knowledge_list_indications (ct_clinic_get_knowledge (self->clinic));
  guint index = gtk_drop_down_get_selected (self->indication_choice);

  return index < all->len ? g_ptr_array_index (all, index) : NULL;
}

static gint64
chosen_site (CtCoursePlanner *self)
{
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);
  guint index = gtk_drop_down_get_selected (self->site_choice);

  return index < sites->len ? CT_RECORD (g_ptr_array_index (sites, index))->id : 0;
}

static guint
chosen_weekdays (CtCoursePlanner *self)
{
  GtkWidget *day = gtk_widget_get_first_child (GTK_WIDGET (self->weekdays));
  guint weekdays = 0;

  for (int i = 1; day != NULL; day = gtk_widget_get_next_sibling (day), i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (day)))
      weekdays |= CT_WEEKDAY_BIT (i);
  return weekdays;
}

static void
set_weekdays (CtCoursePlanner *self, guint weekdays)
{
  GtkWidget *day = gtk_widget_get_first_child (GTK_WIDGET (self->weekdays));

  for (int i = 1; day != NULL; day = gtk_widget_get_next_sibling (day), i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (day), (weekdays & CT_WEEKDAY_BIT (i)) != 0);
}

static void
set_start (CtCoursePlanner *self, CtDate day)
{
  g_autofree char *text = ct_date_format (day, "%-d %b %Y");

  gtk_editable_set_text (GTK_EDITABLE (self->start), text);
}

static gboolean
prescribes (CtUser *user)
{
  return g_strcmp0 (user->role, CT_ROLE_PRESCRIBER) == 0;
}

/* Reads the wishes; a slip is said in a sentence. */
static gboolean
read_wish (CtCoursePlanner *self, CtCourseWish *wish, const char **slip)
{
  const char *time = gtk_editable_get_text (GTK_EDITABLE (self->time));
  CtProtocol *protocol = ct_protocol_list_get_chosen (self->protocols);
  CtUser *user = ct_clinic_get_user (self->clinic);

  *wish = (CtCourseWish) { .patient_id = CT_RECORD (self->file->patient)->id, .site_id = chosen_site (self),
                           .prescriber_id = prescribes (user) ? CT_RECORD (user)->id : 0,
                           .protocol = protocol != NULL ? protocol->id : NULL, .weekdays = chosen_weekdays (self),
                           .start_on = ct_date_parse_any (gtk_editable_get_text (GTK_EDITABLE (self->start))),
                           .minute = ct_text_is_blank (time) ? -1 : ct_minute_parse (time) };
  *slip = NULL;
  if (protocol == NULL)
    *slip = _("Choose a protocol.");
  else if (protocol->phase == CT_PHASE_INFORMATION)
    *slip = _("This one is for information: it names no sessions to plan.");
  else if (wish->start_on == CT_DATE_NONE)
    *slip = _("Write the day to start on, like 25 Nov 2026.");
  else if (wish->start_on < ct_clinic_now_at (self->clinic, wish->site_id).date)
    *slip = _("The day to start on is past.");
  else if (!ct_text_is_blank (time) && wish->minute < 0)
    *slip = _("Write the time like 10:00, or leave it empty for any.");
  return *slip == NULL;
}

/* ---- What comes of it ---- */

static void
update_book_button (CtCoursePlanner *self)
{
  CtPlanDraft *draft = ct_plan_view_get_draft (self->plan);
  guint n = draft != NULL ? ct_plan_get_size (draft->plan) : 0;
  g_autofree char *label = n > 0 ? g_strdup_printf (ngettext ("_Book %u Session", "_Book %u Sessions", n), n)
                                 : g_strdup (_("_Book"));

  gtk_button_set_use_underline (self->book_button, TRUE);
  gtk_button_set_label (self->book_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "planner.book", n > 0 && !self->booking);
}

static void
show_draft (CtCoursePlanner *self, CtPlanDraft *draft)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  ct_part_clear (GTK_WIDGET (self->ways_out));
  ct_plan_view_set_draft (self->plan, draft, ct_clinic_today (self->clinic));
  gtk_widget_set_visible (GTK_WIDGET (self->plan), draft != NULL);
  update_book_button (self);
}

static void
complain (CtCoursePlanner *self, const char *text)
{
  show_draft (self, NULL);
  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
}

static void
add_way_out (CtCoursePlanner *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  ct_wrap_append (GTK_WIDGET (self->ways_out), button);
}

static void
on_any_day_cb (CtCoursePlanner *self)
{
  set_weekdays (self, 0);
}

static void
on_any_time_cb (CtCoursePlanner *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->time), "");
}

static void
on_week_later_cb (CtCoursePlanner *self)
{
  CtDate day = ct_date_parse_any (gtk_editable_get_text (GTK_EDITABLE (self->start)));

  set_start (self, day + 7);
}

/* There is no plan: the sentence says why, and these are the ways to one. */
static void
offer_ways_out (CtCoursePlanner *self, const CtCourseWish *wish)
{
  if (wish->weekdays != 0)
    add_way_out (self, _("On any day"), G_CALLBACK (on_any_day_cb));
  if (wish->minute >= 0)
    add_way_out (self, _("At any time"), G_CALLBACK (on_any_time_cb));
  add_way_out (self, _("Start a week later"), G_CALLBACK (on_week_later_cb));
}

/* The plan stands; one more press books it. */
static void
tell_taken (CtCoursePlanner *self)
{
  g_autofree char *taken = g_steal_pointer (&self->taken);
  /* Translators: a sentence that says who took which chair when */
  g_autofree char *text = g_strdup_printf (_("%s The plan below goes around it; nothing is booked yet."), taken);

  gtk_label_set_text (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->book_button));
}

/* A new plan is as the planner made it, unless its sessions had been moved by hand at another time. */
static void
show_planned (CtCoursePlanner *self, CtPlanDraft *draft)
{
  g_autofree char *elsewhere = self->kept != NULL ? ct_plan_keep_put_back (draft, self->kept) : NULL;

  self->by_hand = self->kept != NULL;
  g_clear_pointer (&self->kept, g_array_unref);
  show_draft (self, draft);
  gtk_label_set_text (self->problem, elsewhere != NULL ? elsewhere : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), elsewhere != NULL);
}

static void
on_moved_cb (CtCoursePlanner *self)
{
  self->by_hand = TRUE;
  update_book_button (self);
  ct_draft_touch (self->draft);
}

typedef struct
{
  CtCoursePlanner *self;
  CtCourseWish     wish;
  guint            turn;
} Asked;

static void
on_planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  CtCoursePlanner *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPlanDraft) draft = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (self->clinic != NULL && asked->turn == self->turn)
    {
      if (draft != NULL)
        show_planned (self, draft);
      if (draft != NULL && self->taken != NULL)
        tell_taken (self);
      else if (draft == NULL)
        {
          complain (self, error->message);
          offer_ways_out (self, &asked->wish);
        }
      g_signal_emit (self, planned_signal, 0);
    }
  g_object_unref (self);
  g_free (asked);
}

static gboolean
on_plan_cb (gpointer data)
{
  CtCoursePlanner *self = data;
  Asked *asked = g_new0 (Asked, 1);
  const char *slip;

  self->timer = 0;
  asked->turn = ++self->turn;
  if (!read_wish (self, &asked->wish, &slip))
    {
      g_free (asked);
      complain (self, slip);
      g_signal_emit (self, planned_signal, 0);
      return G_SOURCE_REMOVE;
    }
  asked->self = g_object_ref (self);
  ct_clinic_plan_course_async (self->clinic, &asked->wish, on_planned_cb, asked);
  return G_SOURCE_REMOVE;
}

static void
plan_soon (CtCoursePlanner *self)
{
  if (self->setting || self->clinic == NULL)
    return;
  self->by_hand = FALSE;
  g_clear_pointer (&self->kept, g_array_unref);
  if (self->draft != NULL)
    ct_draft_touch (self->draft);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PLAN_DELAY_MS, on_plan_cb, self);
}

/* ---- Choosing ---- */

static void
on_protocol_cb (CtCoursePlanner *self)
{
  CtProtocol *protocol = ct_protocol_list_get_chosen (self->protocols);
  g_autofree char *sources = protocol != NULL ? ct_protocol_sources (protocol) : g_strdup ("");

  gtk_label_set_text (self->protocol_sources, sources);
  plan_soon (self);
}

static void
on_indication_cb (CtCoursePlanner *self)
{
  CtIndication *indication = chosen_indication (self);
  g_autofree char *source = NULL;
  g_autofree char *note = NULL;

  if (indication == NULL || self->clinic == NULL)
    return;
  source = g_strdup_printf (_("Source: %s"), indication->note_source != NULL ? indication->note_source
                                                                            : indication->source);
  note = ct_words_join ("\n", indication->note != NULL ? indication->note : "", source, NULL);
  gtk_label_set_text (self->indication_note, note);
  ct_protocol_list_set_indication (self->protocols, ct_clinic_get_knowledge (self->clinic), indication);
}

static void
on_day_chosen_cb (CtCoursePlanner *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->start_calendar);

  set_start (self, ct_date_new (g_date_time_get_year (day), g_date_time_get_month (day),
                                g_date_time_get_day_of_month (day)));
  gtk_menu_button_popdown (self->start_button);
}

/* ---- Booking ---- */

static void
on_booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCoursePlanner) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtCourse) course = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  self->booking = FALSE;
  if (self->clinic == NULL)
    return;
  if (g_error_matches (error, CT_ERROR, CT_ERROR_TAKEN))
    {
      g_free (self->taken);
      self->taken = g_strdup (error->message);
      plan_soon (self);
      return;
    }
  if (course == NULL)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      update_book_button (self);
      return;
    }
  name = ct_patient_display_name (self->file->patient);
  text = g_strdup_printf (ngettext ("%d session booked for %s.", "%d sessions booked for %s.",
                                    (gulong) course->n_sessions), course->n_sessions, name);
  ct_notice_undo (GTK_WIDGET (self), text);
  ct_draft_forget (self->draft);
  ct_draft_stop (self->draft);
  if (gtk_window_get_transient_for (GTK_WINDOW (self)) != NULL)
    ct_missing_tell_course (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), self->clinic,
                            CT_RECORD (self->file->patient)->id, CT_RECORD (course)->id);
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * ct_course_planner_book:
 * @self: a planner with a plan
 *
 * Books every session in one act that can be undone.
 */
void
ct_course_planner_book (CtCoursePlanner *self)
{
  CtPlanDraft *draft = ct_plan_view_get_draft (self->plan);
  CtIndication *indication = chosen_indication (self);
  g_autoptr (CtCourse) course = NULL;

  g_return_if_fail (CT_IS_COURSE_PLANNER (self));
  if (draft == NULL || self->booking)
    return;
  course = ct_course_new ();
  course->patient_id = draft->patient_id;
  course->protocol = g_strdup (draft->protocol->id);
  course->indication = indication != NULL ? g_strdup (indication->id) : NULL;
  course->primary_instrument = indication != NULL ? g_strdup (indication->primary_instrument) : NULL;
  course->prescriber_id = draft->request.clinician_id;
  self->booking = TRUE;
  update_book_button (self);
  ct_clinic_book_course_async (self->clinic, course, draft->plan, on_booked_cb, g_object_ref (self));
}

static void
book (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_course_planner_book (CT_COURSE_PLANNER (widget));
}

/* ---- What is wished and not booked yet ---- */

#define WISH "wish"

static char *
wishes_as_text (CtCoursePlanner *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  CtIndication *indication = chosen_indication (self);
  CtProtocol *protocol = ct_protocol_list_get_chosen (self->protocols);

  g_key_file_set_string (file, WISH, "indication", indication != NULL ? indication->id : "");
  g_key_file_set_string (file, WISH, "protocol", protocol != NULL ? protocol->id : "");
  g_key_file_set_string (file, WISH, "start", gtk_editable_get_text (GTK_EDITABLE (self->start)));
  g_key_file_set_string (file, WISH, "time", gtk_editable_get_text (GTK_EDITABLE (self->time)));
  g_key_file_set_int64 (file, WISH, "site", chosen_site (self));
  g_key_file_set_integer (file, WISH, "weekdays", (int) chosen_weekdays (self));
  if (self->by_hand && ct_plan_view_get_draft (self->plan) != NULL)
    ct_plan_keep_write (file, ct_plan_view_get_draft (self->plan));
  return g_key_file_to_data (file, NULL, NULL);
}

static char *
write_draft (gpointer data)
{
  CtCoursePlanner *self = data;
  g_autofree char *text = wishes_as_text (self);

  return g_strcmp0 (text, self->begun) != 0 ? g_steal_pointer (&text) : NULL;
}

static void
choose_indication (CtCoursePlanner *self, const char *id)
{
  GPtrArray *all = ct_knowledge_list_indications (ct_clinic_get_knowledge (self->clinic));

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (((CtIndication *) g_ptr_array_index (all, i))->id, id) == 0)
      gtk_drop_down_set_selected (self->indication_choice, i);
}

static void
choose_site (CtCoursePlanner *self, gint64 id)
{
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);

  for (guint i = 0; i < sites->len; i++)
    if (CT_RECORD (g_ptr_array_index (sites, i))->id == id)
      gtk_drop_down_set_selected (self->site_choice, i);
}

static char *
read_draft (const char *text, gpointer data)
{
  CtCoursePlanner *self = data;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *indication = NULL, *protocol = NULL, *start = NULL, *time = NULL;

  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  indication = g_key_file_get_string (file, WISH, "indication", NULL);
  protocol = g_key_file_get_string (file, WISH, "protocol", NULL);
  start = g_key_file_get_string (file, WISH, "start", NULL);
  time = g_key_file_get_string (file, WISH, "time", NULL);
  choose_indication (self, indication);
  if (protocol != NULL && *protocol != '\0')
    ct_protocol_list_choose (self->protocols, protocol);
  choose_site (self, g_key_file_get_int64 (file, WISH, "site", NULL));
  set_weekdays (self, (guint) g_key_file_get_integer (file, WISH, "weekdays", NULL));
  gtk_editable_set_text (GTK_EDITABLE (self->start), start != NULL ? start : "");
  gtk_editable_set_text (GTK_EDITABLE (self->time), time != NULL ? time : "");
  plan_soon (self);
  self->kept = ct_plan_keep_read (file);
  return NULL;
}

static void
follow_draft (CtCoursePlanner *self)
{
  g_autofree char *what = g_strdup_printf ("plan/%" G_GINT64_FORMAT, CT_RECORD (self->file->patient)->id);

  self->begun = wishes_as_text (self);
  self->draft = ct_draft_new (self->clinic, what, write_draft, read_draft, self);
  ct_draft_show_in (self->draft, ADW_WINDOW (self));
}

/* Nothing is booked by closing, and nothing that was wished is lost. */
static gboolean
ct_course_planner_close_request (GtkWindow *window)
{
  ct_draft_keep (CT_COURSE_PLANNER (window)->draft);
  return GTK_WINDOW_CLASS (ct_course_planner_parent_class)->close_request (window);
}

/* ---- The object ---- */

static void
create_weekdays (CtCoursePlanner *self)
{
  CtDate monday = ct_date_monday_of (0);

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *label = ct_date_format (monday + i, "%a");
      g_autofree char *spoken = ct_date_format (monday + i, "%A");
      GtkWidget *day = gtk_toggle_button_new_with_label (label);

      ct_part_name (day, spoken);
      gtk_widget_add_css_class (day, "ct-weekday");
      g_signal_connect_object (day, "toggled", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
      ct_wrap_append (GTK_WIDGET (self->weekdays), day);
    }
}

static void
fill_choices (CtCoursePlanner *self)
{
  GPtrArray *indications = ct_knowledge_list_indications (ct_clinic_get_knowledge (self->clinic));
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);
  CtCourse *course = ct_patient_file_current_course (self->file);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) places = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < indications->len; i++)
    {
      CtIndication *indication = g_ptr_array_index (indications, i);

      gtk_string_list_append (names, indication->name);
      if (course != NULL && g_strcmp0 (indication->id, course->indication) == 0)
        chosen = i;
    }
  for (guint i = 0; i < sites->len; i++)
    gtk_string_list_append (places, ((CtSite *) g_ptr_array_index (sites, i))->name);
  gtk_drop_down_set_model (self->site_choice, G_LIST_MODEL (places));
  gtk_widget_set_visible (GTK_WIDGET (self->site_choice), sites->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->site_label), sites->len > 1);
  gtk_drop_down_set_model (self->indication_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->indication_choice, chosen);
}

static void
ct_course_planner_dispose (GObject *object)
{
  CtCoursePlanner *self = CT_COURSE_PLANNER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->draft != NULL)
    ct_draft_stop (self->draft);
  g_clear_object (&self->draft);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_course_planner_parent_class)->dispose (object);
}

static void
ct_course_planner_finalize (GObject *object)
{
  g_clear_object (&CT_COURSE_PLANNER (object)->file);
  g_clear_pointer (&CT_COURSE_PLANNER (object)->kept, g_array_unref);
  g_free (CT_COURSE_PLANNER (object)->taken);
  g_free (CT_COURSE_PLANNER (object)->begun);
  G_OBJECT_CLASS (ct_course_planner_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, title);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, book_button);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, indication_choice);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, indication_note);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, protocols);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, protocol_sources);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, start);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, start_button);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, start_calendar);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, time);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, site_label);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, site_choice);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, weekdays);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, problem);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, ways_out);
  gtk_widget_class_bind_template_child (widget_class, CtCoursePlanner, plan);
}

static void
ct_course_planner_class_init (CtCoursePlannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ct_course_planner_dispose;
  object_class->finalize = ct_course_planner_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ct_course_planner_close_request;
  planned_signal
      = g_signal_new ("planned", CT_TYPE_COURSE_PLANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CT_TYPE_PROTOCOL_LIST);
  g_type_ensure (CT_TYPE_PLAN_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/chairtime/Chairtime/ui/patient/ct-course-planner.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "planner.book", NULL, book);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "planner.book", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "planner.book", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_course_planner_init (CtCoursePlanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->weekdays), ct_wrap_layout_new (3, 3));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->ways_out), ct_wrap_layout_new (6, 6));
  create_weekdays (self);
  g_signal_connect_object (self->protocols, "chosen", G_CALLBACK (on_protocol_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->indication_choice, "notify::selected", G_CALLBACK (on_indication_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->site_choice, "notify::selected", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "changed", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time, "changed", G_CALLBACK (plan_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start_calendar, "day-selected", G_CALLBACK (on_day_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (on_moved_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ct_course_planner_new:
 * @clinic: a clinic
 * @file: whose course
 *
 * Returns: (transfer none): a window; the first plan comes at once, from tomorrow on.
 */
CtCoursePlanner *
ct_course_planner_new (CtClinic *clinic, CtPatientFile *file)
{
  CtCoursePlanner *self = g_object_new (CT_TYPE_COURSE_PLANNER, NULL);
  g_autofree char *who = ct_patient_banner_title (file, ct_clinic_today (clinic));

  self->clinic = g_object_ref (clinic);
  self->file = g_object_ref (file);
  self->setting = TRUE;
  ct_presence_show_in (ADW_WINDOW (self), clinic, "patient", CT_RECORD (file->patient)->id);
  adw_window_title_set_subtitle (self->title, who);
  gtk_window_set_title (GTK_WINDOW (self), _("Plan a Course"));
  set_start (self, ct_clinic_today (clinic) + 1);
  fill_choices (self);
  on_indication_cb (self);
  self->setting = FALSE;
  follow_draft (self);
  update_book_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->indication_choice));
  plan_soon (self);
  return self;
}

/**
 * ct_course_planner_set_wish:
 * @self: a planner
 * @start_on: the first day a session may be
 * @weekdays: a mask of CT_WEEKDAY_BIT(); 0 for any
 * @minute: the time wanted; -1 for any
 *
 * Fills in the wishes, and plans anew.
 */
void
ct_course_planner_set_wish (CtCoursePlanner *self, CtDate start_on, guint weekdays, int minute)
{
  g_autofree char *time = minute >= 0 ? ct_minute_format (minute) : g_strdup ("");

  g_return_if_fail (CT_IS_COURSE_PLANNER (self));
  set_start (self, start_on);
  set_weekdays (self, weekdays);
  gtk_editable_set_text (GTK_EDITABLE (self->time), time);
}

/** ct_course_planner_get_protocols: Returns: (transfer none): the list of protocols. */
CtProtocolList *
ct_course_planner_get_protocols (CtCoursePlanner *self)
{
  g_return_val_if_fail (CT_IS_COURSE_PLANNER (self), NULL);
  return self->protocols;
}

/** ct_course_planner_get_plan: Returns: (transfer none): the plan on the table. */
CtPlanView *
ct_course_planner_get_plan (CtCoursePlanner *self)
{
  g_return_val_if_fail (CT_IS_COURSE_PLANNER (self), NULL);
  return self->plan;
}

/** ct_course_planner_get_problem: Returns: (nullable): why there is no plan. */
const char *
ct_course_planner_get_problem (CtCoursePlanner *self)
{
  g_return_val_if_fail (CT_IS_COURSE_PLANNER (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem) : NULL;
}
