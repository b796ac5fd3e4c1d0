-- Who signed which document, and that what was signed stays as it was. (PostgreSQL says the same with triggers of its own.)

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

CREATE TRIGGER signature_no_update BEFORE UPDATE ON signature
BEGIN
  SELECT RAISE (ABORT, 'signed');
END;

CREATE TRIGGER signature_no_delete BEFORE DELETE ON signature
BEGIN
  SELECT RAISE (ABORT, 'signed');
END;

CREATE TRIGGER issued_signed BEFORE UPDATE ON issued
WHEN EXISTS (SELECT 1 FROM signature WHERE issued_id = OLD.id)
BEGIN
  SELECT RAISE (ABORT, 'signed');
END;

CREATE TRIGGER document_signed BEFORE UPDATE ON document
WHEN EXISTS (SELECT 1 FROM signature WHERE document_id = OLD.id)
BEGIN
  SELECT RAISE (ABORT, 'signed');
END;
