/* A questionnaire or rating scale as data: what it asks, how its answers make a score, and what a score means. */
#pragma once

#include "base/ct-date.h"
#include "domain/ct-level.h"

G_BEGIN_DECLS

/** CT_ANSWER_MISSING: a question that was not answered. */
#define CT_ANSWER_MISSING (-1)

/** Who gives the answers. */
typedef enum
{
  CT_RATER_SELF,
  CT_RATER_CLINICIAN,
} CtRater;

/**
 * CtScoring:
 * @CT_SCORING_SUM: the total is the sum of the items
 * @CT_SCORING_SUBSCALES: the total is the sum of the subscales
 * @CT_SCORING_TRIAGE: there is no total; the first triage finding that is met names the band
 */
typedef enum
{
  CT_SCORING_SUM,
  CT_SCORING_SUBSCALES,
  CT_SCORING_TRIAGE,
} CtScoring;

/**
 * CtMissingRule:
 * @CT_MISSING_REFUSE: every question must be answered
 * @CT_MISSING_PRORATE: the sum is stretched to all items, up to `max_missing` missing
 * @CT_MISSING_SUBSCALE_MEAN: each missing item counts as the mean of its subscale, up to `max_missing` missing
 */
typedef enum
{
  CT_MISSING_REFUSE,
  CT_MISSING_PRORATE,
  CT_MISSING_SUBSCALE_MEAN,
} CtMissingRule;

typedef enum
{
  CT_REDUCE_SUM,
  CT_REDUCE_MAX,
} CtReduce;

/** One possible answer. */
typedef struct
{
  int   value;
  char *label;          /* own words */
  char *key;            /* (nullable): what may be typed for it besides the digit, "y" */
  char *loinc;          /* (nullable): LOINC answer code */
} CtAnswer;

/** The answers some items share: every whole number from @min to @max. */
typedef struct
{
  char      *id;
  int        min, max;
  GPtrArray *answers;   /* of CtAnswer: those that have a label, lowest first */
} CtAnswerSet;

typedef struct
{
  int          number;      /* 1, 2, … in the order of asking */
  char        *code;        /* as printed on the form: "9", "6b" */
  char        *label;       /* own words */
  char        *loinc;       /* (nullable) */
  CtAnswerSet *answers;     /* belongs to the instrument */
  gboolean     scored;      /* counts towards the total */
  gboolean     optional;    /* may be left out without being missing */
  gboolean     reversed;    /* its score is min + max - answer */
  gboolean     prorated;    /* FALSE: if it is missing, ask; never prorate */
  int          skip_item;   /* not asked when this item … (0: always asked) */
  int          skip_value;  /* … has this answer; it then scores its lowest */
  int          either_group;/* of the items with the same number (above 0) one answer is enough */
} CtItem;

typedef struct
{
  char    *id;          /* "b", "phq-2" */
  char    *label;
  char    *source;
  CtReduce reduce;
  GArray  *items;       /* of int: item numbers */
} CtSubscale;

/** A range of totals with a name. */
typedef struct
{
  char *id;             /* "moderately-severe" */
  char *label;          /* "Moderately severe" */
  int   min, max;       /* totals, both included; -1 in a triage */
  int   severity;       /* 0 (nothing) to 4, for colours */
} CtBand;

/** How many of some items reach a score, or where the total lies. */
typedef struct
{
  gboolean of_total;        /* the total itself, else a count of items */
  int      at_least;
  int      at_most;         /* G_MAXINT: no upper end */
  GArray  *items;           /* of int: item numbers */
  GArray  *scores;          /* of int: the score each of them must reach, in the same order */
} CtCondition;

/**
 * CtFindingKind:
 * @CT_FINDING_FLAG: a safety matter to be acknowledged
 * @CT_FINDING_ALGORITHM: what the answers meet, for information
 * @CT_FINDING_TRIAGE: names the band of an instrument without a total
 */
typedef enum
{
  CT_FINDING_FLAG,
  CT_FINDING_ALGORITHM,
  CT_FINDING_TRIAGE,
} CtFindingKind;

/** Something the answers may show. Of several with one id, strongest first, the first that is met counts. */
typedef struct
{
  char         *id;         /* "item-9" */
  CtFindingKind kind;
  CtLevel       level;
  char         *label;      /* a few words */
  char         *text;       /* the sentence to show when it is met */
  char         *source;
  gboolean      any;        /* one condition is enough, else all are needed */
  GPtrArray    *conditions; /* of CtCondition */
} CtFinding;

