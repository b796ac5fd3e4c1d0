-- What can be undone and done again, by whom; and who changed a record last, which everybody may know.

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

CREATE VIEW change AS
SELECT id, at_us, user_id, user_name, act, table_name, record_id FROM audit WHERE act IN ('created', 'changed');
