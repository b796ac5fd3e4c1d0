/* A week as a grid: a column a day, an hour a line, blocks beside each other where they overlap. */
#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "domain/ct-day-layout.h"
#include "paper/ct-day-sheet.h"
#include "paper/ct-paper-tint.h"
#include "paper/ct-sheet-words.h"

#define TEXT_SIZE 8
#define MARGIN 36
/* A block narrower than this can't say whose it is: then fewer days go on a page. */
#define MIN_LANE 34
#define HOURS_WIDTH 34
#define TITLE_ROOM 20
#define SHORTEST 20
#define LEGEND_HEIGHT 14
#define SWATCH 7

/** What a colour stands for. */
typedef struct
{
  const char *kind;
  CtRgb       hue;
} Hue;

/* What one page shows; owned by its drawing. */
typedef struct
{
  CtDate         first;
  guint          n_days;
  CtMinutes      shown;
  CtLayoutBlock *blocks;  /* column: the day from @first; id: which of the texts */
  guint          n_blocks;
  char         **names;
  char         **whats;
  Hue           *hues;
} Week;

static void
week_free (gpointer data)
{
  Week *self = data;

  g_free (self->blocks);
  g_strfreev (self->names);
  g_strfreev (self->whats);
  g_free (self->hues);
  g_free (self);
}

/* ---- Painting ---- */

/* Where the page is, and how large its parts are. */
typedef struct
{
  cairo_t         *cr;
  const CtInk     *ink;
  const CtPalette *palette;
  const Week      *week;
  CtRect           grid;   /* without hours and titles */
  double           column; /* width of a day */
  double           minute; /* height of a minute */
} Paint;

static void
line (const Paint *p, double x, double y, double width, double height, CtColor color)
{
  ct_ink_set_color (p->cr, color);
  cairo_rectangle (p->cr, x, y, width, height);
  cairo_fill (p->cr);
}

static void
paint_hours (const Paint *p)
{
  for (int minute = p->week->shown.from; minute <= p->week->shown.to; minute += 60)
    {
      g_autofree char *text = ct_minute_format (minute % CT_MINUTES_PER_DAY);
      double y = p->grid.y + (minute - p->week->shown.from) * p->minute;

      line (p, p->grid.x, y, p->grid.width, 0.4, p->palette->hairline);
      ct_ink_set_color (p->cr, p->palette->dim_text);
      ct_ink_show (p->ink, p->cr, CT_TEXT_SMALL, text, p->grid.x - HOURS_WIDTH, y - ct_ink_get_size (p->ink) * 0.6,
                   HOURS_WIDTH - 3);
    }
}

static void
paint_days (const Paint *p)
{
  for (guint i = 0; i <= p->week->n_days; i++)
    {
      g_autofree char *title = NULL;
      double x = p->grid.x + i * p->column;

      line (p, x, p->grid.y - TITLE_ROOM, 0.6, p->grid.height + TITLE_ROOM, p->palette->hairline);
      if (i == p->week->n_days)
        break;
      title = ct_date_format (p->week->first + (CtDate) i, _("%a %-d %b"));
      ct_ink_set_color (p->cr, p->palette->text);
      ct_ink_show (p->ink, p->cr, CT_TEXT_STRONG, title, x + 4, p->grid.y - TITLE_ROOM + 3, p->column - 8);
    }
}

/* A line of a block, shortened where it is too long. Returns the room that is left below it. */
static CtRect
paint_line (const Paint *p, CtTextRole role, const char *text, CtRect room)
{
  CtMeasure with = ct_ink_get_measure (p->ink);
  double width, height;

  with.measure (with.data, role, text, &width, &height);
  if (height > room.height + 1)
    return (CtRect) { room.x, room.y, room.width, 0 };
  ct_ink_show (p->ink, p->cr, role, text, room.x, room.y, room.width);
  return (CtRect) { room.x, room.y + height, room.width, room.height - height };
}

static gboolean
fits (const Paint *p, const char *text, double room)
{
  CtMeasure with = ct_ink_get_measure (p->ink);
  double width, height;

  with.measure (with.data, CT_TEXT_SMALL, text, &width, &height);
  return width <= room;
}

