-- What the database itself refuses. (SQLite says the same with triggers of its own.)

-- Without it, one constraint could not say "the same thing" and "overlapping minutes" at once.
CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE claim ADD CONSTRAINT claim_taken
  EXCLUDE USING gist (kind WITH =, resource_id WITH =, day WITH =, int8range(from_minute, to_minute) WITH &&);

-- Claims are made and freed with their booking; nothing else writes them.
CREATE FUNCTION appointment_claim() RETURNS trigger LANGUAGE plpgsql AS $$
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
    INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
    VALUES ('chair', NEW.chair_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id);
    INSERT INTO claim (kind, resource_id, day, from_minute, to_minute, appointment_id)
    VALUES ('patient', NEW.patient_id, NEW.day, NEW.minute, NEW.minute + NEW.minutes, NEW.id);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER appointment_claim AFTER INSERT ON appointment
  FOR EACH ROW EXECUTE FUNCTION appointment_claim();

CREATE TRIGGER appointment_free AFTER UPDATE OF chair_id, patient_id, day, minute, minutes, status ON appointment
  FOR EACH ROW EXECUTE FUNCTION appointment_claim();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An entry of an index takes at most 2,704 bytes here, and a note may be longer.
DROP INDEX appointment_day;
CREATE INDEX appointment_day ON appointment (site_id, day, minute, chair_id);
