/* Views that are kept: on F1 to F12 and by name; the one that was shown last; and what is looked for. */
#include "ui/calendar/ct-calendar-page-private.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-views-window.h"
#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"

/* Kept for each user with their drafts: not audited, and on this desk while the clinic can't be reached. */
#define LAST_VIEW "calendar-view"
#define REMEMBER_MS 800

/* ---- The view that was shown last ---- */

static void
on_last_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autofree char *text = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  g_auto (CtViewState) last = { 0 };

  if (!self->waiting)
    return;
  /* A site may be gone meanwhile; the window says which one is shown. */
  if (ct_view_state_from_text (&last, text))
    ct_calendar_page_take_state (self, &last);
  ct_calendar_page_reload (self);
}

/* Shows what this user saw last, as soon as it is known. */
void
ct_calendar_page_read_last (CtCalendarPage *self)
{
  self->waiting = TRUE;
  ct_clinic_read_draft_async (self->clinic, LAST_VIEW, on_last_read_cb, g_object_ref (self));
}

/* Keeps it without delay. */
void
ct_calendar_page_remember_now (CtCalendarPage *self)
{
  g_autofree char *text = NULL;

  if (self->remember_id == 0)
    return;
  g_clear_handle_id (&self->remember_id, g_source_remove);
  text = ct_view_state_to_text (&self->state);
  ct_clinic_save_draft_async (self->clinic, LAST_VIEW, text, NULL, NULL);
}

static gboolean
on_remember_cb (gpointer data)
{
  CtCalendarPage *self = data;

  ct_calendar_page_remember_now (self);
  return G_SOURCE_REMOVE;
}

/* Keeps what is shown, once hands have rested for a moment. The year of a patient is nothing to begin a day with. */
void
ct_calendar_page_remember (CtCalendarPage *self)
{
  g_autofree char *text = NULL;

  if (self->state.kind == CT_VIEW_YEAR)
    return;
  text = ct_view_state_to_text (&self->state);
  if (g_strcmp0 (text, self->remembered) == 0)
    return;
  g_free (self->remembered);
  self->remembered = g_steal_pointer (&text);
  g_clear_handle_id (&self->remember_id, g_source_remove);
  self->remember_id = g_timeout_add (REMEMBER_MS, on_remember_cb, self);
}

/* Under its button; where large text leaves no room for that, under the window's bar, with the height of the page. */
static void
hang (CtCalendarPage *self, GtkPopover *popover, GtkWidget *button)
{
  GdkRectangle at = { gtk_widget_get_width (GTK_WIDGET (self)) / 2, 0, 1, 1 };

  if (gtk_widget_get_mapped (button))
    {
      gtk_widget_set_parent (GTK_WIDGET (popover), button);
      return;
    }
  gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (self));
  gtk_popover_set_position (popover, GTK_POS_BOTTOM);
  gtk_popover_set_pointing_to (popover, &at);
}

/* ---- Views with a name ---- */

static void
show_view (CtCalendarPage *self, CtSavedView *view)
{
  g_auto (CtViewState) state = { 0 };

  if (!ct_view_state_from_text (&state, view->shows))
    {
      ct_notice_tell (GTK_WIDGET (self), _("This view was made by a later version and can’t be shown here."));
      return;
    }
  ct_calendar_page_show (self, &state);
  ct_calendar_page_focus_view (self);
}

static CtSavedView *
view_on_key (CtCalendarPage *self, int key)
{
  for (guint i = 0; self->kept != NULL && i < self->kept->len; i++)
    if (((CtSavedView *) g_ptr_array_index (self->kept, i))->key == key)
      return g_ptr_array_index (self->kept, i);
  return NULL;
}

static void
tell_empty_key (CtCalendarPage *self, int key)
{
  g_autofree char *words = g_strdup_printf (_("No view is kept on F%d. Ctrl+S keeps this one."), key);

  ct_notice_tell (GTK_WIDGET (self), words);
}

static void
show_wanted (CtCalendarPage *self)
{
  int key = self->wanted_key;
  CtSavedView *view = view_on_key (self, key);

  self->wanted_key = 0;
  if (view != NULL)
    show_view (self, view);
  else if (key != 0)
    tell_empty_key (self, key);
}

static void
on_kept_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCalendarPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kept = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->n_reading_views--;
  if (ct_notice_error (GTK_WIDGET (self), error))
    return;
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  self->kept = g_steal_pointer (&kept);
  if (self->views_popover != NULL)
    ct_views_popover_set_views (self->views_popover, self->kept);
  show_wanted (self);
}

static void
read_kept (CtCalendarPage *self)
{
  self->n_reading_views++;
  ct_clinic_list_views_async (self->clinic, on_kept_read_cb, g_object_ref (self));
}

/**
 * ct_calendar_page_show_key:
 * @self: a page
 * @key: n of Fn
 *
 * Shows the view that is kept on that key, once they are known.
 */
void
ct_calendar_page_show_key (CtCalendarPage *self, int key)
{
  self->wanted_key = key;
  if (self->kept != NULL)
    show_wanted (self);
  else if (self->n_reading_views == 0)
    read_kept (self);
}

