#include "ui/ct-presence-line.h"

#include <glib/gi18n.h>

struct _CtPresenceLine
{
  AdwBin    parent_instance;
  GtkLabel *label;
  CtClinic *clinic;    /* (nullable): nothing is watched yet */
  char     *table;
  gint64    record_id;
};

G_DEFINE_FINAL_TYPE (CtPresenceLine, ct_presence_line, ADW_TYPE_BIN)

static char *
describe (CtClinic *clinic, const CtPresence *presence)
{
  CtWall since = ct_wall_from_utc (presence->since_us, ct_clinic_get_zone (clinic, 0));
  g_autofree char *time = ct_minute_format (since.minute);

  /* Translators: who, at which computer, since when: "Ana Ruiz is editing this, at Front desk, since 10:02." */
  return g_strdup_printf (_("%s is editing this, at %s, since %s."), presence->user_name, presence->workstation, time);
}

static void
update (CtPresenceLine *self)
{
  g_autoptr (GPtrArray) editors = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->clinic != NULL && self->record_id > 0)
    editors = ct_clinic_get_editors (self->clinic, self->table, self->record_id);
  for (guint i = 0; editors != NULL && i < editors->len; i++)
    {
      g_autofree char *line = describe (self->clinic, g_ptr_array_index (editors, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_text (self->label, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text->len > 0 ? text->str : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), text->len > 0);
}

/**
 * ct_presence_line_watch:
 * @self: a line
 * @clinic: the clinic
 * @table: the table of a record
 * @record_id: its id; 0: nothing, for a record that is new
 *
 * Shows who else has that record open, and nothing where nobody has.
 */
void
ct_presence_line_watch (CtPresenceLine *self, CtClinic *clinic, const char *table, gint64 record_id)
{
  g_return_if_fail (CT_IS_PRESENCE_LINE (self) && CT_IS_CLINIC (clinic) && table != NULL);
  if (self->clinic != clinic)
    {
      if (self->clinic != NULL)
        g_signal_handlers_disconnect_by_data (self->clinic, self);
      g_set_object (&self->clinic, clinic);
      g_signal_connect_object (clinic, "editors-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  g_free (self->table);
  self->table = g_strdup (table);
  self->record_id = record_id;
  update (self);
}

/**
 * ct_presence_line_get_text:
 * @self: a line
 *
 * Returns: (transfer none): what it says, "" where nobody else is there.
 */
const char *
ct_presence_line_get_text (CtPresenceLine *self)
{
  g_return_val_if_fail (CT_IS_PRESENCE_LINE (self), NULL);
  return gtk_label_get_text (self->label);
}

static void
ct_presence_line_finalize (GObject *object)
{
  CtPresenceLine *self = CT_PRESENCE_LINE (object);

  g_clear_object (&self->clinic);
  g_free (self->table);
  G_OBJECT_CLASS (ct_presence_line_parent_class)->finalize (object);
}

static void
ct_presence_line_class_init (CtPresenceLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_presence_line_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
ct_presence_line_init (CtPresenceLine *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->label, 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_widget_add_css_class (GTK_WIDGET (self), "ct-presence");
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ct_presence_line_new:
 *
 * Returns: (transfer floating): a line that watches nothing yet.
 */
GtkWidget *
ct_presence_line_new (void)
{
  return g_object_new (CT_TYPE_PRESENCE_LINE, NULL);
}

/* ---- Being there oneself ---- */

typedef struct
{
  CtClinic *clinic;
  char     *table;
  gint64    record_id;
} Hold;

static void
hold_free (gpointer data, GClosure *closure)
{
  Hold *hold = data;

  g_object_unref (hold->clinic);
  g_free (hold->table);
  g_free (hold);
}

static void
on_editor_destroyed_cb (GtkWidget *editor, Hold *hold)
{
  ct_clinic_end_editing (hold->clinic, hold->table, hold->record_id);
}

/**
 * ct_presence_hold:
 * @editor: a window that changes a record
 * @clinic: the clinic
 * @table: the table of the record
 * @record_id: its id; 0: nothing is told of a record that is new
 *
 * Tells the other desks that the record is being edited, until @editor is gone.
 */
void
ct_presence_hold (GtkWidget *editor, CtClinic *clinic, const char *table, gint64 record_id)
{
  Hold *hold;

  g_return_if_fail (GTK_IS_WIDGET (editor) && CT_IS_CLINIC (clinic) && table != NULL);
  if (record_id <= 0)
    return;
  hold = g_new0 (Hold, 1);
  *hold = (Hold) { g_object_ref (clinic), g_strdup (table), record_id };
  ct_clinic_begin_editing (clinic, table, record_id);
  g_signal_connect_data (editor, "destroy", G_CALLBACK (on_editor_destroyed_cb), hold, hold_free, 0);
}

/**
 * ct_presence_show_in:
 * @editor: a window whose content is a box that begins with its header bar
 * @clinic: the clinic
 * @table: the table of what it changes
 * @record_id: its id; 0 for a new record
 *
 * Shows below the header bar who else is editing the record, and tells the others that it is edited here.
 */
void
ct_presence_show_in (AdwWindow *editor, CtClinic *clinic, const char *table, gint64 record_id)
{
  GtkWidget *content, *line;

  g_return_if_fail (ADW_IS_WINDOW (editor));
  content = adw_window_get_content (editor);
  g_return_if_fail (GTK_IS_BOX (content));
  line = ct_presence_line_new ();
  gtk_box_insert_child_after (GTK_BOX (content), line, gtk_widget_get_first_child (content));
  ct_presence_line_watch (CT_PRESENCE_LINE (line), clinic, table, record_id);
  ct_presence_hold (GTK_WIDGET (editor), clinic, table, record_id);
}
