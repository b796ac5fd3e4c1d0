#include "ui/calendar/ct-block.h"

#include "domain/ct-readiness.h"
#include "ui/calendar/ct-calendar-colors.h"
#include "ui/calendar/ct-hover-card.h"
#include "ui/calendar/ct-visit-words.h"

#define BAR 4
#define PADDING 5
#define RADIUS 5
#define ICON 14
/* Narrower than this there is room for the family name only, and it may need more than one line. */
#define NARROW 76
#define NARROW_SCALE 0.92
/* Narrower than this the status is told by the fill and the card only. */
#define MIN_FOR_ICON 26
/* How solid a step at least is that has a colour of its own, in hundredths. */
#define STEP_PERCENT 24
/* The ring of readiness, beside the icon. */
#define RING 12

struct _CtBlock
{
  GtkWidget    parent_instance;
  CtClinic    *clinic;
  CtVisit     *visit;
  CtBlockStyle style;
  char        *words;   /* in the hand: where it would go, or why it may not */
  int          expected; /* the minute at which it will really begin; -1: as booked */
  int          delay;    /* minutes */
  PangoLayout *layout;
  int          layout_width, layout_height;
  int          line;    /* pixels a line takes; 0 where the font has changed */
  GdkPaintable *icon;
  CtStep       icon_step; /* what @icon tells */
  CtStep       told_step; /* and what assistive technology was told */
  gulong       ready_id;  /* news of the visit's readiness */
};

G_DEFINE_TYPE (CtBlock, ct_block, GTK_TYPE_WIDGET)

static void
forget_layout (CtBlock *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
family_name (const char *name)
{
  const char *comma = g_utf8_strchr (name, -1, ',');

  return comma != NULL ? g_strndup (name, comma - name) : g_strdup (name);
}

static CtStep
shown_step (CtBlock *self)
{
  return ct_visit_shown (self->visit, self->clinic);
}

static gboolean
is_off (CtBlock *self)
{
  return ct_way_is_off (ct_way_of (self->visit->appointment));
}

/* It does not take place: the name is struck through. */
static gboolean
is_broken (CtBlock *self)
{
  return !ct_appointment_holds_chair (self->visit->appointment);
}

/* Only booked: nobody confirmed it, and it is not yet late. */
static gboolean
is_booked (CtBlock *self)
{
  return shown_step (self) == CT_STEP_BOOKED;
}

static gboolean
is_over (CtBlock *self)
{
  return ct_way_stage (self->visit->appointment) == CT_STAGE_OVER;
}

static void
append_line (GString *text, int *room, const char *line)
{
  if (*room <= 0 || line == NULL)
    return;
  g_string_append_printf (text, "\n%s", line);
  *room -= 1;
}

/* Name and n/m in the first line, then what, then when, as far as there is room; @name_bytes is what is set in bold. */
static char *
make_text (CtBlock *self, int lines, gboolean narrow, gsize *name_bytes)
{
  CtVisit *visit = self->visit;
  g_autofree char *family = family_name (visit->patient_name);
  g_autofree char *progress = ct_visit_progress (visit);
  g_autofree char *what = ct_visit_what (visit, ct_clinic_get_knowledge (self->clinic));
  g_autofree char *times = ct_minutes_text (visit->appointment->minute, visit->appointment->minutes);
  g_autofree char *expected = self->expected >= 0 ? ct_expected_words (self->expected, self->delay) : NULL;
  GString *text = g_string_new (narrow ? family : visit->patient_name);
  int room = lines - 1;

  *name_bytes = text->len;
  if (progress != NULL && !narrow)
    g_string_append_printf (text, "  %s", progress);
  if (self->words != NULL)
    {
      append_line (text, &room, self->words);
      return g_string_free (text, FALSE);
    }
  append_line (text, &room, expected);
  if (is_off (self) && lines > 1 && !narrow)
    append_line (text, &room, ct_way_label (shown_step (self)));
  if (narrow)
    {
      append_line (text, &room, progress);
      return g_string_free (text, FALSE);
    }
  if (lines == 1)
    g_string_append_printf (text, " · %s", expected != NULL ? expected : is_off (self) ? ct_way_label (shown_step (self)) : what);
  append_line (text, &room, what);
  append_line (text, &room, times);
  append_line (text, &room, visit->appointment->note);
  return g_string_free (text, FALSE);
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize from, gsize to)
{
  attribute->start_index = (guint) from;
  attribute->end_index = (guint) to;
  pango_attr_list_insert (list, attribute);
}

static int
line_height (CtBlock *self)
{
  GtkWidget *before = gtk_widget_get_prev_sibling (GTK_WIDGET (self));

  /* Blocks side by side have one font, and asking the font takes longer than asking the neighbour. */
  if (self->line == 0 && before != NULL && CT_IS_BLOCK (before))
    self->line = CT_BLOCK (before)->line;
  if (self->line == 0)
    self->line = ct_block_line_height (GTK_WIDGET (self));
  return self->line;
}

/* Words of the hand, and names in narrow columns, wrap; all else is one line each, cut with an ellipsis. */
static void
build_layout (CtBlock *self, int width, int height)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gboolean narrow = width < NARROW;
  int lines = MAX (1, height / line_height (self));
  gsize name_bytes;
  g_autofree char *text = make_text (self, lines, narrow, &name_bytes);

  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  if (narrow)
    add_attribute (attributes, pango_attr_scale_new (NARROW_SCALE), 0, G_MAXUINT);
  else
    add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, name_bytes);
  if (is_broken (self))
    add_attribute (attributes, pango_attr_strikethrough_new (TRUE), 0, name_bytes);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_width (self->layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  if (narrow)
    pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  if (self->words != NULL || narrow)
    pango_layout_set_height (self->layout, MAX (height, 1) * PANGO_SCALE);
  self->layout_width = width;
  self->layout_height = height;
}

