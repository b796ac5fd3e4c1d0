/* The columns of the audit's two tables: acts, and groups of them. */
#pragma once

#include <gtk/gtk.h>

#include "ui/audit/ct-audit-item.h"

G_BEGIN_DECLS

void ct_audit_columns_add_acts   (GtkColumnView *view, GTimeZone *zone);
void ct_audit_columns_add_groups (GtkColumnView *view, GTimeZone *zone);
void ct_audit_columns_title_groups (GtkColumnView *view, const char *title);

G_END_DECLS
