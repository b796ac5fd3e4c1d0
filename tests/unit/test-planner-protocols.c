/* The protocols as they are shipped, each planned on an empty calendar and on a filled one. */
#include "base/ct-error.h"
#include "knowledge/ct-knowledge.h"
#include "planner-fixture.h"

static const struct { const char *id, *days; } shipped[] = {
  { "IV_IND_3PW", "0 2 4 7 9 11" },
  { "IV_IND_2PW", "0 3 7 10 14 17" },
  { "IV_IND_8", "0 3 7 10 14 17 21 24" },
  { "IV_MAINT", "0 14 28" },
  { "IV_BOOST", "0" },
  { "IM_IND", "0 3 7 10 14 17" },
  { "SL_IND", "0 3 7 10 14 17" },
  { "ESK_TRD_IND", "0 3 7 10 14 17 21 24" },
  { "ESK_TRD_M1", "0 7 14 21" },
  { "ESK_TRD_M2", "0 7 14" },
  { "ESK_MDSI", "0 3 7 10 14 17 21 24" },
};

static CtKnowledge *
load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = ct_knowledge_find_folder ();
  const char *folders[] = { folder, NULL };
  CtKnowledge *knowledge = ct_knowledge_load (folders, &error);

  g_assert_no_error (error);
  return knowledge;
}

static void
test_every_protocol_is_planned_on_its_own_days (void)
{
  g_autoptr (CtKnowledge) knowledge = load ();
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (3);

  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_autoptr (CtProtocol) protocol = ct_protocol_ref (ct_knowledge_get_protocol (knowledge, shipped[i].id));
      g_autoptr (CtPlan) plan = NULL;
      g_autoptr (GError) error = NULL;
      CtPlanRequest request;

      ct_plan_request_init (&request, protocol, hours, occupancy, MONDAY_MARCH_2);
      plan = ct_planner_plan (&request, &error);
      g_assert_no_error (error);
      assert_plan (plan, MONDAY_MARCH_2, shipped[i].days, "");
    }
}

static void
test_maintenance_every_two_weeks_leaves_out_the_days_between (void)
{
  g_autoptr (CtKnowledge) knowledge = load ();
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (3);
  g_autoptr (CtPlan) plan = NULL;
  CtPlanRequest request;

  ct_plan_request_init (&request, ct_knowledge_get_protocol (knowledge, "ESK_TRD_M2"), hours, occupancy, MONDAY_MARCH_2);
  request.interval_days = 14;
  request.weekdays = fixture_days ("thu");
  plan = ct_planner_plan (&request, NULL);
  assert_plan (plan, MONDAY_MARCH_2, "3 17 31", "");
}

static void
test_a_text_about_a_drug_can_not_be_planned (void)
{
  g_autoptr (CtKnowledge) knowledge = load ();
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (3);
  g_autoptr (GError) error = NULL;
  CtPlanRequest request;

  ct_plan_request_init (&request, ct_knowledge_get_protocol (knowledge, "PO_INFO"), hours, occupancy, MONDAY_MARCH_2);
  g_assert_null (ct_planner_plan (&request, &error));
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
}

static void
test_with_holidays_and_a_full_calendar_no_rule_that_stops_is_broken (void)
{
  g_autoptr (CtKnowledge) knowledge = load ();
  g_autoptr (CtHours) hours = fixture_hours ();
  g_autoptr (CtOccupancy) occupancy = fixture_chairs (3);
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  CtDate monday = ct_date_new (2026, 11, 16);
  gint64 id = 1;

  g_assert_true (ct_hours_add_closure (hours, ct_date_new (2026, 11, 26), ct_date_new (2026, 11, 27), "Thanksgiving", NULL));
  g_assert_true (ct_hours_add_closure (hours, ct_date_new (2026, 12, 25), ct_date_new (2026, 12, 25), "Christmas", NULL));
  for (int day = 0; day < 120; day++)
    for (int chair = 1; chair <= 3; chair++)
      if (g_rand_int_range (rand, 0, 3) > 0)
        {
          fixture_book (occupancy, id, 500 + id, chair, monday + day, 480 + 60 * g_rand_int_range (rand, 0, 4), 960);
          id++;
        }
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++)
    {
      g_autoptr (CtPlan) plan = NULL;
      g_autoptr (GError) error = NULL;
      CtPlanRequest request;

      ct_plan_request_init (&request, ct_knowledge_get_protocol (knowledge, shipped[i].id), hours, occupancy, monday);
      plan = ct_planner_plan (&request, &error);
      g_assert_no_error (error);
      for (guint b = 0; b < ct_plan_get_n_broken (plan); b++)
        g_assert_cmpint (ct_plan_get_broken (plan, b)->level, <, CT_LEVEL_HOLD);
      for (guint s = 0; s < ct_plan_get_size (plan); s++)
        g_assert_null (ct_hours_get_closure (hours, ct_plan_get_session (plan, s)->date));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner-protocols/every-protocol-is-planned-on-its-own-days",
                   test_every_protocol_is_planned_on_its_own_days);
  g_test_add_func ("/planner-protocols/maintenance-every-two-weeks-leaves-out-the-days-between",
                   test_maintenance_every_two_weeks_leaves_out_the_days_between);
  g_test_add_func ("/planner-protocols/a-text-about-a-drug-can-not-be-planned",
                   test_a_text_about_a_drug_can_not_be_planned);
  g_test_add_func ("/planner-protocols/with-holidays-and-a-full-calendar-no-rule-that-stops-is-broken",
                   test_with_holidays_and_a_full_calendar_no_rule_that_stops_is_broken);
  return g_test_run ();
}
