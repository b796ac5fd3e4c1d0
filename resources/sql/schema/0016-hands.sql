-- What can be undone and done again, by whom; what somebody has pinned; and who changed a record last.

CREATE TABLE undo_act (
  id @ID@,
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  permission @TEXT@ NOT NULL,
  label @TEXT@ NOT NULL,
  at_us @INT@ NOT NULL,
  undone @INT@ NOT NULL,
  steps @TEXT@ NOT NULL
) @STRICT@;

CREATE INDEX undo_act_user ON undo_act (user_id, id);

-- What somebody keeps at hand to put it elsewhere, and where it was then.
CREATE TABLE pin (
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  day @INT@ NOT NULL,
  minute @INT@ NOT NULL,
  chair_id @INT@ NOT NULL,
  at_us @INT@ NOT NULL,
  PRIMARY KEY (user_id, appointment_id)
) @KEYED@;

CREATE VIEW change AS
SELECT id, at_us, user_id, user_name, act, table_name, record_id FROM audit WHERE act IN ('created', 'changed');
