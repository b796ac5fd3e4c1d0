#include "ui/start/ct-code-panel.h"

#include <glib/gi18n.h>

#include "paper/ct-qr.h"
#include "ui/start/ct-recovery-paper.h"

#define QR_SIZE 224

struct _CtCodePanel
{
  AdwBin       parent_instance;
  CtClinic    *clinic;
  CtCodeOffer *offer;
  GtkEditable *typed;
  GtkLabel    *error;
  GtkWidget   *button;
};

static guint done_signal;

G_DEFINE_FINAL_TYPE (CtCodePanel, ct_code_panel, ADW_TYPE_BIN)

/* ---- What is shown ---- */

static void
draw_qr (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  CtCodePanel *self = data;

  ct_qr_draw (cr, self->offer->uri, MIN (width, height));
}

static GtkWidget *
make_qr (CtCodePanel *self)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), QR_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), QR_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_qr, self, NULL);
  gtk_widget_set_halign (area, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("QR code; the secret stands below as text"), -1);
  return area;
}

static GtkWidget *
make_words (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A text to be copied, with what it is above it. */
static void
add_copy (GtkWidget *box, const char *what, const char *text)
{
  GtkWidget *title = make_words (what, "heading");
  GtkWidget *label = make_words (text, "monospace");

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), label);
}

static void
on_print_cb (CtCodePanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  ct_codes_paper_print (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, ct_clinic_get_info (self->clinic)->name,
                        ct_clinic_get_user (self->clinic)->login, (const char *const *) self->offer->backup,
                        ct_clinic_now_at (self->clinic, 0), ct_clock_now (ct_clinic_get_clock (self->clinic)));
}

static void
add_print (CtCodePanel *self, GtkWidget *box)
{
  GtkWidget *print = gtk_button_new_with_mnemonic (_("_Print the Backup Codes…"));

  gtk_widget_set_halign (print, GTK_ALIGN_START);
  g_signal_connect_swapped (print, "clicked", G_CALLBACK (on_print_cb), self);
  gtk_box_append (GTK_BOX (box), print);
}

static void
add_backup (CtCodePanel *self, GtkWidget *box)
{
  g_autofree char *codes = g_strjoinv ("   ", self->offer->backup);

  add_copy (box, _("Backup codes, for when the phone is lost"), codes);
  gtk_box_append (GTK_BOX (box), make_words (_("Each opens once. Print them or write them down, and lock them away; they are not shown again."),
                                             "dim-label"));
  add_print (self, box);
}

/* ---- The proof ---- */

static void
show_error (CtCodePanel *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

static void
on_accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtCodePanel) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL;

  gtk_widget_set_sensitive (self->button, TRUE);
  show_error (self, done ? NULL : error->message);
  if (done)
    g_signal_emit (self, done_signal, 0);
}

static void
on_turn_on_cb (CtCodePanel *self)
{
  gtk_widget_set_sensitive (self->button, FALSE);
  ct_clinic_accept_codes_async (self->clinic, self->offer, gtk_editable_get_text (self->typed), on_accepted_cb,
                                g_object_ref (self));
}

static GtkWidget *
make_proof (CtCodePanel *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("The code that the phone shows now"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  self->typed = GTK_EDITABLE (row);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (on_turn_on_cb), self);
  return group;
}

/* ---- The object ---- */

static void
ct_code_panel_dispose (GObject *object)
{
  CtCodePanel *self = CT_CODE_PANEL (object);

  g_clear_pointer (&self->offer, ct_code_offer_free);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_code_panel_parent_class)->dispose (object);
}

static gboolean
ct_code_panel_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_CODE_PANEL (widget)->typed));
}

static void
ct_code_panel_class_init (CtCodePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_code_panel_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = ct_code_panel_grab_focus;
  done_signal = g_signal_new ("done", CT_TYPE_CODE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_code_panel_init (CtCodePanel *self)
{
}

static void
fill (CtCodePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_box_append (GTK_BOX (box), make_words (_("Let an authenticator app on your phone read this, or type the secret into it."),
                                             NULL));
  gtk_box_append (GTK_BOX (box), make_qr (self));
  add_copy (box, _("Secret"), self->offer->secret);
  add_copy (box, _("Address"), self->offer->uri);
  add_backup (self, box);
  gtk_box_append (GTK_BOX (box), make_proof (self));
  self->error = GTK_LABEL (make_words ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  self->button = gtk_button_new_with_mnemonic (_("_Turn On"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_turn_on_cb), self);
  gtk_box_append (GTK_BOX (box), self->button);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ct_code_panel_new:
 * @clinic: an open clinic, whose user sets up codes
 *
 * Returns: (transfer floating): a panel with a new secret; nothing is kept until the phone has shown that it knows it.
 */
GtkWidget *
ct_code_panel_new (CtClinic *clinic)
{
  CtCodePanel *self = g_object_new (CT_TYPE_CODE_PANEL, NULL);

  self->clinic = g_object_ref (clinic);
  self->offer = ct_clinic_offer_codes (clinic);
  fill (self);
  return GTK_WIDGET (self);
}

/**
 * ct_code_panel_get_offer:
 * @self: a panel
 *
 * Returns: (transfer none): what it shows.
 */
CtCodeOffer *
ct_code_panel_get_offer (CtCodePanel *self)
{
  g_return_val_if_fail (CT_IS_CODE_PANEL (self), NULL);
  return self->offer;
}
