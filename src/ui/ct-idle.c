/* Every window of the program counts, not only the main one: who fills in an editor is not away. */
#include "ui/ct-idle.h"

struct _CtIdle
{
  GObject     parent_instance;
  GListModel *windows;
  guint       seconds; /* 0: never */
  gint64      touched_us;
  guint       timer;
};

static guint idle_signal;

G_DEFINE_FINAL_TYPE (CtIdle, ct_idle, G_TYPE_OBJECT)

static gboolean
on_timer_cb (gpointer data)
{
  CtIdle *self = data;
  gint64 left_us = self->touched_us + self->seconds * G_TIME_SPAN_SECOND - g_get_monotonic_time ();

  self->timer = 0;
  if (left_us <= 0)
    {
      g_signal_emit (self, idle_signal, 0);
      self->touched_us = g_get_monotonic_time ();
      left_us = self->seconds * G_TIME_SPAN_SECOND;
    }
  self->timer = g_timeout_add ((guint) (left_us / G_TIME_SPAN_MILLISECOND) + 1, on_timer_cb, self);
  return G_SOURCE_REMOVE;
}

/**
 * ct_idle_touch:
 * @self: the watch
 *
 * Somebody is there.
 */
void
ct_idle_touch (CtIdle *self)
{
  g_return_if_fail (CT_IS_IDLE (self));
  self->touched_us = g_get_monotonic_time ();
}

/**
 * ct_idle_set_seconds:
 * @self: the watch
 * @seconds: after how long nobody is there any more; 0: never
 */
void
ct_idle_set_seconds (CtIdle *self, guint seconds)
{
  g_return_if_fail (CT_IS_IDLE (self));
  self->seconds = seconds;
  g_clear_handle_id (&self->timer, g_source_remove);
  ct_idle_touch (self);
  if (seconds > 0)
    self->timer = g_timeout_add_seconds (seconds, on_timer_cb, self);
}

static gboolean
on_event_cb (GtkEventController *controller, GdkEvent *event, CtIdle *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
      ct_idle_touch (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
watch_window (CtIdle *self, GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (on_event_cb), self, 0);
  gtk_widget_add_controller (window, controller);
}

static void
on_windows_changed_cb (GListModel *windows, guint position, guint removed, guint added, CtIdle *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      watch_window (self, window);
    }
}

static void
ct_idle_finalize (GObject *object)
{
  g_clear_handle_id (&CT_IDLE (object)->timer, g_source_remove);
  G_OBJECT_CLASS (ct_idle_parent_class)->finalize (object);
}

static void
ct_idle_class_init (CtIdleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_idle_finalize;
  idle_signal = g_signal_new ("idle", CT_TYPE_IDLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_idle_init (CtIdle *self)
{
  self->windows = gtk_window_get_toplevels ();
  on_windows_changed_cb (self->windows, 0, 0, g_list_model_get_n_items (self->windows), self);
  g_signal_connect_object (self->windows, "items-changed", G_CALLBACK (on_windows_changed_cb), self, 0);
}

/**
 * ct_idle_new:
 *
 * Returns: (transfer full): a watch over all windows of the program, asleep until ct_idle_set_seconds().
 */
CtIdle *
ct_idle_new (void)
{
  return g_object_new (CT_TYPE_IDLE, NULL);
}
