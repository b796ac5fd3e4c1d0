-- Who signed which document, and that what was signed stays as it was. (SQLite says the same with triggers of its own.)

CREATE TABLE signature (
  id @ID@,
  revision @INT@ NOT NULL,
  patient_id @INT@ NOT NULL REFERENCES patient (id),
  issued_id @INT@ REFERENCES issued (id),
  document_id @INT@ REFERENCES document (id),
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  user_name @TEXT@ NOT NULL,
  role @TEXT@ NOT NULL,
  signed_us @INT@ NOT NULL,
  meaning @TEXT@ NOT NULL,
  sha256 @TEXT@ NOT NULL,
  reference @TEXT@ NOT NULL,
  CHECK ((issued_id IS NULL) <> (document_id IS NULL))
) @STRICT@;

CREATE INDEX signature_patient ON signature (patient_id);
CREATE UNIQUE INDEX signature_issued ON signature (issued_id, user_id, meaning);
CREATE UNIQUE INDEX signature_document ON signature (document_id, user_id, meaning);

-- A new version says which one it replaces; each is replaced once.
ALTER TABLE issued ADD COLUMN replaces_id @INT@ REFERENCES issued (id);
CREATE UNIQUE INDEX issued_replaces ON issued (replaces_id);

CREATE FUNCTION refuse_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'signed' USING ERRCODE = 'CT001';
END
$$;

CREATE FUNCTION refuse_signed_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'issued' AND EXISTS (SELECT FROM signature WHERE issued_id = OLD.id)
     OR TG_TABLE_NAME = 'document' AND EXISTS (SELECT FROM signature WHERE document_id = OLD.id) THEN
    RAISE EXCEPTION 'signed' USING ERRCODE = 'CT001';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_signed();
CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_signed();
CREATE TRIGGER signature_no_truncate BEFORE TRUNCATE ON signature FOR EACH STATEMENT EXECUTE FUNCTION refuse_signed();
CREATE TRIGGER issued_signed BEFORE UPDATE ON issued FOR EACH ROW EXECUTE FUNCTION refuse_signed_paper();
CREATE TRIGGER document_signed BEFORE UPDATE ON document FOR EACH ROW EXECUTE FUNCTION refuse_signed_paper();
