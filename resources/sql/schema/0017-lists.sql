-- Enquiries, and what the lists of the desk go by: consents, scales that are due, rows that were put off, the clinic's rules.

CREATE TABLE enquiry (
  id @ID@,
  revision @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  name @TEXT@ NOT NULL,
  phone @TEXT@,
  email @TEXT@,
  about @TEXT@,
  heard @TEXT@,
  preferred @TEXT@,
  note @TEXT@,
  received_on @INT@ NOT NULL,
  received_us @INT@,
  taken_by @INT@ REFERENCES app_user (id),
  follow_up_on @INT@,
  status @TEXT@ NOT NULL,
  ended_on @INT@,
  close_reason @TEXT@,
  patient_id @INT@ REFERENCES patient (id)
) @STRICT@;
CREATE INDEX enquiry_open ON enquiry (status, follow_up_on);
CREATE INDEX enquiry_received ON enquiry (received_on);
CREATE INDEX enquiry_patient ON enquiry (patient_id);

CREATE TABLE consent (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  site_id @INT@ NOT NULL REFERENCES site (id),
  protocol @TEXT@,
  signed_on @INT@ NOT NULL,
  valid_until @INT@ NOT NULL,
  status @TEXT@ NOT NULL,
  note @TEXT@
) @STRICT@;
CREATE INDEX consent_patient ON consent (patient_id, valid_until);
CREATE INDEX consent_ending ON consent (site_id, status, valid_until);

-- One for every course: when its scale is to be filled in next. It says nothing of what came out.
CREATE TABLE scale_due (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  course_id @INT@ NOT NULL REFERENCES course (id),
  site_id @INT@ REFERENCES site (id),
  instrument @TEXT@ NOT NULL,
  due_on @INT@ NOT NULL,
  status @TEXT@ NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX scale_due_course ON scale_due (course_id);
CREATE INDEX scale_due_day ON scale_due (site_id, status, due_on);
INSERT INTO scale_due (revision, patient_id, course_id, site_id, instrument, due_on, status)
SELECT 1, c.patient_id, c.id, COALESCE (c.site_id, (SELECT min(id) FROM site)), c.primary_instrument,
  COALESCE ((SELECT max(a.taken_on) + 14 FROM assessment a
             WHERE a.patient_id = c.patient_id AND a.instrument = c.primary_instrument AND a.status = 'valid'), c.start_on),
  'due'
FROM course c
WHERE c.status = 'active' AND c.primary_instrument IS NOT NULL;

CREATE TABLE list_note (
  id @ID@,
  revision @INT@ NOT NULL,
  list_name @TEXT@ NOT NULL,
  subject_id @INT@ NOT NULL,
  subject_day @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  until @INT@,
  note @TEXT@,
  status @TEXT@ NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX list_note_subject ON list_note (list_name, subject_id, subject_day);

CREATE TABLE list_rules (
  id @ID@,
  revision @INT@ NOT NULL,
  wait_soon_minutes @INT@ NOT NULL,
  wait_long_minutes @INT@ NOT NULL,
  confirm_days @INT@ NOT NULL,
  broken_days @INT@ NOT NULL,
  recall_days @INT@ NOT NULL,
  scale_days @INT@ NOT NULL,
  consent_days @INT@ NOT NULL,
  consent_months @INT@ NOT NULL,
  heard_choices @TEXT@,
  close_reasons @TEXT@
) @STRICT@;

-- Visits that were broken, and courses by how they stand and when they began.
CREATE INDEX appointment_broken ON appointment (site_id, day) WHERE status IN ('missed', 'cancelled');
CREATE INDEX course_since ON course (site_id, status, start_on);
