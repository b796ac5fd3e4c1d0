/* A place where patients are seen: its address, zone, chairs, opening hours and closures. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

CT_DECLARE_RECORD (CtClinicInfo, ct_clinic_info, CT_CLINIC_INFO)
#define CT_TYPE_CLINIC_INFO (ct_clinic_info_get_type ())

/**
 * CtClinicInfo:
 *
 * The clinic itself; there is one row.
 */
struct _CtClinicInfo
{
  CtRecord  parent_instance;
  char    *name;
  char    *phone;
  char    *email;
  char    *note;
};

CT_DECLARE_RECORD (CtSite, ct_site, CT_SITE)
#define CT_TYPE_SITE (ct_site_get_type ())

/**
 * CtSite:
 *
 * A site of the clinic.
 */
struct _CtSite
{
  CtRecord  parent_instance;
  char    *name;
  char    *street;
  char    *city;
  char    *region;
  char    *postcode;
  char    *phone;
  char    *zone;
  gboolean active;
};

/* What a patient has to themselves. */
#define CT_CHAIR_CHAIR "chair"
#define CT_CHAIR_ROOM  "room"

CT_DECLARE_RECORD (CtChair, ct_chair, CT_CHAIR)
#define CT_TYPE_CHAIR (ct_chair_get_type ())

/**
 * CtChair:
 *
 * A chair, bed or room that one patient uses at a time.
 */
struct _CtChair
{
  CtRecord  parent_instance;
  gint64   site_id;
  char    *name;
  char    *kind;
  int      position;
  gboolean active;
};

CT_DECLARE_RECORD (CtOpening, ct_opening, CT_OPENING)
#define CT_TYPE_OPENING (ct_opening_get_type ())

/**
 * CtOpening:
 *
 * One range of opening hours of a weekday.
 */
struct _CtOpening
{
  CtRecord  parent_instance;
  gint64   site_id;
  int      weekday;
  int      from_minute;
  int      to_minute;
  gboolean removed;
};

CT_DECLARE_RECORD (CtClosure, ct_closure, CT_CLOSURE)
#define CT_TYPE_CLOSURE (ct_closure_get_type ())

/**
 * CtClosure:
 *
 * Days on which a site is closed.
 */
struct _CtClosure
{
  CtRecord  parent_instance;
  gint64   site_id;
  CtDate   first_day;
  CtDate   last_day;
  char    *reason;
  gboolean removed;
};

G_END_DECLS
