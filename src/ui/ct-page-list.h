/* The pages of the window, in the sidebar's order: one line a page. */
#pragma once

#include "clinic/ct-clinic.h"
#include "ui/ct-page.h"

G_BEGIN_DECLS

/**
 * CtPageInfo:
 * @name: "calendar": in settings and actions
 * @title: marked with N_()
 * @icon: a symbolic icon's name
 * @create: makes it, when it is first shown
 * @permission: who sees it in the sidebar
 */
typedef struct
{
  const char  *name;
  const char  *title;
  const char  *icon;
  GtkWidget *(*create) (CtClinic *clinic);
  CtPermission permission;
} CtPageInfo;

const CtPageInfo *ct_page_list_get  (guint *n_pages);
const CtPageInfo *ct_page_list_find (const char *name);
GtkWidget        *ct_page_list_create_patient (CtClinic *clinic, gint64 patient_id);

G_END_DECLS
