/* A document may have thousands of lines; only those on the screen are widgets. */
#include "ui/import/ct-document-view.h"

#include <glib/gi18n.h>

#define CT_TYPE_DOCUMENT_LINE (ct_document_line_get_type ())
G_DECLARE_FINAL_TYPE (CtDocumentLine, ct_document_line, CT, DOCUMENT_LINE, GObject)

/* A title, or a block of narrative; both belong to the document. */
struct _CtDocumentLine
{
  GObject             parent_instance;
  const CtCdaSection *title;
  const CtCdaBlock   *block;
  guint               n_columns; /* of the table that a row belongs to */
};

struct _CtDocumentView
{
  AdwBin         parent_instance;
  GtkListView   *view;
  GListStore    *lines;
  CtCdaDocument *document;
};

G_DEFINE_FINAL_TYPE (CtDocumentLine, ct_document_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (CtDocumentView, ct_document_view, ADW_TYPE_BIN)

static void
ct_document_line_class_init (CtDocumentLineClass *klass)
{
}

static void
ct_document_line_init (CtDocumentLine *self)
{
}

/* ---- Lines as widgets ---- */

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_item (const CtCdaBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *mark = block->number > 0 ? g_strdup_printf ("%u.", block->number) : g_strdup ("•");
  GtkWidget *mark_label = gtk_label_new (mark);

  gtk_widget_set_valign (mark_label, GTK_ALIGN_START);
  gtk_widget_set_margin_start (box, 18 * (int) block->depth);
  gtk_box_append (GTK_BOX (box), mark_label);
  gtk_box_append (GTK_BOX (box), create_label (block->text, NULL));
  return box;
}

static GtkWidget *
create_row (const CtCdaBlock *block, guint n_columns)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < MAX (block->n_cells, n_columns); i++)
    {
      GtkWidget *cell = create_label (i < block->n_cells ? block->cells[i] : "", block->is_header ? "caption-heading" : NULL);

      gtk_widget_set_valign (cell, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), cell);
    }
  gtk_widget_add_css_class (box, "ct-document-row");
  return box;
}

static GtkWidget *
create_block (const CtCdaBlock *block, guint n_columns)
{
  switch (block->kind)
    {
    case CT_CDA_BLOCK_HEADING:
      return create_label (block->text, "heading");
    case CT_CDA_BLOCK_ITEM:
      return create_item (block);
    case CT_CDA_BLOCK_ROW:
      return create_row (block, n_columns);
    case CT_CDA_BLOCK_MEDIA:
      return create_label (block->text, "dim-label");
    case CT_CDA_BLOCK_PARAGRAPH:
      break;
    }
  return create_label (block->text, NULL);
}

static GtkWidget *
create_title (const CtCdaSection *section)
{
  GtkWidget *label = create_label (section->title, section->depth == 0 ? "title-4" : "heading");

  gtk_widget_set_margin_top (label, 12);
  return label;
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  CtDocumentLine *line = gtk_list_item_get_item (item);

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, line->title != NULL ? create_title (line->title) : create_block (line->block, line->n_columns));
}

static void
on_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, NULL);
}

/* ---- The document ---- */

static void
append_line (CtDocumentView *self, const CtCdaSection *title, const CtCdaBlock *block, guint n_columns)
{
  g_autoptr (CtDocumentLine) line = g_object_new (CT_TYPE_DOCUMENT_LINE, NULL);

  line->title = title;
  line->block = block;
  line->n_columns = n_columns;
  g_list_store_append (self->lines, line);
}

/* Rows of one table may differ in length; all are laid out like the longest. */
static guint
count_columns (const CtCdaSection *section, const CtCdaBlock *row)
{
  guint n = 0;

  for (guint i = 0; row->kind == CT_CDA_BLOCK_ROW && i < section->blocks->len; i++)
    {
      const CtCdaBlock *other = g_ptr_array_index (section->blocks, i);

      if (other->kind == CT_CDA_BLOCK_ROW && other->table == row->table)
        n = MAX (n, other->n_cells);
    }
  return n;
}

static void
append_section (CtDocumentView *self, const CtCdaSection *section)
{
  guint table = 0, n_columns = 0;

  append_line (self, section, NULL, 0);
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const CtCdaBlock *block = g_ptr_array_index (section->blocks, i);

      if (block->table != table)
        n_columns = count_columns (section, block);
      table = block->table;
      append_line (self, NULL, block, n_columns);
    }
}

/**
 * ct_document_view_set_document:
 * @self: the view
 * @document: (nullable): what to show
 */
void
ct_document_view_set_document (CtDocumentView *self, CtCdaDocument *document)
{
  g_return_if_fail (CT_IS_DOCUMENT_VIEW (self));
  g_list_store_remove_all (self->lines);
  g_clear_pointer (&self->document, ct_cda_document_unref);
  if (document == NULL)
    return;
  self->document = ct_cda_document_ref (document);
  for (guint i = 0; i < document->sections->len; i++)
    append_section (self, g_ptr_array_index (document->sections, i));
}

/**
 * ct_document_view_get_n_lines:
 * @self: the view
 *
 * Returns: how many titles and blocks it shows.
 */
guint
ct_document_view_get_n_lines (CtDocumentView *self)
{
  g_return_val_if_fail (CT_IS_DOCUMENT_VIEW (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->lines));
}

static void
ct_document_view_finalize (GObject *object)
{
  CtDocumentView *self = CT_DOCUMENT_VIEW (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->document, ct_cda_document_unref);
  G_OBJECT_CLASS (ct_document_view_parent_class)->finalize (object);
}

static void
ct_document_view_class_init (CtDocumentViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_document_view_finalize;
}

static void
ct_document_view_init (CtDocumentView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkNoSelection *model;

  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind_cb), NULL);
  self->lines = g_list_store_new (CT_TYPE_DOCUMENT_LINE);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->lines)));
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (model), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "ct-document");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The document"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * ct_document_view_new:
 *
 * Returns: (transfer floating): an empty view.
 */
GtkWidget *
ct_document_view_new (void)
{
  return g_object_new (CT_TYPE_DOCUMENT_VIEW, NULL);
}
