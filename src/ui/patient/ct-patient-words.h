/* What a patient's records say in words, the same on every tab. */
#pragma once

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

char *ct_words_day         (CtDate day, CtDate today);
char *ct_words_day_time    (CtDate day, int minute, CtDate today);
char *ct_words_moment      (gint64 utc_us, GTimeZone *zone);
char *ct_words_iso         (const char *iso);
char *ct_words_age         (const CtPatient *patient, CtDate today);
char *ct_words_born        (const CtPatient *patient);
char *ct_words_dose        (gint64 dose_ug, gint64 dose_ug_per_kg);
char *ct_words_visit       (CtClinic *clinic, const CtAppointment *visit, CtDate today);
char *ct_words_course      (CtKnowledge *knowledge, const CtCourse *course);
char *ct_words_progress    (CtPatientFile *file, const CtCourse *course);
const char *ct_words_course_status  (const char *status);
const char *ct_words_session_status (const CtSession *session, CtDate today);
const char *ct_words_level (CtLevel level);
const char *ct_words_level_icon (CtLevel level);

char *ct_words_problem     (const CtProblem *problem, char **detail);
char *ct_words_medication  (const CtMedication *medication, char **detail);
char *ct_words_allergy     (const CtAllergy *allergy, char **detail);
char *ct_words_measurement (const CtMeasurement *measurement, char **detail);
gboolean ct_words_is_past  (const char *status, const char *until);
char *ct_words_join        (const char *separator, ...) G_GNUC_NULL_TERMINATED;
GPtrArray *ct_words_flags  (const CtInstrument *instrument, const char *flags);
const char *ct_words_user  (CtClinic *clinic, gint64 user_id);
gboolean ct_assessment_wants_answer (const CtAssessment *assessment);

G_END_DECLS
