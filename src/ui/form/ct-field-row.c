#include "ui/form/ct-field-row.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/form/ct-field-words.h"

struct _CtFieldRow
{
  AdwPreferencesRow parent_instance;
  GtkLabel      *label;
  AdwBin        *slot;
  GtkLabel      *unit;
  GtkLabel      *aside;
  GtkLabel      *mark;
  GtkLabel      *error;
  GtkWidget     *input;     /* a GtkEntry, GtkTextView, GtkSwitch or GtkDropDown */
  char          *name;
  const CtField *field;
  CtRecord      *record;    /* the copy that is worked on */
  CtRecord      *saved;     /* what it was, to know what is unsaved */
  GStrv          choices;
  GStrv          choice_labels;
  char          *text;      /* what stands in the input */
  char          *complaint; /* of the form's own rules */
  char          *slip;      /* why the text is no value */
  gboolean       visited;   /* the focus has been here and left: errors may be shown */
  gboolean       setting;
};

enum
{
  PROP_0,
  PROP_FIELD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint edited_signal;

G_DEFINE_FINAL_TYPE (CtFieldRow, ct_field_row, ADW_TYPE_PREFERENCES_ROW)

/* ---- The input ---- */

static char *
read_text_view (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
read_input (CtFieldRow *self)
{
  guint i;

  if (GTK_IS_ENTRY (self->input))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
  if (GTK_IS_TEXT_VIEW (self->input))
    return read_text_view (GTK_TEXT_VIEW (self->input));
  if (GTK_IS_SWITCH (self->input))
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (self->input)) ? "1" : "0");
  i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->input));
  return g_strdup (i != GTK_INVALID_LIST_POSITION ? self->choices[i] : "");
}

static guint
find_choice (CtFieldRow *self, const char *value)
{
  for (guint i = 0; self->choices[i] != NULL; i++)
    if (g_strcmp0 (self->choices[i], value) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
write_input (CtFieldRow *self, const char *text)
{
  self->setting = TRUE;
  if (GTK_IS_ENTRY (self->input))
    gtk_editable_set_text (GTK_EDITABLE (self->input), text);
  else if (GTK_IS_TEXT_VIEW (self->input))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), text, -1);
  else if (GTK_IS_SWITCH (self->input))
    gtk_switch_set_active (GTK_SWITCH (self->input), g_strcmp0 (text, "1") == 0);
  else
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->input), find_choice (self, text));
  self->setting = FALSE;
}

/* ---- From what stands there to the record, and what is shown of it ---- */

static char *
find_problem (CtFieldRow *self)
{
  g_autoptr (GPtrArray) problems = ct_record_validate (self->record);

  for (guint i = 0; i < problems->len; i++)
    {
      CtFieldProblem *problem = g_ptr_array_index (problems, i);

      if (problem->field == self->field)
        return g_strdup (problem->message);
    }
  return NULL;
}

static void
show_error (CtFieldRow *self)
{
  const char *error = self->visited ? ct_field_row_get_error (self) : NULL;

  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), error != NULL);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ct-wrong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "ct-wrong");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  error != NULL ? error : "", -1);
}

static void
show_state (CtFieldRow *self)
{
  g_autofree char *aside = ct_field_words_aside (self->record, self->field);
  gboolean changed = ct_field_row_is_changed (self);
  g_autofree char *shown = aside != NULL ? g_strdup_printf ("(%s)", aside) : g_strdup ("");

  gtk_label_set_text (self->aside, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->aside), aside != NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self->mark), changed ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_STATE_HIDDEN, !changed, -1);
  show_error (self);
}

/* Puts the text into the record; a text that is no value leaves the record as it was. */
static void
apply_text (CtFieldRow *self)
{
  g_autofree char *read = ct_field_words_read (self->field, self->text);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->slip, g_free);
  if (!ct_record_parse_field (self->record, self->field, read, &error))
    self->slip = g_strdup (error->message);
  else
    self->slip = find_problem (self);
  show_state (self);
}

static void
on_input_changed_cb (CtFieldRow *self)
{
  g_autofree char *before = NULL;

  if (self->setting || self->record == NULL)
    return;
  before = self->text;
  self->text = read_input (self);
  if (g_strcmp0 (before, self->text) == 0)
    return;
  apply_text (self);
  g_signal_emit (self, edited_signal, 0, before, self->text);
}

static void
on_focus_left_cb (CtFieldRow *self)
{
  if (self->record == NULL)
    return;
  self->visited = TRUE;
  show_error (self);
}

/* ---- Making the input ---- */

static GtkWidget *
create_text_view (CtFieldRow *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_widget_set_size_request (view, -1, 68);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (on_input_changed_cb), self);
  return view;
}

