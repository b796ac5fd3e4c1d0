/* Problems, medications, allergies and vital signs: what is, what was, and what is known not to be. */
#include <glib/gi18n.h>

#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"

#define MAX_MEASUREMENTS 60

typedef CtPatientTab CtFactsTab;
typedef CtPatientTabClass CtFactsTabClass;

G_DEFINE_TYPE (CtFactsTab, ct_facts_tab, CT_TYPE_PATIENT_TAB)

/** A kind of fact, and how to show it. */
typedef struct
{
  const char *kind; /* as in patient.add-fact */
  const char *title, *nothing, *add, *icon;
} FactKind;

static const FactKind kinds[] = {
  { "allergy", N_("Allergies"), N_("Allergies were not recorded."), N_("Add an allergy"), "dialog-warning-symbolic" },
  { "medication", N_("Medications"), N_("Medications were not recorded."), N_("Add a medication"), NULL },
  { "problem", N_("Problems"), N_("Problems were not recorded."), N_("Add a problem"), NULL },
  { "measurement", N_("Vital signs"), N_("No vital signs were recorded."), N_("Add a vital sign"), NULL },
};

/* What is shown of a fact of whatever kind. */
typedef struct
{
  char    *title;
  char    *detail;
  gboolean denied; /* or unknown: not a fact one acts on */
  gboolean past;
} FactWords;

static FactWords
words_of (CtRecord *fact)
{
  FactWords words = { NULL };

  if (CT_ALLERGY_IS (fact))
    {
      CtAllergy *allergy = CT_ALLERGY (fact);

      words.title = ct_words_allergy (allergy, &words.detail);
      words.denied = allergy->negated || allergy->null_flavor != NULL;
      words.past = ct_words_is_past (allergy->status, NULL);
    }
  else if (CT_MEDICATION_IS (fact))
    {
      CtMedication *medication = CT_MEDICATION (fact);

      words.title = ct_words_medication (medication, &words.detail);
      words.denied = medication->negated || medication->null_flavor != NULL;
      words.past = ct_words_is_past (medication->status, medication->until);
    }
  else if (CT_PROBLEM_IS (fact))
    {
      CtProblem *problem = CT_PROBLEM (fact);

      words.title = ct_words_problem (problem, &words.detail);
      words.denied = problem->negated || problem->null_flavor != NULL;
      words.past = ct_words_is_past (problem->status, problem->until);
    }
  else
    words.title = ct_words_measurement (CT_MEASUREMENT (fact), &words.detail);
  return words;
}

static char *
source_words (CtPatientTab *self, CtRecord *fact)
{
  GPtrArray *documents = ct_patient_tab_get_file (self)->documents;
  gint64 document_id = 0;

  g_object_get (fact, "document-id", &document_id, NULL);
  for (guint i = 0; document_id != 0 && i < documents->len; i++)
    if (CT_RECORD (g_ptr_array_index (documents, i))->id == document_id)
      return g_strdup_printf (_("from “%s”"), CT_DOCUMENT (g_ptr_array_index (documents, i))->title);
  return g_strdup ("");
}

static void
add_buttons (GtkWidget *row, const FactKind *kind, CtRecord *fact, const char *title)
{
  g_autofree char *edit_words = g_strdup_printf (_("Edit %s"), title);
  g_autofree char *remove_words = g_strdup_printf (_("Remove %s"), title);
  g_autofree char *edit_name = g_strdup_printf ("edit-%s-%" G_GINT64_FORMAT, kind->kind, fact->id);
  GtkWidget *edit = ct_part_icon_button ("document-edit-symbolic", edit_words, "patient.edit-fact",
                                         g_variant_new ("(sx)", kind->kind, fact->id));
  GtkWidget *remove = ct_part_icon_button ("edit-delete-symbolic", remove_words, "patient.remove-fact",
                                           g_variant_new ("(sx)", kind->kind, fact->id));

  gtk_widget_set_name (edit, edit_name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
}

static GtkWidget *
create_row (CtPatientTab *self, const FactKind *kind, CtRecord *fact)
{
  FactWords words = words_of (fact);
  g_autofree char *title = words.title;
  g_autofree char *detail = words.detail;
  g_autofree char *source = source_words (self, fact);
  g_autofree char *all = ct_words_join (" · ", words.past ? _("past") : "", detail, source, NULL);
  GtkWidget *row = ct_part_fact_row (words.denied ? "object-select-symbolic"
                                     : words.past ? NULL
                                                  : kind->icon,
                                     title, all);

  if (words.denied || words.past)
    gtk_widget_add_css_class (row, "ct-past");
  add_buttons (row, kind, fact, title);
  return row;
}

static GPtrArray *
facts_of (CtPatientTab *self, const char *kind)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);

  if (g_strcmp0 (kind, "allergy") == 0)
    return file->allergies;
  if (g_strcmp0 (kind, "medication") == 0)
    return file->medications;
  return g_strcmp0 (kind, "problem") == 0 ? file->problems : file->measurements;
}

/* What is now comes before what was. */
static void
add_rows (CtPatientTab *self, GtkWidget *card, const FactKind *kind, gboolean past)
{
  GPtrArray *facts = facts_of (self, kind->kind);
  guint n = MIN (facts->len, kind == &kinds[3] ? MAX_MEASUREMENTS : G_MAXUINT);

  for (guint i = 0; i < n; i++)
    {
      FactWords words = words_of (g_ptr_array_index (facts, i));

      if (words.past == past)
        ct_part_card_add (card, create_row (self, kind, g_ptr_array_index (facts, i)));
      g_free (words.title);
      g_free (words.detail);
    }
}

static GtkWidget *
create_card (CtPatientTab *self, const FactKind *kind)
{
  GtkWidget *card = ct_part_card (_(kind->title), NULL);
  GtkWidget *add = ct_part_icon_button ("list-add-symbolic", _(kind->add), "patient.add-fact",
                                        g_variant_new_string (kind->kind));

  gtk_widget_set_name (add, kind->add);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (card), add);
  add_rows (self, card, kind, FALSE);
  add_rows (self, card, kind, TRUE);
  if (facts_of (self, kind->kind)->len == 0)
    ct_part_card_add (card, ct_part_note (_(kind->nothing)));
  return card;
}

static void
ct_facts_tab_fill (CtPatientTab *self, GtkWidget *box)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_box_append (GTK_BOX (box), create_card (self, &kinds[i]));
}

static void
ct_facts_tab_class_init (CtPatientTabClass *klass)
{
  klass->fill = ct_facts_tab_fill;
}

static void
ct_facts_tab_init (CtPatientTab *self)
{
}
