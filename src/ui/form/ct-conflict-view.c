#include "ui/form/ct-conflict-view.h"

#include <glib/gi18n.h>

#include "ui/form/ct-field-words.h"

#define N_SIDES 3 /* as CtTake counts them */

typedef struct
{
  const CtMergeField *entry;
  GtkCheckButton     *sides[N_SIDES]; /* both is missing where the texts can't be joined */
} Choice;

struct _CtConflictView
{
  AdwBin    parent_instance;
  GtkGrid  *grid;
  CtClinic *clinic;
  CtMerge  *merge;
  GArray   *choices; /* of Choice */
  gboolean  setting;
};

G_DEFINE_FINAL_TYPE (CtConflictView, ct_conflict_view, ADW_TYPE_BIN)

static void
show_choices (CtConflictView *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      gtk_check_button_set_active (choice->sides[choice->entry->take], TRUE);
    }
  self->setting = FALSE;
}

/**
 * ct_conflict_view_choose:
 * @self: the view
 * @field: the name of a field that clashes
 * @take: whose value to take
 *
 * Chooses, for the fields that go together with it as well.
 */
void
ct_conflict_view_choose (CtConflictView *self, const char *field, CtTake take)
{
  g_return_if_fail (CT_IS_CONFLICT_VIEW (self));
  ct_merge_take (self->merge, field, take);
  show_choices (self);
}

/**
 * ct_conflict_view_choose_all:
 * @self: the view
 * @take: whose values to take in every field that clashes
 */
void
ct_conflict_view_choose_all (CtConflictView *self, CtTake take)
{
  g_return_if_fail (CT_IS_CONFLICT_VIEW (self));
  ct_merge_take_all (self->merge, take);
  show_choices (self);
}

static void
on_toggled_cb (GtkCheckButton *button, CtConflictView *self)
{
  if (self->setting || !gtk_check_button_get_active (button))
    return;
  for (guint i = 0; i < self->choices->len; i++)
    for (int side = 0; side < N_SIDES; side++)
      if (g_array_index (self->choices, Choice, i).sides[side] == button)
        {
          ct_conflict_view_choose (self, g_array_index (self->choices, Choice, i).entry->field->name, (CtTake) side);
          return;
        }
}

static GtkCheckButton *
add_side (CtConflictView *self, const CtField *field, const char *value, const char *whose, int column, int row)
{
  const char *text = value != NULL && *value != '\0' ? value : _("nothing");
  g_autofree char *spoken = g_strdup_printf ("%s, %s: %s", _(field->label), whose, text);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* A check button takes a child from GTK 4.8 on. */
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled_cb), self);
  gtk_grid_attach (self->grid, button, column, row, 1, 1);
  return GTK_CHECK_BUTTON (button);
}

static void
add_label (CtConflictView *self, const char *text, const char *css_class, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
add_choice (CtConflictView *self, const CtMergeField *entry)
{
  int row = (int) self->choices->len + 1;
  g_autofree char *mine = ct_field_words_of (self->clinic, ct_merge_get_mine (self->merge), entry->field);
  g_autofree char *theirs = ct_field_words_of (self->clinic, ct_merge_get_theirs (self->merge), entry->field);
  Choice choice = { entry, { NULL } };

  add_label (self, _(entry->field->label), "dim-label", 0, row);
  choice.sides[CT_TAKE_MINE] = add_side (self, entry->field, mine, _("yours"), 1, row);
  choice.sides[CT_TAKE_THEIRS] = add_side (self, entry->field, theirs, _("saved meanwhile"), 2, row);
  gtk_check_button_set_group (choice.sides[CT_TAKE_THEIRS], choice.sides[CT_TAKE_MINE]);
  if (entry->joined != NULL)
    {
      choice.sides[CT_TAKE_BOTH] = add_side (self, entry->field, entry->joined, _("both"), 3, row);
      gtk_check_button_set_group (choice.sides[CT_TAKE_BOTH], choice.sides[CT_TAKE_MINE]);
    }
  g_array_append_val (self->choices, choice);
}

static gboolean
is_clash (const CtMergeField *entry)
{
  return entry->kind == CT_MERGE_CLASH && !(entry->field->flags & CT_PLAIN);
}

static void
fill (CtConflictView *self)
{
  guint n_fields;
  const CtMergeField *fields = ct_merge_fields (self->merge, &n_fields);
  gboolean joinable = FALSE;

  for (guint i = 0; i < n_fields; i++)
    joinable |= is_clash (&fields[i]) && fields[i].joined != NULL;
  add_label (self, _("Yours"), "heading", 1, 0);
  add_label (self, _("Saved meanwhile"), "heading", 2, 0);
  if (joinable)
    add_label (self, _("Both"), "heading", 3, 0);
  for (guint i = 0; i < n_fields; i++)
    if (is_clash (&fields[i]))
      add_choice (self, &fields[i]);
  show_choices (self);
}

/**
 * ct_conflict_view_get_merge:
 * @self: the view
 *
 * Returns: (transfer none): the comparison, with what has been chosen so far.
 */
CtMerge *
ct_conflict_view_get_merge (CtConflictView *self)
{
  g_return_val_if_fail (CT_IS_CONFLICT_VIEW (self), NULL);
  return self->merge;
}

static void
ct_conflict_view_finalize (GObject *object)
{
  CtConflictView *self = CT_CONFLICT_VIEW (object);

  g_clear_object (&self->clinic);
  g_clear_pointer (&self->merge, ct_merge_free);
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
  gtk_grid_set_row_spacing (self->grid, 9);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

/**
 * ct_conflict_view_new:
 * @clinic: whose chairs and people are named
 * @merge: (transfer full): the comparison
 *
 * Returns: (transfer floating): shows every field that both sides changed, to choose from.
 */
GtkWidget *
ct_conflict_view_new (CtClinic *clinic, CtMerge *merge)
{
  CtConflictView *self = g_object_new (CT_TYPE_CONFLICT_VIEW, NULL);

  self->clinic = g_object_ref (clinic);
  self->merge = merge;
  fill (self);
  return GTK_WIDGET (self);
}
