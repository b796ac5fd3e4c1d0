-- Every try to back the clinic up. One row for a moment of the schedule, which is how one desk has the turn.
CREATE TABLE backup_run (
  id @ID@,
  slot_us @INT@,
  desk @TEXT@ NOT NULL,
  user_name @TEXT@ NOT NULL,
  started_us @INT@ NOT NULL,
  heard_us @INT@ NOT NULL,
  ended_us @INT@,
  path @TEXT@,
  bytes @INT@,
  head @TEXT@,
  message @TEXT@
) @STRICT@;
CREATE UNIQUE INDEX backup_run_slot ON backup_run (slot_us);
CREATE INDEX backup_run_ended ON backup_run (ended_us, id);
