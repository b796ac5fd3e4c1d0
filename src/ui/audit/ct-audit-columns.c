#include "ui/audit/ct-audit-columns.h"

#include <glib/gi18n.h>

#include "base/ct-time.h"
#include "domain/ct-audit-words.h"

typedef char *(*Describe) (CtAuditItem *item, GTimeZone *zone);

/** What a column's cells say, for as long as its factory lives. */
typedef struct
{
  Describe   describe;
  GTimeZone *zone;
  gboolean   number;
} Column;

static void
column_free (gpointer data)
{
  g_time_zone_unref (((Column *) data)->zone);
  g_free (data);
}

/* ---- Acts ---- */

static char *
describe_when (CtAuditItem *item, GTimeZone *zone)
{
  return ct_audit_row_when (ct_audit_item_get_row (item), zone);
}

static char *
describe_who (CtAuditItem *item, GTimeZone *zone)
{
  return g_strdup (ct_audit_item_get_row (item)->user_name);
}

static char *
describe_act (CtAuditItem *item, GTimeZone *zone)
{
  return ct_audit_row_act (ct_audit_item_get_row (item));
}

static char *
describe_patient (CtAuditItem *item, GTimeZone *zone)
{
  return g_strdup (ct_audit_item_get_row (item)->patient_name);
}

static char *
describe_detail (CtAuditItem *item, GTimeZone *zone)
{
  return ct_audit_row_detail (ct_audit_item_get_row (item));
}

static char *
describe_where (CtAuditItem *item, GTimeZone *zone)
{
  return g_strdup (ct_audit_item_get_row (item)->workstation);
}

static char *
describe_number (CtAuditItem *item, GTimeZone *zone)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, ct_audit_item_get_row (item)->id);
}

/* ---- Groups ---- */

static char *
moment_words (gint64 at_us, GTimeZone *zone)
{
  const CtAuditRow at = { .at_us = at_us };

  return ct_audit_row_when (&at, zone);
}

static char *
describe_name (CtAuditItem *item, GTimeZone *zone)
{
  const CtAuditGroup *group = ct_audit_item_get_group (item);

  return g_strdup (group->name != NULL ? group->name : _("Nobody in particular"));
}

static char *
describe_times (CtAuditItem *item, GTimeZone *zone)
{
  return g_strdup_printf ("%'d", (int) ct_audit_item_get_group (item)->n);
}

static char *
describe_first (CtAuditItem *item, GTimeZone *zone)
{
  return moment_words (ct_audit_item_get_group (item)->first_us, zone);
}

static char *
describe_last (CtAuditItem *item, GTimeZone *zone)
{
  return moment_words (ct_audit_item_get_group (item)->last_us, zone);
}

/* ---- Cells ---- */

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *cell, const Column *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_list_item_set_child (cell, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *cell, const Column *column)
{
  CtAuditItem *item = gtk_list_item_get_item (cell);
  GtkWidget *label = gtk_list_item_get_child (cell);
  g_autofree char *text = column->describe (item, column->zone);

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  if (column->describe == describe_detail)
    gtk_widget_set_tooltip_text (label, ct_audit_item_get_row (item)->detail);
}

static void
add_column (GtkColumnView *view, const char *title, Describe describe, GTimeZone *zone, gboolean number, gboolean expand)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) shown = gtk_column_view_column_new (title, factory);
  Column *column = g_new0 (Column, 1);

  *column = (Column) { describe, g_time_zone_ref (zone), number };
  g_object_set_data_full (G_OBJECT (factory), "column", column, column_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), column);
  gtk_column_view_column_set_expand (shown, expand);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_append_column (view, shown);
}

/**
 * ct_audit_columns_add_acts:
 * @view: a table of acts
 * @zone: where the clinic is
 *
 * Gives it its columns.
 */
void
ct_audit_columns_add_acts (GtkColumnView *view, GTimeZone *zone)
{
  add_column (view, _("When"), describe_when, zone, FALSE, FALSE);
  add_column (view, _("Who"), describe_who, zone, FALSE, FALSE);
  add_column (view, _("What"), describe_act, zone, FALSE, FALSE);
  add_column (view, _("Patient"), describe_patient, zone, FALSE, FALSE);
  add_column (view, _("Detail"), describe_detail, zone, FALSE, TRUE);
  add_column (view, _("Where"), describe_where, zone, FALSE, FALSE);
  add_column (view, _("Row"), describe_number, zone, TRUE, FALSE);
}

/**
 * ct_audit_columns_add_groups:
 * @view: a table of groups
 * @zone: where the clinic is
 *
 * Gives it its columns.
 */
void
ct_audit_columns_add_groups (GtkColumnView *view, GTimeZone *zone)
{
  add_column (view, _("Who"), describe_name, zone, FALSE, TRUE);
  add_column (view, _("Times"), describe_times, zone, TRUE, FALSE);
  add_column (view, _("First"), describe_first, zone, FALSE, FALSE);
  add_column (view, _("Last"), describe_last, zone, FALSE, FALSE);
}

/**
 * ct_audit_columns_title_groups:
 * @view: a table of groups
 * @title: what they are
 *
 * Heads their first column.
 */
void
ct_audit_columns_title_groups (GtkColumnView *view, const char *title)
{
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (view), 0);

  gtk_column_view_column_set_title (column, title);
}
