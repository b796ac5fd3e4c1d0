#include "ui/calendar/ct-month-day.h"

#include <glib/gi18n.h>

#include "ui/calendar/ct-block.h"
#include "ui/calendar/ct-calendar-colors.h"
#include "ui/calendar/ct-visit-words.h"

#define PADDING 6
#define SQUARE 9
#define BAR 4
/* Narrower than this, at usual text, a day says the same in fewer letters. */
#define NARROW 124
#define USUAL_LINE 17
#define NARROW_PADDING 3
/* Lower than this there is no room for a bar. */
#define MIN_FOR_BAR 60

/** What is drawn in one line: a square in the colour of a kind, and words. */
typedef struct
{
  gboolean square;
  CtRgb    hue;
  char    *text;
  char    *narrow; /* (nullable): what stands there instead where there is little room */
} Line;

struct _CtMonthDay
{
  GtkWidget parent_instance;
  CtDate    day;
  gboolean  outside, today, chosen, closed, known;
  int       open_minutes, free_minutes;
  char     *title;  /* the number of the day, and the month where it is not the one shown */
  char     *number; /* of the day alone */
  char     *total;  /* (nullable): how many */
  GArray   *lines;  /* of Line */
  int       line;   /* how high one is; 0: to be measured */
  char     *words;  /* for who can't see it */
};

G_DEFINE_FINAL_TYPE (CtMonthDay, ct_month_day, GTK_TYPE_WIDGET)

static void
line_clear (gpointer data)
{
  g_free (((Line *) data)->text);
  g_free (((Line *) data)->narrow);
}

static void
add_line (CtMonthDay *self, gboolean square, CtRgb hue, char *text, char *narrow)
{
  Line line = { square, hue, text, narrow };

  g_array_append_val (self->lines, line);
}

static char *
free_words (int minutes)
{
  g_autofree char *length = ct_length_text (minutes);

  /* Translators: how much chair time is left on a day: "5 h 30 min free" */
  return minutes > 0 ? g_strdup_printf (_("%s free"), length) : g_strdup (_("full"));
}

/* In whole hours, and rather less than is there. */
static char *
free_in_short (int minutes)
{
  return minutes >= 60 ? g_strdup_printf (_("%d h free"), minutes / 60) : free_words (minutes);
}

/* What was called off keeps no chair: it is told by itself, before what comes, since somebody asked for it. */
static void
add_off (CtMonthDay *self, int n_off, GString *words)
{
  g_autofree char *off = g_strdup_printf (ngettext ("%d called off", "%d called off", n_off), n_off);

  if (n_off == 0)
    return;
  add_line (self, FALSE, 0, g_strdup_printf ("✕ %s", off), NULL);
  g_string_append_printf (words, ", %s", off);
}

static int
shown_of (const CtMonthDayContent *content, const CtDayCount *count)
{
  return content->filtered ? count->n_matching : count->n;
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer content)
{
  const CtDayCount *x = *(CtDayCount *const *) a, *y = *(CtDayCount *const *) b;
  int more = shown_of (content, y) - shown_of (content, x);

  return more != 0 ? more : g_strcmp0 (x->kind, y->kind);
}

/* What there is most of comes first: where there is too little room the rest is left to the words. */
static GPtrArray *
sort_counts (const CtMonthDayContent *content)
{
  GPtrArray *sorted = content->counts != NULL ? g_ptr_array_copy (content->counts, NULL, NULL) : g_ptr_array_new ();

  g_ptr_array_sort_with_data (sorted, compare_counts, (gpointer) content);
  return sorted;
}

static CtDayCount
sum_counts (GPtrArray *counts)
{
  CtDayCount sum = { 0 };

  for (guint i = 0; i < counts->len; i++)
    {
      const CtDayCount *count = g_ptr_array_index (counts, i);

      sum.n += count->n;
      sum.n_matching += count->n_matching;
      sum.n_off += count->n_off;
    }
  return sum;
}

static void
add_counts (CtMonthDay *self, const CtMonthDayContent *content, GString *words)
{
  g_autoptr (GPtrArray) counts = sort_counts (content);
  CtDayCount sum = sum_counts (counts);

  add_off (self, sum.n_off, words);
  for (guint i = 0; i < counts->len; i++)
    {
      const CtDayCount *count = g_ptr_array_index (counts, i);
      const char *label = ct_visit_kind_label (count->kind);
      int shown = shown_of (content, count);

      if (shown == 0)
        continue;
      add_line (self, TRUE, ct_colors_get_kind (content->colors, count->kind),
                g_strdup_printf ("%d %s", shown, label), NULL);
      g_string_append_printf (words, ", %d %s", shown, label);
    }
  if (sum.n == 0)
    return;
  /* Translators: visits that match a filter, and all: "3 of 12" */
  self->total = content->filtered ? g_strdup_printf (_("%d of %d"), sum.n_matching, sum.n) : g_strdup_printf ("%d", sum.n);
  if (content->filtered)
    g_string_append_printf (words, ", %s", self->total);
}