/**
 * CtThresholdKind:
 * @CT_THRESHOLD_RESPONSE: improvement from which one speaks of response
 * @CT_THRESHOLD_PARTIAL: improvement from which one speaks of partial response
 * @CT_THRESHOLD_REMISSION: total from which one speaks of remission
 * @CT_THRESHOLD_MEANINGFUL: improvement a patient is likely to notice
 * @CT_THRESHOLD_SUBSTANTIAL: large improvement
 * @CT_THRESHOLD_RELIABLE: improvement beyond the error of measurement
 * @CT_THRESHOLD_WORSENING: worsening beyond the error of measurement
 * @CT_THRESHOLD_CASENESS: total from which the condition is likely
 */
typedef enum
{
  CT_THRESHOLD_RESPONSE,
  CT_THRESHOLD_PARTIAL,
  CT_THRESHOLD_REMISSION,
  CT_THRESHOLD_MEANINGFUL,
  CT_THRESHOLD_SUBSTANTIAL,
  CT_THRESHOLD_RELIABLE,
  CT_THRESHOLD_WORSENING,
  CT_THRESHOLD_CASENESS,
} CtThresholdKind;

typedef enum
{
  CT_UNIT_POINTS,           /* points of change */
  CT_UNIT_PERMILLE,         /* tenths of a percent of the baseline */
  CT_UNIT_TOTAL,            /* a total itself */
} CtThresholdUnit;

typedef struct
{
  CtThresholdKind kind;
  CtThresholdUnit unit;
  int             value;
  char           *drug;     /* (nullable): only for courses with this drug */
  char           *context;  /* (nullable): whom or what it was found in */
  char           *source;
} CtThreshold;

/**
 * CtInstrument:
 *
 * Immutable once read; reference counted. Several thresholds of a kind: the first is used, unless another names the drug.
 */
typedef struct
{
  gatomicrefcount ref_count;
  char         *id;             /* "phq-9" */
  char         *abbreviation;   /* "PHQ-9" */
  char         *name;
  char         *version;
  char         *source;
  CtDate        reviewed_on;
  char         *copyright;
  char         *measures;       /* "depression" */
  CtRater       rater;
  gboolean      licensed_form;  /* labels are headings only: the questions are read from the licensed form */
  int           recall_days;    /* 0: now */
  char         *recall;         /* "Over the last two weeks" */
  char         *when;           /* when to give it */
  int           min_days_apart; /* closer scores are no trend; 0: none */
  char         *loinc_panel;    /* (nullable) */
  char         *loinc_total;    /* (nullable) */
  gboolean      higher_is_better;
  CtScoring     scoring;
  int           multiplier;     /* of the sum; 1 but for a few */
  int           min_total, max_total;   /* -1 in a triage */
  CtMissingRule missing_rule;
  int           max_missing;
  char         *missing_source;
  int           n_scored;       /* items that count towards the total */
  int           n_required;     /* answers to be given; optional ones at the end may follow */
  GPtrArray    *answer_sets;    /* of CtAnswerSet */
  GPtrArray    *items;          /* of CtItem */
  GPtrArray    *subscales;      /* of CtSubscale */
  GPtrArray    *bands;          /* of CtBand, lowest total first */
  char         *bands_source;
  GPtrArray    *findings;       /* of CtFinding */
  GPtrArray    *thresholds;     /* of CtThreshold */
} CtInstrument;

CtInstrument      *ct_instrument_new           (void);
CtInstrument      *ct_instrument_ref           (CtInstrument *self);
void               ct_instrument_unref         (CtInstrument *self);
const CtItem      *ct_instrument_get_item      (const CtInstrument *self, int number);
const CtBand      *ct_instrument_find_band     (const CtInstrument *self, int total);
const CtBand      *ct_instrument_get_band      (const CtInstrument *self, const char *id);
const CtThreshold *ct_instrument_get_threshold (const CtInstrument *self, CtThresholdKind kind, const char *drug);
const CtAnswer    *ct_item_get_answer          (const CtItem *self, int value);
gboolean           ct_item_parse_answer        (const CtItem *self, const char *text, int *value);
GArray            *ct_instrument_parse_answers (const CtInstrument *self, const char *const *words, GError **error);
gboolean           ct_instrument_check_answers (const CtInstrument *self, const int *answers, gsize n_answers, GError **error);

CtAnswerSet   *ct_answer_set_new   (void);
CtAnswer      *ct_answer_new       (void);
CtItem        *ct_item_new         (void);
CtSubscale    *ct_subscale_new     (void);
CtBand        *ct_band_new         (void);
CtCondition   *ct_condition_new    (void);
CtFinding     *ct_finding_new      (void);
CtThreshold   *ct_threshold_new    (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtInstrument, ct_instrument_unref)

G_END_DECLS
