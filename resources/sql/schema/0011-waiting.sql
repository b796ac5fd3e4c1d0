-- Who waits for a place, or for something sooner.

CREATE TABLE waiting (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  site_id @INT@ NOT NULL REFERENCES site (id),
  appointment_id @INT@ REFERENCES appointment (id),
  kind @TEXT@ NOT NULL,
  minutes @INT@ NOT NULL,
  weekdays @INT@ NOT NULL,
  from_minute @INT@ NOT NULL,
  to_minute @INT@ NOT NULL,
  since @INT@ NOT NULL,
  until @INT@,
  urgent @INT@ NOT NULL,
  note @TEXT@,
  status @TEXT@ NOT NULL
) @STRICT@;

CREATE INDEX waiting_site ON waiting (site_id, status, since);
CREATE INDEX waiting_patient ON waiting (patient_id);
-- Courses that go on, to find those without a next session.
CREATE INDEX course_going_on ON course (site_id, status);
