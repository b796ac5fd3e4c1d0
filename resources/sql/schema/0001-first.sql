-- Everything a clinic keeps. One table for every type of record: its fields, an id that is never used again, and a
-- revision that every change counts up. Nothing of it is ever deleted.

CREATE TABLE clinic (
  id @ID@,
  revision @INT@ NOT NULL,
  name @TEXT@ NOT NULL,
  phone @TEXT@,
  email @TEXT@,
  note @TEXT@
) @STRICT@;

CREATE TABLE site (
  id @ID@,
  revision @INT@ NOT NULL,
  name @TEXT@ NOT NULL,
  street @TEXT@,
  city @TEXT@,
  region @TEXT@,
  postcode @TEXT@,
  phone @TEXT@,
  zone @TEXT@ NOT NULL,
  active @INT@ NOT NULL
) @STRICT@;

CREATE TABLE chair (
  id @ID@,
  revision @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  name @TEXT@ NOT NULL,
  kind @TEXT@ NOT NULL,
  position @INT@ NOT NULL,
  active @INT@ NOT NULL
) @STRICT@;

CREATE TABLE opening (
  id @ID@,
  revision @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  weekday @INT@ NOT NULL,
  from_minute @INT@ NOT NULL,
  to_minute @INT@ NOT NULL,
  removed @INT@ NOT NULL,
  CHECK (weekday BETWEEN 1 AND 7 AND from_minute < to_minute)
) @STRICT@;

