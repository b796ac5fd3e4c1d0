/* The desk's paper, with nothing clinical on it: schedules, cards, labels. In ct-clinic-sheets.c and ct-clinic-tags.c. */
#pragma once

#include "clinic/ct-clinic.h"
#include "paper/ct-pages.h"
#include "paper/ct-tag-format.h"

G_BEGIN_DECLS

/** What a schedule shows, and how. */
typedef enum
{
  CT_SCHEDULE_BY_CHAIR,      /* a day, a list for each chair */
  CT_SCHEDULE_BY_CLINICIAN,  /* a day, pages for each clinician */
  CT_SCHEDULE_WEEK,          /* a week as a grid */
} CtScheduleKind;

/**
 * CtScheduleWish:
 * @kind: what it shows
 * @site_id: where; 0: the first site
 * @date: the day, or one of the week
 * @chair_id: only this chair; 0: all
 * @clinician_id: only this clinician; 0: all
 * @paper: on which paper
 */
typedef struct
{
  CtScheduleKind kind;
  gint64         site_id;
  CtDate         date;
  gint64         chair_id;
  gint64         clinician_id;
  CtPaper        paper;
} CtScheduleWish;

/**
 * CtTagWish:
 * @use: labels (name, birth, record number) or cards (the next appointments)
 * @patient_id: whose; 0: everybody's who comes on @date at @site_id
 * @site_id: where; 0: the first site
 * @date: the day
 * @format: (nullable): the sheet; %NULL: the usual one on @paper
 * @first: the first free place of the sheet, from 0
 * @copies: how many of each, at least 1
 * @paper: the paper people use here
 */
typedef struct
{
  CtTagUse    use;
  gint64      patient_id;
  gint64      site_id;
  CtDate      date;
  const char *format;
  guint       first;
  guint       copies;
  CtPaper     paper;
} CtTagWish;

GPtrArray *ct_clinic_load_tag_formats (CtClinic *self, GError **error); /* of CtTagFormat */
void ct_clinic_make_schedule_async    (CtClinic *self, const CtScheduleWish *wish, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPages */
void ct_clinic_make_tags_async        (CtClinic *self, const CtTagWish *wish, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPages */
void ct_clinic_make_series_sheet_async (CtClinic *self, gint64 patient_id, CtPaper paper, GAsyncReadyCallback callback,
                                       gpointer user_data);  /* CtPages */
void ct_clinic_note_sheet_async       (CtClinic *self, const char *act, gint64 patient_id, const char *words,
                                       GAsyncReadyCallback callback, gpointer user_data); /* CT_CLINIC_DONE; act "printed" or "exported" */

G_END_DECLS
