/* A view of the calendar that somebody keeps under a name and a key. */
#pragma once

#include "domain/ct-record.h"

G_BEGIN_DECLS

/** F1 to F12. */
#define CT_VIEW_KEYS 12

CT_DECLARE_RECORD (CtSavedView, ct_saved_view, CT_SAVED_VIEW)
#define CT_TYPE_SAVED_VIEW (ct_saved_view_get_type ())

/**
 * CtSavedView:
 *
 * Each user has their own. What everybody starts with is not stored until somebody changes it.
 */
struct _CtSavedView
{
  CtRecord  parent_instance;
  gint64   user_id;
  char    *name;
  int      key;     /* n of Fn; 0: none */
  int      preset;  /* which of what everybody starts with it stands for; 0: none */
  char    *shows;   /* a CtViewState as a line */
  gboolean removed;
};

GPtrArray *ct_saved_views_with_presets (GPtrArray *stored);

G_END_DECLS