CREATE TABLE closure (
  id @ID@,
  revision @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  first_day @INT@ NOT NULL,
  last_day @INT@ NOT NULL,
  reason @TEXT@ NOT NULL,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE TABLE app_user (
  id @ID@,
  revision @INT@ NOT NULL,
  login @TEXT@ NOT NULL,
  full_name @TEXT@ NOT NULL,
  credentials @TEXT@,
  role @TEXT@ NOT NULL,
  active @INT@ NOT NULL,
  last_login_us @INT@
) @STRICT@;

CREATE TABLE patient (
  id @ID@,
  revision @INT@ NOT NULL,
  mrn @TEXT@,
  family_name @TEXT@ NOT NULL,
  given_names @TEXT@,
  preferred_name @TEXT@,
  born @INT@,
  born_precision @INT@ NOT NULL,
  sex @TEXT@,
  phone @TEXT@,
  phone_other @TEXT@,
  email @TEXT@,
  street @TEXT@,
  city @TEXT@,
  region @TEXT@,
  postcode @TEXT@,
  language @TEXT@,
  military @INT@ NOT NULL,
  weight_g @INT@,
  weighed_on @INT@,
  height_mm @INT@,
  emergency_contact @TEXT@,
  alert @TEXT@,
  note @TEXT@
) @STRICT@;

CREATE TABLE course (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  protocol @TEXT@ NOT NULL,
  protocol_version @TEXT@,
  indication @TEXT@ NOT NULL,
  status @TEXT@ NOT NULL,
  start_on @INT@ NOT NULL,
  n_sessions @INT@ NOT NULL,
  site_id @INT@ REFERENCES site (id),
  prescriber_id @INT@ REFERENCES app_user (id),
  primary_instrument @TEXT@,
  dose_ug_per_kg @INT@,
  dose_ug @INT@,
  stop_reason @TEXT@,
  note @TEXT@
) @STRICT@;

CREATE TABLE appointment (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  site_id @INT@ NOT NULL REFERENCES site (id),
  chair_id @INT@ NOT NULL REFERENCES chair (id),
  clinician_id @INT@ REFERENCES app_user (id),
  course_id @INT@ REFERENCES course (id),
  session_number @INT@ NOT NULL,
  kind @TEXT@ NOT NULL,
  day @INT@ NOT NULL,
  minute @INT@ NOT NULL,
  minutes @INT@ NOT NULL,
  status @TEXT@ NOT NULL,
  cancel_reason @TEXT@,
  note @TEXT@,
  CHECK (minute >= 0 AND minutes >= 1 AND minute + minutes <= 1440)
) @STRICT@;

CREATE TABLE session (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  course_id @INT@ NOT NULL REFERENCES course (id),
  appointment_id @INT@ REFERENCES appointment (id),
  number @INT@ NOT NULL,
  status @TEXT@ NOT NULL,
  day @INT@ NOT NULL,
  dose_ug @INT@,
  dose_ug_per_kg @INT@,
  weight_g @INT@,
  note @TEXT@
) @STRICT@;

CREATE TABLE document (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  kind @TEXT@ NOT NULL,
  title @TEXT@ NOT NULL,
  media_type @TEXT@ NOT NULL,
  file_name @TEXT@,
  source_id @TEXT@,
  set_id @TEXT@,
  version @INT@ NOT NULL,
  written_on @TEXT@,
  author @TEXT@,
  received_us @INT@,
  received_by @INT@ REFERENCES app_user (id),
  sha256 @TEXT@,
  content @BYTES@
) @STRICT@;

CREATE TABLE assessment (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  course_id @INT@ REFERENCES course (id),
  instrument @TEXT@ NOT NULL,
  instrument_version @TEXT@,
  taken_on @INT@ NOT NULL,
  recorded_us @INT@,
  answers @TEXT@ NOT NULL,
  total @INT@ NOT NULL,
  scorable @INT@ NOT NULL,
  prorated @INT@ NOT NULL,
  band @TEXT@,
  flags @TEXT@,
  acknowledged_us @INT@,
  acknowledged_by @INT@ REFERENCES app_user (id),
  acknowledgement @TEXT@,
  status @TEXT@ NOT NULL,
  withdrawn_reason @TEXT@
) @STRICT@;

CREATE TABLE document_section (
  id @ID@,
  revision @INT@ NOT NULL,
  document_id @INT@ NOT NULL REFERENCES document (id),
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  position @INT@ NOT NULL,
  depth @INT@ NOT NULL,
  code @TEXT@,
  title @TEXT@,
  body @TEXT@
) @STRICT@;

CREATE TABLE issued (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  kind @TEXT@ NOT NULL,
  title @TEXT@ NOT NULL,
  media_type @TEXT@ NOT NULL,
  pages @INT@ NOT NULL,
  issued_us @INT@,
  issued_by @INT@ REFERENCES app_user (id),
  sha256 @TEXT@,
  content @BYTES@
) @STRICT@;

CREATE TABLE problem (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  document_id @INT@ REFERENCES document (id),
  text @TEXT@ NOT NULL,
  code @TEXT@,
  code_system @TEXT@,
  negated @INT@ NOT NULL,
  null_flavor @TEXT@,
  status @TEXT@,
  since @TEXT@,
  until @TEXT@,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE TABLE medication (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  document_id @INT@ REFERENCES document (id),
  text @TEXT@ NOT NULL,
  code @TEXT@,
  code_system @TEXT@,
  dose @TEXT@,
  route @TEXT@,
  frequency @TEXT@,
  negated @INT@ NOT NULL,
  null_flavor @TEXT@,
  status @TEXT@,
  since @TEXT@,
  until @TEXT@,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE TABLE allergy (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  document_id @INT@ REFERENCES document (id),
  text @TEXT@ NOT NULL,
  code @TEXT@,
  code_system @TEXT@,
  reaction @TEXT@,
  severity @TEXT@,
  negated @INT@ NOT NULL,
  null_flavor @TEXT@,
  status @TEXT@,
  since @TEXT@,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE TABLE measurement (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  document_id @INT@ REFERENCES document (id),
  text @TEXT@ NOT NULL,
  code @TEXT@,
  value @TEXT@,
  unit @TEXT@,
  taken @TEXT@,
  taken_on @INT@,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE UNIQUE INDEX patient_mrn ON patient (mrn);
CREATE INDEX patient_born ON patient (born);
CREATE UNIQUE INDEX app_user_login ON app_user (login);
CREATE UNIQUE INDEX document_once ON document (patient_id, sha256);
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_set ON document (set_id);
CREATE INDEX document_source ON document (source_id);
CREATE INDEX document_section_document ON document_section (document_id, position);
CREATE INDEX issued_patient ON issued (patient_id, issued_us);
-- Holds all that the calendar shows, so that a week is read from a few neighbouring pages.
CREATE INDEX appointment_day ON appointment (site_id, day, minute, chair_id, minutes, patient_id, clinician_id, course_id,
  session_number, kind, status, cancel_reason, note, revision);
CREATE INDEX appointment_patient ON appointment (patient_id, day, minute, status);
CREATE INDEX appointment_course ON appointment (course_id, session_number);
CREATE INDEX course_patient ON course (patient_id, start_on);
CREATE INDEX session_course ON session (course_id, number);
CREATE INDEX session_patient ON session (patient_id, day);
CREATE INDEX session_appointment ON session (appointment_id);
CREATE INDEX assessment_patient ON assessment (patient_id, instrument, taken_on);
CREATE INDEX problem_patient ON problem (patient_id);
CREATE INDEX medication_patient ON medication (patient_id);
CREATE INDEX allergy_patient ON allergy (patient_id);
CREATE INDEX measurement_patient ON measurement (patient_id, taken_on);
CREATE INDEX chair_site ON chair (site_id, position);
CREATE INDEX opening_site ON opening (site_id, weekday);
CREATE INDEX closure_site ON closure (site_id, first_day);

-- Who has what when: a booking that holds its chair claims the chair and the patient for its minutes. Kept by the
-- database itself, which refuses two claims on one thing at one time.
CREATE TABLE claim (
  kind @TEXT@ NOT NULL,
  resource_id @INT@ NOT NULL,
  day @INT@ NOT NULL,
  from_minute @INT@ NOT NULL,
  to_minute @INT@ NOT NULL,
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  PRIMARY KEY (kind, resource_id, day, from_minute)
) @KEYED@;

-- The audit. Rows are only ever added; each hash covers the row and the hash before it.
CREATE TABLE audit (
  id @ID@,
  at_us @INT@ NOT NULL,
  user_id @INT@ NOT NULL,
  user_name @TEXT@ NOT NULL,
  workstation @TEXT@ NOT NULL,
  act @TEXT@ NOT NULL,
  table_name @TEXT@,
  record_id @INT@ NOT NULL,
  patient_id @INT@ NOT NULL,
  detail @TEXT@,
  hash @TEXT@ NOT NULL
) @STRICT@;
CREATE INDEX audit_patient ON audit (patient_id, id);
CREATE INDEX audit_user ON audit (user_id, act, id);

-- Where the audit ends, so that a cut-off end shows.
CREATE TABLE audit_head (
  id @INT@ PRIMARY KEY,
  last_id @INT@ NOT NULL,
  hash @TEXT@ NOT NULL
) @STRICT@;
INSERT INTO audit_head (id, last_id, hash) VALUES (1, 0, '');

-- Counts changes that leave no audit row of their own, for the other programs that have this clinic open.
CREATE TABLE news (
  table_name @TEXT@ PRIMARY KEY,
  counter @INT@ NOT NULL
) @KEYED@;

CREATE TABLE setting (
  key @TEXT@ PRIMARY KEY,
  value @TEXT@
) @KEYED@;

-- Search. search_name: for every word of a name (role 0 a family name, 1 a given one), the words that go with it, each
-- of them first once; born and phone ride along so that a look-up need not leave the index.
CREATE TABLE search_name (
  role @INT@ NOT NULL,
  word @TEXT@ NOT NULL,
  rest @TEXT@ NOT NULL,
  turn @INT@ NOT NULL,
  patient_id @INT@ NOT NULL,
  born @INT@,
  phone @TEXT@,
  PRIMARY KEY (role, word, rest, turn, patient_id)
) @KEYED@;

-- kind 1: a phone number backwards, 2: forwards from its parts' beginnings, 3: a record number, 4: its digits, 5: three
-- digits of a phone number and a word of the name.
CREATE TABLE search_key (
  kind @INT@ NOT NULL,
  key @TEXT@ NOT NULL,
  patient_id @INT@ NOT NULL,
  PRIMARY KEY (kind, key, patient_id)
) @KEYED@;

-- The distinct words of names, with how many patients have each.
CREATE TABLE search_word (
  word @TEXT@ PRIMARY KEY,
  patients @INT@ NOT NULL
) @KEYED@;

-- What becomes of a word, or of its beginning, when a letter is left out: two that meet here are one slip apart.
CREATE TABLE search_slip (
  key @TEXT@ NOT NULL,
  stem @TEXT@ NOT NULL,
  PRIMARY KEY (key, stem)
) @KEYED@;
