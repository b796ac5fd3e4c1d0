-- What a visit holds besides its chair: its clinician, a pump, a closed room. Written when the act that booked, moved or
-- freed it ends; the database refuses more at one time than there are. (SQLite says the same with a trigger alone.)

-- Of a clinician the resource is the person, of pumps and rooms the site. One that yields is left out where none is free.
CREATE TABLE visit_claim (
  kind @TEXT@ NOT NULL,
  resource_id @INT@ NOT NULL,
  day @INT@ NOT NULL,
  from_minute @INT@ NOT NULL,
  to_minute @INT@ NOT NULL,
  appointment_id @INT@ NOT NULL REFERENCES appointment (id),
  yields @INT@ NOT NULL,
  PRIMARY KEY (kind, resource_id, day, from_minute, appointment_id),
  CHECK (kind IN ('clinician', 'pump', 'room') AND from_minute < to_minute)
) @KEYED@;
CREATE INDEX visit_claim_appointment ON visit_claim (appointment_id);

-- Two desks that want of the same on the same day wait here for each other, and the second counts what the first has
-- committed: every statement of a function sees that. Mostly there are enough for all that are held at any time during the
-- claim; else it is fullest where it begins, or where another begins while it lasts. Where nobody has said how many there are, they are not counted.
CREATE FUNCTION visit_claim_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  there bigint := CASE NEW.kind WHEN 'clinician' THEN 1
                                WHEN 'pump' THEN (SELECT pumps FROM site_floor WHERE site_id = NEW.resource_id)
                                ELSE (SELECT rooms FROM site_floor WHERE site_id = NEW.resource_id) END;
BEGIN
  IF coalesce (there, 0) = 0 THEN
    RETURN NEW;
  END IF;
  PERFORM pg_advisory_xact_lock (hashtext (NEW.kind || NEW.resource_id), CAST (NEW.day AS int));
  IF (SELECT count(*) FROM visit_claim
       WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
         AND from_minute < NEW.to_minute AND to_minute > NEW.from_minute) < there THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1
               FROM (SELECT NEW.from_minute AS minute
                      UNION
                     SELECT from_minute FROM visit_claim
                      WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
                        AND from_minute > NEW.from_minute AND from_minute < NEW.to_minute) AS moment
              WHERE (SELECT count(*) FROM visit_claim
                      WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
                        AND from_minute <= moment.minute AND to_minute > moment.minute) >= there) THEN
    IF NEW.yields <> 0 THEN
      RETURN NULL;
    END IF;
    RAISE EXCEPTION 'taken' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER visit_claim_refuse BEFORE INSERT ON visit_claim FOR EACH ROW EXECUTE FUNCTION visit_claim_refuse();

-- As before, but desks that want the same chair, or the same patient, on the same day come one after the other. Without that
-- each of them enters its claim, finds the other's, and waits for it; the server ends that only after a second.
CREATE OR REPLACE FUNCTION appointment_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM claim
     WHERE kind = 'chair' AND resource_id = OLD.chair_id AND day = OLD.day AND from_minute = OLD.minute
       AND appointment_id = OLD.id;
    DELETE FROM claim
     WHERE kind = 'patient' AND resource_id = OLD.patient_id AND day = OLD.day AND from_minute = OLD.minute
       AND appointment_id = OLD.id;
  END IF;
  IF NEW.status NOT IN ('cancelled', 'missed') THEN
    PERFORM pg_advisory_xact_lock (hashtext ('chair' || NEW.chair_id), CAST (NEW.day AS int));
    PERFORM pg_advisory_xact_lock (hashtext ('patient' || NEW.patient_id), CAST (NEW.day AS int));
    INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
    VALUES ('chair', NEW.chair_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id),
           ('patient', NEW.patient_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id);
  END IF;
  RETURN NULL;
END
$$;
