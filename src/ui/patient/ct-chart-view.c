#include "ui/patient/ct-chart-view.h"

#include <glib/gi18n.h>

#include "paper/ct-chart-paint.h"
#include "paper/ct-chart-words.h"
#include "ui/paper/ct-screen.h"

#define REACH 24

struct _CtChartView
{
  GtkWidget      parent_instance;
  CtChart       *chart;  /* (nullable) */
  CtChartLayout *layout; /* (nullable): for the size and fonts of the last drawing */
  CtInk         *ink;
  CtChartHit     hit;
  char          *words;  /* (nullable) */
};

enum
{
  PROP_0,
  PROP_WORDS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CtChartView, ct_chart_view, GTK_TYPE_WIDGET)

/* ---- The picture ---- */

static void
forget_layout (CtChartView *self)
{
  g_clear_pointer (&self->layout, ct_chart_layout_free);
  g_clear_pointer (&self->ink, ct_ink_free);
}

static void
need_layout (CtChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  CtRect rect = { 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };

  if (self->layout != NULL && (self->layout->rect.width != rect.width || self->layout->rect.height != rect.height))
    forget_layout (self);
  if (self->layout != NULL || self->chart == NULL || rect.width < 1 || rect.height < 1)
    return;
  self->ink = ct_screen_create_ink (widget);
  self->layout = ct_chart_layout_new (self->chart, rect, ct_ink_get_measure (self->ink));
}

static double
line_height (GtkWidget *widget)
{
  g_autoptr (CtInk) ink = ct_screen_create_ink (widget);

  return ct_ink_get_size (ink) * 1.4;
}

/* Side by side each panel wants some thirty lines' heights of width; stacked it wants ten of height. */
static int
natural_height (CtChartView *self, int width)
{
  double line = line_height (GTK_WIDGET (self));
  guint n_panels = self->chart != NULL ? MAX (self->chart->panels->len, 1) : 1;
  gboolean in_a_row = width < 0 || width >= line * 20 * n_panels;

  return (int) (in_a_row ? line * 13 : line * 11 * n_panels);
}

static void
ct_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  CtChartView *self = CT_CHART_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 240;
      *natural = 480;
      return;
    }
  *minimum = *natural = natural_height (self, for_size);
}

static void
ct_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtChartView *self = CT_CHART_VIEW (widget);
  cairo_t *cr;

  need_layout (self);
  if (self->layout == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->layout->rect.width,
                                                                (float) self->layout->rect.height));
  ct_chart_layout_paint (self->layout, cr, self->ink, ct_screen_get_palette ());
  if (self->hit.kind != CT_CHART_HIT_NOTHING)
    ct_chart_layout_paint_hit (self->layout, cr, ct_screen_get_palette (), &self->hit);
  cairo_destroy (cr);
}

/* ---- Reading it ---- */

static char *
whole_words (CtChartView *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; self->chart != NULL && i < self->chart->panels->len; i++)
    {
      CtChartPanel *panel = ct_chart_get_panel (self->chart, i);
      g_autofree char *part = panel->points->len > 0 ? ct_chart_panel_get_words (panel)
                                                     : ct_chart_panel_get_empty (panel);

      g_string_append_printf (words, "%s%s", words->len > 0 ? ". " : "", part);
    }
  if (words->len == 0)
    g_string_append (words, _("No scores yet"));
  return g_strdup (words->str);
}

