#include "paper/ct-recovery-sheet.h"

#include <glib/gi18n.h>

#include "paper/ct-flow.h"

#define CHARACTERS_A_LINE 20

/* How many letters and digits stand together at @text. */
static glong
group_length (const char *text)
{
  glong n = 0;

  for (; g_unichar_isalnum (g_utf8_get_char (text)); text = g_utf8_next_char (text))
    n++;
  return n;
}

/* The key as it is to be typed, broken into lines between its groups, so that an eye can follow a finger. */
static char *
break_key (const char *key)
{
  GString *out = g_string_new (NULL);
  glong column = 0;

  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, c);
      column++;
      if (!g_unichar_isalnum (c) && column + group_length (g_utf8_next_char (p)) > CHARACTERS_A_LINE)
        {
          g_string_append_c (out, '\n');
          column = 0;
        }
    }
  return g_string_free (out, FALSE);
}

static PangoLayout *
key_layout (const CtInk *mono, const char *key, double width)
{
  PangoLayout *layout = ct_ink_layout (mono, CT_TEXT_BODY, key);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_line_spacing (layout, 1.5f);
  return layout;
}

/* The key in a frame, large, in letters of one width. */
static void
draw_key (cairo_t *cr, CtRect rect, const CtInk *ink, const CtPalette *palette, gpointer data)
{
  g_autoptr (CtInk) mono = ct_ink_new ("DejaVu Sans Mono, Monospace", ct_ink_get_size (ink) * 2);
  g_autoptr (PangoLayout) layout = key_layout (mono, (const char *) data, rect.width);
  int height;

  ct_ink_set_color (cr, palette->band_low);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_fill_preserve (cr);
  ct_ink_set_color (cr, palette->hairline);
  cairo_set_line_width (cr, 0.75);
  cairo_stroke (cr);
  pango_layout_get_size (layout, NULL, &height);
  ct_ink_set_color (cr, palette->text);
  cairo_move_to (cr, rect.x, rect.y + (rect.height - (double) height / PANGO_SCALE) / 2);
  pango_cairo_show_layout (cr, layout);
}

static double
key_height (const char *grouped, double size)
{
  int lines = 1;

  for (const char *p = grouped; *p != '\0'; p++)
    lines += *p == '\n' && p[1] != '\0';
  return size * (3 + 4 * lines);
}

/**
 * ct_recovery_sheet_new:
 * @input: the key and whose it is
 *
 * Lays out the page with the recovery key and what to do with it.
 *
 * Returns: (transfer full): one page.
 */
CtPages *
ct_recovery_sheet_new (const CtRecoverySheetInput *input)
{
  const char *const what_to_do[] = {
    _("Put this page where the clinic keeps what must not be lost: a safe, or a bank box. Not beside the computer."),
    _("Use it when nobody can log in any more: ask for it at log-in, and type the key as it is printed here."),
    _("Whoever has this page and the clinic's file can read every chart. Don't photograph it, send it or store it "
      "in a computer."),
    _("If this page is lost, or was seen by somebody who should not have seen it, tell the clinic's administrator the "
      "same day."),
    NULL,
  };
  g_autofree char *grouped = NULL;
  g_autofree char *date = NULL;
  g_autoptr (CtFlow) flow = NULL;
  CtFlowSetup setup = { .size = 11, .title = _("Recovery key") };
  CtFlowPair pairs[3];

  g_return_val_if_fail (input != NULL && input->clinic_name != NULL && input->recovery_key != NULL, NULL);
  grouped = break_key (input->recovery_key);
  date = ct_date_format (input->printed_on, _("%a %-d %b %Y"));
  setup.paper = input->paper;
  setup.author = setup.footer = input->clinic_name;
  setup.created_us = input->created_us;
  flow = ct_flow_new (&setup);
  pairs[0] = (CtFlowPair) { _("Clinic"), input->clinic_name };
  pairs[1] = (CtFlowPair) { _("File"), input->file_name };
  pairs[2] = (CtFlowPair) { _("Printed"), date };
  ct_flow_heading (flow, 0, _("Recovery key"));
  ct_flow_paragraph (flow, CT_PARAGRAPH_PLAIN,
                     _("This key opens the clinic's records when every passphrase is forgotten. There is no other way in, "
                       "and nobody else has it."));
  ct_flow_space (flow, 18);
  ct_flow_drawing (flow, key_height (grouped, setup.size), grouped, draw_key, g_strdup (grouped), g_free);
  ct_flow_space (flow, 18);
  ct_flow_pairs (flow, pairs, G_N_ELEMENTS (pairs), 1);
  ct_flow_heading (flow, 1, _("What to do with it"));
  ct_flow_bullets (flow, what_to_do);
  return ct_flow_finish (flow);
}
