-- What a visit holds besides its chair: its clinician, a pump, a closed room. Written when the act that booked, moved or
-- freed it ends; the database refuses more at one time than there are. (PostgreSQL says the same with a function.)

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

-- Mostly there are enough for all that are held at any time during the claim; else it is fullest where it begins, or where
-- another begins while it lasts. Where nobody has said how many there are, they are not counted.
CREATE TRIGGER visit_claim_refuse BEFORE INSERT ON visit_claim
BEGIN
  SELECT CASE NEW.yields WHEN 0 THEN RAISE (ABORT, 'taken') ELSE RAISE (IGNORE) END
    FROM (SELECT CASE NEW.kind WHEN 'clinician' THEN 1
                               WHEN 'pump' THEN (SELECT pumps FROM site_floor WHERE site_id = NEW.resource_id)
                               ELSE (SELECT rooms FROM site_floor WHERE site_id = NEW.resource_id) END AS there) AS site
   WHERE there > 0
     AND (SELECT count(*) FROM visit_claim
           WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
             AND from_minute < NEW.to_minute AND to_minute > NEW.from_minute) >= there
     AND EXISTS (SELECT 1
                   FROM (SELECT NEW.from_minute AS minute
                          UNION
                         SELECT from_minute FROM visit_claim
                          WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
                            AND from_minute > NEW.from_minute AND from_minute < NEW.to_minute) AS moment
                  WHERE (SELECT count(*) FROM visit_claim
                          WHERE kind = NEW.kind AND resource_id = NEW.resource_id AND day = NEW.day
                            AND from_minute <= moment.minute AND to_minute > moment.minute) >= there);
END;
