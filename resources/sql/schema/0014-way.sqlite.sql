-- The way of a visit: since when it is where it is, who confirmed it and how, who called it off, and a stamp for every step.
-- "Confirmed" is no step any more: a visit is booked, and confirmed or not. (PostgreSQL has triggers of its own kind.)

ALTER TABLE appointment ADD COLUMN status_us @INT@;
ALTER TABLE appointment ADD COLUMN confirmed_us @INT@;
ALTER TABLE appointment ADD COLUMN confirmed_by @INT@ REFERENCES app_user (id);
ALTER TABLE appointment ADD COLUMN confirmed_how @TEXT@;
ALTER TABLE appointment ADD COLUMN cancelled_by @TEXT@;
UPDATE appointment SET status = 'booked', confirmed_how = 'none' WHERE status = 'confirmed';

-- Only ever added to: going back is a further step.
CREATE TABLE visit_step (
  id @ID@,
  revision @INT@ NOT NULL,
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  step @TEXT@ NOT NULL,
  at_us @INT@ NOT NULL,
  user_id @INT@ REFERENCES app_user (id),
  back @INT@ NOT NULL,
  note @TEXT@
) @STRICT@;
CREATE INDEX visit_step_appointment ON visit_step (appointment_id, id);
CREATE INDEX visit_step_patient ON visit_step (patient_id);
CREATE TRIGGER visit_step_no_update BEFORE UPDATE ON visit_step
BEGIN
  SELECT RAISE (ABORT, 'append-only');
END;

CREATE TRIGGER visit_step_no_delete BEFORE DELETE ON visit_step
BEGIN
  SELECT RAISE (ABORT, 'append-only');
END;

-- What has to be there before a visit can begin: ticked for the visit, for its course, or for the patient.
CREATE TABLE visit_check (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  course_id @INT@ REFERENCES course (id),
  appointment_id @INT@ REFERENCES appointment (id),
  item @TEXT@ NOT NULL,
  met @INT@ NOT NULL,
  at_us @INT@ NOT NULL,
  user_id @INT@ REFERENCES app_user (id),
  note @TEXT@
) @STRICT@;
CREATE INDEX visit_check_patient ON visit_check (patient_id, item);
CREATE INDEX visit_check_course ON visit_check (course_id);
CREATE INDEX visit_check_appointment ON visit_check (appointment_id);

-- That a patient was weighed, and that a course has its prescriber and its scores, with the day and nothing else of it: what
-- the desk may know of a chart it may not see. A view each, so that only those patients are looked at who are asked for.
CREATE VIEW readiness_weight AS
  SELECT id AS patient_id, 0 AS course_id, 'weight' AS fact, weighed_on AS day FROM patient WHERE weighed_on IS NOT NULL;
CREATE VIEW readiness_prescriber AS
  SELECT patient_id, id AS course_id, 'prescriber' AS fact, start_on AS day FROM course WHERE prescriber_id IS NOT NULL;
CREATE VIEW readiness_score AS
  SELECT c.patient_id, c.id AS course_id, 'score' AS fact, a.taken_on AS day
    FROM course c JOIN assessment a ON a.patient_id = c.patient_id AND a.instrument = c.primary_instrument
   WHERE a.status = 'valid';

-- Holds all that the calendar shows, so that a week is read from a few neighbouring pages.
DROP INDEX appointment_day;
CREATE INDEX appointment_day ON appointment (site_id, day, minute, chair_id, minutes, patient_id, clinician_id, course_id,
  session_number, kind, status, cancel_reason, note, revision, status_us, confirmed_us, confirmed_by, confirmed_how,
  cancelled_by);
