/* What the files of the page of enquiries share among themselves. */
#pragma once

#include "ui/enquiries/ct-enquiries-page.h"
#include "ui/lists/ct-list-view.h"
#include "ui/lists/ct-put-off.h"

G_BEGIN_DECLS

struct _CtEnquiriesPage
{
  AdwBin         parent_instance;
  GtkDropDown   *which;
  GtkStack      *stack;
  GtkLabel      *count;
  CtListView    *view;
  AdwStatusPage *empty;
  AdwStatusPage *problem;

  CtClinic      *clinic;
  gint64         site_id;
  GPtrArray     *read;        /* of CtEnquiry, as last read */
  GCancellable  *cancellable; /* of what is on its way */
  CtPutOff      *put_off;
  CtEnquiry     *asked;       /* (nullable): whom the popover or the question is about */
  guint          reading;
  guint          soon;        /* the timer before reading again */
  guint          acts;        /* acts on their way */
  gboolean       disposed;
};

CtEnquiry *ct_enquiries_page_chosen    (CtEnquiriesPage *self);
CtTable   *ct_enquiries_page_make_table (CtEnquiriesPage *self);
void       ct_enquiries_page_read_soon (CtEnquiriesPage *self);
void       ct_enquiries_page_allow     (CtEnquiriesPage *self);
void       ct_enquiries_page_install   (GtkWidgetClass *klass);

G_END_DECLS
