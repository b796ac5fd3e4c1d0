#include "ui/start/ct-duty-page.h"

#include <glib/gi18n.h>

#include "ui/start/ct-code-panel.h"
#include "ui/start/ct-passphrase-group.h"

struct _CtDutyPage
{
  AdwBin             parent_instance;
  CtClinic          *clinic;
  GtkWidget         *box;
  GtkEditable       *old;        /* (nullable) */
  CtPassphraseGroup *passphrase; /* (nullable) */
  GtkLabel          *error;
  GtkWidget         *button;
};

static guint done_signal, leave_signal;

G_DEFINE_FINAL_TYPE (CtDutyPage, ct_duty_page, ADW_TYPE_BIN)

static void show_duty (CtDutyPage *self);

static GtkWidget *
make_title (const char *title, const char *about)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *first = gtk_label_new (title);
  GtkWidget *second = gtk_label_new (about);

  gtk_widget_add_css_class (first, "title-1");
  gtk_label_set_wrap (GTK_LABEL (first), TRUE);
  gtk_label_set_wrap (GTK_LABEL (second), TRUE);
  gtk_label_set_justify (GTK_LABEL (second), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static void
add_leave (CtDutyPage *self)
{
  GtkWidget *leave = gtk_button_new_with_mnemonic (_("_Not Now"));

  gtk_widget_add_css_class (leave, "flat");
  gtk_widget_set_halign (leave, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (leave), "duty.leave");
  gtk_box_append (GTK_BOX (self->box), leave);
}

/* ---- A passphrase of one's own ---- */

static void
show_error (CtDutyPage *self, const char *sentence)
{
  gtk_label_set_text (self->error, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), sentence != NULL);
}

static void
on_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtDutyPage) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->button, TRUE);
  if (ct_clinic_finish (CT_CLINIC (source), result, &error) != NULL)
    show_duty (self);
  else
    show_error (self, error->message);
}

static void
on_set_cb (CtDutyPage *self)
{
  if (!gtk_widget_get_sensitive (self->button))
    return;
  gtk_widget_set_sensitive (self->button, FALSE);
  ct_clinic_change_passphrase_async (self->clinic, gtk_editable_get_text (self->old),
                                     ct_passphrase_group_get_text (self->passphrase), on_changed_cb, g_object_ref (self));
}

static void
update_button (CtDutyPage *self)
{
  /* Fields that go away say a last time that they have changed. */
  if (self->old == NULL)
    return;
  gtk_widget_set_sensitive (self->button, *gtk_editable_get_text (self->old) != '\0' &&
                                              ct_passphrase_group_is_ready (self->passphrase));
}

static void
fill_passphrase (CtDutyPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *old = adw_password_entry_row_new ();
  GtkWidget *passphrase = ct_passphrase_group_new ();

  gtk_box_append (GTK_BOX (self->box),
                  make_title (_("Choose a Passphrase"), _("The one you came in with was chosen by somebody else.")));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (old), _("Passphrase until now"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), old);
  gtk_box_append (GTK_BOX (self->box), group);
  gtk_box_append (GTK_BOX (self->box), passphrase);
  self->old = GTK_EDITABLE (old);
  self->passphrase = CT_PASSPHRASE_GROUP (passphrase);
  ct_passphrase_group_set_login (self->passphrase, ct_clinic_get_user (self->clinic)->login);
  self->error = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_wrap (self->error, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->error));
  self->button = gtk_button_new_with_mnemonic (_("_Set Passphrase"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_add_css_class (self->button, "pill");
  gtk_box_append (GTK_BOX (self->box), self->button);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_set_cb), self);
  g_signal_connect_swapped (passphrase, "activated", G_CALLBACK (on_set_cb), self);
  g_signal_connect_swapped (passphrase, "changed", G_CALLBACK (update_button), self);
  g_signal_connect_swapped (old, "changed", G_CALLBACK (update_button), self);
  update_button (self);
  gtk_widget_grab_focus (old);
}

/* ---- One-time codes ---- */

static void
fill_codes (CtDutyPage *self)
{
  GtkWidget *panel = ct_code_panel_new (self->clinic);

  gtk_box_append (GTK_BOX (self->box), make_title (_("Set Up One-Time Codes"), _("Your role needs them to log in.")));
  gtk_box_append (GTK_BOX (self->box), panel);
  g_signal_connect_swapped (panel, "done", G_CALLBACK (show_duty), self);
  gtk_widget_grab_focus (panel);
}

/* Shows what is to be done now, or says that nothing is. */
static void
show_duty (CtDutyPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *child;

  /* An entry row that goes away with the focus in it looks at itself afterwards. */
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  self->old = NULL;
  self->passphrase = NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  switch (ct_clinic_get_duty (self->clinic))
    {
    case CT_DUTY_CHANGE_PASSPHRASE:
      fill_passphrase (self);
      break;
    case CT_DUTY_SET_UP_CODE:
      fill_codes (self);
      break;
    case CT_DUTY_NONE:
      g_signal_emit (self, done_signal, 0, self->clinic);
      return;
    }
  add_leave (self);
}

/* ---- The object ---- */

static void
on_leave_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CtDutyPage *self = CT_DUTY_PAGE (widget);

  ct_clinic_close (self->clinic);
  g_signal_emit (self, leave_signal, 0);
}

static void
ct_duty_page_dispose (GObject *object)
{
  CT_DUTY_PAGE (object)->old = NULL;
  g_clear_object (&CT_DUTY_PAGE (object)->clinic);
  G_OBJECT_CLASS (ct_duty_page_parent_class)->dispose (object);
}

static void
ct_duty_page_class_init (CtDutyPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_duty_page_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "duty.leave", NULL, on_leave_cb);
  done_signal = g_signal_new ("done", CT_TYPE_DUTY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              CT_TYPE_CLINIC);
  leave_signal = g_signal_new ("leave", CT_TYPE_DUTY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_duty_page_init (CtDutyPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->box, 18);
  gtk_widget_set_margin_bottom (self->box, 18);
  gtk_widget_set_margin_start (self->box, 18);
  gtk_widget_set_margin_end (self->box, 18);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 460);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ct_duty_page_new:
 * @clinic: an open clinic, whose ct_clinic_get_duty() is not %CT_DUTY_NONE
 *
 * Returns: (transfer floating): a page on which that is done.
 */
GtkWidget *
ct_duty_page_new (CtClinic *clinic)
{
  CtDutyPage *self = g_object_new (CT_TYPE_DUTY_PAGE, NULL);

  self->clinic = g_object_ref (clinic);
  show_duty (self);
  return GTK_WIDGET (self);
}
