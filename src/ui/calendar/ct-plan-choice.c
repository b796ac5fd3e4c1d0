#include "ui/calendar/ct-plan-choice.h"

#include <glib/gi18n.h>

struct _CtPlanChoice
{
  AdwWindow   parent_instance;
  GtkLabel   *intro;
  GtkListBox *ways;
  gboolean    chosen;
};

enum
{
  CHOSEN,
  LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtPlanChoice, ct_plan_choice, ADW_TYPE_WINDOW)

/* "Tue 10 Mar 10:00, Fri 13 Mar 10:00" */
static char *
days_of (const CtPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_plan_get_size (plan); i++)
    {
      const CtPlanSession *session = ct_plan_get_session (plan, i);
      g_autofree char *day = ct_date_format (session->date, "%a %-d %b");
      g_autofree char *time = ct_minute_format (session->minute);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", day, time);
    }
  return g_string_free (text, FALSE);
}

/* What a way breaks, each in a line of its own; notes too. */
static char *
broken_by (const CtPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ct_plan_get_n_broken (plan); i++)
    /* Translators: a rule that a plan breaks */
    g_string_append_printf (text, _("\nBreaks: %s"), ct_plan_get_broken (plan, i)->text);
  if (text->len == 0)
    g_string_append_printf (text, "\n%s", _("Keeps all rules"));
  return g_string_free (text, FALSE);
}

static void
add_way (CtPlanChoice *self, const CtPlan *plan)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *days = days_of (plan);
  g_autofree char *broken = plan->refused == NULL ? broken_by (plan) : NULL;
  g_autofree char *words = g_strconcat (plan->refused != NULL ? plan->refused : days, broken, NULL);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plan->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), plan->refused == NULL);
  gtk_widget_set_sensitive (row, plan->refused == NULL);
  gtk_list_box_append (self->ways, row);
}

static void
focus_first_way (CtPlanChoice *self, GPtrArray *plans)
{
  for (guint i = 0; i < plans->len; i++)
    if (((const CtPlan *) g_ptr_array_index (plans, i))->refused == NULL)
      {
        gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (gtk_list_box_get_row_at_index (self->ways, (int) i)));
        return;
      }
}

static void
on_row_activated_cb (CtPlanChoice *self, GtkListBoxRow *row)
{
  self->chosen = TRUE;
  g_signal_emit (self, signals[CHOSEN], 0, (guint) gtk_list_box_row_get_index (row));
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
on_close_request_cb (CtPlanChoice *self)
{
  if (!self->chosen)
    g_signal_emit (self, signals[LEFT], 0);
  return FALSE;
}

static void
ct_plan_choice_class_init (CtPlanChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHOSEN] = g_signal_new ("chosen", CT_TYPE_PLAN_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_UINT);
  signals[LEFT] = g_signal_new ("left", CT_TYPE_PLAN_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/calendar/ct-plan-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPlanChoice, intro);
  gtk_widget_class_bind_template_child (widget_class, CtPlanChoice, ways);
}

static void
ct_plan_choice_init (CtPlanChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->ways, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  g_signal_connect (self, "close-request", G_CALLBACK (on_close_request_cb), NULL);
}

/**
 * ct_plan_choice_new:
 * @title: what it is about
 * @intro: a sentence that says what there is to choose
 * @plans: (element-type CtPlan): the ways, with a title each; those that can't be gone say why, and can't be chosen
 *
 * Returns: (transfer none): a window, not shown yet.
 */
GtkWindow *
ct_plan_choice_new (const char *title, const char *intro, GPtrArray *plans)
{
  CtPlanChoice *self = g_object_new (CT_TYPE_PLAN_CHOICE, "title", title, NULL);

  g_return_val_if_fail (plans != NULL, GTK_WINDOW (self));
  gtk_label_set_text (self->intro, intro);
  for (guint i = 0; i < plans->len; i++)
    add_way (self, g_ptr_array_index (plans, i));
  focus_first_way (self, plans);
  return GTK_WINDOW (self);
}
