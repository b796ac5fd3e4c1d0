/* What came in and what went out. A document that came in is read here, section by section. */
#include <glib/gi18n.h>

#include "ui/ct-notice.h"
#include "ui/patient/ct-column-layout.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-section-view.h"

#define INDENT 12

typedef struct
{
  CtPatientTab parent_instance;
  gint64       patient_id;  /* whose document is open */
  gint64       document_id; /* 0: none is open */
  GPtrArray   *sections;    /* (nullable) (element-type CtSection) */
  CtPatientFile *checked;   /* (nullable): the file whose signed documents are looked at, or were */
  GPtrArray   *sealed;      /* (nullable) (element-type CtSealed): what was found */
} CtDocumentsTab;
typedef CtPatientTabClass CtDocumentsTabClass;

G_DEFINE_TYPE (CtDocumentsTab, ct_documents_tab, CT_TYPE_PATIENT_TAB)

/* ---- Reading one ---- */

typedef struct
{
  CtDocumentsTab *self;
  gint64          document_id;
} Asked;

static void
on_sections_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  CtDocumentsTab *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (asked->document_id == self->document_id && !ct_notice_error (GTK_WIDGET (self), error))
    {
      g_clear_pointer (&self->sections, g_ptr_array_unref);
      self->sections = g_steal_pointer (&sections);
      ct_patient_tab_refill (CT_PATIENT_TAB (self));
    }
  g_object_unref (self);
  g_free (asked);
}

static void
read_document (CtDocumentsTab *self, gint64 document_id)
{
  Asked *asked = g_new0 (Asked, 1);

  self->document_id = document_id;
  self->patient_id = ct_patient_tab_get_id (CT_PATIENT_TAB (self));
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  asked->self = g_object_ref (self);
  asked->document_id = document_id;
  ct_clinic_read_sections_async (ct_patient_tab_get_clinic (CT_PATIENT_TAB (self)), document_id, on_sections_cb, asked);
}

static void
on_read_cb (GtkButton *button, CtDocumentsTab *self)
{
  read_document (self, *(gint64 *) g_object_get_data (G_OBJECT (button), "document-id"));
}

/* ---- Signatures ---- */

static void
on_sealed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CtDocumentsTab *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sealed = ct_clinic_finish (CT_CLINIC (source), result, &error);

  /* A file that came meanwhile is asked about on its own. */
  if (self->checked != NULL && self->checked == ct_patient_tab_get_file (CT_PATIENT_TAB (self)) &&
      !ct_notice_error (GTK_WIDGET (self), error))
    {
      g_clear_pointer (&self->sealed, g_ptr_array_unref);
      self->sealed = g_steal_pointer (&sealed);
      ct_patient_tab_refill (CT_PATIENT_TAB (self));
    }
  g_object_unref (self);
}

/* Only where there is something signed; the bytes of every such document are read. */
static void
check_signatures (CtDocumentsTab *self)
{
  CtPatientTab *tab = CT_PATIENT_TAB (self);
  CtPatientFile *file = ct_patient_tab_get_file (tab);

  if (self->checked == file)
    return;
  g_set_object (&self->checked, file);
  g_clear_pointer (&self->sealed, g_ptr_array_unref);
  if (file->signatures->len > 0)
    ct_clinic_check_signatures_async (ct_patient_tab_get_clinic (tab), ct_patient_tab_get_id (tab), on_sealed_cb,
                                      g_object_ref (self));
}

static const CtSealed *
find_sealed (CtDocumentsTab *self, CtDocumentId id)
{
  for (guint i = 0; self->sealed != NULL && i < self->sealed->len; i++)
    {
      const CtSealed *one = g_ptr_array_index (self->sealed, i);

      if (one->id.issued_id == id.issued_id && one->id.document_id == id.document_id)
        return one;
    }
  return NULL;
}

