#include "ui/import/ct-import-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-text.h"
#include "ui/ct-banner.h"
#include "ui/ct-notice.h"
#include "ui/import/ct-document-view.h"
#include "ui/import/ct-fact-list.h"
#include "ui/search/ct-hit-row.h"

/* A file, or bytes that came otherwise. */
typedef struct
{
  GFile  *file;  /* (nullable) */
  GBytes *bytes; /* (nullable) */
  char   *name;
} Waiting;

struct _CtImportWindow
{
  AdwWindow       parent_instance;
  AdwWindowTitle *title;
  GtkButton      *skip_button;
  GtkButton      *accept_button;
  GtkProgressBar *progress;
  GtkBox         *banners;
  GtkStack       *stack;
  GtkStack       *content;
  GtkLabel       *who;
  GtkLabel       *person;
  GtkLabel       *address;
  GtkLabel       *notes;
  AdwBin         *choice_bin;
  AdwBin         *facts_bin;
  CtDocumentView *document;
  AdwStatusPage  *already;
  GtkButton      *open_button;
  AdwStatusPage  *refused;
  CtBanner       *problem;
  CtClinic       *clinic;
  GPtrArray      *waiting;     /* of Waiting; the first @done of them are over */
  guint           done;
  guint           n_imported;
  gint64          last_patient;
  CtImport       *import;      /* (nullable): the document at hand */
  char           *reason;      /* (nullable): why it was refused */
  CtImportState   state;
  GCancellable   *cancellable;
  gboolean        reading;
  gboolean        storing;
};

G_DEFINE_FINAL_TYPE (CtImportWindow, ct_import_window, ADW_TYPE_WINDOW)

static void read_next (CtImportWindow *self);

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_clear_object (&waiting->file);
  g_clear_pointer (&waiting->bytes, g_bytes_unref);
  g_free (waiting->name);
  g_free (waiting);
}

/* ---- What is shown ---- */

static const char *const state_names[] = {
  [CT_IMPORT_READING] = "reading",
  [CT_IMPORT_REVIEW] = "review",
  [CT_IMPORT_ALREADY] = "already",
  [CT_IMPORT_REFUSED] = "refused",
};

static Waiting *
at_hand (CtImportWindow *self)
{
  return self->done < self->waiting->len ? g_ptr_array_index (self->waiting, self->done) : NULL;
}

static void
update_title (CtImportWindow *self)
{
  Waiting *waiting = at_hand (self);
  g_autofree char *subtitle =
      self->waiting->len > 1 ? g_strdup_printf (_("%u of %u"), self->done + 1, self->waiting->len) : NULL;

  adw_window_title_set_title (self->title, waiting != NULL ? waiting->name : _("Import a referral"));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), self->waiting->len > 1);
  gtk_progress_bar_set_fraction (self->progress, self->waiting->len > 0 ? (double) self->done / self->waiting->len : 0);
}

static const char *
accept_label (CtImportWindow *self)
{
  CtMatchList *choice = ct_import_window_get_choice (self);

  return choice != NULL && ct_match_list_get_hit (choice) != NULL ? _("_Add to This Chart") : _("_Import as New Patient");
}

static void
update_buttons (CtImportWindow *self)
{
  CtMatchList *choice = ct_import_window_get_choice (self);
  gboolean last = self->done + 1 >= self->waiting->len;
  gboolean review = self->state == CT_IMPORT_REVIEW;

  gtk_button_set_label (self->skip_button, review ? (last ? _("_Cancel") : _("_Skip")) : last ? _("_Close") : _("_Next"));
  gtk_button_set_label (self->accept_button, accept_label (self));
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), review);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.accept",
                                 review && !self->storing && choice != NULL &&
                                     ct_match_list_get_chosen (choice) != CT_MATCH_NONE);
}

static void
set_state (CtImportWindow *self, CtImportState state)
{
  self->state = state;
  gtk_stack_set_visible_child_name (self->stack, state_names[state]);
  update_title (self);
  update_buttons (self);
}