static void
add_capacity (CtMonthDay *self, const CtMonthDayContent *content, GString *words)
{
  g_autofree char *left = NULL;

  if (content->closed_because != NULL)
    {
      const char *why = *content->closed_because != '\0' ? content->closed_because : _("closed");

      add_line (self, FALSE, 0, g_strdup (why), NULL);
      g_string_append_printf (words, ", %s", why);
      return;
    }
  if (content->open_minutes == 0)
    return;
  left = free_words (content->free_minutes);
  add_line (self, FALSE, 0, g_strdup (left), free_in_short (content->free_minutes));
  g_string_append_printf (words, ", %s", left);
}

/**
 * ct_month_day_set_content:
 * @self: a day
 * @content: what it shows
 *
 * Shows it.
 */
void
ct_month_day_set_content (CtMonthDay *self, const CtMonthDayContent *content)
{
  g_autofree char *date = ct_date_format (content->day, _("%A, %-d %B %Y"));
  GString *words;

  g_return_if_fail (CT_IS_MONTH_DAY (self));
  words = g_string_new (date);
  self->day = content->day;
  self->outside = content->outside;
  self->today = content->today;
  self->open_minutes = content->open_minutes;
  self->free_minutes = content->free_minutes;
  self->closed = content->open_minutes == 0;
  self->known = content->counts != NULL;
  g_array_set_size (self->lines, 0);
  g_clear_pointer (&self->total, g_free);
  g_free (self->title);
  g_free (self->number);
  self->number = ct_date_format (content->day, "%-d");
  self->title = ct_date_format (content->day, content->outside ? _("%-d %b") : "%-d");
  if (self->known)
    {
      add_counts (self, content, words);
      add_capacity (self, content, words);
    }
  g_free (self->words);
  self->words = g_string_free (words, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ct_month_day_get_day:
 * @self: a day
 *
 * Returns: which day it shows.
 */
CtDate
ct_month_day_get_day (CtMonthDay *self)
{
  g_return_val_if_fail (CT_IS_MONTH_DAY (self), CT_DATE_NONE);
  return self->day;
}

/**
 * ct_month_day_get_words:
 * @self: a day
 *
 * Returns: all it shows in one sentence, as assistive technology hears it.
 */
const char *
ct_month_day_get_words (CtMonthDay *self)
{
  g_return_val_if_fail (CT_IS_MONTH_DAY (self), NULL);
  return self->words;
}

/**
 * ct_month_day_set_chosen:
 * @self: a day
 * @chosen: whether it is the one the calendar stands at
 *
 * Marks it.
 */
void
ct_month_day_set_chosen (CtMonthDay *self, gboolean chosen)
{
  g_return_if_fail (CT_IS_MONTH_DAY (self));
  self->chosen = chosen;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- Drawing ---- */

static int
line_height (CtMonthDay *self)
{
  if (self->line == 0)
    self->line = ct_block_line_height (GTK_WIDGET (self));
  return self->line;
}

/* Large text wants more room than it alone would take. */
static gboolean
is_narrow (CtMonthDay *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) < NARROW * MAX (line_height (self), USUAL_LINE) / USUAL_LINE;
}

static int
padding (CtMonthDay *self)
{
  return is_narrow (self) ? NARROW_PADDING : PADDING;
}

/* Pango's left and right depend on what a text is written in, and a number is written in nothing. Returns its height. */
static int
draw_text (CtMonthDay *self, GtkSnapshot *snapshot, const char *text, int x, int y, int width, GdkRGBA color, gboolean bold,
           gboolean at_end)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  gboolean at_right = at_end != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  PangoRectangle extent;

  if (bold)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_extents (layout, NULL, &extent);
  x += (at_right ? width - extent.width : 0) - extent.x;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
  return extent.height;
}

/* The kinds first, what is free last: where there is too little room the last line stays. */
static void
draw_lines (CtMonthDay *self, GtkSnapshot *snapshot, const CtPalette *palette, int y, int bottom)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int margin = padding (self), width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * margin, height = line_height (self);

  for (guint i = 0; i < self->lines->len && y + height <= bottom; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);
      const char *text = is_narrow (self) && line->narrow != NULL ? line->narrow : line->text;
      int indent = line->square ? SQUARE + (is_narrow (self) ? 3 : 5) : 0;
      GdkRGBA color = ct_palette_faint (palette, self->outside ? 0.6 : line->square ? 0.95 : 0.75);

      if (y + 2 * height > bottom && i + 1 < self->lines->len)
        continue;
      draw_text (self, snapshot, text, margin + (rtl ? 0 : indent), y, width - indent, color, FALSE, FALSE);
      if (line->square)
        {
          GdkRGBA hue = ct_palette_tint (palette, line->hue, 0).mark;
          int x = rtl ? margin + width - SQUARE : margin;

          gtk_snapshot_append_color (snapshot, &hue, &GRAPHENE_RECT_INIT (x, y + (height - SQUARE) / 2, SQUARE, SQUARE));
        }
      y += height;
    }
}