/* What is over is grey unless the clinic gave the step a colour of its own. */
static gboolean
is_grey (CtBlock *self)
{
  CtRgb hue;

  return is_over (self) && !ct_colors_get_step (ct_clinic_get_colors (self->clinic), shown_step (self), &hue);
}

/* The further the visit is, the more solid. The clinic's colour of a step goes before that of the kind. */
static CtPaletteTint
make_tint (CtBlock *self, const CtPalette *palette)
{
  const CtColors *colors = ct_clinic_get_colors (self->clinic);
  int percent = ct_way_get (shown_step (self))->solidity + (palette->dark ? 6 : 0);
  CtRgb hue;

  if (is_grey (self))
    return (CtPaletteTint) { ct_palette_mix (palette->base, palette->text, 0.07),
                             palette->contrast ? palette->text : ct_palette_mix (palette->base, palette->text, 0.25),
                             ct_palette_mix (palette->text, palette->base, 0.45) };
  if (ct_colors_get_step (colors, shown_step (self), &hue))
    return ct_palette_tint (palette, hue, MAX (percent, STEP_PERCENT));
  return ct_palette_tint (palette, ct_colors_get_kind (colors, self->visit->appointment->kind), percent);
}

/* Of the clinician, at the side of the block. */
static GdkRGBA
bar_color (CtBlock *self, const CtPalette *palette)
{
  gint64 clinician_id = self->visit->appointment->clinician_id;
  int percent = ct_way_get (shown_step (self))->solidity;
  GdkRGBA bar = ct_palette_tint (palette, ct_colors_get_clinician (ct_clinic_get_colors (self->clinic), clinician_id),
                                 percent).mark;

  return is_grey (self) ? ct_palette_mix (bar, palette->base, 0.45) : bar;
}