static double
line_height (const Paint *p)
{
  CtMeasure with = ct_ink_get_measure (p->ink);
  double width, height;

  with.measure (with.data, CT_TEXT_SMALL, "0", &width, &height);
  return height;
}

/* Time and what it is share a line where both fit, or where there are no lines for each: a short block does not say what it
 * is by its colour alone. */
static GStrv
lay_lines (const Paint *p, const char *what, CtRect room)
{
  GStrv lines = g_strsplit (what, "\n", -1);
  g_autofree char *both = g_strjoin (" ", lines[0], lines[1], NULL);

  if (!fits (p, both, room.width) && g_strv_length (lines) * line_height (p) <= room.height + 1)
    return lines;
  g_free (lines[0]);
  g_free (lines[1]);
  lines[0] = g_steal_pointer (&both);
  lines[1] = lines[2];
  if (lines[1] != NULL)
    lines[2] = NULL;
  return lines;
}

/* The name first, family and given below each other where they have no room on one line. */
static void
paint_words (const Paint *p, const char *name, const char *what, CtRect room)
{
  g_auto (GStrv) names = fits (p, name, room.width) ? g_strsplit (name, "\n", 1) : g_strsplit (name, ", ", 2);
  g_auto (GStrv) lines = NULL;

  ct_ink_set_color (p->cr, p->palette->text);
  for (guint i = 0; names[i] != NULL; i++)
    room = paint_line (p, CT_TEXT_SMALL, names[i], room);
  ct_ink_set_color (p->cr, p->palette->dim_text);
  lines = lay_lines (p, what, room);
  for (guint i = 0; lines[i] != NULL; i++)
    room = paint_line (p, CT_TEXT_SMALL, lines[i], room);
}

/* The colour of its kind, framed, so that it is seen where a printer makes white of it. */
static void
paint_ground (const Paint *p, const Hue *hue, CtRect rect)
{
  CtPaperTint tint = ct_paper_tint (hue->hue, p->palette);

  if (hue->kind == NULL)
    tint = (CtPaperTint) { p->palette->background, p->palette->hairline, p->palette->hairline };
  line (p, rect.x, rect.y, rect.width, rect.height, tint.edge);
  line (p, rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1, tint.fill);
  line (p, rect.x, rect.y, 2, rect.height, tint.mark);
}

static void
paint_block (const Paint *p, const CtLayoutBlock *block)
{
  double lane = (p->column - 3) / block->lanes;
  double x = p->grid.x + block->column * p->column + 2 + block->lane * lane;
  double y = p->grid.y + (block->minutes.from - p->week->shown.from) * p->minute;
  CtRect rect = { x, y + 0.5, lane * block->span - 2, (block->minutes.to - block->minutes.from) * p->minute - 1 };

  paint_ground (p, &p->week->hues[block->id], rect);
  paint_words (p, p->week->names[block->id], p->week->whats[block->id],
               (CtRect) { rect.x + 4, rect.y + 1, rect.width - 5, rect.height - 1 });
}

static void
draw_week (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  const Week *week = data;
  Paint p = { cr, ink, palette, week, { rect.x + HOURS_WIDTH, rect.y + TITLE_ROOM, rect.width - HOURS_WIDTH,
                                        rect.height - TITLE_ROOM - 6 }, 0, 0 };

  p.column = p.grid.width / week->n_days;
  p.minute = p.grid.height / (week->shown.to - week->shown.from);
  paint_hours (&p);
  paint_days (&p);
  for (guint i = 0; i < week->n_blocks; i++)
    paint_block (&p, &week->blocks[i]);
}

/* ---- Laying out ---- */

