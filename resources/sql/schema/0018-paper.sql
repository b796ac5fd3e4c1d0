-- Calendar files, reminders, and how each booking stood before.

-- When somebody is busy elsewhere: one row for each calendar that was read, with all its times.
CREATE TABLE staff_busy (
  id @ID@,
  revision @INT@ NOT NULL,
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  source @TEXT@ NOT NULL,
  ranges @TEXT@,
  imported_us @INT@ NOT NULL,
  removed @INT@ NOT NULL
) @STRICT@;

-- Which bookings a patient has in a calendar file, so that a later file can cancel them.
CREATE TABLE sent_visit (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  sent_us @INT@ NOT NULL
) @STRICT@;

CREATE UNIQUE INDEX sent_visit_appointment ON sent_visit (appointment_id);
CREATE INDEX sent_visit_patient ON sent_visit (patient_id);

-- Who was reminded of which booking, how, and of what time.
CREATE TABLE reminder (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  how @TEXT@ NOT NULL,
  day @INT@ NOT NULL,
  minute @INT@ NOT NULL,
  at_us @INT@ NOT NULL,
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  removed @INT@ NOT NULL
) @STRICT@;

CREATE INDEX reminder_appointment ON reminder (appointment_id);
CREATE INDEX reminder_patient ON reminder (patient_id);

-- What a reminder says, by language; the clinic's own words stand in for those that ship.
CREATE TABLE message_template (
  id @ID@,
  revision @INT@ NOT NULL,
  language @TEXT@ NOT NULL,
  how @TEXT@ NOT NULL,
  subject @TEXT@,
  body @TEXT@ NOT NULL,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE UNIQUE INDEX message_template_language ON message_template (language, how);

-- How each booking stood from a moment on. Only ever added to.
CREATE TABLE appointment_version (
  id @ID@,
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  number @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  day @INT@ NOT NULL,
  at_us @INT@ NOT NULL,
  user_id @INT@ NOT NULL,
  user_name @TEXT@ NOT NULL,
  content @TEXT@ NOT NULL
) @STRICT@;

CREATE UNIQUE INDEX appointment_version_number ON appointment_version (appointment_id, number);
CREATE INDEX appointment_version_day ON appointment_version (site_id, day);