static GtkWidget *
create_entry (CtFieldRow *self)
{
  GtkWidget *entry = gtk_entry_new ();

  /* The form has an undo of its own, over all its fields. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), FALSE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_input_changed_cb), self);
  return entry;
}

static GtkWidget *
create_switch (CtFieldRow *self)
{
  GtkWidget *input = gtk_switch_new ();

  gtk_widget_set_halign (input, GTK_ALIGN_START);
  gtk_widget_set_valign (input, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (input, "notify::active", G_CALLBACK (on_input_changed_cb), self);
  return input;
}

static GtkWidget *
create_drop_down (CtFieldRow *self)
{
  GtkWidget *input = gtk_drop_down_new_from_strings ((const char *const *) self->choice_labels);

  gtk_widget_add_css_class (input, "flat");
  g_signal_connect_swapped (input, "notify::selected", G_CALLBACK (on_input_changed_cb), self);
  return input;
}

static GtkWidget *
create_input (CtFieldRow *self)
{
  if (self->choices != NULL)
    return create_drop_down (self);
  if (self->field->kind == CT_FIELD_KIND_BOOL)
    return create_switch (self);
  return (self->field->flags & CT_LONG) ? create_text_view (self) : create_entry (self);
}

static void
place_input (CtFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  const char *unit = ct_field_words_unit (self->field);

  self->input = create_input (self);
  if (GTK_IS_TEXT_VIEW (self->input))
    gtk_widget_set_valign (GTK_WIDGET (self->label), GTK_ALIGN_START);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left_cb), self);
  gtk_widget_add_controller (self->input, focus);
  adw_bin_set_child (self->slot, self->input);
  gtk_label_set_text (self->unit, unit != NULL ? unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unit), unit != NULL);
  gtk_label_set_text (self->label, _(self->field->label));
  gtk_label_set_mnemonic_widget (self->label, self->input);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->field->label), -1);
  if (!GTK_IS_SWITCH (self->input))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                    (self->field->flags & CT_REQUIRED) != 0, -1);
}

/* ---- What others ask of it ---- */

/**
 * ct_field_row_set_choices:
 * @self: a row that has no record yet
 * @values: (array zero-terminated=1): what may be stored
 * @labels: (array zero-terminated=1): what to call it, in the user's language
 *
 * Makes the row a choice instead of an entry.
 */
void
ct_field_row_set_choices (CtFieldRow *self, const char *const *values, const char *const *labels)
{
  g_return_if_fail (CT_IS_FIELD_ROW (self) && self->input == NULL);
  self->choices = g_strdupv ((char **) values);
  self->choice_labels = g_strdupv ((char **) labels);
}

/**
 * ct_field_row_set_hint:
 * @self: a row with its record
 * @hint: words to stand in an empty entry: "mm/dd/yyyy"
 */
void
ct_field_row_set_hint (CtFieldRow *self, const char *hint)
{
  g_return_if_fail (CT_IS_FIELD_ROW (self));
  if (GTK_IS_ENTRY (self->input))
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->input), hint);
}

/**
 * ct_field_row_set_record:
 * @self: a row
 * @record: the copy that the form works on
 * @saved: what it was before
 *
 * Shows the record's field, and marks where it differs from @saved.
 */
void
ct_field_row_set_record (CtFieldRow *self, CtRecord *record, CtRecord *saved)
{
  g_return_if_fail (CT_IS_FIELD_ROW (self) && CT_IS_RECORD (record) && CT_IS_RECORD (saved));
  g_set_object (&self->record, record);
  g_set_object (&self->saved, saved);
  self->field = ct_record_find_field (record, self->name);
  g_return_if_fail (self->field != NULL);
  if (self->input == NULL)
    place_input (self);
  g_clear_pointer (&self->slip, g_free);
  g_free (self->text);
  self->text = ct_field_words_show (record, self->field);
  write_input (self, self->text);
  self->visited = FALSE;
  self->slip = find_problem (self);
  show_state (self);
}

/**
 * ct_field_row_get_text:
 * @self: a row
 *
 * Returns: (nullable): what stands in it.
 */
const char *
ct_field_row_get_text (CtFieldRow *self)
{
  g_return_val_if_fail (CT_IS_FIELD_ROW (self), NULL);
  return self->text;
}

/**
 * ct_field_row_set_text:
 * @self: a row with its record
 * @text: what shall stand in it
 *
 * As if it were typed, but without CtFieldRow::edited.
 */
void
ct_field_row_set_text (CtFieldRow *self, const char *text)
{
  g_return_if_fail (CT_IS_FIELD_ROW (self) && self->record != NULL);
  g_free (self->text);
  self->text = g_strdup (text);
  write_input (self, text);
  apply_text (self);
}

