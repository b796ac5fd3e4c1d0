/* A treatment protocol as data: what to give, how often, and which spacing it asks for. */
#pragma once

#include "base/ct-date.h"
#include "domain/ct-level.h"
#include "domain/ct-segment.h"

G_BEGIN_DECLS

typedef enum
{
  CT_PHASE_INDUCTION,
  CT_PHASE_MAINTENANCE,
  CT_PHASE_BOOSTER,
  CT_PHASE_INFORMATION, /* a text about a drug or route; nothing to plan */
} CtPhase;

/**
 * CtSpacingKind:
 * @CT_SPACING_MIN_GAP: fewer than `days` days, or fewer than `hours` hours, between neighbouring sessions
 * @CT_SPACING_MAX_GAP: more than `days` days between neighbouring sessions
 * @CT_SPACING_AVOID_GAP: from `days` to `to_days` days between neighbouring sessions
 * @CT_SPACING_MAX_IN_WINDOW: more than `count` sessions within any `days` days
 * @CT_SPACING_FINISH_BY: the last session on or after day `days` (the first session is day 0)
 *
 * Only sessions on or after day `from_day` are looked at; a gap belongs to the later of its two sessions.
 *
 * What a spacing rule watches; each is broken when its sentence is true.
 */
typedef enum
{
  CT_SPACING_MIN_GAP,
  CT_SPACING_MAX_GAP,
  CT_SPACING_AVOID_GAP,
  CT_SPACING_MAX_IN_WINDOW,
  CT_SPACING_FINISH_BY,
} CtSpacingKind;

typedef struct
{
  char         *id;       /* "min-gap-2" */
  CtSpacingKind kind;
  int           days;
  int           hours;    /* CT_SPACING_MIN_GAP only: from start to start; 0: only the days count */
  int           to_days;  /* CT_SPACING_AVOID_GAP only */
  int           count;    /* CT_SPACING_MAX_IN_WINDOW only */
  int           from_day; /* the first session is day 0; 0: from the beginning */
  CtLevel       level;
  char         *text;     /* the sentence to show */
  char         *source;
} CtSpacingRule;

/**
 * CtProtocol:
 *
 * Immutable once read; reference counted.
 */
typedef struct
{
  gatomicrefcount ref_count;
  char      *id;                    /* "IV_IND_3PW" */
  char      *name;                  /* "IV ketamine induction, three a week" */
  char      *version;
  char      *source;
  CtDate     reviewed_on;
  char      *drug;                  /* "ketamine" or "esketamine" */
  char      *route;                 /* "iv", "im", "sublingual", "oral", "intranasal" */
  CtPhase    phase;
  gboolean   fda_approved;          /* of this drug for this indication */
  char      *note;                  /* (nullable): what the prescriber should know */
  GStrv      indications;           /* ids it is used for */
  int        n_sessions;            /* 0: open ended */
  int        max_sessions;          /* n_sessions unless a range is given */
  int        window_days;           /* 0: none */
  GArray    *offsets;               /* of int: default day of each session, the first is 0 */
  char      *follows;               /* (nullable): id of the protocol it carries on from */
  int        follows_days;          /* default days from that one's first session to this one's first */
  int        every_min_days;        /* open ended: interval, else 0 */
  int        every_max_days;
  int        score_days;            /* the primary scale is filled in every so many days; 0: not at all */
  char      *score_source;          /* (nullable) */
  gint64     dose_ug_per_kg;        /* 0: by amount, or the last effective dose */
  gint64     dose_ug;               /* first session, fixed amount; else 0 */
  gint64     later_dose_ug;         /* following sessions, fixed amount; else 0 */
  gint64     min_dose_ug_per_kg, max_dose_ug_per_kg;  /* information; 0: none given */
  gint64     min_dose_ug, max_dose_ug;
  GArray    *dose_choices_ug;       /* of gint64: the only amounts there are (devices); empty: any */
  char      *dose_source;
  char      *segments_source;
  GPtrArray *segments;              /* of CtSegment */
  GPtrArray *spacing;               /* of CtSpacingRule */
} CtProtocol;

CtProtocol *ct_protocol_new     (void);
CtProtocol *ct_protocol_ref     (CtProtocol *self);
void        ct_protocol_unref   (CtProtocol *self);
int         ct_protocol_minutes (const CtProtocol *self);
CtSpacingRule *ct_spacing_rule_new  (void);
void           ct_spacing_rule_free (CtSpacingRule *self);
gboolean       ct_phase_from_text   (const char *text, CtPhase *phase);
gboolean       ct_spacing_kind_from_text (const char *text, CtSpacingKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtProtocol, ct_protocol_unref)

G_END_DECLS