/* Whole hours that hold the opening hours and every visit. */
static CtMinutes
shown_hours (const CtScheduleInput *input)
{
  CtMinutes shown = input->open.from < input->open.to ? input->open : (CtMinutes) { 8 * 60, 17 * 60 };

  for (guint i = 0; i < input->n_visits; i++)
    {
      shown.from = MIN (shown.from, input->visits[i].minutes.from);
      shown.to = MAX (shown.to, input->visits[i].minutes.to);
    }
  return (CtMinutes) { shown.from / 60 * 60, MIN ((shown.to + 59) / 60 * 60, CT_MINUTES_PER_DAY) };
}

static CtLayoutBlock *
pack (const CtScheduleInput *input)
{
  CtLayoutBlock *blocks = g_new0 (CtLayoutBlock, input->n_visits + 1);

  for (guint i = 0; i < input->n_visits; i++)
    blocks[i] = (CtLayoutBlock) { .id = i, .column = (int) (input->visits[i].day - input->first),
                                  .minutes = input->visits[i].minutes };
  ct_day_layout_pack (blocks, input->n_visits, SHORTEST);
  return blocks;
}

static guint
days_a_page (const CtScheduleInput *input, const CtLayoutBlock *blocks, double width)
{
  int lanes = 1;

  for (guint i = 0; i < input->n_visits; i++)
    lanes = MAX (lanes, blocks[i].lanes);
  return CLAMP ((guint) ((width - HOURS_WIDTH) / (lanes * MIN_LANE)), 1, input->n_days);
}

static void
take_block (Week *week, const CtScheduleInput *input, const CtLayoutBlock *block, guint first_day, GPtrArray *names,
            GPtrArray *whats)
{
  const CtPaperVisit *visit = &input->visits[block->id];
  g_autofree char *time = ct_minute_format (visit->minutes.from);
  CtLayoutBlock mine = *block;

  if (block->column < (int) first_day || block->column >= (int) (first_day + week->n_days))
    return;
  mine.id = names->len;
  mine.column -= (int) first_day;
  week->hues[mine.id] = (Hue) { visit->kind, visit->hue };
  week->blocks[week->n_blocks++] = mine;
  g_ptr_array_add (names, g_strdup (visit->patient));
  g_ptr_array_add (whats, ct_text_is_blank (visit->with) ? g_strdup_printf ("%s\n%s", time, visit->what)
                                                         : g_strdup_printf ("%s\n%s\n%s", time, visit->what, visit->with));
}

static Week *
week_new (const CtScheduleInput *input, const CtLayoutBlock *blocks, guint first_day, guint n_days, GString *words)
{
  Week *week = g_new0 (Week, 1);
  GPtrArray *names = g_ptr_array_new ();
  GPtrArray *whats = g_ptr_array_new ();

  week->first = input->first + (CtDate) first_day;
  week->n_days = MIN (n_days, input->n_days - first_day);
  week->shown = shown_hours (input);
  week->blocks = g_new0 (CtLayoutBlock, input->n_visits + 1);
  week->hues = g_new0 (Hue, input->n_visits + 1);
  for (guint i = 0; i < input->n_visits; i++)
    take_block (week, input, &blocks[i], first_day, names, whats);
  for (guint i = 0; i < week->n_blocks; i++)
    {
      g_autofree char *day = ct_date_format (week->first + week->blocks[i].column, _("%a %-d %b"));

      g_autofree char *what = g_strdelimit (g_strdup (g_ptr_array_index (whats, i)), "\n", ' ');

      g_string_append_printf (words, "%s: %s, %s\n", day, (char *) g_ptr_array_index (names, i), what);
    }
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (whats, NULL);
  week->names = (char **) g_ptr_array_free (names, FALSE);
  week->whats = (char **) g_ptr_array_free (whats, FALSE);
  return week;
}

static char *
title_words (const CtScheduleInput *input)
{
  g_autofree char *first = ct_date_format (input->first, _("%-d %b"));
  g_autofree char *last = ct_date_format (input->first + (CtDate) input->n_days - 1, _("%-d %b %Y"));

  return input->title != NULL ? g_strdup_printf ("%s · %s · %s – %s", input->site_name, input->title, first, last)
                              : g_strdup_printf ("%s · %s – %s", input->site_name, first, last);
}

/* ---- What the colours stand for ---- */

