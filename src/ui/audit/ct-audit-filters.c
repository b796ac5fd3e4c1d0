#include "ui/audit/ct-audit-filters.h"

#include <glib/gi18n.h>

#include "base/ct-time.h"
#include "ui/audit/ct-patient-choice.h"
#include "ui/patient/ct-wrap-layout.h"

struct _CtAuditFilters
{
  AdwBin           parent_instance;
  GtkWidget       *line;
  GtkEntry        *from;
  GtkEntry        *until;
  GtkDropDown     *users;
  CtPatientChoice *patient;
  GtkDropDown     *acts;
  GtkDropDown     *tables;
  GtkSearchEntry  *text;
  GtkWidget       *clear;
  CtClinic        *clinic;
  GPtrArray       *act_words;   /* of char*: what stands in acts behind "Any act" */
  GPtrArray       *table_words;
  gboolean         quiet;       /* several are being set at once */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CtAuditFilters, ct_audit_filters, ADW_TYPE_BIN)

/* ---- What is set ---- */

/* The beginning of the day that is typed, @days later; @nothing where none is. */
static gint64
read_day (CtAuditFilters *self, GtkEntry *entry, int days, gint64 nothing)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  CtWall wall = { ct_date_parse_any (text), 0 };

  if (wall.date == CT_DATE_NONE)
    return nothing;
  wall.date += days;
  return ct_wall_to_utc (wall, ct_clinic_get_zone (self->clinic, 0));
}

static CtUser *
selected_user (CtAuditFilters *self)
{
  guint at = gtk_drop_down_get_selected (self->users);
  GPtrArray *users = ct_clinic_get_users (self->clinic);

  return at > 0 && at <= users->len ? g_ptr_array_index (users, at - 1) : NULL;
}

static const char *
selected_word (GtkDropDown *choice, GPtrArray *words)
{
  guint at = gtk_drop_down_get_selected (choice);

  return at > 0 && at <= words->len ? g_ptr_array_index (words, at - 1) : NULL;
}

/**
 * ct_audit_filters_dup_filter:
 * @self: the filters
 *
 * Returns: (transfer full): what is asked for.
 */
CtAuditFilter *
ct_audit_filters_dup_filter (CtAuditFilters *self)
{
  CtAuditFilter *filter = ct_audit_filter_new ();
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  CtUser *user = selected_user (self);

  filter->from_us = read_day (self, self->from, 0, 0);
  filter->until_us = read_day (self, self->until, 1, G_MAXINT64);
  filter->user_id = user != NULL ? CT_RECORD (user)->id : 0;
  filter->patient_id = ct_patient_choice_get_id (self->patient);
  filter->act = g_strdup (selected_word (self->acts, self->act_words));
  filter->table = g_strdup (selected_word (self->tables, self->table_words));
  filter->text = text[0] != '\0' ? g_strdup (text) : NULL;
  return filter;
}

/**
 * ct_audit_filters_get_names:
 * @self: the filters
 * @names: (out caller-allocates): the names in them, which they own
 */
void
ct_audit_filters_get_names (CtAuditFilters *self, CtAuditNames *names)
{
  CtUser *user = selected_user (self);

  names->patient = ct_patient_choice_get_name (self->patient);
  names->user = user != NULL ? user->login : NULL;
  names->zone = ct_clinic_get_zone (self->clinic, 0);
}

/* ---- Setting them ---- */

static void
tell_changed (CtAuditFilters *self)
{
  g_autoptr (CtAuditFilter) filter = NULL;

  if (self->quiet || self->clinic == NULL)
    return;
  filter = ct_audit_filters_dup_filter (self);
  gtk_widget_set_sensitive (self->clear, filter->from_us != 0 || filter->until_us != G_MAXINT64 ||
                                             filter->patient_id != 0 || filter->user_id != 0 || filter->act != NULL ||
                                             filter->table != NULL || filter->text != NULL);
  g_signal_emit (self, changed_signal, 0);
}

static guint
find_word (GPtrArray *words, const char *word)
{
  for (guint i = 0; word != NULL && i < words->len; i++)
    if (g_strcmp0 (g_ptr_array_index (words, i), word) == 0)
      return i + 1;
  return 0;
}

static void
append_word (GtkDropDown *choice, GPtrArray *words, const char *word, gboolean table)
{
  const char *label = table ? ct_audit_table_label (word) : ct_audit_act_label (word);

  if (find_word (words, word) > 0)
    return;
  g_ptr_array_add (words, g_strdup (word));
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (choice)), label);
}

/**
 * ct_audit_filters_offer:
 * @self: the filters
 * @words: (element-type utf8): acts or tables that are in the audit
 * @tables: whether they are tables
 *
 * Lets one of them be chosen.
 */
void
ct_audit_filters_offer (CtAuditFilters *self, GPtrArray *words, gboolean tables)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self) && words != NULL);
  for (guint i = 0; i < words->len; i++)
    append_word (tables ? self->tables : self->acts, tables ? self->table_words : self->act_words,
                 g_ptr_array_index (words, i), tables);
}

static void
select_user (CtAuditFilters *self, gint64 user_id)
{
  GPtrArray *users = ct_clinic_get_users (self->clinic);
  guint at = 0;

  for (guint i = 0; i < users->len; i++)
    if (CT_RECORD (g_ptr_array_index (users, i))->id == user_id)
      at = i + 1;
  gtk_drop_down_set_selected (self->users, at);
}

