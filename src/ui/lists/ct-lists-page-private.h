/* What the files of the page of lists share among themselves. */
#pragma once

#include "ui/lists/ct-list-view.h"
#include "ui/lists/ct-lists-page.h"
#include "ui/lists/ct-put-off.h"

G_BEGIN_DECLS

struct _CtListsPage
{
  AdwBin              parent_instance;
  GtkListBox         *names;
  GtkStack           *stack;
  GtkLabel           *title;
  GtkLabel           *about;
  GtkLabel           *count;
  GtkCheckButton     *all_sites;
  GtkCheckButton     *show_put_off;
  CtListView         *view;
  AdwStatusPage      *empty;
  AdwStatusPage      *problem;
  GtkWidget          *book_button;
  GtkWidget          *confirm_button;
  GtkWidget          *remind_button;
  GtkWidget          *step_button;
  GtkWidget          *score_button;
  GtkWidget          *consent_button;
  GtkWidget          *back_button;

  CtClinic           *clinic;
  gint64              site_id;
  const CtDeskList   *list;
  GCancellable       *cancellable; /* of what is on its way */
  CtPutOff           *put_off;
  CtListRow          *asked;       /* (nullable): whom the popover asks about */
  guint               reading;
  guint               soon;        /* the timer before reading again */
  guint               minute;      /* the timer to the next minute */
  guint               acts;        /* acts on their way */
  gboolean            disposed;
};

void ct_lists_page_read_soon (CtListsPage *self);
void ct_lists_page_allow     (CtListsPage *self);
void ct_lists_page_install   (GtkWidgetClass *klass);

G_END_DECLS
