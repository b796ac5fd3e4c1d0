-- A visit that is over before its time has its chair until that is cleaned, and no longer: from which minute of the day on the
-- chair is free; 0: not before the end of what was booked. (SQLite says the same with triggers alone.)

ALTER TABLE appointment ADD COLUMN free_minute @INT@ NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION appointment_claim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  until bigint := CASE NEW.free_minute WHEN 0 THEN NEW.minute + NEW.minutes ELSE NEW.free_minute END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM claim
     WHERE kind = 'chair' AND resource_id = OLD.chair_id AND day = OLD.day AND from_minute = OLD.minute
       AND appointment_id = OLD.id;
    DELETE FROM claim
     WHERE kind = 'patient' AND resource_id = OLD.patient_id AND day = OLD.day AND from_minute = OLD.minute
       AND appointment_id = OLD.id;
  END IF;
  IF NEW.status NOT IN ('cancelled', 'missed') AND until > NEW.minute THEN
    PERFORM pg_advisory_xact_lock (hashtext ('chair' || NEW.chair_id), CAST (NEW.day AS int));
    PERFORM pg_advisory_xact_lock (hashtext ('patient' || NEW.patient_id), CAST (NEW.day AS int));
    INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
    VALUES ('chair', NEW.chair_id, NEW.day, NEW.minute, until, NEW.id),
           ('patient', NEW.patient_id, NEW.day, NEW.minute, until, NEW.id);
  END IF;
  RETURN NULL;
END
$$;

DROP TRIGGER appointment_free ON appointment;
CREATE TRIGGER appointment_free
  AFTER UPDATE OF chair_id, patient_id, day, minute, minutes, status, free_minute ON appointment
  FOR EACH ROW EXECUTE FUNCTION appointment_claim();
