#include "ui/patient/ct-plan-view.h"

#include <glib/gi18n.h>

#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-strip-view.h"

/* How far a step looks for the next place that is allowed. */
#define MAX_DAYS 21

struct _CtPlanView
{
  AdwBin       parent_instance;
  GtkWidget   *box;
  GtkLabel    *problem;
  GtkWidget   *strip;
  GtkWidget   *rules;    /* a card of what is broken */
  GtkDropDown *mode;
  GtkListBox  *sessions;
  GtkWidget   *others;   /* a card of alternatives */
  CtPlanDraft *draft;    /* (nullable) */
  CtDate       today;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CtPlanView, ct_plan_view, ADW_TYPE_BIN)

static void show_plan (CtPlanView *self);

/* ---- Moving a session ---- */

static void
complain (CtPlanView *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static gboolean
try_nudge (CtPlanView *self, guint session, CtWall to, gint64 chair_id, GError **error)
{
  CtNudge nudge = { .index = session, .to = to, .chair_id = chair_id, .accept_warnings = TRUE,
                    .mode = (CtNudgeMode) gtk_drop_down_get_selected (self->mode) };

  return ct_plan_draft_nudge (self->draft, &nudge, error);
}

/* Closed days and taken hours are stepped over; the first reason is told if nothing is found. */
static gboolean
step_time (CtPlanView *self, guint index, gboolean days, int direction, GError **error)
{
  const CtPlanSession *session = ct_plan_get_session (self->draft->plan, index);
  int step = days ? 1 : MAX (self->draft->request.step_minutes, 5);
  int n_tries = days ? MAX_DAYS : CT_MINUTES_PER_DAY / step;
  CtWall to = { session->date, session->minute };
  gint64 chair_id = session->chair_id;

  for (int i = 1; i <= n_tries; i++)
    {
      g_autoptr (GError) failure = NULL;

      if (days)
        to.date += direction;
      else
        to.minute += direction * step;
      if (to.minute < 0 || to.minute >= CT_MINUTES_PER_DAY)
        break;
      if (try_nudge (self, index, to, days ? 0 : chair_id, &failure) ||
          (!days && try_nudge (self, index, to, 0, NULL)))
        {
          g_clear_error (error);
          return TRUE;
        }
      if (error != NULL && *error == NULL)
        *error = g_steal_pointer (&failure);
    }
  return FALSE;
}

static gboolean
step_chair (CtPlanView *self, guint index, int direction, GError **error)
{
  const CtPlanSession *session = ct_plan_get_session (self->draft->plan, index);
  CtWall to = { session->date, session->minute };
  guint n_chairs, at = 0;
  const gint64 *chairs = ct_occupancy_get_chairs (self->draft->occupancy, &n_chairs);

  for (guint i = 0; i < n_chairs; i++)
    if (chairs[i] == session->chair_id)
      at = i;
  for (guint i = 1; i < n_chairs; i++)
    if (try_nudge (self, index, to, chairs[(at + n_chairs + (guint) (direction * (int) i)) % n_chairs], NULL))
      return TRUE;
  g_set_error_literal (error, CT_ERROR, CT_ERROR_TAKEN, _("No other chair is free then."));
  return FALSE;
}

/**
 * ct_plan_view_step:
 * @self: a view of a draft
 * @session: which session, from 0
 * @step: day, time or chair
 * @direction: 1 for later, -1 for earlier
 *
 * Moves a session to the next place that is open, free and allowed. If there is none the plan stays, and the view says
 * why.
 *
 * Returns: whether it moved.
 */
gboolean
ct_plan_view_step (CtPlanView *self, guint session, CtPlanStep step, int direction)
{
  g_autoptr (GError) error = NULL;
  gboolean moved;

  g_return_val_if_fail (CT_IS_PLAN_VIEW (self) && self->draft != NULL, FALSE);
  g_return_val_if_fail (session < ct_plan_get_size (self->draft->plan), FALSE);
  moved = step == CT_PLAN_STEP_CHAIR ? step_chair (self, session, direction, &error)
                                     : step_time (self, session, step == CT_PLAN_STEP_DAY, direction, &error);
  if (!moved)
    {
      complain (self, error != NULL ? error->message : _("There is no free place in that direction."));
      return FALSE;
    }
  show_plan (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->sessions, (int) session)));
  g_signal_emit (self, changed_signal, 0);
  return TRUE;
}

/**
 * ct_plan_view_choose:
 * @self: a view of a draft
 * @alternative: which of the nearest plans
 *
 * Takes that plan; the one before stands among the nearest plans now.
 */
