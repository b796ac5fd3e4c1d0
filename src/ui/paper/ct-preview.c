#include "ui/paper/ct-preview.h"

#include <glib/gi18n.h>

#include "ui/ct-notice.h"
#include "ui/paper/ct-page-view.h"
#include "ui/paper/ct-save.h"
#include "ui/paper/ct-sign-window.h"

#define ZOOM_MIN  0.4
#define ZOOM_MAX  4.0
#define ZOOM_STEP 1.2
#define AROUND    36 /* pixels beside a sheet that is as wide as the window */

struct _CtPreview
{
  AdwWindow          parent_instance;
  AdwWindowTitle    *title;
  GtkButton         *zoom_button;
  GtkLabel          *place;
  AdwToastOverlay   *toasts;
  GtkStack          *stack;
  GtkScrolledWindow *scroller;
  GtkBox            *sheets;
  AdwStatusPage     *failed;
  GtkWidget         *sign_button;
  CtClinic          *clinic;
  CtPatientFile     *file;      /* (nullable): of whom the pages are kept as issued */
  char              *kind;      /* of what is kept */
  char              *file_name; /* the one to begin with */
  CtPreviewNote      note;      /* (nullable): of pages that are not kept */
  gpointer           note_data;
  GDestroyNotify     note_destroy;
  CtPages           *pages; /* (nullable): until they are laid out */
  CtIssued          *issued;      /* (nullable): what they are kept as, once they are signed */
  gint64             replaces_id; /* the signed document that these are a new version of, or 0 */
  double             zoom;
  gboolean           fitting; /* as wide as the window, whatever that is */
  guint              fit_timer;
  gboolean           busy;  /* something is being issued */
};

static guint issued_signal;

G_DEFINE_FINAL_TYPE (CtPreview, ct_preview, ADW_TYPE_WINDOW)

static void
tell (CtPreview *self, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
}

static void
allow_acts (CtPreview *self)
{
  gboolean may = self->pages != NULL && !self->busy &&
                 (self->note != NULL || ct_clinic_user_may (self->clinic, CT_MAY_PRINT));

  gboolean may_sign = may && self->file != NULL && self->issued == NULL && ct_pages_can_be_signed (self->pages) &&
                      ct_clinic_user_may (self->clinic, CT_MAY_SIGN);

  /* What was signed is replaced only by what is signed. */
  may = may && (self->replaces_id == 0 || self->issued != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.print", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.save", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.sign", may_sign);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom", self->pages != NULL);
}

/* ---- Looking ---- */

static void
show_zoom (CtPreview *self)
{
  /* Translators: how large pages are shown */
  g_autofree char *percent = g_strdup_printf (_("%.0f %%"), self->zoom * 100);
  g_autofree char *spoken = g_strdup_printf (_("Shown at %s; as wide as the window"), percent);
  GtkWidget *sheet;

  for (sheet = gtk_widget_get_first_child (GTK_WIDGET (self->sheets)); sheet != NULL;
       sheet = gtk_widget_get_next_sibling (sheet))
    ct_page_view_set_zoom (CT_PAGE_VIEW (sheet), self->zoom);
  gtk_button_set_label (self->zoom_button, percent);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static double
fitting_zoom (CtPreview *self)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self->scroller));
  double zoom = (MAX (room, 400) - 2.0 * AROUND) / (ct_pages_get_width (self->pages) * 96 / 72);

  return CLAMP (zoom, ZOOM_MIN, 1.5);
}

static void
zoom (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPreview *self = CT_PREVIEW (widget);
  int direction = g_variant_get_int32 (target);

  self->fitting = direction == 0;
  if (direction == 0)
    self->zoom = fitting_zoom (self);
  else
    self->zoom = CLAMP (direction > 0 ? self->zoom * ZOOM_STEP : self->zoom / ZOOM_STEP, ZOOM_MIN, ZOOM_MAX);
  show_zoom (self);
}

static gboolean
on_fit_cb (gpointer data)
{
  CtPreview *self = data;

  self->fit_timer = 0;
  if (self->fitting && self->pages != NULL && fitting_zoom (self) != self->zoom)
    {
      self->zoom = fitting_zoom (self);
      show_zoom (self);
    }
  return G_SOURCE_REMOVE;
}

/* Not while the window is being laid out. */
static void
on_width_cb (CtPreview *self)
{
  if (self->fit_timer == 0)
    self->fit_timer = g_idle_add (on_fit_cb, self);
}