/* Preparation, recovery and turnover are a lighter shade of the fill than the treatment between them. */
static void
snapshot_segments (CtBlock *self, GtkSnapshot *snapshot, GdkRGBA base, int width, int height)
{
  const CtAppointment *a = self->visit->appointment;
  GPtrArray *segments = ct_knowledge_get_segments (ct_clinic_get_knowledge (self->clinic), self->visit->protocol,
                                                   a->kind);
  CtMinutes spans[CT_SEGMENTS_MAX];
  guint n;

  if (segments == NULL || a->minutes <= 0 || is_over (self))
    return;
  base.alpha = 0.45f;
  n = ct_segments_lay (segments, a->minutes, spans);
  for (guint i = 0; i < n; i++)
    {
      const CtSegment *segment = g_ptr_array_index (segments, i);
      int top = spans[i].from * height / a->minutes, bottom = spans[i].to * height / a->minutes;

      if (g_strcmp0 (segment->kind, "treatment") != 0 && bottom > top)
        gtk_snapshot_append_color (snapshot, &base,
                                   &GRAPHENE_RECT_INIT (0, (float) top, width, (float) (bottom - top)));
    }
}

static void
snapshot_frame (CtBlock *self, GtkSnapshot *snapshot, const CtPalette *palette, int width, int height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean strong = gtk_widget_has_focus (GTK_WIDGET (self)) || self->style == CT_BLOCK_IN_HAND;
  CtPaletteTint tint = make_tint (self, palette);
  GdkRGBA edge = strong ? palette->accent : tint.edge, bar = bar_color (self, palette);
  float line = strong ? 2 : self->style == CT_BLOCK_REFUSED || is_booked (self) || is_over (self) ? 1 : 1.5f;
  GskRoundedRect frame;

  if (self->style == CT_BLOCK_REFUSED)
    edge = palette->text;
  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &tint.fill, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (is_off (self))
    ct_palette_draw_hatch (palette, snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  snapshot_segments (self, snapshot, palette->base, width, height);
  gtk_snapshot_append_color (snapshot, &bar, &GRAPHENE_RECT_INIT (rtl ? width - BAR : 0, 0, BAR, height));
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { line, line, line, line },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
ensure_icon (CtBlock *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  CtStep step = shown_step (self);

  if (self->icon != NULL && self->icon_step == step)
    return;
  g_clear_object (&self->icon);
  self->icon_step = step;
  self->icon = GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, ct_way_get (step)->icon, NULL, ICON,
                                                          gtk_widget_get_scale_factor (widget),
                                                          gtk_widget_get_direction (widget),
                                                          GTK_ICON_LOOKUP_FORCE_SYMBOLIC));
}

static void
snapshot_icon (CtBlock *self, GtkSnapshot *snapshot, const CtPalette *palette, int width)
{
  int y = MIN (3, (gtk_widget_get_height (GTK_WIDGET (self)) - ICON) / 2);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GdkRGBA color = ct_palette_faint (palette, is_grey (self) ? 0.6 : 0.85);

  ensure_icon (self);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (rtl ? PADDING - 1 : width - ICON - PADDING + 1, y));
  if (GTK_IS_SYMBOLIC_PAINTABLE (self->icon))
    gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icon), snapshot, ICON, ICON, &color, 1);
  gtk_snapshot_restore (snapshot);
}

static gboolean
has_ring (CtBlock *self)
{
  return self->visit->readiness != NULL && self->visit->readiness->len > 0 && !is_over (self);
}

/* Fills as what the visit needs is there: an empty ring, a part of it, all of it with a dot. */
static void
snapshot_ring (CtBlock *self, GtkSnapshot *snapshot, const CtPalette *palette, int x, int y)
{
  GPtrArray *states = self->visit->readiness;
  double part = (double) ct_readiness_n_met (states) / states->len, middle = RING / 2.0;
  GdkRGBA faint = ct_palette_faint (palette, 0.3), strong = ct_palette_faint (palette, 0.85);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, RING, RING));

  cairo_translate (cr, x + middle, y + middle);
  ct_palette_draw_ring (cr, &faint, &strong, middle - 1.4, part);
  cairo_destroy (cr);
}

