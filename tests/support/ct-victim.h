/* A program at work in a clinic, until it is killed: it tells through a pipe what it was told is done. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What a victim does. */
typedef enum
{
  CT_VICTIM_READY,      /* it is in */
  CT_VICTIM_PATIENT,    /* a new patient: id */
  CT_VICTIM_RENAMED,    /* a patient has another name: id, revision */
  CT_VICTIM_BOOKED,     /* a booking: id */
  CT_VICTIM_MOVED,      /* a booking moved: id, revision */
  CT_VICTIM_CANCELLED,  /* a booking cancelled: id, revision */
  CT_VICTIM_SCORED,     /* a score: id */
  CT_VICTIM_IMPORTED,   /* a referral: id of the document */
  CT_VICTIM_COURSE,     /* a course with its bookings: id */
  CT_VICTIM_PASSPHRASE, /* a new passphrase: its number */
  CT_VICTIM_N_ACTS,
} CtVictimAct;

/** What it tells, after it was told that it is on the disk. */
typedef struct
{
  CtVictimAct act;
  gint64      id;
  gint64      revision;
} CtVictimWord;

/* Where it works: its clinic, whether it may change its passphrase there, and a referral that has not come in yet. */
typedef struct
{
  const char *place;
  const char *login;
  const char *referral; /* the text of a document */
  gboolean    changes_passphrase;
} CtVictimDesk;

const char *ct_victim_passphrase (gint64 number);
void        ct_victim_work       (const CtVictimDesk *desk, gint64 passphrase, guint32 seed, int pipe_end);

G_END_DECLS
