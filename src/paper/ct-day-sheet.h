/* The schedule on paper: a day as a list for each chair or clinician, and a week as a grid. Nothing clinical is on it. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-audit-head.h"
#include "domain/ct-tint.h"
#include "paper/ct-pages.h"

G_BEGIN_DECLS

/**
 * CtPaperVisit:
 * @day: its day
 * @minutes: from when until when
 * @group: the id of the #CtPaperGroup it belongs to
 * @patient: "Reyes, Marisol"
 * @born: date of birth, or %CT_DATE_NONE
 * @mrn: (nullable): the record number
 * @phone: (nullable): where the patient can be called
 * @what: "Treatment, 4 of 6"
 * @with: (nullable): the clinician on a chair's list, the chair on a clinician's
 * @status: how far it is
 * @kind: (nullable): what its colour stands for, in words; %NULL: it has none
 * @hue: the clinic's colour of that
 */
typedef struct
{
  CtDate      day;
  CtMinutes   minutes;
  gint64      group;
  const char *patient;
  CtDate      born;
  const char *mrn;
  const char *phone;
  const char *what;
  const char *with;
  const char *status;
  const char *kind;
  CtRgb       hue;
} CtPaperVisit;

/** A chair or a clinician: a list of its own on the day sheet. */
typedef struct
{
  gint64      id;
  const char *title;
} CtPaperGroup;

/**
 * CtScheduleInput:
 * @paper: the paper
 * @clinic_name: whose schedule it is
 * @site_name: where
 * @printed_by: (nullable): who prints it
 * @title: (nullable): whose visits these are, if not everybody's
 * @first: the day, or the first day of the week
 * @n_days: how many days the grid has
 * @by_clinician: whether groups are clinicians, each on pages of their own; else they are chairs
 * @groups: (array length=n_groups): in order
 * @n_groups: how many
 * @visits: (array length=n_visits): by day and minute
 * @n_visits: how many
 * @open: from when until when the grid shows a day at least
 * @closed: (nullable): why the site is closed that day
 * @head: (nullable): where the record ended
 * @zone: where the site is
 * @created_us: when it is printed, UTC microseconds
 *
 * Everything is borrowed for the time of the call.
 */
typedef struct
{
  CtPaper             paper;
  const char         *clinic_name;
  const char         *site_name;
  const char         *printed_by;
  const char         *title;
  CtDate              first;
  guint               n_days;
  gboolean            by_clinician;
  const CtPaperGroup *groups;
  guint               n_groups;
  const CtPaperVisit *visits;
  guint               n_visits;
  CtMinutes           open;
  const char         *closed;
  const CtAuditHead  *head;
  GTimeZone          *zone;
  gint64              created_us;
} CtScheduleInput;

CtPages *ct_day_sheet_new (const CtScheduleInput *input);
CtPages *ct_week_grid_new (const CtScheduleInput *input);

G_END_DECLS