static void
on_clinic_changed_cb (CtCalendarPage *self, const char *table, gint64 id)
{
  if (self->kept != NULL && g_strcmp0 (table, "saved_view") == 0)
    read_kept (self);
}

static void
on_view_chosen_cb (CtCalendarPage *self, CtSavedView *view)
{
  show_view (self, view);
}

/* Two sites are kept with the view; of one, whichever is chosen in the window. */
static char *
text_to_keep (CtCalendarPage *self)
{
  g_auto (CtViewState) state = { 0 };

  ct_view_state_copy (&self->state, &state);
  state.site_id = state.beside_id != 0 ? self->panes[0].site_id : 0;
  return ct_view_state_to_text (&state);
}

static void
act_keep (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  g_autofree char *shows = text_to_keep (self);
  GtkWindow *window;

  if (self->views_popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->views_popover));
  if (self->chosen_site_id == 0)
    return;
  window = ct_views_window_new (self->clinic, shows);
  ct_child_window_present (window, widget);
}

static void
act_views (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  GtkWidget *button = ct_calendar_header_get_views_button (self->header);

  if (self->views_popover == NULL)
    {
      self->views_popover = CT_VIEWS_POPOVER (ct_views_popover_new ());
      hang (self, GTK_POPOVER (self->views_popover), button);
      g_signal_connect_object (self->views_popover, "chosen", G_CALLBACK (on_view_chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->views_popover, "keep", G_CALLBACK (ct_calendar_page_ask_to_keep), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->views_popover, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self, G_CONNECT_SWAPPED);
    }
  if (self->kept != NULL)
    ct_views_popover_set_views (self->views_popover, self->kept);
  else if (self->n_reading_views == 0)
    read_kept (self);
  gtk_popover_popup (GTK_POPOVER (self->views_popover));
}

/* ---- What is looked for ---- */

static void
on_filters_changed_cb (CtCalendarPage *self)
{
  self->state.beside_id = ct_filter_popover_get_beside (self->filters);
  ct_visit_filter_clear (&self->state.filter);
  ct_visit_filter_copy (ct_filter_popover_get_filter (self->filters), &self->state.filter);
  ct_calendar_page_reload (self);
}

static void
act_filter (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  GtkWidget *button = ct_calendar_header_get_filter_button (self->header);

  if (self->chosen_site_id == 0)
    return;
  if (self->state.kind == CT_VIEW_YEAR)
    {
      ct_notice_tell (widget, _("The year of a patient shows all visits; filters are for the other views."));
      return;
    }
  if (self->filters == NULL)
    {
      self->filters = CT_FILTER_POPOVER (ct_filter_popover_new (self->clinic));
      hang (self, GTK_POPOVER (self->filters), button);
      g_signal_connect_object (self->filters, "changed", G_CALLBACK (on_filters_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->filters, "closed", G_CALLBACK (ct_calendar_page_focus_view_soon), self, G_CONNECT_SWAPPED);
    }
  ct_filter_popover_set (self->filters, self->panes[0].site_id, self->state.beside_id, ct_calendar_page_why_alone (self),
                         &self->state.filter);
  gtk_popover_popup (GTK_POPOVER (self->filters));
}

static void
act_clear_filters (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);

  ct_visit_filter_clear (&self->state.filter);
  ct_calendar_page_reload (self);
  ct_calendar_page_focus_view (self);
}

/* The next site beside the one that is shown, and after the last none. */
static void
act_beside (GtkWidget *widget, const char *action, GVariant *target)
{
  CtCalendarPage *self = CT_CALENDAR_PAGE (widget);
  GPtrArray *sites = ct_clinic_get_sites (self->clinic);
  const char *why_alone = ct_calendar_page_why_alone (self);
  gint64 next = 0;
  gboolean after = self->state.beside_id == 0;

  for (guint i = 0; i < sites->len && next == 0; i++)
    {
      gint64 id = CT_RECORD (g_ptr_array_index (sites, i))->id;

      if (after && id != self->panes[0].site_id)
        next = id;
      after = after || id == self->state.beside_id;
    }
  if (why_alone != NULL)
    {
      ct_notice_tell (widget, why_alone);
      return;
    }
  self->state.beside_id = next;
  ct_calendar_page_reload (self);
}

void
ct_calendar_page_ask_to_keep (CtCalendarPage *self)
{
  act_keep (GTK_WIDGET (self), NULL, NULL);
}

void
ct_calendar_page_install_saved (GtkWidgetClass *klass)
{
  static const CtPageAct acts[] = {
    { "calendar.keep-view", NULL, act_keep },
    { "calendar.views", NULL, act_views },
    { "calendar.filter", NULL, act_filter },
    { "calendar.clear-filters", NULL, act_clear_filters },
    { "calendar.beside", NULL, act_beside },
  };

  ct_calendar_page_install (klass, acts, G_N_ELEMENTS (acts));
}

void
ct_calendar_page_connect_saved (CtCalendarPage *self)
{
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
}