static const char *
seal_icon (const CtSealed *sealed)
{
  if (sealed == NULL)
    return "content-loading-symbolic";
  return sealed->seal == CT_SEAL_UNCHANGED ? "emblem-ok-symbolic" : "dialog-warning-symbolic";
}

/* A row that says who has signed, and whether it is still what they signed. */
static GtkWidget *
create_row (CtDocumentsTab *self, CtDocumentId id, const char *title, const char *detail)
{
  GTimeZone *zone = ct_clinic_get_zone (ct_patient_tab_get_clinic (CT_PATIENT_TAB (self)), 0);
  g_autoptr (GPtrArray) signatures = ct_signatures_on (ct_patient_tab_get_file (CT_PATIENT_TAB (self))->signatures,
                                                       id.issued_id, id.document_id);
  const CtSealed *sealed = find_sealed (self, id);
  g_autoptr (GString) text = g_string_new (detail);

  if (signatures->len == 0)
    return ct_part_row (title, detail);
  for (guint i = 0; i < signatures->len; i++)
    {
      g_autofree char *words = ct_signature_words (g_ptr_array_index (signatures, i), zone);

      g_string_append_printf (text, "\n%s", words);
    }
  g_string_append_printf (text, "\n%s", sealed != NULL ? ct_seal_words (sealed->seal) : _("checking what was signed…"));
  return ct_part_fact_row (seal_icon (sealed), title, text->str);
}

static gboolean
is_signed (CtDocumentsTab *self, CtDocumentId id)
{
  GPtrArray *signatures = ct_patient_tab_get_file (CT_PATIENT_TAB (self))->signatures;

  for (guint i = 0; i < signatures->len; i++)
    if (ct_signature_is_on (g_ptr_array_index (signatures, i), id.issued_id, id.document_id))
      return TRUE;
  return FALSE;
}

static void
add_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

/* What can be done with a document beyond looking at it. */
static GtkWidget *
create_more (CtDocumentsTab *self, CtDocumentId id, const char *title, gboolean replaceable)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *kind = id.issued_id != 0 ? "issued" : "received";
  gint64 number = id.issued_id != 0 ? id.issued_id : id.document_id;
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf ("more-%s-%" G_GINT64_FORMAT, kind, number);
  g_autofree char *spoken = g_strdup_printf (_("More about “%s”"), title);

  add_item (menu, _("_Sign…"), "patient.sign", g_variant_new ("(sx)", kind, number));
  if (is_signed (self, id))
    add_item (menu, _("_Page of Signatures…"), "patient.show-signatures", g_variant_new ("(sx)", kind, number));
  if (replaceable)
    add_item (menu, _("_New Version…"), "patient.new-version", g_variant_new_int64 (number));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_name (button, name);
  ct_part_name (button, spoken);
  return button;
}

/* ---- The lists ---- */

static GtkWidget *
create_read_button (CtDocumentsTab *self, CtDocument *document)
{
  gint64 id = CT_RECORD (document)->id;
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Read"));
  g_autofree char *name = g_strdup_printf ("read-%" G_GINT64_FORMAT, id);
  g_autofree char *spoken = g_strdup_printf (_("Read “%s”"), document->title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, name);
  ct_part_name (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "document-id", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_read_cb), self, 0);
  return button;
}