void
ct_plan_view_choose (CtPlanView *self, guint alternative)
{
  g_return_if_fail (CT_IS_PLAN_VIEW (self) && self->draft != NULL && alternative < self->draft->alternatives->len);
  ct_plan_draft_choose (self->draft, alternative);
  show_plan (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- Hands ---- */

static const struct
{
  const char *icon, *name;
  CtPlanStep  step;
  int         direction;
} steppers[] = {
  { "go-previous-symbolic", N_("A day earlier (Left)"), CT_PLAN_STEP_DAY, -1 },
  { "go-next-symbolic", N_("A day later (Right)"), CT_PLAN_STEP_DAY, 1 },
  { "list-remove-symbolic", N_("Earlier that day (−)"), CT_PLAN_STEP_TIME, -1 },
  { "list-add-symbolic", N_("Later that day (+)"), CT_PLAN_STEP_TIME, 1 },
  { "object-flip-horizontal-symbolic", N_("Another chair (C)"), CT_PLAN_STEP_CHAIR, 1 },
};

static void
on_stepper_cb (GtkButton *button, CtPlanView *self)
{
  guint session = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "session"));
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "stepper"));

  ct_plan_view_step (self, session, steppers[i].step, steppers[i].direction);
}

static gboolean
on_key_cb (CtPlanView *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint session;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || row == NULL || !GTK_IS_LIST_BOX_ROW (focus))
    return FALSE;
  session = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  switch (key)
    {
    case GDK_KEY_Left:
      return ct_plan_view_step (self, session, CT_PLAN_STEP_DAY, rtl ? 1 : -1) || TRUE;
    case GDK_KEY_Right:
      return ct_plan_view_step (self, session, CT_PLAN_STEP_DAY, rtl ? -1 : 1) || TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      return ct_plan_view_step (self, session, CT_PLAN_STEP_TIME, -1) || TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      return ct_plan_view_step (self, session, CT_PLAN_STEP_TIME, 1) || TRUE;
    case GDK_KEY_c:
      return ct_plan_view_step (self, session, CT_PLAN_STEP_CHAIR, 1) || TRUE;
    default:
      return FALSE;
    }
}

/* ---- What it shows ---- */

static GtkWidget *
create_steppers (CtPlanView *self, const CtPlanSession *session, guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (steppers); i++)
    {
      g_autofree char *spoken = g_strdup_printf (_("Session %d: %s"), session->number, _(steppers[i].name));
      GtkWidget *button = gtk_button_new_from_icon_name (steppers[i].icon);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _(steppers[i].name));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      ct_part_name (button, spoken);
      g_object_set_data (G_OBJECT (button), "session", GUINT_TO_POINTER (index));
      g_object_set_data (G_OBJECT (button), "stepper", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_stepper_cb), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
create_session_row (CtPlanView *self, const CtPlanSession *session, guint index)
{
  g_autofree char *when = ct_words_day_time (session->date, session->minute, self->today);
  g_autofree char *title = g_strdup_printf ("%d · %s · %s", session->number, when, session->chair_name);
  g_autofree char *satisfies = session->satisfies != NULL ? g_strjoinv (" · ", session->satisfies) : g_strdup ("");
  GtkWidget *row = ct_part_row (title, satisfies);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (row, "ct-tabular");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_steppers (self, session, index));
  return row;
}

static void
show_sessions (CtPlanView *self)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->sessions, 0))) != NULL)
    gtk_list_box_remove (self->sessions, row);
  for (guint i = 0; i < ct_plan_get_size (self->draft->plan); i++)
    gtk_list_box_append (self->sessions, create_session_row (self, ct_plan_get_session (self->draft->plan, i), i));
}

static GtkWidget *
create_rules (CtPlanView *self)
{
  GtkWidget *card = ct_part_card (NULL, NULL);
  guint n = ct_plan_get_n_broken (self->draft->plan);

  for (guint i = 0; i < n; i++)
    {
      const CtBrokenRule *rule = ct_plan_get_broken (self->draft->plan, i);
      g_autofree char *detail = ct_words_join (" · ", ct_words_level (rule->level),
                                               rule->source != NULL ? rule->source : _("what was asked for"), NULL);

      ct_part_card_add (card, ct_part_fact_row (ct_words_level_icon (rule->level), rule->text, detail));
    }
  if (n == 0)
    ct_part_card_add (card, ct_part_fact_row ("object-select-symbolic", _("Every rule and every wish is kept."), NULL));
  return card;
}

static void
on_choose_cb (GtkButton *button, CtPlanView *self)
{
  ct_plan_view_choose (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "alternative")));
}

static char *
describe_plan (CtPlanView *self, const CtPlan *plan)
{
  guint n = ct_plan_get_size (plan), n_broken = ct_plan_get_n_broken (plan);
  g_autofree char *first
      = ct_words_day_time (ct_plan_get_session (plan, 0)->date, ct_plan_get_session (plan, 0)->minute, self->today);
  g_autofree char *last = ct_words_day (ct_plan_get_session (plan, n - 1)->date, self->today);
  g_autofree char *span = g_strdup_printf (_("%s – %s"), first, last);
  g_autofree char *broken
      = n_broken == 0 ? g_strdup (_ ("everything kept"))
                      : g_strdup_printf (ngettext ("%u thing not kept", "%u things not kept", n_broken), n_broken);

  return ct_words_join (" · ", span, broken, NULL);
}