/* The page at the middle of what is seen. */
static void
on_scrolled_cb (CtPreview *self)
{
  GtkAdjustment *at = gtk_scrolled_window_get_vadjustment (self->scroller);
  double upper = gtk_adjustment_get_upper (at);
  double middle = gtk_adjustment_get_value (at) + gtk_adjustment_get_page_size (at) / 2;
  guint n = ct_preview_get_n_pages (self);
  guint page = upper > 0 ? MIN ((guint) (middle / upper * n), n > 0 ? n - 1 : 0) : 0;
  g_autofree char *text = n > 0 ? g_strdup_printf (_("Page %u of %u"), page + 1, n) : g_strdup ("");

  gtk_label_set_text (self->place, text);
}

static void
show_pages (CtPreview *self)
{
  for (guint i = 0; i < ct_pages_get_n (self->pages); i++)
    gtk_box_append (self->sheets, ct_page_view_new (self->pages, i));
  self->zoom = fitting_zoom (self);
  show_zoom (self);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->sheets)));
  on_scrolled_cb (self);
  allow_acts (self);
}

static void
on_pages_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtPreview) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPages) pages = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (self->clinic == NULL)
    return;
  if (pages != NULL)
    {
      self->pages = g_steal_pointer (&pages);
      show_pages (self);
      return;
    }
  ct_notice_page (self->failed, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* ---- Issuing ---- */

/* What was issued, on its way to be kept; a file is written only when it is. */
typedef struct
{
  CtPreview *self;
  GBytes    *pdf;
  GFile     *file; /* (nullable): printed, not saved */
} Issue;

static void
issue_free (Issue *issue)
{
  g_object_unref (issue->self);
  g_bytes_unref (issue->pdf);
  g_clear_object (&issue->file);
  g_free (issue);
}

static char *
done_words (const Issue *issue)
{
  gboolean kept = issue->self->note == NULL;
  g_autofree char *name = NULL;

  if (issue->self->issued != NULL && issue->file == NULL)
    return g_strdup (_("Sent to the printer, as it was signed."));
  if (issue->file == NULL)
    return g_strdup (kept ? _("Sent to the printer, and kept as issued.") : _("Sent to the printer."));
  name = g_file_get_basename (issue->file);
  if (issue->self->issued != NULL)
    return g_strdup_printf (_("Saved “%s”, as it was signed."), name);
  return g_strdup_printf (kept ? _("Saved “%s”, and kept as issued.") : _("Saved “%s”."), name);
}

/* It is kept or written down, or not: then the file is not written either. */
static void
finish_issue (Issue *issue, GError *error)
{
  CtPreview *self = issue->self;
  g_autofree char *text = NULL;

  self->busy = FALSE;
  if (self->clinic != NULL)
    allow_acts (self);
  if (error == NULL && issue->file != NULL)
    ct_save_write (issue->file, issue->pdf, &error);
  text = error != NULL ? g_strdup (error->message) : done_words (issue);
  if (self->clinic != NULL)
    tell (self, text);
  g_clear_error (&error);
}

static void
on_issued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Issue *issue = data;
  GError *error = NULL;
  g_autoptr (CtIssued) issued = ct_clinic_finish (CT_CLINIC (source), result, &error);

  finish_issue (issue, error);
  if (issued != NULL)
    g_signal_emit (issue->self, issued_signal, 0, issued);
  issue_free (issue);
}

static void
on_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Issue *issue = data;
  GError *error = NULL;

  ct_clinic_finish (CT_CLINIC (source), result, &error);
  finish_issue (issue, error);
  issue_free (issue);
}

static void
issue_pages (CtPreview *self, const char *act, GFile *file)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = self->issued != NULL ? g_bytes_ref (self->issued->content) : ct_pages_to_pdf (self->pages, &error);
  Issue *issue;

  if (pdf == NULL)
    {
      tell (self, error->message);
      return;
    }
  issue = g_new0 (Issue, 1);
  issue->self = g_object_ref (self);
  issue->pdf = pdf;
  issue->file = file != NULL ? g_object_ref (file) : NULL;
  self->busy = TRUE;
  allow_acts (self);
  if (self->issued != NULL)
    ct_clinic_note_issued_async (self->clinic, self->issued, act, NULL, on_noted_cb, issue);
  else if (self->note != NULL)
    self->note (self->clinic, act, self->note_data, on_noted_cb, issue);
  else
    ct_clinic_issue_async (self->clinic, CT_RECORD (self->file->patient)->id, self->kind,
                           ct_pages_get_title (self->pages), pdf, (int) ct_pages_get_n (self->pages), act,
                           on_issued_cb, issue);
}

/**
 * ct_preview_save:
 * @self: a preview with its pages
 * @file: where to
 *
 * Keeps the pages as issued, then writes the very same bytes to @file.
 */