static GtkWidget *
create_received (CtDocumentsTab *self)
{
  CtPatientTab *tab = CT_PATIENT_TAB (self);
  GPtrArray *documents = ct_patient_tab_get_file (tab)->documents;
  CtClinic *clinic = ct_patient_tab_get_clinic (tab);
  GtkWidget *card = ct_part_card (_("Received"), NULL);
  GtkWidget *import = ct_part_icon_button ("document-open-symbolic", _("Import a document"), "win.import", NULL);

  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (card), import);
  for (guint i = 0; i < documents->len; i++)
    {
      CtDocument *document = g_ptr_array_index (documents, i);
      g_autofree char *written = ct_words_iso (document->written_on);
      g_autofree char *received = ct_words_moment (document->received_us, ct_clinic_get_zone (clinic, 0));
      g_autofree char *when = g_strdup_printf (_("received %s"), received);
      g_autofree char *detail = ct_words_join (" · ", document->author != NULL ? document->author : "", written, when,
                                               document->file_name != NULL ? document->file_name : "", NULL);
      g_autofree char *save = g_strdup_printf (_("Save the original of “%s”"), document->title);
      const CtDocumentId id = { 0, CT_RECORD (document)->id };
      GtkWidget *row = create_row (self, id, document->title, detail);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_read_button (self, document));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 ct_part_icon_button ("document-save-symbolic", save, "patient.save-original",
                                                      g_variant_new_int64 (CT_RECORD (document)->id)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_more (self, id, document->title, FALSE));
      ct_part_card_add (card, row);
    }
  if (documents->len == 0)
    ct_part_card_add (card, ct_part_note (_("Nothing was received. Import a referral with Ctrl+O.")));
  return card;
}

static CtIssued *
find_issued (GPtrArray *issued, gint64 id)
{
  for (guint i = 0; i < issued->len; i++)
    if (CT_RECORD (g_ptr_array_index (issued, i))->id == id)
      return g_ptr_array_index (issued, i);
  return NULL;
}

static CtIssued *
find_newer (GPtrArray *issued, CtIssued *it)
{
  for (guint i = 0; i < issued->len; i++)
    if (CT_ISSUED (g_ptr_array_index (issued, i))->replaces_id == CT_RECORD (it)->id)
      return g_ptr_array_index (issued, i);
  return NULL;
}

/* Which version of what it is. */
static char *
version_words (GPtrArray *issued, CtIssued *it, GTimeZone *zone)
{
  CtIssued *newer = find_newer (issued, it);
  CtIssued *older = it->replaces_id != 0 ? find_issued (issued, it->replaces_id) : NULL;
  g_autofree char *when = NULL;

  if (newer == NULL && older == NULL)
    return g_strdup ("");
  when = ct_words_moment (newer != NULL ? newer->issued_us : older->issued_us, zone);
  return g_strdup_printf (newer != NULL ? _("replaced by the one of %s") : _("replaces the one of %s"), when);
}

static GtkWidget *
create_issued_row (CtDocumentsTab *self, CtIssued *it)
{
  GPtrArray *issued = ct_patient_tab_get_file (CT_PATIENT_TAB (self))->issued;
  CtClinic *clinic = ct_patient_tab_get_clinic (CT_PATIENT_TAB (self));
  GTimeZone *zone = ct_clinic_get_zone (clinic, 0);
  const CtDocumentId id = { CT_RECORD (it)->id, 0 };
  g_autofree char *when = ct_words_moment (it->issued_us, zone);
  g_autofree char *pages = g_strdup_printf (ngettext ("%d page", "%d pages", (gulong) it->pages), it->pages);
  g_autofree char *version = version_words (issued, it, zone);
  g_autofree char *detail = ct_words_join (" · ", when, ct_words_user (clinic, it->issued_by), pages, version, NULL);
  g_autofree char *spoken = g_strdup_printf (_("Open “%s” as issued"), it->title);
  g_autofree char *print = g_strdup_printf ("SHA-256 %s", it->sha256);
  GtkWidget *row = create_row (self, id, it->title, detail);
  GtkWidget *open = ct_part_button (_("_Open"), "patient.open-issued", g_variant_new_int64 (id.issued_id));
  gboolean replaceable = g_strcmp0 (it->kind, "summary") == 0 && is_signed (self, id) && find_newer (issued, it) == NULL;

  ct_part_name (open, spoken);
  gtk_widget_set_tooltip_text (row, print);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), open);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_more (self, id, it->title, replaceable));
  return row;
}

