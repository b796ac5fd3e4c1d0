-- People: who has to change a passphrase that somebody else chose, which roles need a one-time code, and emergency
-- access to one patient's chart, which is made known to the owner.

ALTER TABLE app_user ADD COLUMN must_change @INT@ NOT NULL DEFAULT 0;

CREATE TABLE role_rule (
  id @ID@,
  revision @INT@ NOT NULL,
  role @TEXT@ NOT NULL,
  code_required @INT@ NOT NULL
) @STRICT@;
CREATE UNIQUE INDEX role_rule_role ON role_rule (role);

CREATE TABLE emergency (
  id @ID@,
  revision @INT@ NOT NULL,
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  reason @TEXT@ NOT NULL,
  began_us @INT@ NOT NULL,
  until_us @INT@ NOT NULL,
  ended_us @INT@,
  seen_us @INT@,
  seen_by @INT@ REFERENCES app_user (id)
) @STRICT@;
CREATE INDEX emergency_user ON emergency (user_id, until_us);
CREATE INDEX emergency_unseen ON emergency (seen_us, began_us);