void
ct_preview_save (CtPreview *self, GFile *file)
{
  g_return_if_fail (CT_IS_PREVIEW (self) && self->pages != NULL && G_IS_FILE (file));
  if (!self->busy)
    issue_pages (self, "exported", file);
}

static void
on_chosen_cb (GFile *file, gpointer data)
{
  ct_preview_save (data, file);
}

static void
save (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPreview *self = CT_PREVIEW (widget);

  ct_save_choose (widget, _("Save as PDF"), self->file_name, on_chosen_cb, g_object_ref (self), g_object_unref);
}

/* ---- Printing ---- */

static void
on_draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, CtPreview *self)
{
  ct_pages_draw (self->pages, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
on_printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, CtPreview *self)
{
  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    issue_pages (self, "printed", NULL);
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    tell (self, _("The printer did not take the pages. Look at the printer, then try again."));
}

static GtkPageSetup *
create_page_setup (CtPreview *self)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  double width = ct_pages_get_width (self->pages), height = ct_pages_get_height (self->pages);
  gboolean letter = MIN (width, height) > 600;
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (letter ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  return setup;
}

/**
 * ct_preview_print:
 * @self: a preview with its pages
 * @action: with a dialog, without, or into a file
 * @export_path: (nullable): for %GTK_PRINT_OPERATION_ACTION_EXPORT
 *
 * Prints with the same painters that draw the preview; what was printed is kept as issued.
 */
void
ct_preview_print (CtPreview *self, GtkPrintOperationAction action, const char *export_path)
{
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CT_IS_PREVIEW (self) && self->pages != NULL);
  operation = gtk_print_operation_new ();
  setup = create_page_setup (self);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_n_pages (operation, (int) ct_pages_get_n (self->pages));
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, ct_pages_get_title (self->pages));
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (export_path != NULL)
    gtk_print_operation_set_export_filename (operation, export_path);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page_cb), self, 0);
  g_signal_connect_object (operation, "done", G_CALLBACK (on_printed_cb), self, 0);
  if (gtk_print_operation_run (operation, action, GTK_WINDOW (self), &error) == GTK_PRINT_OPERATION_RESULT_ERROR &&
      error != NULL)
    tell (self, _("Printing did not begin. Is a printer set up on this computer?"));
}

static void
print (GtkWidget *widget, const char *name, GVariant *target)
{
  ct_preview_print (CT_PREVIEW (widget), GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, NULL);
}

/* ---- Signing ---- */

static void
ask_to_sign (CtClinic *clinic, const char *meaning, const char *passphrase, gpointer data, GAsyncReadyCallback callback,
             gpointer user_data)
{
  CtPreview *self = data;
  CtCourse *course = ct_patient_file_current_course (self->file);
  const CtPaperWish wish = { CT_RECORD (self->file->patient)->id, self->kind, self->pages,
                             course != NULL ? course->site_id : 0, self->replaces_id };

  ct_clinic_sign_pages_async (clinic, &wish, meaning, passphrase, callback, user_data);
}

/* From here on the pages are what was signed. */
static void
on_signed (gpointer result, gpointer data)
{
  g_autoptr (CtSigned) paper = result;
  CtPreview *self = data;

  if (self->clinic != NULL)
    {
      GtkWidget *sheet;

      g_set_object (&self->issued, paper->issued);
      ct_pages_unref (self->pages);
      self->pages = ct_pages_ref (paper->pages);
      while ((sheet = gtk_widget_get_first_child (GTK_WIDGET (self->sheets))) != NULL)
        gtk_box_remove (self->sheets, sheet);
      show_pages (self);
      gtk_widget_set_visible (self->sign_button, FALSE);
      tell (self, _("Signed, and kept as it was signed."));
    }
  g_signal_emit (self, issued_signal, 0, paper->issued);
}

static void
sign (GtkWidget *widget, const char *name, GVariant *target)
{
  CtPreview *self = CT_PREVIEW (widget);
  CtSignWindow *window = ct_sign_window_new (self->clinic, ct_pages_get_title (self->pages), NULL, ask_to_sign, on_signed,
                                             g_object_ref (self), g_object_unref);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- The object ---- */

static void
ct_preview_dispose (GObject *object)
{
  CtPreview *self = CT_PREVIEW (object);

  g_clear_handle_id (&self->fit_timer, g_source_remove);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_preview_parent_class)->dispose (object);
}

