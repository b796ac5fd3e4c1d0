#include "ui/form/ct-conflict-view.h"

#include <glib/gi18n.h>

#include "ui/form/ct-field-words.h"

typedef struct
{
  const CtField  *field;
  GtkCheckButton *mine;
  GtkCheckButton *theirs;
} Choice;

struct _CtConflictView
{
  AdwBin    parent_instance;
  GtkGrid  *grid;
  CtRecord *mine;
  CtRecord *theirs;
  GArray   *choices; /* of Choice */
};

G_DEFINE_FINAL_TYPE (CtConflictView, ct_conflict_view, ADW_TYPE_BIN)

static char *
show_value (CtRecord *record, const CtField *field)
{
  g_autofree char *text = NULL;

  if (field->kind == CT_FIELD_KIND_BOOL)
    return ct_record_field_text (record, field);
  text = ct_field_words_show (record, field);
  return *text != '\0' ? g_steal_pointer (&text) : g_strdup (_("nothing"));
}

static GtkCheckButton *
add_side (CtConflictView *self, CtRecord *record, const CtField *field, const char *whose, int column, int row)
{
  g_autofree char *text = show_value (record, field);
  g_autofree char *spoken = g_strdup_printf ("%s, %s: %s", _(field->label), whose, text);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* A check button takes a child from GTK 4.8 on. */
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_grid_attach (self->grid, button, column, row, 1, 1);
  return GTK_CHECK_BUTTON (button);
}

static void
add_heading (CtConflictView *self, const char *text, int column)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_grid_attach (self->grid, label, column, 0, 1, 1);
}

static gboolean
same_value (CtRecord *a, CtRecord *b, const CtField *field)
{
  g_autofree char *in_a = ct_field_words_show (a, field);
  g_autofree char *in_b = ct_field_words_show (b, field);

  return g_strcmp0 (in_a, in_b) == 0;
}

static void
add_choice (CtConflictView *self, CtRecord *base, const CtField *field)
{
  int row = (int) self->choices->len + 1;
  GtkWidget *label = gtk_label_new (_(field->label));
  Choice choice = { field };
  /* What only the other one touched stays as the other one made it. */
  gboolean untouched = same_value (base, self->mine, field);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
  choice.mine = add_side (self, self->mine, field, _("yours"), 1, row);
  choice.theirs = add_side (self, self->theirs, field, _("theirs"), 2, row);
  gtk_check_button_set_group (choice.theirs, choice.mine);
  gtk_check_button_set_active (untouched ? choice.theirs : choice.mine, TRUE);
  g_array_append_val (self->choices, choice);
}

static void
clear_grid (CtConflictView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_array_set_size (self->choices, 0);
}

/**
 * ct_conflict_view_set_records:
 * @self: the view
 * @base: what both started from
 * @mine: what this user made of it
 * @theirs: what is stored now
 *
 * Shows every field in which @mine and @theirs differ.
 */
void
ct_conflict_view_set_records (CtConflictView *self, CtRecord *base, CtRecord *mine, CtRecord *theirs)
{
  const CtField *fields;
  guint n_fields;

  g_return_if_fail (CT_IS_CONFLICT_VIEW (self) && CT_IS_RECORD (base) && CT_IS_RECORD (mine) && CT_IS_RECORD (theirs));
  clear_grid (self);
  g_set_object (&self->mine, mine);
  g_set_object (&self->theirs, theirs);
  add_heading (self, _("Yours"), 1);
  add_heading (self, _("Saved meanwhile"), 2);
  fields = ct_record_fields (mine, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (!same_value (mine, theirs, &fields[i]) && !(fields[i].flags & CT_PLAIN))
      add_choice (self, base, &fields[i]);
}

/**
 * ct_conflict_view_choose:
 * @self: the view
 * @field: the name of a field that differs
 * @mine: whether to take this user's value
 */
void
ct_conflict_view_choose (CtConflictView *self, const char *field, gboolean mine)
{
  g_return_if_fail (CT_IS_CONFLICT_VIEW (self));
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = &g_array_index (self->choices, Choice, i);

      if (g_strcmp0 (choice->field->name, field) == 0)
        gtk_check_button_set_active (mine ? choice->mine : choice->theirs, TRUE);
    }
}

/**
 * ct_conflict_view_merge:
 * @self: the view with its records
 *
 * Returns: (transfer full): what is stored now, with this user's values where they were chosen; to be saved over it.
 */
CtRecord *
ct_conflict_view_merge (CtConflictView *self)
{
  CtRecord *merged;

  g_return_val_if_fail (CT_IS_CONFLICT_VIEW (self) && self->theirs != NULL, NULL);
  merged = ct_record_copy (self->theirs);
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);
      CtValue value = ct_record_get_value (self->mine, choice->field);

      if (gtk_check_button_get_active (choice->mine))
        ct_record_set_value (merged, choice->field, &value);
    }
  return merged;
}

/**
 * ct_conflict_view_get_n:
 * @self: the view
 *
 * Returns: how many fields differ.
 */
guint
ct_conflict_view_get_n (CtConflictView *self)
{
  g_return_val_if_fail (CT_IS_CONFLICT_VIEW (self), 0);
  return self->choices->len;
}

static void
ct_conflict_view_finalize (GObject *object)
{
  CtConflictView *self = CT_CONFLICT_VIEW (object);

  g_clear_object (&self->mine);
  g_clear_object (&self->theirs);
  g_array_unref (self->choices);
  G_OBJECT_CLASS (ct_conflict_view_parent_class)->finalize (object);
}

static void
ct_conflict_view_class_init (CtConflictViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_conflict_view_finalize;
}

static void
ct_conflict_view_init (CtConflictView *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

/**
 * ct_conflict_view_new:
 *
 * Returns: (transfer floating): an empty view.
 */
GtkWidget *
ct_conflict_view_new (void)
{
  return g_object_new (CT_TYPE_CONFLICT_VIEW, NULL);
}
