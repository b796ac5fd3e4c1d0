#include "domain/ct-colors.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "domain/ct-appointment.h"

/* Okabe and Ito's hues ("Color Universal Design", 2008), told apart by nearly everyone. Their vermillion is left out: red
 * means safety here. Their yellow, F0E442, is darkened, or it is gone on white. */
#define ORANGE  0xE69F00
#define SKY     0x56B4E9
#define GREEN   0x009E73
#define BLUE    0x0072B2
#define PURPLE  0xCC79A7
#define YELLOW  0xD9C400
/* Hues that are nearer to each other in the Oklab space are hard to tell. */
#define ALIKE 0.07
/* Of what has no kind or clinician. */
#define NEUTRAL 0x808080

/* Those of Okabe and Ito first; the others differ from them in lightness too, so that grey paper tells them. */
static const CtHue hues[] = {
  { N_("Sky blue"), SKY },     { N_("Green"), GREEN },      { N_("Pink"), PURPLE },      { N_("Yellow"), YELLOW },
  { N_("Orange"), ORANGE },    { N_("Blue"), BLUE },        { N_("Navy"), 0x2B3A7E },    { N_("Violet"), 0x7A52A3 },
  { N_("Turquoise"), 0x5CC9B5 }, { N_("Lime"), 0x8FBF3F },  { N_("Brown"), 0x7A5230 },   { N_("Grey"), NEUTRAL },
};

static const struct { const char *kind; CtRgb color; } kinds[] = {
  { CT_VISIT_TREATMENT, SKY },
  { CT_VISIT_CONSULTATION, GREEN },
  { CT_VISIT_FOLLOW_UP, PURPLE },
  { CT_VISIT_OTHER, YELLOW },
};

static const CtField color_choice_fields[] = {
  CT_FIELD_TEXT (CtColorChoice, subject, N_("Of"), CT_REQUIRED, 40),
  CT_FIELD_REF (CtColorChoice, user_id, N_("Clinician"), CT_FIELD_DEFAULT),
  CT_FIELD_TEXT (CtColorChoice, color, N_("Colour"), CT_FIELD_DEFAULT, 7),
};
CT_DEFINE_RECORD (CtColorChoice, ct_color_choice, "color_choice", color_choice_fields)

struct _CtColors
{
  GPtrArray *choices; /* of CtColorChoice */
};

/**
 * ct_colors_list_hues:
 * @n: (out): how many
 *
 * Returns: (array length=n): the hues to pick from.
 */
const CtHue *
ct_colors_list_hues (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);
  *n = G_N_ELEMENTS (hues);
  return hues;
}

/**
 * ct_colors_hue_name:
 * @color: a colour
 *
 * Returns: (nullable): what the hue is called; %NULL for one of somebody's own.
 */
const char *
ct_colors_hue_name (CtRgb color)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hues); i++)
    if (hues[i].color == color)
      return _(hues[i].name);
  return NULL;
}

static gboolean
is_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_subject (const CtColorChoice *self)
{
  if (g_strcmp0 (self->subject, CT_COLOR_OF_CLINICIAN) == 0)
    return self->user_id > 0;
  if (self->subject == NULL || self->user_id != 0)
    return FALSE;
  if (g_str_has_prefix (self->subject, CT_COLOR_OF_KIND))
    return is_kind (self->subject + strlen (CT_COLOR_OF_KIND));
  return g_str_has_prefix (self->subject, CT_COLOR_OF_STEP) &&
         ct_way_find (self->subject + strlen (CT_COLOR_OF_STEP)) != NULL;
}

/**
 * ct_color_choice_check:
 * @self: a choice, as it shall be stored
 * @error: what is wrong
 *
 * What the field table can't say.
 *
 * Returns: whether it is a colour of something that has one.
 */
gboolean
ct_color_choice_check (const CtColorChoice *self, GError **error)
{
  CtRgb color;

  g_return_val_if_fail (self != NULL, FALSE);
  if (self->color != NULL && !ct_rgb_parse (self->color, &color))
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a colour. Write it like #56b4e9."), self->color);
  else if (!is_subject (self))
    g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is nothing that has a colour."),
                 self->subject != NULL ? self->subject : "");
  else
    return TRUE;
  return FALSE;
}

/**
 * ct_colors_subject_label:
 * @subject: of a #CtColorChoice
 * @user_name: (nullable): who, where it is a clinician's
 *
 * Returns: (transfer full): what it is the colour of.
 */
char *
ct_colors_subject_label (const char *subject, const char *user_name)
{
  g_return_val_if_fail (subject != NULL, NULL);
  if (g_str_has_prefix (subject, CT_COLOR_OF_KIND))
    return g_strdup (ct_visit_kind_label (subject + strlen (CT_COLOR_OF_KIND)));
  if (g_str_has_prefix (subject, CT_COLOR_OF_STEP))
    {
      const CtWayStep *step = ct_way_find (subject + strlen (CT_COLOR_OF_STEP));

      return g_strdup (step != NULL ? ct_way_label (step->step) : subject);
    }
  return g_strdup (user_name != NULL ? user_name : subject);
}

/**
 * ct_colors_new:
 * @choices: (element-type CtColorChoice) (transfer none): what the clinic has chosen
 *
 * Returns: (transfer full): the colours of the clinic.
 */
