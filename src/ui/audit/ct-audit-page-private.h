/* What the files of the audit page share. */
#pragma once

#include "ui/audit/ct-audit-page.h"

#include "ui/audit/ct-audit-filters.h"
#include "ui/ct-banner.h"

G_BEGIN_DECLS

struct _CtAuditPage
{
  AdwBin             parent_instance;
  GtkStack          *stack;
  GtkBox            *banners;
  GtkLabel          *question;
  CtAuditFilters    *filters;
  GtkLabel          *count;
  GtkWidget         *progress_line;
  GtkLabel          *progress_label;
  GtkProgressBar    *progress;
  GtkScrolledWindow *scroller;
  GtkColumnView     *view;
  GtkWidget         *group_frame;
  GtkColumnView     *group_view;
  GtkStack          *rows_stack;
  AdwStatusPage     *refused;
  CtBanner          *verdict;
  CtClinic          *clinic;
  GListStore        *items;       /* of CtAuditItem, latest first */
  GListStore        *group_items; /* of CtAuditItem */
  GPtrArray         *groups;      /* (nullable) of CtAuditGroup: as they were read */
  CtAuditFilter     *filter;
  GCancellable      *cancellable; /* of what is being read for the list */
  GCancellable      *work;        /* (nullable): of a check, an export or a print */
  char              *verdict_text;
  guint              serial;
  guint              catch_up;    /* timer: something was done */
  gboolean           loading;
  gboolean           complete;    /* there is nothing older */
};

void ct_audit_page_install_acts (GtkWidgetClass *widget_class);
void ct_audit_page_allow_acts   (CtAuditPage *self);

G_END_DECLS