static GtkWidget *
create_others (CtPlanView *self)
{
  GtkWidget *card = ct_part_card (_("Nearest other plans"), NULL);

  for (guint i = 0; i < self->draft->alternatives->len; i++)
    {
      const CtPlan *plan = g_ptr_array_index (self->draft->alternatives, i);
      const char *title = plan->title != NULL ? plan->title : _("The plan before");
      g_autofree char *detail = describe_plan (self, plan);
      g_autofree char *spoken = g_strdup_printf (_("Choose: %s"), title);
      GtkWidget *row = ct_part_row (title, detail);
      GtkWidget *button = gtk_button_new_with_label (_("Choose"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      ct_part_name (button, spoken);
      g_object_set_data (G_OBJECT (button), "alternative", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_choose_cb), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      ct_part_card_add (card, row);
    }
  gtk_widget_set_visible (card, self->draft->alternatives->len > 0);
  return card;
}

static void
show_strip (CtPlanView *self)
{
  g_autoptr (CtStrip) strip = ct_strip_new (NULL);

  for (guint i = 0; i < ct_plan_get_size (self->draft->plan); i++)
    {
      CtDate day = ct_plan_get_session (self->draft->plan, i)->date;

      ct_strip_add (strip, day == self->today ? CT_STRIP_TODAY : CT_STRIP_PLANNED, day, 0, NULL);
    }
  ct_strip_view_set_strip (CT_STRIP_VIEW (self->strip), strip);
}

static void
replace (GtkWidget *box, GtkWidget **place, GtkWidget *by)
{
  gtk_box_insert_child_after (GTK_BOX (box), by, *place);
  gtk_box_remove (GTK_BOX (box), *place);
  *place = by;
}

static void
show_plan (CtPlanView *self)
{
  complain (self, NULL);
  show_strip (self);
  show_sessions (self);
  replace (self->box, &self->rules, create_rules (self));
  replace (self->box, &self->others, create_others (self));
}

/* ---- The object ---- */

static void
ct_plan_view_dispose (GObject *object)
{
  g_clear_object (&CT_PLAN_VIEW (object)->draft);
  G_OBJECT_CLASS (ct_plan_view_parent_class)->dispose (object);
}

static void
ct_plan_view_class_init (CtPlanViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_plan_view_dispose;
  changed_signal = g_signal_new ("changed", CT_TYPE_PLAN_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_mode (CtPlanView *self)
{
  const char *const modes[] = { _("the others stay"), _("the rest moves along"), _("the rest is planned anew"), NULL };
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = ct_part_label (_("When one moves,"), NULL);

  self->mode = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (modes));
  ct_part_name (GTK_WIDGET (self->mode), _("When one moves"));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->mode));
  return line;
}

static void
ct_plan_view_init (CtPlanView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->problem = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "xalign", 0.0,
                                           "wrap", TRUE, "visible", FALSE, NULL));
  self->strip = ct_strip_view_new (NULL);
  self->rules = ct_part_card (NULL, NULL);
  self->others = ct_part_card (NULL, NULL);
  self->sessions = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->sessions, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sessions), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->sessions), "ct-choices");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "ct-problem");
  ct_part_name (GTK_WIDGET (self->sessions), _("Sessions"));
  gtk_box_append (GTK_BOX (self->box), self->strip);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (self->box), self->rules);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sessions));
  gtk_box_append (GTK_BOX (self->box), create_mode (self));
  gtk_box_append (GTK_BOX (self->box), self->others);
  adw_bin_set_child (ADW_BIN (self), self->box);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->sessions), keys);
}

/**
 * ct_plan_view_set_draft:
 * @self: a view
 * @draft: (nullable): a plan on the table
 * @today: the present day
 */
void
ct_plan_view_set_draft (CtPlanView *self, CtPlanDraft *draft, CtDate today)
{
  g_return_if_fail (CT_IS_PLAN_VIEW (self));
  self->today = today;
  g_set_object (&self->draft, draft);
  if (draft != NULL)
    show_plan (self);
}

/** ct_plan_view_get_draft: Returns: (transfer none) (nullable): the plan on the table. */
CtPlanDraft *
ct_plan_view_get_draft (CtPlanView *self)
{
  g_return_val_if_fail (CT_IS_PLAN_VIEW (self), NULL);
  return self->draft;
}

/**
 * ct_plan_view_set_mode:
 * @self: a view
 * @mode: what becomes of the later sessions when one is moved
 */
void
ct_plan_view_set_mode (CtPlanView *self, CtNudgeMode mode)
{
  g_return_if_fail (CT_IS_PLAN_VIEW (self));
  gtk_drop_down_set_selected (self->mode, mode);
}

/** ct_plan_view_get_problem: Returns: (nullable): why the last move could not be. */
const char *
ct_plan_view_get_problem (CtPlanView *self)
{
  g_return_val_if_fail (CT_IS_PLAN_VIEW (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_text (self->problem) : NULL;
}