static GtkWidget *
create_issued (CtDocumentsTab *self)
{
  GPtrArray *issued = ct_patient_tab_get_file (CT_PATIENT_TAB (self))->issued;
  GtkWidget *card = ct_part_card (_("Issued"), NULL);
  GtkWidget *summary = ct_part_icon_button ("printer-symbolic", _("Treatment summary"), "patient.show-summary", NULL);

  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (card), summary);
  for (guint i = 0; i < issued->len; i++)
    ct_part_card_add (card, create_issued_row (self, g_ptr_array_index (issued, i)));
  if (issued->len == 0)
    ct_part_card_add (card, ct_part_note (_("Nothing was issued yet. Ctrl+P shows the treatment summary.")));
  return card;
}

/* ---- The reader ---- */

static void
on_section_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  GtkWidget *section = g_object_get_data (G_OBJECT (row), "section");

  gtk_widget_grab_focus (section);
}

static GtkWidget *
create_tree_row (CtSection *section, GtkWidget *view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  const char *title = section->title != NULL ? section->title : _("Without a title");
  GtkWidget *label = ct_part_label (title, NULL);

  gtk_widget_set_margin_start (label, 6 + MIN (section->depth, 6) * INDENT);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  ct_part_name (row, title);
  g_object_set_data (G_OBJECT (row), "section", view);
  return row;
}

static GtkWidget *
create_reader (CtDocumentsTab *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *tree = gtk_list_box_new ();
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (tree), GTK_SELECTION_NONE);
  gtk_widget_set_size_request (tree, 200, -1);
  gtk_widget_set_valign (tree, GTK_ALIGN_START);
  gtk_widget_add_css_class (tree, "navigation-sidebar");
  gtk_widget_add_css_class (tree, "ct-section-tree");
  ct_part_name (tree, _("Sections"));
  g_signal_connect (tree, "row-activated", G_CALLBACK (on_section_cb), NULL);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, "ct-reader");
  for (guint i = 0; i < self->sections->len; i++)
    {
      CtSection *section = g_ptr_array_index (self->sections, i);
      GtkWidget *view = ct_section_view_new (section);

      gtk_box_append (GTK_BOX (text), view);
      gtk_list_box_append (GTK_LIST_BOX (tree), create_tree_row (section, gtk_widget_get_first_child (view)));
    }
  if (self->sections->len == 0)
    gtk_box_append (GTK_BOX (text), ct_part_note (_("This document has no readable text. Save the original to open it "
                                                    "with another program.")));
  gtk_box_append (GTK_BOX (box), tree);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static void
ct_documents_tab_fill (CtPatientTab *tab, GtkWidget *box)
{
  CtDocumentsTab *self = (CtDocumentsTab *) tab;
  GtkWidget *lists = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  if (self->patient_id != ct_patient_tab_get_id (tab))
    {
      self->document_id = 0;
      g_clear_pointer (&self->sections, g_ptr_array_unref);
    }
  check_signatures (self);
  gtk_widget_set_layout_manager (lists, ct_column_layout_new (2, 18));
  gtk_box_append (GTK_BOX (lists), create_received (self));
  gtk_box_append (GTK_BOX (lists), create_issued (self));
  gtk_box_append (GTK_BOX (box), lists);
  if (self->sections != NULL)
    gtk_box_append (GTK_BOX (box), create_reader (self));
}

static void
ct_documents_tab_dispose (GObject *object)
{
  CtDocumentsTab *self = (CtDocumentsTab *) object;

  self->document_id = 0;
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_object (&self->checked);
  g_clear_pointer (&self->sealed, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_documents_tab_parent_class)->dispose (object);
}

static void
ct_documents_tab_class_init (CtPatientTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_documents_tab_dispose;
  klass->fill = ct_documents_tab_fill;
  klass->columns = 1;
}

static void
ct_documents_tab_init (CtDocumentsTab *self)
{
}
