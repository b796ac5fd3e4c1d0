/* The treatment summary: what was done, whether it helped, what comes next, on about two pages. */
#pragma once

#include "base/ct-date.h"
#include "paper/ct-chart.h"
#include "paper/ct-flow.h"
#include "paper/ct-strip.h"

G_BEGIN_DECLS

typedef struct
{
  int         number;         /* of the course, from 1 */
  CtDate      date;
  CtStripKind kind;           /* done, today, planned or missed: its shape in the course strip */
  const char *status;         /* in words: "completed" */
  gint64      dose_ug;        /* 0: none given */
  gint64      dose_ug_per_kg; /* 0: unknown */
  const char *note;           /* (nullable) */
} CtSummarySession;

typedef struct
{
  const char *instrument;    /* "PHQ-9" */
  const char *baseline;      /* (nullable): "18, moderately severe" */
  CtDate      baseline_date; /* or CT_DATE_NONE */
  const char *last;          /* "9, mild" */
  CtDate      last_date;
  const char *change;        /* (nullable): "50 % better" */
  const char *status;        /* (nullable): "response" */
} CtSummaryScore;

typedef struct
{
  const char *name;    /* "Sertraline 100 mg"; "Penicillin" */
  const char *detail;  /* (nullable): "by mouth, daily"; "hives, moderate" */
  const char *since;   /* (nullable): in words */
} CtSummaryItem;

/**
 * CtSummaryInput:
 *
 * What goes into a treatment summary; everything is borrowed for the time of the call. Leave out what is not known.
 */
typedef struct
{
  CtPaper     paper;
  const CtPalette *palette;      /* (nullable): %NULL: colours for white paper */
  double      text_size;         /* points; 0: 10 */

  const char *clinic_name;
  const char *clinic_address;    /* (nullable): may have several lines */
  const char *clinic_phone;      /* (nullable) */

  const char *patient_name;
  CtDate      born;              /* or CT_DATE_NONE */
  int         age;               /* years on the printed day; negative: not shown */
  const char *sex;               /* (nullable): in words */
  const char *mrn;               /* (nullable) */

  const char *indication;        /* (nullable) */
  const char *course;            /* (nullable): "Induction, started Mon 2 Nov 2026" */
  const char *protocol;          /* (nullable): "IV ketamine induction, three a week (IV_IND_3PW)" */
  const char *course_words;      /* (nullable): "4 of 6 sessions completed"; %NULL: counted from the sessions */

  const CtSummarySession *sessions;
  guint                   n_sessions;
  const CtSummaryScore   *scores;
  guint                   n_scores;
  CtChart                *chart;       /* (nullable) */

  const CtSummaryItem    *medications;
  guint                   n_medications;
  const char             *no_medications; /* (nullable): said where there are none: "No known medications" */
  const CtSummaryItem    *allergies;
  guint                   n_allergies;
  const char             *no_allergies;   /* (nullable): "No known allergies" */

  const char *const      *next_steps;  /* (nullable): %NULL-terminated */
  const char             *note;        /* (nullable): free text of the prescriber */
  const char             *prescriber;  /* (nullable): "Ana Ruiz, MD" */
  const char             *prescriber_caption; /* (nullable): "Prescriber · NPI 1234567893" */

  CtDate                  printed_on;
  const char             *printed_by;  /* (nullable) */
  gint64                  created_us;  /* for the document's properties */
} CtSummaryInput;

CtPages *ct_summary_new (const CtSummaryInput *input);

G_END_DECLS
