/* The numbers in the sidebar: things that want someone. */
#include "domain/ct-way.h"
#include "ui/ct-window-private.h"

/* Who is expected or here, and not done yet. */
static gboolean
wants_someone (const CtAppointment *appointment)
{
  return ct_way_stage (appointment) != CT_STAGE_OVER;
}

static void
on_visits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autoptr (GPtrArray) visits = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  guint n = 0;

  for (guint i = 0; visits != NULL && i < visits->len; i++)
    if (wants_someone (((CtVisit *) g_ptr_array_index (visits, i))->appointment))
      n++;
  if (visits != NULL)
    ct_sidebar_set_count (self->sidebar, "today", n);
}

static void
on_lists_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autoptr (GArray) counts = ct_clinic_finish (CT_CLINIC (source), result, NULL);
  guint n = 0;

  for (guint i = 0; counts != NULL && i < counts->len; i++)
    n += g_array_index (counts, guint, i);
  if (counts != NULL)
    ct_sidebar_set_count (self->sidebar, "lists", n);
}

static void
on_enquiries_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtWindow) self = data;
  g_autofree gint64 *n = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (n != NULL)
    ct_sidebar_set_count (self->sidebar, "enquiries", (guint) *n);
}

static gboolean
on_count_cb (gpointer data)
{
  CtWindow *self = data;
  CtDate today = ct_clinic_now_at (self->clinic, self->site_id).date;

  self->counting = 0;
  ct_clinic_list_visits_async (self->clinic, self->site_id, today, today, self->cancellable, on_visits_cb,
                               g_object_ref (self));
  ct_clinic_count_lists_async (self->clinic, self->site_id, self->cancellable, on_lists_cb, g_object_ref (self));
  ct_clinic_count_enquiries_async (self->clinic, self->site_id, self->cancellable, on_enquiries_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/**
 * ct_window_count_soon:
 * @self: the window
 *
 * Counts again a little later; many changes at once are counted once. Never before the first picture is on the screen.
 */
void
ct_window_count_soon (CtWindow *self)
{
  if (self->counting == 0)
    self->counting = g_timeout_add_full (G_PRIORITY_LOW, 200, on_count_cb, self, NULL);
}

static void
on_clinic_changed_cb (CtWindow *self, const char *table, gint64 id)
{
  static const char *const tables[] = { "appointment", "course",    "session", "waiting", "scale_due", "consent",
                                        "list_note",   "enquiry",   "setup",   NULL };

  if (g_strv_contains (tables, table))
    ct_window_count_soon (self);
}

/**
 * ct_window_watch_counts:
 * @self: the window
 *
 * Keeps the numbers right from now on.
 */
void
ct_window_watch_counts (CtWindow *self)
{
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  ct_window_count_soon (self);
}