/**
 * ct_audit_filters_ask:
 * @self: the filters
 * @patient_id: about whom; 0 for all
 * @patient: (nullable): the patient's name, if it is known
 * @user_id: by whom; 0 for all
 * @act: (nullable): which act; %NULL for all
 *
 * Sets these and clears the rest.
 */
void
ct_audit_filters_ask (CtAuditFilters *self, gint64 patient_id, const char *patient, gint64 user_id, const char *act)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self));
  self->quiet = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->from), "");
  gtk_editable_set_text (GTK_EDITABLE (self->until), "");
  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  ct_patient_choice_set (self->patient, patient_id, patient);
  select_user (self, user_id);
  if (act != NULL)
    append_word (self->acts, self->act_words, act, FALSE);
  gtk_drop_down_set_selected (self->acts, find_word (self->act_words, act));
  gtk_drop_down_set_selected (self->tables, 0);
  self->quiet = FALSE;
  tell_changed (self);
}

/**
 * ct_audit_filters_name_patient:
 * @self: the filters
 * @name: of the patient that was asked for by number
 */
void
ct_audit_filters_name_patient (CtAuditFilters *self, const char *name)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self));
  ct_patient_choice_set (self->patient, ct_patient_choice_get_id (self->patient), name);
}

static void
show_whether_day (GtkEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  gboolean wrong = text[0] != '\0' && ct_date_parse_any (text) == CT_DATE_NONE;

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY, wrong ? "dialog-warning-symbolic" : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry), wrong ? _("This is no day. Type one like 2 Nov 2026.") : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
on_day_cb (CtAuditFilters *self, GtkEntry *entry)
{
  show_whether_day (entry);
  tell_changed (self);
}

/**
 * ct_audit_filters_set_period:
 * @self: the filters
 * @from: the first day, as it is typed; "" for none
 * @until: the last day
 */
void
ct_audit_filters_set_period (CtAuditFilters *self, const char *from, const char *until)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self));
  gtk_editable_set_text (GTK_EDITABLE (self->from), from);
  gtk_editable_set_text (GTK_EDITABLE (self->until), until);
}

/**
 * ct_audit_filters_set_text:
 * @self: the filters
 * @text: words in the detail
 */
void
ct_audit_filters_set_text (CtAuditFilters *self, const char *text)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self));
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
}

/** ct_audit_filters_find_patient: lets a patient be chosen. */
void
ct_audit_filters_find_patient (CtAuditFilters *self)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self));
  ct_patient_choice_open (self->patient);
}

/** ct_audit_filters_find_user: puts the focus where a person is chosen. */
void
ct_audit_filters_find_user (CtAuditFilters *self)
{
  g_return_if_fail (CT_IS_AUDIT_FILTERS (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->users));
}

static void
on_clear_cb (CtAuditFilters *self)
{
  ct_audit_filters_ask (self, 0, NULL, 0, NULL);
}

/**
 * ct_audit_filters_set_clinic:
 * @self: the filters
 * @clinic: whose people can be chosen
 */
void
ct_audit_filters_set_clinic (CtAuditFilters *self, CtClinic *clinic)
{
  GtkStringList *people = GTK_STRING_LIST (gtk_drop_down_get_model (self->users));
  GPtrArray *users = ct_clinic_get_users (clinic);

  g_return_if_fail (CT_IS_AUDIT_FILTERS (self) && self->clinic == NULL);
  for (guint i = 0; i < users->len; i++)
    gtk_string_list_append (people, ((CtUser *) g_ptr_array_index (users, i))->login);
  ct_patient_choice_set_clinic (self->patient, clinic);
  self->clinic = g_object_ref (clinic);
}

/* ---- The object ---- */

static void
ct_audit_filters_dispose (GObject *object)
{
  g_clear_object (&CT_AUDIT_FILTERS (object)->clinic);
  G_OBJECT_CLASS (ct_audit_filters_parent_class)->dispose (object);
}

static void
ct_audit_filters_finalize (GObject *object)
{
  CtAuditFilters *self = CT_AUDIT_FILTERS (object);

  g_ptr_array_unref (self->act_words);
  g_ptr_array_unref (self->table_words);
  G_OBJECT_CLASS (ct_audit_filters_parent_class)->finalize (object);
}

static void
ct_audit_filters_class_init (CtAuditFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_audit_filters_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_audit_filters_finalize;
  changed_signal = g_signal_new ("changed", CT_TYPE_AUDIT_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (CT_TYPE_PATIENT_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/audit/ct-audit-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, line);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, from);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, until);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, users);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, patient);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, acts);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, tables);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, text);
  gtk_widget_class_bind_template_child (widget_class, CtAuditFilters, clear);
}

static void
ct_audit_filters_init (CtAuditFilters *self)
{
  GtkDropDown *choices[3];

  self->act_words = g_ptr_array_new_with_free_func (g_free);
  self->table_words = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->line, ct_wrap_layout_new (6, 6));
  choices[0] = self->users;
  choices[1] = self->acts;
  choices[2] = self->tables;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    g_signal_connect_swapped (choices[i], "notify::selected", G_CALLBACK (tell_changed), self);
  g_signal_connect_swapped (self->from, "changed", G_CALLBACK (on_day_cb), self);
  g_signal_connect_swapped (self->until, "changed", G_CALLBACK (on_day_cb), self);
  g_signal_connect_swapped (self->text, "search-changed", G_CALLBACK (tell_changed), self);
  g_signal_connect_swapped (self->patient, "changed", G_CALLBACK (tell_changed), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (on_clear_cb), self);
}