static char *
describe_address (CtPatient *patient)
{
  const char *const parts[] = { patient->street, patient->city, patient->region, patient->postcode, patient->email };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!ct_text_is_blank (parts[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static void
show_notes (CtImportWindow *self)
{
  CtCdaDocument *document = self->import->document;
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->import->same_patient_id != 0)
    g_string_append (text, _("Another version of this document is in a chart here already."));
  for (guint i = 0; i < document->notes->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (const char *) g_ptr_array_index (document->notes, i));
  if (document->n_entries_unread > 0)
    {
      g_autofree char *unread = g_strdup_printf (
          ngettext ("%u entry could not be understood: read that part in the document.",
                    "%u entries could not be understood: read those parts in the document.", document->n_entries_unread),
          document->n_entries_unread);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", unread);
    }
  gtk_label_set_text (self->notes, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), text->len > 0);
}

static void
show_review (CtImportWindow *self)
{
  CtDate today = ct_clinic_today (self->clinic);
  CtPatient *patient = self->import->patient;
  g_autofree char *name = ct_patient_display_name (patient);
  g_autofree char *person = ct_hit_describe_person (patient, today);
  g_autofree char *address = describe_address (patient);
  GtkWidget *choice = ct_match_list_new (self->import, today);

  gtk_label_set_text (self->who, name);
  gtk_label_set_text (self->person, person);
  gtk_label_set_text (self->address, address);
  g_signal_connect_swapped (choice, "chosen", G_CALLBACK (update_buttons), self);
  adw_bin_set_child (self->choice_bin, choice);
  adw_bin_set_child (self->facts_bin, ct_fact_list_new (self->import->document));
  ct_document_view_set_document (self->document, self->import->document);
  show_notes (self);
  gtk_stack_set_visible_child_name (self->content, "found");
  set_state (self, CT_IMPORT_REVIEW);
}

static void
show_already (CtImportWindow *self)
{
  g_autofree char *name = ct_patient_display_name (self->import->patient);
  g_autofree char *text = g_strdup_printf (_("This document is in a chart here already (%s). Nothing was added."), name);

  ct_notice_page (self->already, text);
  set_state (self, CT_IMPORT_ALREADY);
}

static void
show_refused (CtImportWindow *self, const GError *error)
{
  g_free (self->reason);
  self->reason = g_strdup (error->message);
  ct_notice_page (self->refused, error->message);
  set_state (self, CT_IMPORT_REFUSED);
}

/* ---- Reading ---- */

static void
on_document_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtImport) import = ct_clinic_finish (CT_CLINIC (source), result, &error);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_set_object (&self->import, import);
  if (import == NULL)
    show_refused (self, error);
  else if (import->already_imported)
    show_already (self);
  else
    show_review (self);
}

static void
read_bytes (CtImportWindow *self, GBytes *bytes, const char *name)
{
  ct_clinic_read_document_async (self->clinic, bytes, name, self->cancellable, on_document_read_cb, g_object_ref (self));
}

static void
on_file_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  Waiting *waiting = at_hand (self);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (bytes != NULL)
    {
      read_bytes (self, bytes, waiting->name);
      return;
    }
  self->reading = FALSE;
  show_refused (self, error);
}

static void
read_next (CtImportWindow *self)
{
  Waiting *waiting = at_hand (self);

  if (self->reading || waiting == NULL)
    return;
  self->reading = TRUE;
  ct_banner_set_text (self->problem, NULL);
  g_clear_object (&self->import);
  set_state (self, CT_IMPORT_READING);
  if (waiting->bytes != NULL)
    read_bytes (self, waiting->bytes, waiting->name);
  else
    g_file_load_bytes_async (waiting->file, self->cancellable, on_file_loaded_cb, g_object_ref (self));
}

static void
go_on (CtImportWindow *self)
{
  self->done++;
  if (at_hand (self) != NULL)
    {
      read_next (self);
      return;
    }
  if (self->last_patient != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", self->last_patient);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_waiting (CtImportWindow *self, GFile *file, GBytes *bytes, const char *name)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  gboolean idle = at_hand (self) == NULL;

  waiting->file = file != NULL ? g_object_ref (file) : NULL;
  waiting->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  waiting->name = g_strdup (name);
  g_ptr_array_add (self->waiting, waiting);
  if (idle)
    read_next (self);
  update_title (self);
  update_buttons (self);
}

/**
 * ct_import_window_add_file:
 * @self: the window
 * @file: a document
 *
 * Puts it behind the others.
 */
void
ct_import_window_add_file (CtImportWindow *self, GFile *file)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CT_IS_IMPORT_WINDOW (self) && G_IS_FILE (file));
  base = g_file_get_basename (file);
  name = g_filename_display_name (base);
  add_waiting (self, file, NULL, name);
}

/**
 * ct_import_window_add_bytes:
 * @self: the window
 * @bytes: a document
 * @name: what to call it
 *
 * Puts it behind the others.
 */
void
ct_import_window_add_bytes (CtImportWindow *self, GBytes *bytes, const char *name)
{
  g_return_if_fail (CT_IS_IMPORT_WINDOW (self) && bytes != NULL);
  add_waiting (self, NULL, bytes, name);
}

/* ---- Deciding ---- */

static void
on_accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtImport) import = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  self->storing = FALSE;
  update_buttons (self);
  if (import == NULL)
    {
      ct_banner_set_text (self->problem, error->message);
      return;
    }
  name = ct_patient_display_name (import->patient);
  text = g_strdup_printf (_("Imported: %s"), name);
  ct_notice_tell (GTK_WIDGET (self), text);
  self->last_patient = import->patient_id;
  self->n_imported++;
  go_on (self);
}

