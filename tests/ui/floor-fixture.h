/* A calendar on a Monday morning on which the first chair runs over: in it since 9:25 for 9:00, till 10:25 instead of 10:00. */
#pragma once

#include "ui-fixture.h"

#include "domain/ct-way.h"
#include "ui/calendar/ct-calendar-page.h"
#include "ui/ct-page.h"

#define MONDAY "2026-03-02"

typedef struct
{
  UiFixture      ui;
  CtAppointment *seated;  /* Reyes, 9:00 to 10:00 */
  CtAppointment *waiting; /* Okafor, 10:00 to 10:30 */
  CtAppointment *after;   /* Lind, 10:30 to 11:00 */
} FloorFixture;

static inline CtTimeGrid *
floor_grid (FloorFixture *self)
{
  return ct_day_view_get_grid (ct_calendar_page_get_view (CT_CALENDAR_PAGE (self->ui.page)));
}

static inline gboolean
floor_is_idle (FloorFixture *self)
{
  return !ct_calendar_page_is_busy (CT_CALENDAR_PAGE (self->ui.page)) && ct_time_grid_get_columns (floor_grid (self)) != NULL;
}

static inline gint64
floor_site (FloorFixture *self)
{
  return CT_RECORD (g_ptr_array_index (ct_clinic_get_sites (self->ui.base.clinic), 0))->id;
}

static inline void
floor_clock (FloorFixture *self, const char *utc)
{
  self->ui.base.now_us = ct_time_parse_iso (utc);
}

/* Takes @appointment, and gives back what it has become. */
static inline CtAppointment *
floor_step (FloorFixture *self, CtAppointment *appointment, const char *step)
{
  g_auto (CtAwait) await = { NULL };

  ct_clinic_set_appointment_status_async (self->ui.base.clinic, appointment, step, NULL, ct_await_done, &await);
  g_object_unref (appointment);
  return fixture_take (&self->ui.base, &await);
}

static inline CtAppointment *
floor_book (FloorFixture *self, const char *family, const char *given, const char *time, int minutes)
{
  g_autoptr (CtPatient) patient = fixture_add_patient (&self->ui.base, family, given, "1980-05-04");

  return fixture_book (&self->ui.base, patient, MONDAY, time, minutes);
}

static inline void
floor_set_up (FloorFixture *self, gconstpointer data)
{
  fixture_set_up (&self->ui.base, NULL);
  self->seated = floor_book (self, "Reyes", "Marisol", "09:00", 60);
  self->waiting = floor_book (self, "Okafor", "Tobe", "10:00", 30);
  self->after = floor_book (self, "Lind", "Berta", "10:30", 30);
  floor_clock (self, "2026-03-02T17:25:00Z");
  self->seated = floor_step (self, self->seated, "in-chair");
  floor_clock (self, "2026-03-02T17:40:00Z");
}

static inline void
floor_tear_down (FloorFixture *self, gconstpointer data)
{
  ui_close_window (&self->ui);
  g_clear_object (&self->seated);
  g_clear_object (&self->waiting);
  g_clear_object (&self->after);
  fixture_tear_down (&self->ui.base, NULL);
}

static inline void
floor_open (FloorFixture *self, int width, int height)
{
  ui_open_window (&self->ui, ct_calendar_page_new (self->ui.base.clinic), width, height);
  ct_page_open (CT_PAGE (self->ui.page), "site", g_variant_new_int64 (floor_site (self)));
  ui_wait_for (floor_is_idle (self));
  ui_rest (50);
  gtk_widget_grab_focus (self->ui.page);
}

static inline CtBlock *
floor_block (FloorFixture *self, CtAppointment *appointment)
{
  return ct_time_grid_find_block (floor_grid (self), CT_RECORD (appointment)->id);
}

#define FLOOR_TEST(path, function) \
  g_test_add ("/floor/" path, FloorFixture, NULL, floor_set_up, function, floor_tear_down)
