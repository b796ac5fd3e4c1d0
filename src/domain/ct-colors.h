/* Which hue stands for which kind of visit, step of its way and clinician: the clinic's choice, or the standard one. */
#pragma once

#include "domain/ct-record.h"
#include "domain/ct-tint.h"
#include "domain/ct-way.h"

G_BEGIN_DECLS

#define CT_COLOR_OF_KIND      "kind/" /* a kind of visit follows */
#define CT_COLOR_OF_STEP      "step/" /* the code of a step follows */
#define CT_COLOR_OF_CLINICIAN "clinician"

CT_DECLARE_RECORD (CtColorChoice, ct_color_choice, CT_COLOR_CHOICE)
#define CT_TYPE_COLOR_CHOICE (ct_color_choice_get_type ())

/**
 * CtColorChoice:
 *
 * What the clinic has chosen for one thing the calendar shows.
 */
struct _CtColorChoice
{
  CtRecord parent_instance;
  char    *subject; /* %CT_COLOR_OF_CLINICIAN, or what begins with %CT_COLOR_OF_KIND or %CT_COLOR_OF_STEP */
  gint64   user_id; /* whose, for %CT_COLOR_OF_CLINICIAN; else 0 */
  char    *color;   /* (nullable): like “#56b4e9”; %NULL for the standard one */
};

/** A hue to pick, and what it is called. */
typedef struct
{
  const char *name; /* marked with N_() */
  CtRgb       color;
} CtHue;

typedef struct _CtColors CtColors;

gboolean         ct_color_choice_check   (const CtColorChoice *self, GError **error);
const CtHue     *ct_colors_list_hues     (guint *n);
const char      *ct_colors_hue_name      (CtRgb color);
char            *ct_colors_subject_label (const char *subject, const char *user_name);

CtColors        *ct_colors_new           (GPtrArray *choices);
void             ct_colors_free          (CtColors *self);
CtColorChoice   *ct_colors_find          (const CtColors *self, const char *subject, gint64 user_id);
gboolean         ct_colors_get_chosen    (const CtColors *self, const char *subject, gint64 user_id, CtRgb *color);
gboolean         ct_colors_have_choice   (const CtColors *self);
const char      *ct_colors_kind_alike    (const CtColors *self, const char *kind);
GPtrArray       *ct_colors_make_standard (const CtColors *self);
CtRgb            ct_colors_get_kind      (const CtColors *self, const char *kind);
gboolean         ct_colors_get_step      (const CtColors *self, CtStep step, CtRgb *color);
CtRgb            ct_colors_get_clinician (const CtColors *self, gint64 user_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtColors, ct_colors_free)

G_END_DECLS
