-- What the desk goes by: staff and pumps of a site, leave, and time that is held for visits of one kind.

CREATE TABLE site_floor (
  id @ID@,
  revision @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  nurses @INT@ NOT NULL,
  prescribers @INT@ NOT NULL,
  pumps @INT@ NOT NULL,
  rooms @INT@ NOT NULL,
  starts @INT@ NOT NULL
) @STRICT@;

CREATE TABLE staff_leave (
  id @ID@,
  revision @INT@ NOT NULL,
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  first_day @INT@ NOT NULL,
  last_day @INT@ NOT NULL,
  from_minute @INT@ NOT NULL,
  to_minute @INT@ NOT NULL,
  reason @TEXT@ NOT NULL,
  removed @INT@ NOT NULL,
  CHECK (first_day <= last_day AND from_minute < to_minute)
) @STRICT@;

CREATE TABLE held_time (
  id @ID@,
  revision @INT@ NOT NULL,
  site_id @INT@ NOT NULL REFERENCES site (id),
  chair_id @INT@ REFERENCES chair (id),
  weekday @INT@ NOT NULL,
  first_day @INT@,
  last_day @INT@,
  from_minute @INT@ NOT NULL,
  to_minute @INT@ NOT NULL,
  kind @TEXT@,
  title @TEXT@ NOT NULL,
  removed @INT@ NOT NULL,
  CHECK (weekday BETWEEN 0 AND 7 AND from_minute < to_minute)
) @STRICT@;

CREATE UNIQUE INDEX site_floor_site ON site_floor (site_id);
CREATE INDEX staff_leave_day ON staff_leave (last_day);
CREATE INDEX held_time_site ON held_time (site_id);
