/* The lists that a desk lives in, each described once: what it finds, what it shows, what can be done with its rows. */
#pragma once

#include "base/ct-time.h"
#include "domain/ct-list-records.h"
#include "domain/ct-permission.h"
#include "domain/ct-protocol.h"
#include "domain/ct-table.h"

G_BEGIN_DECLS

/** What can be done with a row, besides opening its patient and putting it off. */
typedef enum
{
  CT_LIST_MAY_BOOK = 1 << 0,    /* look for a place: for the visit it names, else for its patient */
  CT_LIST_MAY_CONFIRM = 1 << 1, /* say that they will come */
  CT_LIST_MAY_CONSENT = 1 << 2, /* write down a new consent */
  CT_LIST_MAY_SCORE = 1 << 3,   /* fill in the scale */
  CT_LIST_MAY_STEP = 1 << 4,    /* step the visit on along its way */
} CtListActs;

/** How much a row presses; shown by icon and words as well as by colour. */
typedef enum
{
  CT_LIST_CALM,
  CT_LIST_SOON,
  CT_LIST_PRESSING,
} CtListLevel;

/**
 * CtListFacts:
 *
 * What the store knows of a row, the same for every list; what a list does not need is empty. Borrowed for a call.
 */
typedef struct
{
  gint64      subject_id;
  CtDate      subject_day;
  gint64      patient_id;
  const char *family_name, *given_names, *preferred_name, *phone;
  gint64      appointment_id;
  gint64      course_id;
  CtDate      day;
  int         minute;
  const char *kind;    /* of visit */
  const char *status;
  const char *code;    /* a protocol or an instrument */
  int         number;  /* a session's; sessions given */
  int         total;   /* sessions planned; minutes */
  CtDate      other_day;
  CtDate      third_day;
  gint64      since_us; /* when it began, UTC */
  const char *text;
  CtDate      put_off_until;
  const char *put_off_note;
  const char *put_off_status;
} CtListFacts;

/**
 * CtListContext:
 * @now: what the clock at the site shows
 * @now_us: the same, UTC
 * @rules: what the clinic's lists go by
 * @protocols: (element-type CtProtocol): all there are
 * @instrument_name: what people call an instrument
 * @data: for @instrument_name
 *
 * What a row is judged by.
 */
typedef struct
{
  CtWall             now;
  gint64             now_us;
  const CtListRules *rules;
  const GPtrArray   *protocols;
  const char      *(*instrument_name) (const char *id, gpointer data);
  gpointer           data;
} CtListContext;

/**
 * CtListRow:
 * @id: of the record it is about; one list has each once
 * @when: a day and time, in words
 * @what: a visit, a course, a scale
 * @why: what makes somebody look at it
 * @put_off: (nullable): until when, and the note
 * @number: which session of its course is to be booked, or 0
 * @dim: whether nobody has to see to it now
 * @rank: the smallest first
 *
 * One line of a list.
 */
typedef struct
{
  gint64      id;
  CtDate      subject_day;
  gint64      patient_id;
  gint64      appointment_id;
  gint64      course_id;
  gint64      site_id;
  char       *patient;
  char       *phone;
  char       *code;
  char       *when;
  char       *what;
  char       *why;
  char       *put_off;
  int         number;
  gboolean    dim;
  CtListLevel level;
  gint64      rank;
} CtListRow;

/**
 * CtListSpan:
 * @from: the first day to be looked at
 * @to: the last one
 * @protocol: (nullable): of which protocol the courses are that are looked at
 * @stage: (nullable): their status; with @protocol
 *
 * What the store is asked for, once.
 */
typedef struct
{
  CtDate      from;
  CtDate      to;
  const char *protocol;
  const char *stage;
} CtListSpan;

typedef struct _CtDeskList CtDeskList;

/**
 * CtDeskList:
 * @name: its name in commands and settings: "confirm"
 * @title: what people call it
 * @about: one sentence on what is in it
 * @empty: what to say when nothing is, and what would be there
 * @query: the named query of its rows
 * @table: (nullable): besides bookings, courses and notes, the table that its rows come from
 * @permission: who sees it
 * @when_title: the heads of its columns
 * @acts: what can be done with its rows
 * @ticks: whether its rows change by the minute
 * @spans: adds what the store is asked for, a #CtListSpan each
 * @judge: fills in when, what, why, level and rank; FALSE: the row is not in the list after all
 *
 * Everything there is to say of a list; pages, commands and papers follow from it.
 */
struct _CtDeskList
{
  const char  *name;
  const char  *title;
  const char  *about;
  const char  *empty;
  const char  *query;
  const char  *table;
  CtPermission permission;
  const char  *when_title, *what_title, *why_title;
  CtListActs   acts;
  gboolean     ticks;
  void       (*spans) (const CtListContext *context, GArray *spans);
  gboolean   (*judge) (const CtListFacts *facts, const CtListContext *context, CtListRow *row);
};

const CtDeskList *ct_desk_lists          (guint *n_lists);
const CtDeskList *ct_desk_list_find      (const char *name);
CtListRow        *ct_desk_list_judge     (const CtDeskList *list, const CtListFacts *facts, const CtListContext *context);
void              ct_desk_list_sort      (GPtrArray *rows);
CtTable          *ct_desk_list_make_table (const CtDeskList *list, const char *words, GPtrArray *rows);
void              ct_list_row_free       (CtListRow *self);
CtListRow        *ct_list_row_copy       (const CtListRow *self);
const char       *ct_list_level_label    (CtListLevel level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtListRow, ct_list_row_free)

G_END_DECLS
