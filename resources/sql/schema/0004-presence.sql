-- Who has what open to change it, at which desk. A hint for the other desks and never a lock: a row whose beat stands still
-- is a desk that has died, and any other takes it away.

CREATE TABLE presence (
  desk @TEXT@ NOT NULL,
  table_name @TEXT@ NOT NULL,
  record_id @INT@ NOT NULL,
  user_name @TEXT@ NOT NULL,
  workstation @TEXT@ NOT NULL,
  since_us @INT@ NOT NULL,
  beat @INT@ NOT NULL,
  PRIMARY KEY (desk, table_name, record_id)
) @KEYED@;

-- Who changed a record last.
CREATE INDEX audit_record ON audit (table_name, record_id, id);
