/* The colours of the clinic's choosing: stored for every desk, undone, and given back. */
#include "clinic-fixture.h"

static CtRgb
treatment (CtClinic *clinic)
{
  return ct_colors_get_kind (ct_clinic_get_colors (clinic), CT_VISIT_TREATMENT);
}

static void
wait_for_treatment (CtClinic *clinic, CtRgb color)
{
  while (treatment (clinic) != color)
    g_main_context_iteration (NULL, TRUE);
}

static void
choose (Fixture *self, const char *subject, gint64 user_id, const char *color)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stored = NULL;

  ct_clinic_save_color_async (self->clinic, subject, user_id, color, ct_await_done, &await);
  stored = fixture_take (self, &await);
}

static void
test_a_colour_shows_at_every_desk_and_is_still_there_tomorrow (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CtClinic) other = ct_clinic_open (self->path, "ana", PASSPHRASE, ct_clock_fixed (&self->now_us), &error);

  g_assert_no_error (error);
  choose (self, "kind/treatment", 0, "#7a5230");
  wait_for_treatment (self->clinic, 0x7a5230);
  wait_for_treatment (other, 0x7a5230);
  choose (self, "kind/treatment", 0, "#2b3a7e");
  wait_for_treatment (other, 0x2b3a7e);
  ct_clinic_close (other);
  fixture_close (self);
  fixture_open (self);
  g_assert_cmphex (treatment (self->clinic), ==, 0x2b3a7e);
}

static void
test_choosing_is_undone_and_done_again (Fixture *self, gconstpointer data)
{
  CtRgb standard = treatment (self->clinic);
  g_auto (CtAwait) await = { NULL };
  g_autofree char *told = NULL;
  g_autofree char *again = NULL;

  choose (self, "kind/treatment", 0, "#7a5230");
  wait_for_treatment (self->clinic, 0x7a5230);
  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  told = fixture_take (self, &await);
  wait_for_treatment (self->clinic, standard);
  ct_clinic_redo_async (self->clinic, ct_await_done, &await);
  again = fixture_take (self, &await);
  wait_for_treatment (self->clinic, 0x7a5230);
}

/* The same colour again is no act, and leaves nothing to undo. */
static void
test_choosing_what_is_chosen_does_nothing (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autofree char *told = NULL;
  CtRgb standard = treatment (self->clinic);

  choose (self, "kind/treatment", 0, "#7a5230");
  choose (self, "kind/treatment", 0, "#7a5230");
  choose (self, "kind/other", 0, NULL);
  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  told = fixture_take (self, &await);
  wait_for_treatment (self->clinic, standard);
}

static void
test_all_standard_colours_come_back_in_one_act (Fixture *self, gconstpointer data)
{
  gint64 ana = CT_RECORD (ct_clinic_get_user (self->clinic))->id;
  CtRgb standard = treatment (self->clinic);
  CtRgb of_ana = ct_colors_get_clinician (ct_clinic_get_colors (self->clinic), ana);
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GPtrArray) stored = NULL;
  g_autofree char *told = NULL;

  choose (self, "clinician", ana, "#123456");
  choose (self, "step/arrived", 0, "#a4c639");
  choose (self, "kind/treatment", 0, "#7a5230");
  wait_for_treatment (self->clinic, 0x7a5230);
  g_assert_cmphex (ct_colors_get_clinician (ct_clinic_get_colors (self->clinic), ana), ==, 0x123456);
  ct_clinic_reset_colors_async (self->clinic, ct_await_done, &await);
  stored = fixture_take (self, &await);
  g_assert_cmpuint (stored->len, ==, 3);
  wait_for_treatment (self->clinic, standard);
  g_assert_cmphex (ct_colors_get_clinician (ct_clinic_get_colors (self->clinic), ana), ==, of_ana);
  g_assert_false (ct_colors_have_choice (ct_clinic_get_colors (self->clinic)));
  ct_clinic_undo_async (self->clinic, ct_await_done, &await);
  told = fixture_take (self, &await);
  wait_for_treatment (self->clinic, 0x7a5230);
  g_assert_cmphex (ct_colors_get_clinician (ct_clinic_get_colors (self->clinic), ana), ==, 0x123456);
}

static void
test_what_is_no_colour_is_refused (Fixture *self, gconstpointer data)
{
  g_auto (CtAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  ct_clinic_save_color_async (self->clinic, "kind/treatment", 0, "red", ct_await_done, &await);
  error = fixture_refusal (self, &await);
  g_assert_error (error, CT_ERROR, CT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "#56b4e9"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_TEST ("colors/a-colour-shows-at-every-desk-and-is-still-there-tomorrow",
                test_a_colour_shows_at_every_desk_and_is_still_there_tomorrow);
  FIXTURE_TEST ("colors/choosing-is-undone-and-done-again", test_choosing_is_undone_and_done_again);
  FIXTURE_TEST ("colors/choosing-what-is-chosen-does-nothing", test_choosing_what_is_chosen_does_nothing);
  FIXTURE_TEST ("colors/all-standard-colours-come-back-in-one-act", test_all_standard_colours_come_back_in_one_act);
  FIXTURE_TEST ("colors/what-is-no-colour-is-refused", test_what_is_no_colour_is_refused);
  return g_test_run ();
}