static void
ct_preview_finalize (GObject *object)
{
  CtPreview *self = CT_PREVIEW (object);

  g_clear_object (&self->file);
  g_clear_object (&self->issued);
  g_clear_pointer (&self->pages, ct_pages_unref);
  g_free (self->kind);
  g_free (self->file_name);
  if (self->note_destroy != NULL)
    self->note_destroy (self->note_data);
  G_OBJECT_CLASS (ct_preview_parent_class)->finalize (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "preview.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "preview.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "preview.sign", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "preview.zoom", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "preview.zoom", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "preview.zoom", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "preview.zoom", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "preview.zoom", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "preview.zoom", "i", 0);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ct_preview_class_init (CtPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ct_preview_dispose;
  object_class->finalize = ct_preview_finalize;
  issued_signal = g_signal_new ("issued", CT_TYPE_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                CT_TYPE_ISSUED);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/paper/ct-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPreview, title);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, place);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, toasts);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, sheets);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, failed);
  gtk_widget_class_bind_template_child (widget_class, CtPreview, sign_button);
  gtk_widget_class_install_action (widget_class, "preview.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "preview.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "preview.sign", NULL, sign);
  gtk_widget_class_install_action (widget_class, "preview.zoom", "i", zoom);
  bind_keys (widget_class);
}

static void
ct_preview_init (CtPreview *self)
{
  GtkAdjustment *at;

  self->zoom = 1;
  self->fitting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  at = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (at, "value-changed", G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (at, "changed", G_CALLBACK (on_scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (on_width_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ct_preview_new_version:
 * @clinic: a clinic
 * @file: whose treatment summary
 * @replaces_id: the signed summary that it is a new version of; 0: none
 *
 * A new version is signed before it leaves.
 *
 * Returns: (transfer none): a window; the pages come when they are laid out.
 */
CtPreview *
ct_preview_new_version (CtClinic *clinic, CtPatientFile *file, gint64 replaces_id)
{
  CtPreview *self = g_object_new (CT_TYPE_PREVIEW, NULL);
  g_autofree char *name = ct_patient_display_name (file->patient);

  self->clinic = g_object_ref (clinic);
  self->file = g_object_ref (file);
  self->replaces_id = replaces_id;
  self->kind = g_strdup ("summary");
  self->file_name = g_strdup_printf ("%s-%s.pdf", self->kind, file->patient->mrn);
  adw_window_title_set_title (self->title, _("Treatment Summary"));
  adw_window_title_set_subtitle (self->title, name);
  gtk_window_set_title (GTK_WINDOW (self), _("Treatment Summary"));
  gtk_widget_set_visible (self->sign_button, ct_clinic_user_may (clinic, CT_MAY_SIGN));
  allow_acts (self);
  ct_clinic_make_summary_async (clinic, CT_RECORD (file->patient)->id, on_pages_cb, g_object_ref (self));
  return self;
}

/**
 * ct_preview_new_summary:
 * @clinic: a clinic
 * @file: whose treatment summary
 *
 * Returns: (transfer none): a window; the pages come when they are laid out.
 */
CtPreview *
ct_preview_new_summary (CtClinic *clinic, CtPatientFile *file)
{
  return ct_preview_new_version (clinic, file, 0);
}

/**
 * ct_preview_new_pages:
 * @clinic: a clinic
 * @pages: the pages
 * @subtitle: what they are about
 * @file_name: the name to save them by
 * @note: writes down that they left; nothing of them is kept
 * @data: for @note
 * @destroy: (nullable): frees @data
 *
 * Returns: (transfer none): a window that shows them.
 */
CtPreview *
ct_preview_new_pages (CtClinic *clinic, CtPages *pages, const char *subtitle, const char *file_name, CtPreviewNote note,
                      gpointer data, GDestroyNotify destroy)
{
  CtPreview *self = g_object_new (CT_TYPE_PREVIEW, NULL);

  self->clinic = g_object_ref (clinic);
  self->pages = ct_pages_ref (pages);
  self->file_name = g_strdup (file_name);
  self->note = note;
  self->note_data = data;
  self->note_destroy = destroy;
  adw_window_title_set_title (self->title, ct_pages_get_title (pages));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), ct_pages_get_title (pages));
  show_pages (self);
  return self;
}

/** ct_preview_get_n_pages: Returns: how many pages there are; 0 until they are laid out. */
guint
ct_preview_get_n_pages (CtPreview *self)
{
  g_return_val_if_fail (CT_IS_PREVIEW (self), 0);
  return self->pages != NULL ? ct_pages_get_n (self->pages) : 0;
}

/** ct_preview_get_zoom: Returns: how large pages are shown; 1 is as on paper. */
double
ct_preview_get_zoom (CtPreview *self)
{
  g_return_val_if_fail (CT_IS_PREVIEW (self), 1);
  return self->zoom;
}