CtColors *
ct_colors_new (GPtrArray *choices)
{
  CtColors *self = g_new0 (CtColors, 1);

  g_return_val_if_fail (choices != NULL, self);
  self->choices = g_ptr_array_ref (choices);
  return self;
}

/**
 * ct_colors_free:
 * @self: (nullable): the colours of a clinic
 */
void
ct_colors_free (CtColors *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self);
}

/**
 * ct_colors_find:
 * @self: the colours of a clinic
 * @subject: as in #CtColorChoice
 * @user_id: whose, or 0
 *
 * Returns: (transfer none) (nullable): what was stored of it, taken back or not.
 */
CtColorChoice *
ct_colors_find (const CtColors *self, const char *subject, gint64 user_id)
{
  g_return_val_if_fail (self != NULL && subject != NULL, NULL);
  for (guint i = 0; i < self->choices->len; i++)
    {
      CtColorChoice *choice = g_ptr_array_index (self->choices, i);

      if (choice->user_id == user_id && strcmp (choice->subject, subject) == 0)
        return choice;
    }
  return NULL;
}

/**
 * ct_colors_get_chosen:
 * @self: the colours of a clinic
 * @subject: as in #CtColorChoice
 * @user_id: whose, or 0
 * @color: (out): what was chosen
 *
 * Returns: whether the clinic has chosen one.
 */
gboolean
ct_colors_get_chosen (const CtColors *self, const char *subject, gint64 user_id, CtRgb *color)
{
  const CtColorChoice *choice = ct_colors_find (self, subject, user_id);

  return choice != NULL && ct_rgb_parse (choice->color, color);
}

/**
 * ct_colors_have_choice:
 * @self: the colours of a clinic
 *
 * Returns: whether any is not the standard one.
 */
gboolean
ct_colors_have_choice (const CtColors *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  for (guint i = 0; i < self->choices->len; i++)
    if (CT_COLOR_CHOICE (g_ptr_array_index (self->choices, i))->color != NULL)
      return TRUE;
  return FALSE;
}

/**
 * ct_colors_make_standard:
 * @self: the colours of a clinic
 *
 * Returns: (transfer full) (element-type CtColorChoice): what is to be stored, so that everything has its standard colour.
 */
GPtrArray *
ct_colors_make_standard (const CtColors *self)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->choices->len; i++)
    if (CT_COLOR_CHOICE (g_ptr_array_index (self->choices, i))->color != NULL)
      {
        CtColorChoice *choice = ct_record_copy (g_ptr_array_index (self->choices, i));

        g_object_set (choice, "color", NULL, NULL);
        g_ptr_array_add (choices, choice);
      }
  return g_steal_pointer (&choices);
}

/* There are few choices and many blocks: nothing is made to look for one. */
static gboolean
get_of (const CtColors *self, const char *prefix, const char *name, CtRgb *color)
{
  gsize length = strlen (prefix);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const CtColorChoice *choice = g_ptr_array_index (self->choices, i);

      if (strncmp (choice->subject, prefix, length) == 0 && strcmp (choice->subject + length, name) == 0)
        return ct_rgb_parse (choice->color, color);
    }
  return FALSE;
}

/**
 * ct_colors_get_kind:
 * @self: the colours of a clinic
 * @kind: (nullable): a kind of visit
 *
 * Returns: its hue.
 */
CtRgb
ct_colors_get_kind (const CtColors *self, const char *kind)
{
  CtRgb color;

  g_return_val_if_fail (self != NULL, NEUTRAL);
  if (kind != NULL && get_of (self, CT_COLOR_OF_KIND, kind, &color))
    return color;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return kinds[i].color;
  return NEUTRAL;
}

/**
 * ct_colors_kind_alike:
 * @self: the colours of a clinic
 * @kind: a kind of visit
 *
 * Returns: (nullable): another kind whose hue is hard to tell from that of @kind.
 */
const char *
ct_colors_kind_alike (const CtColors *self, const char *kind)
{
  CtRgb hue;

  g_return_val_if_fail (self != NULL && kind != NULL, NULL);
  hue = ct_colors_get_kind (self, kind);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].kind, kind) != 0 && ct_rgb_distance (ct_colors_get_kind (self, kinds[i].kind), hue) < ALIKE)
      return kinds[i].kind;
  return NULL;
}

/**
 * ct_colors_get_step:
 * @self: the colours of a clinic
 * @step: of the way of a visit
 * @color: (out): its hue
 *
 * Steps have no colour of their own unless the clinic gives them one; then it goes before that of the kind of visit.
 *
 * Returns: whether it has one.
 */
gboolean
ct_colors_get_step (const CtColors *self, CtStep step, CtRgb *color)
{
  g_return_val_if_fail (self != NULL && color != NULL, FALSE);
  return get_of (self, CT_COLOR_OF_STEP, ct_way_get (step)->code, color);
}

/**
 * ct_colors_get_clinician:
 * @self: the colours of a clinic
 * @user_id: who; 0 for nobody yet
 *
 * Returns: the hue of their bar.
 */
CtRgb
ct_colors_get_clinician (const CtColors *self, gint64 user_id)
{
  static const CtRgb standard[] = { BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW };
  CtRgb color;

  g_return_val_if_fail (self != NULL, NEUTRAL);
  if (user_id <= 0)
    return NEUTRAL;
  if (ct_colors_get_chosen (self, CT_COLOR_OF_CLINICIAN, user_id, &color))
    return color;
  return standard[(user_id - 1) % (gint64) G_N_ELEMENTS (standard)];
}
