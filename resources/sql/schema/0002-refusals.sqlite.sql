-- What the database itself refuses. (PostgreSQL says the same with exclusion constraints and rules of its own.)

CREATE TRIGGER claim_refuse BEFORE INSERT ON claim
BEGIN
  SELECT RAISE (ABORT, 'taken')
    FROM claim
   WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
     AND from_minute < NEW.to_minute AND to_minute > NEW.from_minute;
END;

-- Claims are made and freed with their booking; nothing else writes them.
CREATE TRIGGER appointment_claim AFTER INSERT ON appointment
WHEN NEW.status NOT IN ('cancelled', 'missed')
BEGIN
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  VALUES ('chair', NEW.chair_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id);
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  VALUES ('patient', NEW.patient_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id);
END;

CREATE TRIGGER appointment_free AFTER UPDATE OF chair_id, patient_id, day, minute, minutes, status ON appointment
BEGIN
  DELETE FROM claim
   WHERE kind = 'chair' AND resource_id = OLD.chair_id AND day = OLD.day AND from_minute = OLD.minute
     AND appointment_id = OLD.id;
  DELETE FROM claim
   WHERE kind = 'patient' AND resource_id = OLD.patient_id AND day = OLD.day AND from_minute = OLD.minute
     AND appointment_id = OLD.id;
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  SELECT 'chair', NEW.chair_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id
   WHERE NEW.status NOT IN ('cancelled', 'missed');
  INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
  SELECT 'patient', NEW.patient_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id
   WHERE NEW.status NOT IN ('cancelled', 'missed');
END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE (ABORT, 'append-only');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
  SELECT RAISE (ABORT, 'append-only');
END;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN
  SELECT RAISE (ABORT, 'append-only');
END;