static void
ct_block_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CtBlock *self = CT_BLOCK (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean narrow = width < NARROW;
  /* What is only booked is told by its outline where there is little room. */
  gboolean with_icon = self->words == NULL && width >= MIN_FOR_ICON &&
                       (!narrow || (height >= line_height (self) * 2 + ICON && !is_booked (self)));
  int indent = narrow ? 2 : PADDING;
  gboolean with_ring = with_icon && !narrow && has_ring (self);
  int room = width - BAR - indent * 2 - (with_icon && !narrow ? ICON : 0) - (with_ring ? RING + 3 : 0);
  int text_y = height < line_height (self) + 6 ? MAX (0, (height - line_height (self)) / 2) : 3;
  int text_height = height - text_y - (with_icon && narrow ? ICON : 0);
  CtPalette palette;
  GdkRGBA color;

  ct_palette_init (&palette, widget);
  if (self->style == CT_BLOCK_LEFT_BEHIND)
    gtk_snapshot_push_opacity (snapshot, 0.45);
  snapshot_frame (self, snapshot, &palette, width, height);
  if (self->layout == NULL || self->layout_width != room || self->layout_height != text_height)
    build_layout (self, room, text_height);
  color = ct_palette_faint (&palette, is_grey (self) ? 0.72 : 1);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (rtl ? width - BAR - indent - room : BAR + indent, text_y));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
  if (with_icon)
    {
      gtk_snapshot_save (snapshot);
      if (narrow)
        gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, height - ICON - 6));
      snapshot_icon (self, snapshot, &palette, width);
      gtk_snapshot_restore (snapshot);
      if (with_ring)
        snapshot_ring (self, snapshot, &palette, rtl ? PADDING + ICON + 2 : width - ICON - PADDING - RING - 2,
                       MIN (4, (height - RING) / 2));
    }
  if (self->style == CT_BLOCK_LEFT_BEHIND)
    gtk_snapshot_pop (snapshot);
}

static void
ct_block_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                  int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

static gboolean
ct_block_query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keys, GtkTooltip *tooltip)
{
  CtBlock *self = CT_BLOCK (widget);
  g_autofree char *expected = self->expected >= 0 ? ct_expected_words (self->expected, self->delay) : NULL;

  if (self->style != CT_BLOCK_PLACED)
    return FALSE;
  gtk_tooltip_set_custom (tooltip, ct_hover_card_new (self->clinic, self->visit, expected));
  return TRUE;
}

static void
ct_block_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  gtk_widget_queue_draw (widget);
  GTK_WIDGET_CLASS (ct_block_parent_class)->state_flags_changed (widget, before);
}

static void
ct_block_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ct_block_parent_class)->css_changed (widget, change);
  CT_BLOCK (widget)->line = 0;
  forget_layout (CT_BLOCK (widget));
}

static void
ct_block_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  GTK_WIDGET_CLASS (ct_block_parent_class)->direction_changed (widget, before);
  forget_layout (CT_BLOCK (widget));
}

static void forget_visit (CtBlock *self);

static void
ct_block_dispose (GObject *object)
{
  CtBlock *self = CT_BLOCK (object);

  g_clear_object (&self->clinic);
  forget_visit (self);
  g_clear_object (&self->layout);
  g_clear_object (&self->icon);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (ct_block_parent_class)->dispose (object);
}