/**
 * ct_import_window_accept:
 * @self: the window, at a document with somebody chosen
 *
 * Stores it with that chart and goes on to the next.
 */
void
ct_import_window_accept (CtImportWindow *self)
{
  CtMatchList *choice;

  g_return_if_fail (CT_IS_IMPORT_WINDOW (self));
  choice = ct_import_window_get_choice (self);
  if (choice == NULL || self->storing || ct_match_list_get_chosen (choice) == CT_MATCH_NONE)
    return;
  self->storing = TRUE;
  update_buttons (self);
  ct_clinic_accept_import_async (self->clinic, self->import, ct_match_list_get_chosen (choice), on_accepted_cb,
                                 g_object_ref (self));
}

/**
 * ct_import_window_skip:
 * @self: the window
 *
 * Leaves the document at hand alone and goes on to the next; after the last the window closes.
 */
void
ct_import_window_skip (CtImportWindow *self)
{
  g_return_if_fail (CT_IS_IMPORT_WINDOW (self));
  if (!self->reading && !self->storing)
    go_on (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
on_open_cb (CtImportWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", self->import->same_patient_id);
  self->last_patient = 0;
  go_on (self);
}

/**
 * ct_import_window_get_state:
 * @self: the window
 *
 * Returns: what is shown of the document at hand.
 */
CtImportState
ct_import_window_get_state (CtImportWindow *self)
{
  g_return_val_if_fail (CT_IS_IMPORT_WINDOW (self), CT_IMPORT_READING);
  return self->state;
}

/**
 * ct_import_window_get_choice:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): who the document at hand may be about; %NULL unless it is shown.
 */
CtMatchList *
ct_import_window_get_choice (CtImportWindow *self)
{
  g_return_val_if_fail (CT_IS_IMPORT_WINDOW (self), NULL);
  return self->state == CT_IMPORT_REVIEW ? (CtMatchList *) adw_bin_get_child (self->choice_bin) : NULL;
}

/**
 * ct_import_window_get_reason:
 * @self: the window
 *
 * Returns: (nullable): why the last refused document was refused.
 */
const char *
ct_import_window_get_reason (CtImportWindow *self)
{
  g_return_val_if_fail (CT_IS_IMPORT_WINDOW (self), NULL);
  return self->reason;
}

/* ---- The object ---- */

static void
on_action_cb (GtkWidget *widget, const char *name, GVariant *target)
{
  if (strcmp (name, "import.accept") == 0)
    ct_import_window_accept (CT_IMPORT_WINDOW (widget));
  else if (strcmp (name, "import.skip") == 0)
    ct_import_window_skip (CT_IMPORT_WINDOW (widget));
  else
    gtk_window_close (GTK_WINDOW (widget));
}

static void
ct_import_window_dispose (GObject *object)
{
  CtImportWindow *self = CT_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ct_import_window_parent_class)->dispose (object);
}

static void
ct_import_window_finalize (GObject *object)
{
  CtImportWindow *self = CT_IMPORT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->import);
  g_clear_object (&self->clinic);
  g_ptr_array_unref (self->waiting);
  g_free (self->reason);
  G_OBJECT_CLASS (ct_import_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/import/ct-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, skip_button);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, banners);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, content);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, who);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, person);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, address);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, notes);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, choice_bin);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, facts_bin);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, document);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, already);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, CtImportWindow, refused);
}

static void
ct_import_window_class_init (CtImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_import_window_finalize;
  g_type_ensure (CT_TYPE_DOCUMENT_VIEW);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "import.accept", NULL, on_action_cb);
  gtk_widget_class_install_action (widget_class, "import.skip", NULL, on_action_cb);
  gtk_widget_class_install_action (widget_class, "import.close", NULL, on_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.close", NULL);
}

static void
ct_import_window_init (CtImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  self->cancellable = g_cancellable_new ();
  self->problem = CT_BANNER (ct_banner_new ("dialog-error-symbolic", NULL));
  gtk_box_append (self->banners, GTK_WIDGET (self->problem));
  g_signal_connect_swapped (self->open_button, "clicked", G_CALLBACK (on_open_cb), self);
  set_state (self, CT_IMPORT_READING);
}

/**
 * ct_import_window_new:
 * @clinic: where documents go
 *
 * Returns: (transfer none): the window, without documents and not shown yet.
 */
CtImportWindow *
ct_import_window_new (CtClinic *clinic)
{
  CtImportWindow *self = g_object_new (CT_TYPE_IMPORT_WINDOW, NULL);

  self->clinic = g_object_ref (clinic);
  return self;
}