static GArray *
list_hues (const CtScheduleInput *input)
{
  GArray *hues = g_array_new (FALSE, FALSE, sizeof (Hue));

  for (guint i = 0; i < input->n_visits; i++)
    {
      const Hue hue = { input->visits[i].kind, input->visits[i].hue };
      gboolean known = hue.kind == NULL;

      for (guint j = 0; j < hues->len && !known; j++)
        known = g_strcmp0 (g_array_index (hues, Hue, j).kind, hue.kind) == 0;
      if (!known)
        g_array_append_val (hues, hue);
    }
  return hues;
}

static void
draw_legend (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  const GArray *hues = data;
  CtMeasure with = ct_ink_get_measure (ink);
  Paint p = { .cr = cr, .ink = ink, .palette = palette };
  double x = rect.x + HOURS_WIDTH;

  for (guint i = 0; i < hues->len; i++)
    {
      const Hue *hue = &g_array_index (hues, Hue, i);
      double width, height;

      with.measure (with.data, CT_TEXT_SMALL, hue->kind, &width, &height);
      paint_ground (&p, hue, (CtRect) { x, rect.y + (LEGEND_HEIGHT - SWATCH) / 2.0 - 2, SWATCH * 2, SWATCH });
      ct_ink_set_color (cr, palette->text);
      ct_ink_show (ink, cr, CT_TEXT_SMALL, hue->kind, x + SWATCH * 2 + 4, rect.y + (LEGEND_HEIGHT - height) / 2 - 2, width + 1);
      x += SWATCH * 2 + width + 18;
    }
}

/* Returns the height it takes. */
static double
add_legend (CtFlow *flow, const CtScheduleInput *input)
{
  GArray *hues = list_hues (input);
  g_autoptr (GString) words = g_string_new (_("Colours:"));

  if (hues->len == 0)
    {
      g_array_unref (hues);
      return 0;
    }
  for (guint i = 0; i < hues->len; i++)
    g_string_append_printf (words, "%s %s", i > 0 ? "," : "", g_array_index (hues, Hue, i).kind);
  ct_flow_drawing (flow, LEGEND_HEIGHT, words->str, draw_legend, hues, (GDestroyNotify) g_array_unref);
  return LEGEND_HEIGHT;
}

/**
 * ct_week_grid_new:
 * @input: the days, and the visits in them
 *
 * Lays the days side by side on paper that lies; where many visits overlap, on several pages.
 *
 * Returns: (transfer full): the pages.
 */
CtPages *
ct_week_grid_new (const CtScheduleInput *input)
{
  g_autofree char *title = NULL;
  g_autofree char *footer = NULL;
  g_autofree CtLayoutBlock *blocks = NULL;
  g_autoptr (CtFlow) flow = NULL;
  double width, height;
  guint n_days;

  g_return_val_if_fail (input != NULL && input->n_days > 0 && input->site_name != NULL, NULL);
  title = title_words (input);
  footer = ct_sheet_footer (input->clinic_name, input->printed_by, input->created_us, input->zone);
  flow = ct_flow_new (&(CtFlowSetup) { .paper = input->paper, .landscape = TRUE, .margin = MARGIN, .size = TEXT_SIZE,
                                       .header = title, .footer = footer, .title = title, .author = input->clinic_name,
                                       .created_us = input->created_us });
  ct_paper_get_size (input->paper, &height, &width);
  blocks = pack (input);
  n_days = days_a_page (input, blocks, width - 2 * MARGIN);
  for (guint day = 0; day < input->n_days; day += n_days)
    {
      g_autoptr (GString) words = g_string_new (NULL);
      Week *week = week_new (input, blocks, day, n_days, words);
      double room = ct_flow_page_height (flow);

      ct_flow_new_page (flow);
      if (day == 0)
        {
          ct_flow_heading (flow, 0, title);
          room -= 3 * TEXT_SIZE + add_legend (flow, input);
        }
      ct_flow_drawing (flow, room, words->str, draw_week, week, week_free);
    }
  return ct_flow_finish (flow);
}
