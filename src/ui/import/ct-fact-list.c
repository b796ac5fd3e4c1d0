#include "ui/import/ct-fact-list.h"

#include <glib/gi18n.h>

/* More of a kind than anybody reads before deciding; all of it is in the document itself. */
#define MAX_SHOWN 60

static const struct
{
  CtCdaKind   kind;
  const char *title;
  const char *none;
} kinds[] = {
  { CT_CDA_ALLERGY, N_("Allergies"), N_("The document lists no allergies, and does not say that there are none.") },
  { CT_CDA_PROBLEM, N_("Problems"), N_("The document lists no problems.") },
  { CT_CDA_MEDICATION, N_("Medications"), N_("The document lists no medications.") },
  { CT_CDA_VITAL_SIGN, N_("Vital signs"), NULL },
  { CT_CDA_ASSESSMENT_SCALE, N_("Scores"), NULL },
  { CT_CDA_SMOKING_STATUS, N_("Smoking"), NULL },
  { CT_CDA_RESULT, N_("Results"), NULL },
  { CT_CDA_PROCEDURE, N_("Procedures"), NULL },
  { CT_CDA_ENCOUNTER, N_("Encounters"), NULL },
  { CT_CDA_IMMUNIZATION, N_("Immunizations"), NULL },
};

/**
 * ct_fact_list_state:
 * @fact: something found in a document
 *
 * Returns: (transfer full) (nullable): what must be said beside it unless it is simply so.
 */
char *
ct_fact_list_state (const CtCdaFact *fact)
{
  switch (fact->state)
    {
    case CT_CDA_NEGATED:
      return g_strdup (_("stated as absent"));
    case CT_CDA_NONE_KNOWN:
      return g_strdup (_("stated: none known"));
    case CT_CDA_UNKNOWN:
      return g_strdup (_("not known to the author"));
    case CT_CDA_WITHHELD:
      return g_strdup (_("withheld by the author"));
    case CT_CDA_PRESENT:
      break;
    }
  return fact->confidence == CT_CDA_CONFLICTING ? g_strdup (_("the document contradicts itself here")) : NULL;
}

static GtkWidget *
create_row (const CtCdaFact *fact)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = ct_cda_fact_describe (fact);
  g_autofree char *escaped = g_markup_escape_text (text != NULL && *text != '\0' ? text : _("(nothing said)"), -1);
  g_autofree char *state = ct_fact_list_state (fact);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_focusable (row, FALSE);
  if (state != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (fact->state == CT_CDA_PRESENT ? "dialog-warning-symbolic"
                                                                                    : "list-remove-symbolic");

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      gtk_widget_add_css_class (row, "ct-not-so");
    }
  return row;
}

static void
add_sentence (AdwPreferencesGroup *group, const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (row, "dim-label");
  adw_preferences_group_add (group, row);
}

static GtkWidget *
create_group (GPtrArray *facts, const char *title, const char *none)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *heading = facts->len > 0 ? g_strdup_printf ("%s (%u)", title, facts->len) : g_strdup (title);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), heading);
  for (guint i = 0; i < facts->len && i < MAX_SHOWN; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (g_ptr_array_index (facts, i)));
  if (facts->len > MAX_SHOWN)
    {
      g_autofree char *more = g_strdup_printf (_("… and %u more, in the document"), facts->len - MAX_SHOWN);

      add_sentence (ADW_PREFERENCES_GROUP (group), more);
    }
  if (facts->len == 0)
    add_sentence (ADW_PREFERENCES_GROUP (group), none);
  return group;
}

/**
 * ct_fact_list_new:
 * @document: what was read
 *
 * Returns: (transfer floating): groups of rows, those first that matter for treatment.
 */
GtkWidget *
ct_fact_list_new (CtCdaDocument *document)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GPtrArray *facts = document->facts[kinds[i].kind];

      if (facts->len > 0 || kinds[i].none != NULL)
        gtk_box_append (GTK_BOX (box), create_group (facts, _(kinds[i].title), kinds[i].none != NULL ? _(kinds[i].none) : NULL));
    }
  gtk_widget_add_css_class (box, "ct-form");
  return box;
}