/* How full it is, at the lower edge. */
static void
draw_bar (CtMonthDay *self, GtkSnapshot *snapshot, const CtPalette *palette, int width, int height)
{
  GdkRGBA whole = ct_palette_faint (palette, 0.10), part = ct_palette_faint (palette, self->outside ? 0.3 : 0.5);
  int margin = padding (self), length = width - 2 * margin;
  int taken = (int) ((gint64) length * (self->open_minutes - self->free_minutes) / MAX (self->open_minutes, 1));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (!self->known || self->open_minutes == 0 || height < MIN_FOR_BAR)
    return;
  gtk_snapshot_append_color (snapshot, &whole, &GRAPHENE_RECT_INIT (margin, height - PADDING - BAR, length, BAR));
  gtk_snapshot_append_color (snapshot, &part,
                             &GRAPHENE_RECT_INIT (rtl ? margin + length - taken : margin, height - PADDING - BAR, taken, BAR));
}

static void
ct_month_day_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtMonthDay *self = CT_MONTH_DAY (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), margin = padding (self), line;
  gboolean focus = gtk_widget_has_focus (widget);
  CtPalette palette;
  GdkRGBA back, color;

  ct_palette_init (&palette, widget);
  back = self->today ? palette.accent : palette.text;
  back.alpha = self->today ? 0.08f : self->closed ? 0.05f : 0.0f;
  if (back.alpha > 0)
    gtk_snapshot_append_color (snapshot, &back, &GRAPHENE_RECT_INIT (0, 0, width, height));
  color = self->today ? palette.accent : ct_palette_faint (&palette, self->outside ? 0.6 : 1);
  line = draw_text (self, snapshot, is_narrow (self) ? self->number : self->title, margin, PADDING - 2, width - 2 * margin,
                    color, !self->outside, FALSE);
  if (self->total != NULL)
    draw_text (self, snapshot, self->total, margin, PADDING - 2, width - 2 * margin,
               ct_palette_faint (&palette, self->outside ? 0.6 : 0.85), FALSE, TRUE);
  draw_lines (self, snapshot, &palette, PADDING + line, height - PADDING - (height >= MIN_FOR_BAR ? BAR + 3 : 0));
  draw_bar (self, snapshot, &palette, width, height);
  if (focus || self->chosen)
    {
      GskRoundedRect frame;
      float thick = focus ? 2 : 1;
      GdkRGBA edge = focus ? palette.accent : ct_palette_faint (&palette, 0.4);

      gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (1, 1, width - 2, height - 2), 4);
      gtk_snapshot_append_border (snapshot, &frame, (float[4]) { thick, thick, thick, thick },
                                  (GdkRGBA[4]) { edge, edge, edge, edge });
    }
}

static void
ct_month_day_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ct_month_day_parent_class)->css_changed (widget, change);
  CT_MONTH_DAY (widget)->line = 0;
}

static void
ct_month_day_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (ct_month_day_parent_class)->state_flags_changed (widget, before);
}

static gboolean
ct_month_day_query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keys, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, CT_MONTH_DAY (widget)->words);
  return TRUE;
}

static void
ct_month_day_finalize (GObject *object)
{
  CtMonthDay *self = CT_MONTH_DAY (object);

  g_free (self->title);
  g_free (self->number);
  g_free (self->total);
  g_free (self->words);
  g_array_unref (self->lines);
  G_OBJECT_CLASS (ct_month_day_parent_class)->finalize (object);
}

static void
ct_month_day_class_init (CtMonthDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ct_month_day_finalize;
  widget_class->snapshot = ct_month_day_snapshot;
  widget_class->state_flags_changed = ct_month_day_state_flags_changed;
  widget_class->css_changed = ct_month_day_css_changed;
  widget_class->query_tooltip = ct_month_day_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "ctmonthday");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
ct_month_day_init (CtMonthDay *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, line_clear);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ct_month_day_new:
 *
 * Returns: (transfer floating): a day without content.
 */
GtkWidget *
ct_month_day_new (void)
{
  return g_object_new (CT_TYPE_MONTH_DAY, NULL);
}
