-- A visit that is over before its time has its chair until that is cleaned, and no longer: from which minute of the day on the
-- chair is free; 0: not before the end of what was booked. (PostgreSQL says the same with a function.)

ALTER TABLE appointment ADD COLUMN free_minute @INT@ NOT NULL DEFAULT 0;

DROP TRIGGER appointment_claim;
CREATE TRIGGER appointment_claim AFTER INSERT ON appointment
WHEN NEW.status NOT IN ('cancelled', 'missed') AND (NEW.free_minute = 0 OR NEW.free_minute > NEW.minute)
BEGIN
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  VALUES ('chair', NEW.chair_id, NEW.day, NEW.minute,
          CASE NEW.free_minute WHEN 0 THEN NEW.minute + NEW.minutes ELSE NEW.free_minute END, NEW.id);
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  VALUES ('patient', NEW.patient_id, NEW.day, NEW.minute,
          CASE NEW.free_minute WHEN 0 THEN NEW.minute + NEW.minutes ELSE NEW.free_minute END, NEW.id);
END;

DROP TRIGGER appointment_free;
CREATE TRIGGER appointment_free
AFTER UPDATE OF chair_id, patient_id, day, minute, minutes, status, free_minute ON appointment
BEGIN
  DELETE FROM claim
   WHERE kind = 'chair' AND resource_id = OLD.chair_id AND day = OLD.day AND from_minute = OLD.minute
     AND appointment_id = OLD.id;
  DELETE FROM claim
   WHERE kind = 'patient' AND resource_id = OLD.patient_id AND day = OLD.day AND from_minute = OLD.minute
     AND appointment_id = OLD.id;
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  SELECT 'chair', NEW.chair_id, NEW.day, NEW.minute,
         CASE NEW.free_minute WHEN 0 THEN NEW.minute + NEW.minutes ELSE NEW.free_minute END, NEW.id
   WHERE NEW.status NOT IN ('cancelled', 'missed') AND (NEW.free_minute = 0 OR NEW.free_minute > NEW.minute);
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  SELECT 'patient', NEW.patient_id, NEW.day, NEW.minute,
         CASE NEW.free_minute WHEN 0 THEN NEW.minute + NEW.minutes ELSE NEW.free_minute END, NEW.id
   WHERE NEW.status NOT IN ('cancelled', 'missed') AND (NEW.free_minute = 0 OR NEW.free_minute > NEW.minute);
END;

-- Holds all that the calendar shows, so that a week is read from a few neighbouring pages.
DROP INDEX appointment_day;
CREATE INDEX appointment_day ON appointment (site_id, day, minute, chair_id, minutes, patient_id, clinician_id, course_id,
  session_number, kind, status, cancel_reason, note, revision, status_us, confirmed_us, confirmed_by, confirmed_how,
  cancelled_by, undone, free_minute);
