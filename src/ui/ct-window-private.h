/* The window's inside, for the files that make it up. */
#pragma once

#include "ui/ct-banner.h"
#include "ui/ct-idle.h"
#include "ui/ct-sidebar.h"
#include "ui/ct-window.h"
#include "ui/search/ct-search-box.h"

G_BEGIN_DECLS

struct _CtWindow
{
  AdwApplicationWindow parent_instance;
  GtkStack        *outer;
  AdwToastOverlay *toasts;
  CtSidebar       *sidebar;
  AdwHeaderBar    *header;
  AdwBin          *page_header;
  GtkLabel        *page_title;
  GtkButton       *new_button;
  AdwSplitButton  *undo_button;
  GtkBox          *banners;
  GtkStack        *pages;
  CtClinic        *clinic;
  CtSearchBox     *search;
  GCancellable    *cancellable; /* called off when the window closes */
  CtIdle          *idle;
  GPtrArray       *hidden;      /* windows put away while it is locked */
  GtkWidget       *focus;       /* weak: who had it before the lock */
  GQueue           been;        /* of char*: pages shown before, the latest first */
  CtBanner        *offline;     /* shown while the clinic can't be reached */
  guint            offline_id;
  CtBanner        *outdated;    /* shown once a newer program has upgraded the clinic */
  CtBanner        *emergency;   /* of owners: a chart that was opened in an emergency */
  AdwToast        *toast;       /* (nullable): what is told at the moment */
  char            *toast_whole; /* (nullable): the same, without anything left out */
  guint            toast_id;
  gint64           site_id;
  guint            counting;
  gboolean         going_back;
};

void ct_window_install_actions (CtWindow *self);
void ct_window_update_header   (CtWindow *self);
void ct_window_update_undo     (CtWindow *self);
void ct_window_tell            (CtWindow *self, const char *text, gboolean undo);
void ct_window_tell_more       (CtWindow *self, const char *text, const char *whole);
void ct_window_forget_toast    (CtWindow *self);
void ct_window_go_back         (CtWindow *self, gboolean again, gint64 to);
void ct_window_log_out         (CtWindow *self);
void ct_window_show_patient    (CtWindow *self, gint64 patient_id);
void ct_window_new_patient     (CtWindow *self, const char *words);
void ct_window_edit_patient    (CtWindow *self, gint64 patient_id);
void ct_window_record_score    (CtWindow *self, gint64 patient_id, const char *instrument);
void ct_window_plan_course     (CtWindow *self, gint64 patient_id);
void ct_window_show_summary    (CtWindow *self, gint64 patient_id);
void ct_window_choose_files    (CtWindow *self);
void ct_window_accept_drops    (CtWindow *self);
void ct_window_watch_idle      (CtWindow *self);
void ct_window_watch_online    (CtWindow *self);
void ct_window_watch_emergencies (CtWindow *self);
void ct_window_read_emergencies  (CtWindow *self);
void ct_window_watch_counts    (CtWindow *self);
void ct_window_count_soon      (CtWindow *self);
void ct_window_watch_backups   (CtWindow *self);
void ct_window_unwatch_backups (CtWindow *self);
void ct_window_restore_backup  (CtWindow *self, const char *path, const char *passphrase, const char *to);

G_END_DECLS
