/* Who may do what: the file of rights, and what it says about roles, tables and clinical fields. */
#include "base/ct-error.h"
#include "domain/ct-patient.h"
#include "domain/ct-record-types.h"
#include "domain/ct-rights-file.h"
#include "domain/ct-user.h"

static void
test_every_permission_has_a_name_words_and_a_reason (void)
{
  for (CtPermission p = 0; p < CT_N_PERMISSIONS; p++)
    {
      g_assert_nonnull (ct_permission_to_id (p));
      g_assert_cmpstr (ct_permission_to_text (p), !=, "do this");
      g_assert_cmpuint (strlen (ct_permission_why (p)), >, 5);
    }
}

static void
test_every_role_has_a_label_and_may_log_in (void)
{
  const char *const *roles = ct_permission_list_roles ();

  g_assert_cmpuint (g_strv_length ((GStrv) roles), ==, 7);
  for (guint i = 0; roles[i] != NULL; i++)
    {
      g_assert_true (ct_permission_of_role (roles[i], CT_MAY_NOTHING_SPECIAL));
      g_assert_cmpstr (ct_role_label (roles[i]), !=, roles[i]);
    }
}

static void
test_reception_sees_calendar_and_demographics_but_no_chart (void)
{
  g_assert_true (ct_permission_of_role (CT_ROLE_RECEPTION, CT_MAY_SEE_PATIENTS));
  g_assert_true (ct_permission_of_role (CT_ROLE_RECEPTION, CT_MAY_EDIT_PATIENTS));
  g_assert_true (ct_permission_of_role (CT_ROLE_RECEPTION, CT_MAY_BOOK));
  g_assert_false (ct_permission_of_role (CT_ROLE_RECEPTION, CT_MAY_SEE_CHART));
  g_assert_false (ct_permission_of_role (CT_ROLE_RECEPTION, CT_MAY_IMPORT));
  g_assert_false (ct_permission_of_role (CT_ROLE_RECEPTION, CT_MAY_SEE_AUDIT));
  g_assert_false (ct_permission_of_role (CT_ROLE_AUDITOR, CT_MAY_EDIT_PATIENTS));
}

static void
test_the_owner_may_everything_and_a_stranger_nothing (void)
{
  for (CtPermission p = 0; p < CT_N_PERMISSIONS; p++)
    {
      g_assert_true (ct_permission_of_role (CT_ROLE_OWNER, p));
      g_assert_false (ct_permission_of_role ("visitor", p));
      g_assert_false (ct_permission_of_role (NULL, p));
    }
}

static void
assert_reads_only_with_chart (const char *name)
{
  const CtTableRights *table = ct_rights_find_table (name);

  g_assert_nonnull (table);
  g_assert_false (ct_rights_of_role (CT_ROLE_RECEPTION, table, CT_ACCESS_READ));
  g_assert_false (ct_rights_of_role (CT_ROLE_RECEPTION, table, CT_ACCESS_ADD));
  g_assert_true (ct_rights_of_role (CT_ROLE_NURSE, table, CT_ACCESS_READ));
}

static void
test_tables_of_the_chart_are_closed_to_the_desk (void)
{
  static const char *const tables[] = { "assessment", "document", "document_section", "issued", "signature",
                                        "problem",    "medication", "allergy",        "measurement" };
  const CtTableRights *session = ct_rights_find_table ("session");

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_reads_only_with_chart (tables[i]);
  g_assert_true (ct_rights_of_role (CT_ROLE_RECEPTION, session, CT_ACCESS_READ));
  g_assert_true (ct_rights_of_role (CT_ROLE_RECEPTION, session, CT_ACCESS_CHANGE));
  g_assert_false (ct_rights_of_role (CT_ROLE_RECEPTION, session, CT_ACCESS_READ_CLINICAL));
  g_assert_false (ct_rights_of_role (CT_ROLE_RECEPTION, session, CT_ACCESS_WRITE_CLINICAL));
  g_assert_null (ct_rights_find_table ("gossip"));
}

static void
assert_same_columns (GType type)
{
  g_autoptr (CtRecord) record = g_object_new (type, NULL);
  const CtTableRights *table = ct_rights_find_table (ct_record_table (record));
  guint n, n_clinical = 0;
  const CtField *fields = ct_record_fields (record, &n);

  g_assert_nonnull (table);
  for (guint i = 0; i < n; i++)
    if (fields[i].flags & CT_CLINICAL)
      {
        n_clinical++;
        if (!g_strv_contains ((const char *const *) table->clinical, fields[i].name))
          g_error ("rights.txt does not call %s.%s clinical.", table->table, fields[i].name);
      }
  g_assert_cmpuint (g_strv_length (table->clinical), ==, n_clinical);
}

static void
test_fields_and_the_file_agree_on_what_is_clinical (void)
{
  const GType *types = ct_record_types ();

  for (gsize i = 0; types[i] != G_TYPE_INVALID; i++)
    assert_same_columns (types[i]);
}

static void
test_the_alert_stays_visible_at_the_desk (void)
{
  g_autoptr (CtPatient) patient = ct_patient_new ();

  g_assert_false (ct_record_find_field (CT_RECORD (patient), "alert")->flags & CT_CLINICAL);
  g_assert_true (ct_record_find_field (CT_RECORD (patient), "note")->flags & CT_CLINICAL);
}

static void
test_a_slip_in_the_file_is_told_with_its_line (void)
{
  static const char *const wrong[] = {
    "permission | owner | why\nfly | yes | x\n",
    "permission | owner | why\nbook | maybe | x\n",
    "permission | owner | why\nbook | yes\n",
    "book | yes | x\n",
    "permission | owner | why\nbook | yes | x\nbook | yes | x\n",
    "permission | owner | why\ntable | read\nnote | fly | - | - | - | - | - | - | x\n",
    "permission | owner | why\ntable | read\nnote | book\n",
    "permission | owner | why\nbook | yes | x\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ct_rights_file_parse (wrong[i], &error));
      g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "rights.txt:"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rights/every-permission-has-a-name-words-and-a-reason",
                   test_every_permission_has_a_name_words_and_a_reason);
  g_test_add_func ("/rights/every-role-has-a-label-and-may-log-in", test_every_role_has_a_label_and_may_log_in);
  g_test_add_func ("/rights/reception-sees-calendar-and-demographics-but-no-chart",
                   test_reception_sees_calendar_and_demographics_but_no_chart);
  g_test_add_func ("/rights/the-owner-may-everything-and-a-stranger-nothing",
                   test_the_owner_may_everything_and_a_stranger_nothing);
  g_test_add_func ("/rights/tables-of-the-chart-are-closed-to-the-desk", test_tables_of_the_chart_are_closed_to_the_desk);
  g_test_add_func ("/rights/fields-and-the-file-agree-on-what-is-clinical",
                   test_fields_and_the_file_agree_on_what_is_clinical);
  g_test_add_func ("/rights/the-alert-stays-visible-at-the-desk", test_the_alert_stays_visible_at_the_desk);
  g_test_add_func ("/rights/a-slip-in-the-file-is-told-with-its-line", test_a_slip_in_the_file_is_told_with_its_line);
  return g_test_run ();
}