/**
 * ct_field_row_get_field:
 * @self: a row
 *
 * Returns: (nullable): the name of its field.
 */
const char *
ct_field_row_get_field (CtFieldRow *self)
{
  g_return_val_if_fail (CT_IS_FIELD_ROW (self), NULL);
  return self->name;
}

/**
 * ct_field_row_is_changed:
 * @self: a row
 *
 * Returns: whether something stands in it that is not saved.
 */
gboolean
ct_field_row_is_changed (CtFieldRow *self)
{
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;

  g_return_val_if_fail (CT_IS_FIELD_ROW (self), FALSE);
  if (self->record == NULL)
    return FALSE;
  was = ct_field_words_show (self->saved, self->field);
  is = ct_field_words_show (self->record, self->field);
  return g_strcmp0 (was, is) != 0 || (self->slip != NULL && g_strcmp0 (was, self->text) != 0);
}

/**
 * ct_field_row_get_error:
 * @self: a row
 *
 * Returns: (nullable): what is wrong with what stands in it, shown or not.
 */
const char *
ct_field_row_get_error (CtFieldRow *self)
{
  g_return_val_if_fail (CT_IS_FIELD_ROW (self), NULL);
  return self->slip != NULL ? self->slip : self->complaint;
}

/**
 * ct_field_row_set_complaint:
 * @self: a row
 * @sentence: (nullable): what a rule of the form has against what stands in it
 */
void
ct_field_row_set_complaint (CtFieldRow *self, const char *sentence)
{
  g_return_if_fail (CT_IS_FIELD_ROW (self));
  g_free (self->complaint);
  self->complaint = g_strdup (sentence);
  if (self->input != NULL)
    show_error (self);
}

/**
 * ct_field_row_check:
 * @self: a row
 *
 * Shows what is wrong, even where the user has not been yet.
 *
 * Returns: whether all is well.
 */
gboolean
ct_field_row_check (CtFieldRow *self)
{
  g_return_val_if_fail (CT_IS_FIELD_ROW (self), FALSE);
  self->visited = TRUE;
  show_error (self);
  return ct_field_row_get_error (self) == NULL;
}

/**
 * ct_field_row_edit:
 * @self: a row with its record
 *
 * Puts the cursor into it.
 */
void
ct_field_row_edit (CtFieldRow *self)
{
  g_return_if_fail (CT_IS_FIELD_ROW (self) && self->input != NULL);
  gtk_widget_grab_focus (self->input);
}

/* ---- The object ---- */

static void
ct_field_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FIELD)
    g_value_set_string (value, CT_FIELD_ROW (object)->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_field_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FIELD)
    CT_FIELD_ROW (object)->name = g_value_dup_string (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_field_row_dispose (GObject *object)
{
  CtFieldRow *self = CT_FIELD_ROW (object);

  /* The inputs say "changed" while they are taken apart. */
  self->setting = TRUE;
  g_clear_object (&self->record);
  g_clear_object (&self->saved);
  G_OBJECT_CLASS (ct_field_row_parent_class)->dispose (object);
}

static void
ct_field_row_finalize (GObject *object)
{
  CtFieldRow *self = CT_FIELD_ROW (object);

  g_free (self->name);
  g_free (self->text);
  g_free (self->slip);
  g_free (self->complaint);
  g_strfreev (self->choices);
  g_strfreev (self->choice_labels);
  G_OBJECT_CLASS (ct_field_row_parent_class)->finalize (object);
}

static void
ct_field_row_class_init (CtFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ct_field_row_get_property;
  object_class->set_property = ct_field_row_set_property;
  object_class->dispose = ct_field_row_dispose;
  object_class->finalize = ct_field_row_finalize;
  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  edited_signal = g_signal_new ("edited", CT_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/form/ct-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CtFieldRow, label);
  gtk_widget_class_bind_template_child (widget_class, CtFieldRow, slot);
  gtk_widget_class_bind_template_child (widget_class, CtFieldRow, unit);
  gtk_widget_class_bind_template_child (widget_class, CtFieldRow, aside);
  gtk_widget_class_bind_template_child (widget_class, CtFieldRow, mark);
  gtk_widget_class_bind_template_child (widget_class, CtFieldRow, error);
}

static void
ct_field_row_init (CtFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ct_field_row_new:
 * @field: the name of a record's field
 *
 * Returns: (transfer floating): a row for it.
 */
GtkWidget *
ct_field_row_new (const char *field)
{
  return g_object_new (CT_TYPE_FIELD_ROW, "field", field, NULL);
}