static void
ct_block_class_init (CtBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_block_dispose;
  widget_class->snapshot = ct_block_snapshot;
  widget_class->measure = ct_block_measure;
  widget_class->query_tooltip = ct_block_query_tooltip;
  widget_class->state_flags_changed = ct_block_state_flags_changed;
  widget_class->css_changed = ct_block_css_changed;
  widget_class->direction_changed = ct_block_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "ctblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
ct_block_init (CtBlock *self)
{
  self->expected = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
forget_visit (CtBlock *self)
{
  if (self->visit != NULL)
    g_clear_signal_handler (&self->ready_id, self->visit);
  g_clear_object (&self->visit);
}

/* All that it shows, as one line. */
static void
tell_name (CtBlock *self)
{
  g_autofree char *name = ct_visit_accessible_name (self->visit, self->clinic);
  g_autofree char *expected = self->expected >= 0 ? ct_expected_spoken (self->expected, self->delay) : NULL;
  g_autofree char *both = expected != NULL ? g_strdup_printf ("%s, %s", name, expected) : NULL;

  self->told_step = shown_step (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, both != NULL ? both : name, -1);
}

static void
on_readiness_cb (CtBlock *self)
{
  tell_name (self);
  forget_layout (self);
}

/**
 * ct_block_line_height:
 * @widget: a block, or a widget with blocks in it
 *
 * Returns: pixels a line of its text takes.
 */
int
ct_block_line_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = PANGO_PIXELS (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (height, 8);
}

/**
 * ct_block_new:
 * @clinic: the clinic it is in
 * @visit: what it shows
 *
 * Returns: (transfer floating): a block.
 */
GtkWidget *
ct_block_new (CtClinic *clinic, CtVisit *visit)
{
  CtBlock *self;

  g_return_val_if_fail (CT_IS_CLINIC (clinic), NULL);
  g_return_val_if_fail (CT_IS_VISIT (visit), NULL);
  self = g_object_new (CT_TYPE_BLOCK, NULL);
  self->clinic = g_object_ref (clinic);
  ct_block_set_visit (self, visit);
  return GTK_WIDGET (self);
}

/**
 * ct_block_get_visit:
 * @self: a block
 *
 * Returns: (transfer none): what it shows.
 */
CtVisit *
ct_block_get_visit (CtBlock *self)
{
  g_return_val_if_fail (CT_IS_BLOCK (self), NULL);
  return self->visit;
}

/**
 * ct_block_set_visit:
 * @self: a block
 * @visit: what it shows from now on
 *
 * Redraws it, and tells assistive technology.
 */
void
ct_block_set_visit (CtBlock *self, CtVisit *visit)
{
  gboolean same;

  g_return_if_fail (CT_IS_BLOCK (self));
  g_return_if_fail (CT_IS_VISIT (visit));
  same = self->visit != NULL && CT_RECORD (visit->appointment)->id != 0 && ct_visit_same (self->visit, visit) &&
         ct_readiness_same (self->visit->readiness, visit->readiness);
  if (self->visit != visit)
    {
      forget_visit (self);
      self->visit = g_object_ref (visit);
      self->ready_id = g_signal_connect_swapped (visit, "readiness", G_CALLBACK (on_readiness_cb), self);
    }
  if (same)
    return;
  g_clear_object (&self->icon);
  on_readiness_cb (self);
}

/**
 * ct_block_set_style:
 * @self: a block
 * @style: how it is drawn
 * @words: (nullable): what it says instead of its details: the time it would go to, or why it may not
 *
 * For moving it.
 */
void
ct_block_set_style (CtBlock *self, CtBlockStyle style, const char *words)
{
  g_return_if_fail (CT_IS_BLOCK (self));
  if (self->style == style && g_strcmp0 (self->words, words) == 0)
    return;
  self->style = style;
  g_free (self->words);
  self->words = g_strdup (words);
  forget_layout (self);
}

/**
 * ct_block_set_expected:
 * @self: a block
 * @minute: when the visit will really begin, in minutes of the day; -1: as booked
 * @delay: how many minutes that is after the time booked
 *
 * Says so in the block, and to assistive technology.
 */
void
ct_block_set_expected (CtBlock *self, int minute, int delay)
{
  g_return_if_fail (CT_IS_BLOCK (self));
  if (self->expected == minute && self->delay == delay)
    return;
  self->expected = minute;
  self->delay = delay;
  on_readiness_cb (self);
}

/**
 * ct_block_tick:
 * @self: a block of today
 *
 * Another minute has begun: a visit may have become late, and lengths of time have grown.
 */
void
ct_block_tick (CtBlock *self)
{
  g_return_if_fail (CT_IS_BLOCK (self));
  if (self->told_step != shown_step (self))
    on_readiness_cb (self);
  else if (ct_way_stage (self->visit->appointment) != CT_STAGE_OVER)
    tell_name (self);
}

/**
 * ct_block_get_text:
 * @self: a block that has been drawn
 *
 * Returns: (transfer full) (nullable): the words that are drawn in it.
 */
char *
ct_block_get_text (CtBlock *self)
{
  g_return_val_if_fail (CT_IS_BLOCK (self), NULL);
  return self->layout != NULL ? g_strdup (pango_layout_get_text (self->layout)) : NULL;
}
