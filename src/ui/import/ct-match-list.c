#include "ui/import/ct-match-list.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/form/ct-field-words.h"
#include "ui/search/ct-hit-row.h"

struct _CtMatchList
{
  AdwBin     parent_instance;
  GtkWidget *box;
  GtkWidget *comparison; /* (nullable) */
  CtImport  *import;
  GtkCheckButton *nobody; /* never shown: makes the others round, and is what stands while nobody is chosen */
  GPtrArray *buttons;    /* of GtkCheckButton: somebody new first, then the matches */
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (CtMatchList, ct_match_list, ADW_TYPE_BIN)

/* ---- Side by side ---- */

static GtkWidget *
create_cell (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static const char *
describe_difference (const char *a, const char *b)
{
  g_autofree char *folded_a = ct_text_fold (a);
  g_autofree char *folded_b = ct_text_fold (b);

  if (*a == '\0' || *b == '\0')
    return "";
  return g_strcmp0 (folded_a, folded_b) == 0 ? "=" : "≠";
}

static void
attach_field (GtkGrid *grid, CtRecord *document, CtRecord *chart, const char *name, int row)
{
  const CtField *field = ct_record_find_field (document, name);
  g_autofree char *in_document = ct_field_words_show (document, field);
  g_autofree char *in_chart = ct_field_words_show (chart, field);
  const char *sign = describe_difference (in_document, in_chart);
  const char *css_class = g_strcmp0 (sign, "≠") == 0 ? "heading" : NULL;

  gtk_grid_attach (grid, create_cell (_(field->label), "dim-label"), 0, row, 1, 1);
  gtk_grid_attach (grid, create_cell (in_document, css_class), 1, row, 1, 1);
  gtk_grid_attach (grid, create_cell (sign, css_class), 2, row, 1, 1);
  gtk_grid_attach (grid, create_cell (in_chart, css_class), 3, row, 1, 1);
}

static GtkWidget *
create_comparison (CtPatient *document, CtPatient *chart)
{
  const char *const fields[] = { "family_name", "given_names", "born", "sex", "phone", "email", "street", "city" };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 3);
  gtk_grid_attach (grid, create_cell (_("Document"), "caption-heading"), 1, 0, 1, 1);
  gtk_grid_attach (grid, create_cell (_("Chart here"), "caption-heading"), 3, 0, 1, 1);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    attach_field (grid, CT_RECORD (document), CT_RECORD (chart), fields[i], (int) i + 1);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "ct-comparison");
  return GTK_WIDGET (grid);
}

/* ---- Choosing ---- */

static int
chosen_index (CtMatchList *self)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->buttons, i)))
      return (int) i;
  return -1;
}

/**
 * ct_match_list_get_hit:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): who of those here already is chosen.
 */
const CtPatientHit *
ct_match_list_get_hit (CtMatchList *self)
{
  int i;

  g_return_val_if_fail (CT_IS_MATCH_LIST (self), NULL);
  i = chosen_index (self);
  return i > 0 ? g_ptr_array_index (self->import->matches, i - 1) : NULL;
}

/**
 * ct_match_list_get_chosen:
 * @self: the list
 *
 * Returns: the id of who is chosen; 0 for somebody new; %CT_MATCH_NONE while nobody is.
 */
gint64
ct_match_list_get_chosen (CtMatchList *self)
{
  const CtPatientHit *hit;

  g_return_val_if_fail (CT_IS_MATCH_LIST (self), CT_MATCH_NONE);
  hit = ct_match_list_get_hit (self);
  if (hit != NULL)
    return CT_RECORD (hit->patient)->id;
  return chosen_index (self) == 0 ? 0 : CT_MATCH_NONE;
}

/**
 * ct_match_list_choose:
 * @self: the list
 * @patient_id: one of the matches, or 0 for somebody new
 */
void
ct_match_list_choose (CtMatchList *self, gint64 patient_id)
{
  g_return_if_fail (CT_IS_MATCH_LIST (self));
  if (patient_id == 0)
    gtk_check_button_set_active (g_ptr_array_index (self->buttons, 0), TRUE);
  for (guint i = 0; i < self->import->matches->len; i++)
    if (CT_RECORD (((CtPatientHit *) g_ptr_array_index (self->import->matches, i))->patient)->id == patient_id)
      gtk_check_button_set_active (g_ptr_array_index (self->buttons, i + 1), TRUE);
}

static void
on_toggled_cb (CtMatchList *self, GtkCheckButton *button)
{
  const CtPatientHit *hit = ct_match_list_get_hit (self);

  if (!gtk_check_button_get_active (button))
    return;
  if (self->comparison != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->comparison);
  self->comparison = hit != NULL ? create_comparison (self->import->patient, hit->patient) : NULL;
  if (self->comparison != NULL)
    gtk_box_append (GTK_BOX (self->box), self->comparison);
  g_signal_emit (self, chosen_signal, 0);
}

static void
add_choice (CtMatchList *self, AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->nobody);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_toggled_cb), self);
  g_ptr_array_add (self->buttons, button);
  adw_preferences_group_add (group, row);
}

static void
add_choices (CtMatchList *self, CtDate today)
{
  GtkWidget *group = adw_preferences_group_new ();
  GPtrArray *matches = self->import->matches;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Who this is"));
  if (matches->len > 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("Somebody here looks alike. Choose."));
  add_choice (self, ADW_PREFERENCES_GROUP (group), _("A new patient"), NULL);
  for (guint i = 0; i < matches->len; i++)
    {
      const CtPatientHit *hit = g_ptr_array_index (matches, i);
      g_autofree char *name = ct_patient_display_name (hit->patient);
      g_autofree char *person = ct_hit_describe_person (hit->patient, today);

      add_choice (self, ADW_PREFERENCES_GROUP (group), name, person);
    }
  gtk_box_append (GTK_BOX (self->box), group);
}

static void
ct_match_list_finalize (GObject *object)
{
  CtMatchList *self = CT_MATCH_LIST (object);

  g_clear_object (&self->import);
  g_ptr_array_unref (self->buttons);
  g_object_unref (self->nobody);
  G_OBJECT_CLASS (ct_match_list_parent_class)->finalize (object);
}

static void
ct_match_list_class_init (CtMatchListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_match_list_finalize;
  chosen_signal = g_signal_new ("chosen", CT_TYPE_MATCH_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_match_list_init (CtMatchList *self)
{
  self->buttons = g_ptr_array_new ();
  self->nobody = GTK_CHECK_BUTTON (g_object_ref_sink (gtk_check_button_new ()));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

/**
 * ct_match_list_new:
 * @import: a document that was read
 * @today: for ages
 *
 * Returns: (transfer floating): the choices; where nobody here looks alike, somebody new is chosen.
 */
GtkWidget *
ct_match_list_new (CtImport *import, CtDate today)
{
  CtMatchList *self = g_object_new (CT_TYPE_MATCH_LIST, NULL);

  self->import = g_object_ref (import);
  add_choices (self, today);
  if (import->matches->len == 0)
    ct_match_list_choose (self, 0);
  return GTK_WIDGET (self);
}