/* A screen reader speaks the name of what has the focus when it changes. */
static void
set_words (CtChartView *self, char *words)
{
  g_autofree char *name = words != NULL ? g_strdup (words) : whole_words (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (g_strcmp0 (self->words, words) != 0)
    {
      g_free (self->words);
      self->words = words;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
    }
  else
    g_free (words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
show_hit (CtChartView *self, const CtChartHit *hit)
{
  self->hit = *hit;
  set_words (self, hit->kind != CT_CHART_HIT_NOTHING ? ct_chart_hit_get_words (self->layout, hit) : NULL);
}

static void
on_motion_cb (CtChartView *self, double x, double y)
{
  CtChartHit hit = { CT_CHART_HIT_NOTHING };

  need_layout (self);
  if (self->layout == NULL)
    return;
  if (!ct_chart_nearest (self->layout, x, y, REACH, &hit))
    hit.kind = CT_CHART_HIT_NOTHING;
  show_hit (self, &hit);
}

static void
on_leave_cb (CtChartView *self)
{
  CtChartHit nothing = { CT_CHART_HIT_NOTHING };

  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    show_hit (self, &nothing);
}

static void
step (CtChartView *self, int steps)
{
  CtChartHit hit = self->hit;

  if (ct_chart_step (self->layout, &hit, steps))
    show_hit (self, &hit);
}

/* Up and Down go from answers to infusions to events, and from panel to panel. */
static gboolean
row_has_marks (CtChartView *self, guint panel, CtChartHitKind kind)
{
  const CtChartPanelLayout *at = g_ptr_array_index (self->layout->panels, panel);

  return kind == CT_CHART_HIT_POINT ? at->spots->len > 0
                                    : (kind == CT_CHART_HIT_INFUSION ? at->bars : at->events)->len > 0;
}

static void
enter_row (CtChartView *self, guint panel, CtChartHitKind kind)
{
  const CtChartPanelLayout *at = g_ptr_array_index (self->layout->panels, panel);
  CtChartHit hit = { CT_CHART_HIT_NOTHING, panel, 0, 0, 0 };

  if (kind != CT_CHART_HIT_POINT)
    {
      GArray *bars = kind == CT_CHART_HIT_INFUSION ? at->bars : at->events;

      hit.kind = kind;
      hit.index = g_array_index (bars, CtChartBar, bars->len - 1).index;
    }
  if (ct_chart_step (self->layout, &hit, 0))
    show_hit (self, &hit);
}

static void
change_row (CtChartView *self, int direction)
{
  int n_rows = (int) self->layout->panels->len * 3;
  int row = (int) self->hit.panel * 3 + MAX ((int) self->hit.kind, 1) - 1;

  for (row += direction; row >= 0 && row < n_rows; row += direction)
    if (row_has_marks (self, (guint) row / 3, (CtChartHitKind) (row % 3 + 1)))
      {
        enter_row (self, (guint) row / 3, (CtChartHitKind) (row % 3 + 1));
        return;
      }
}

static gboolean
on_key_cb (CtChartView *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  need_layout (self);
  if (self->layout == NULL || self->layout->panels->len == 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      step (self, -1);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      step (self, 1);
      return TRUE;
    case GDK_KEY_Home:
      step (self, -(G_MAXINT / 2));
      return TRUE;
    case GDK_KEY_End:
      step (self, G_MAXINT / 2);
      return TRUE;
    case GDK_KEY_Up:
      change_row (self, -1);
      return TRUE;
    case GDK_KEY_Down:
      change_row (self, 1);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_focus_cb (CtChartView *self)
{
  need_layout (self);
  if (self->layout != NULL && self->hit.kind == CT_CHART_HIT_NOTHING)
    step (self, 0);
}

static void
on_unfocus_cb (CtChartView *self)
{
  CtChartHit nothing = { CT_CHART_HIT_NOTHING };

  show_hit (self, &nothing);
}

static void
on_pressed_cb (CtChartView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
add_controllers (CtChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_unfocus_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* ---- The object ---- */

static void
ct_chart_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORDS)
    g_value_set_string (value, CT_CHART_VIEW (object)->words);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_chart_view_finalize (GObject *object)
{
  CtChartView *self = CT_CHART_VIEW (object);

  forget_layout (self);
  g_clear_pointer (&self->chart, ct_chart_unref);
  g_free (self->words);
  G_OBJECT_CLASS (ct_chart_view_parent_class)->finalize (object);
}

static void
ct_chart_view_class_init (CtChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ct_chart_view_get_property;
  object_class->finalize = ct_chart_view_finalize;
  widget_class->measure = ct_chart_view_measure;
  widget_class->snapshot = ct_chart_view_snapshot;
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "ctchartview");
}

static void
ct_chart_view_init (CtChartView *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  ct_screen_follow (GTK_WIDGET (self));
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (forget_layout), self, G_CONNECT_SWAPPED);
  add_controllers (self);
}

/**
 * ct_chart_view_new:
 *
 * Returns: (transfer floating): a view of no chart yet.
 */
GtkWidget *
ct_chart_view_new (void)
{
  return g_object_new (CT_TYPE_CHART_VIEW, NULL);
}

/**
 * ct_chart_view_set_chart:
 * @self: a view
 * @chart: (nullable): what to show
 */
void
ct_chart_view_set_chart (CtChartView *self, CtChart *chart)
{
  g_return_if_fail (CT_IS_CHART_VIEW (self));
  if (chart != NULL)
    ct_chart_ref (chart);
  forget_layout (self);
  g_clear_pointer (&self->chart, ct_chart_unref);
  self->chart = chart;
  self->hit = (CtChartHit) { CT_CHART_HIT_NOTHING };
  set_words (self, NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ct_chart_view_get_chart:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows.
 */
CtChart *
ct_chart_view_get_chart (CtChartView *self)
{
  g_return_val_if_fail (CT_IS_CHART_VIEW (self), NULL);
  return self->chart;
}

/**
 * ct_chart_view_get_words:
 * @self: a view
 *
 * Returns: (nullable): what is under the pointer or the keyboard's cursor: "Fri 13 Nov 2026: 9, mild".
 */
const char *
ct_chart_view_get_words (CtChartView *self)
{
  g_return_val_if_fail (CT_IS_CHART_VIEW (self), NULL);
  return self->words;
}
