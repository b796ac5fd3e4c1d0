-- What the keeper's tables refuse, whoever asks, and who may call what. Run as the keeper.

GRANT SELECT (login, active) ON app_user TO @STEWARD@;

CREATE OR REPLACE TRIGGER app_user_follow AFTER INSERT OR UPDATE OF login, role, active ON app_user
FOR EACH ROW EXECUTE FUNCTION ct_person_follow ();

-- Who is there, as the clinic knows them.
CREATE OR REPLACE FUNCTION ct_own_login () RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
  SELECT CASE WHEN starts_with (session_user, @PREFIX@) AND NOT starts_with (session_user, @PREFIX@ || '_')
              THEN substr (session_user, length (@PREFIX@) + 1) END
$body$;

CREATE OR REPLACE FUNCTION ct_own_id () RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
  SELECT id FROM chairtime.app_user WHERE login = chairtime.ct_own_login ()
$body$;

-- The same hash as the program makes of a row. In one expression: a function of its own for each text would cost more than
-- the hash.
CREATE OR REPLACE FUNCTION ct_audit_hash (previous text, entry audit) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $body$
  SELECT encode (sha256 (convert_to (
    'chairtime audit 1;' || coalesce ('t' || octet_length (previous) || ':' || previous || ';', 'n;')
    || 'i' || entry.id || ';i' || entry.at_us || ';i' || entry.user_id || ';'
    || coalesce ('t' || octet_length (entry.user_name) || ':' || entry.user_name || ';', 'n;')
    || coalesce ('t' || octet_length (entry.workstation) || ':' || entry.workstation || ';', 'n;')
    || coalesce ('t' || octet_length (entry.act) || ':' || entry.act || ';', 'n;')
    || coalesce ('t' || octet_length (entry.table_name) || ':' || entry.table_name || ';', 'n;')
    || 'i' || entry.record_id || ';i' || entry.patient_id || ';'
    || coalesce ('t' || octet_length (entry.detail) || ':' || entry.detail || ';', 'n;'), 'UTF8')), 'hex')
$body$;

-- Everybody signs with their own name, and only after the last row there is.
CREATE OR REPLACE FUNCTION ct_audit_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  previous text := (SELECT hash FROM chairtime.audit WHERE id = NEW.id - 1);
BEGIN
  IF session_user = @RECOVERY_NAME@ THEN
    IF NEW.act <> 'passphrase-reset' OR NEW.user_id <> 0 THEN
      RAISE EXCEPTION 'audit: another name' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF NEW.user_name IS DISTINCT FROM chairtime.ct_own_login ()
        OR NEW.user_id NOT IN (0, coalesce (chairtime.ct_own_id (), 0)) THEN
    RAISE EXCEPTION 'audit: another name' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF previous IS NULL AND NEW.id <> 1 OR NEW.hash IS DISTINCT FROM chairtime.ct_audit_hash (coalesce (previous, ''), NEW) THEN
    RAISE EXCEPTION 'audit: append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$body$;

-- A program says its schema when it connects; one that is older than the clinic's writes nothing.
CREATE OR REPLACE FUNCTION ct_refuse_older () RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF coalesce (nullif (current_setting ('chairtime.schema', true), ''), '0')::bigint
     < (SELECT max (number) FROM chairtime.schema_migration) THEN
    RAISE EXCEPTION 'this clinic was upgraded by a newer Chairtime' USING ERRCODE = 'CT002';
  END IF;
END
$body$;

-- What was once noted as the end stays in: the end only moves on, to a row that is there. Every act moves it, so that this is
-- also where a program is refused that is older than the schema.
CREATE OR REPLACE FUNCTION ct_audit_head_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NEW.id <> OLD.id OR NEW.last_id < OLD.last_id
     OR NOT EXISTS (SELECT FROM chairtime.audit WHERE id = NEW.last_id AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'audit: append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM chairtime.ct_refuse_older ();
  RETURN NEW;
END
$body$;

-- The same for what is written without being an act: drafts and counters, pins, what can be undone, and backups. Who is
-- editing what is left out: a desk takes its own away when it goes.
CREATE OR REPLACE FUNCTION ct_quiet_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  PERFORM chairtime.ct_refuse_older ();
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER setting_check BEFORE INSERT OR UPDATE OR DELETE ON setting
FOR EACH STATEMENT WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_quiet_check ();
CREATE OR REPLACE TRIGGER pin_check BEFORE INSERT OR UPDATE OR DELETE ON pin
FOR EACH STATEMENT WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_quiet_check ();
CREATE OR REPLACE TRIGGER undo_act_check BEFORE INSERT OR UPDATE OR DELETE ON undo_act
FOR EACH STATEMENT WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_quiet_check ();
CREATE OR REPLACE TRIGGER backup_run_check BEFORE INSERT OR UPDATE OR DELETE ON backup_run
FOR EACH STATEMENT WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_quiet_check ();

CREATE OR REPLACE TRIGGER audit_check BEFORE INSERT ON audit
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_audit_check ();
CREATE OR REPLACE TRIGGER audit_head_check BEFORE UPDATE ON audit_head
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_audit_head_check ();

-- What a visit holds besides its chair and its patient, the program reads in the protocols; the server can't. It can see that a
-- visit which another program wrote comes with what it holds, in the same transaction, and that this is the visit's own.
-- (Chairtime says when it connects that it keeps them.)
CREATE OR REPLACE FUNCTION ct_visit_claims_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  visit chairtime.appointment;
  takes_place boolean;
BEGIN
  SELECT * INTO visit FROM chairtime.appointment WHERE id = NEW.id;
  takes_place := visit.status NOT IN ('cancelled', 'missed');
  IF takes_place AND NOT EXISTS (SELECT FROM chairtime.visit_claim AS held WHERE held.appointment_id = visit.id)
     OR takes_place AND visit.clinician_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM chairtime.visit_claim AS held
                         WHERE held.appointment_id = visit.id AND held.kind = 'clinician')
     OR EXISTS (SELECT FROM chairtime.visit_claim AS held
                 WHERE held.appointment_id = visit.id
                   AND (NOT takes_place OR held.day <> visit.day OR held.from_minute < visit.minute
                        OR held.to_minute > visit.minute + visit.minutes
                        OR held.resource_id IS DISTINCT FROM CASE held.kind WHEN 'clinician' THEN visit.clinician_id
                                                                            ELSE visit.site_id END)) THEN
    RAISE EXCEPTION 'a visit is written together with what it holds' USING ERRCODE = 'insufficient_privilege',
      HINT = 'Book with Chairtime, or write the rows of visit_claim in the same transaction.';
  END IF;
  RETURN NULL;
END
$body$;

DROP TRIGGER IF EXISTS visit_claims_of_new ON appointment;
CREATE CONSTRAINT TRIGGER visit_claims_of_new AFTER INSERT ON appointment DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (current_user <> @KEEPER_NAME@ AND current_setting ('chairtime.claims', true) IS DISTINCT FROM 'kept')
EXECUTE FUNCTION ct_visit_claims_check ();
DROP TRIGGER IF EXISTS visit_claims_of_moved ON appointment;
CREATE CONSTRAINT TRIGGER visit_claims_of_moved AFTER UPDATE ON appointment DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (current_user <> @KEEPER_NAME@ AND current_setting ('chairtime.claims', true) IS DISTINCT FROM 'kept'
      AND (OLD.site_id, OLD.day, OLD.minute, OLD.minutes, OLD.clinician_id, OLD.kind, OLD.course_id,
           OLD.status IN ('cancelled', 'missed'))
          IS DISTINCT FROM (NEW.site_id, NEW.day, NEW.minute, NEW.minutes, NEW.clinician_id, NEW.kind, NEW.course_id,
                            NEW.status IN ('cancelled', 'missed')))
EXECUTE FUNCTION ct_visit_claims_check ();

-- Patients whose chart the one who is there has opened in an emergency that goes on.
CREATE OR REPLACE FUNCTION ct_emergency_patients () RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  SELECT patient_id FROM chairtime.emergency
   WHERE user_id = chairtime.ct_own_id () AND ended_us IS NULL
     AND until_us > extract (epoch FROM clock_timestamp ()) * 1000000
$body$;

-- An emergency is one's own, for an hour at most, and once begun it can only be ended, and be seen by others.
CREATE OR REPLACE FUNCTION ct_emergency_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.user_id IS DISTINCT FROM chairtime.ct_own_id () OR NEW.until_us > NEW.began_us + 3600000000
       OR NEW.began_us > extract (epoch FROM clock_timestamp ()) * 1000000 + 300000000 THEN
      RAISE EXCEPTION 'emergency: not one''s own hour' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF (NEW.id, NEW.user_id, NEW.patient_id, NEW.reason, NEW.began_us, NEW.until_us)
        IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.patient_id, OLD.reason, OLD.began_us, OLD.until_us)
        OR (OLD.ended_us IS NOT NULL AND NEW.ended_us IS DISTINCT FROM OLD.ended_us) THEN
    RAISE EXCEPTION 'emergency: stays as it was' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$body$;

-- Nobody opens a chart in an emergency without its being in the audit when the transaction ends.
CREATE OR REPLACE FUNCTION ct_emergency_is_audited () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM chairtime.audit
                  WHERE table_name = 'emergency' AND record_id = NEW.id AND user_id = NEW.user_id) THEN
    RAISE EXCEPTION 'emergency: not in the audit' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$body$;

CREATE OR REPLACE TRIGGER emergency_check BEFORE INSERT OR UPDATE ON emergency
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_emergency_check ();
DROP TRIGGER IF EXISTS emergency_is_audited ON emergency;
CREATE CONSTRAINT TRIGGER emergency_is_audited AFTER INSERT ON emergency DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_emergency_is_audited ();

-- Everybody signs with their own name, in the role they have, and what they sign is what is there.
CREATE OR REPLACE FUNCTION ct_signature_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  kept bytea := (SELECT content FROM chairtime.issued WHERE id = NEW.issued_id AND patient_id = NEW.patient_id
                 UNION ALL
                 SELECT content FROM chairtime.document WHERE id = NEW.document_id AND patient_id = NEW.patient_id);
BEGIN
  IF NOT EXISTS (SELECT FROM chairtime.app_user
                  WHERE id = NEW.user_id AND id = chairtime.ct_own_id () AND role = NEW.role) THEN
    RAISE EXCEPTION 'signature: another name' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF kept IS NULL OR NEW.sha256 <> encode (sha256 (kept), 'hex') THEN
    RAISE EXCEPTION 'signature: not what is there' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$body$;

CREATE OR REPLACE TRIGGER signature_check BEFORE INSERT ON signature
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_signature_check ();

-- Whether somebody needs a one-time code is no secret, and an owner can help who has lost the phone.
CREATE OR REPLACE FUNCTION ct_has_codes (login text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  SELECT count(*)::int FROM chairtime.one_time_code JOIN chairtime.app_user ON id = user_id
   WHERE app_user.login = ct_has_codes.login
$body$;

CREATE OR REPLACE FUNCTION ct_forget_codes (login text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
  DELETE FROM chairtime.one_time_code USING chairtime.app_user
   WHERE id = user_id AND app_user.login = ct_forget_codes.login
$body$;

REVOKE ALL ON FUNCTION ct_own_login (), ct_own_id (), ct_audit_hash (text, audit), ct_audit_check (),
  ct_audit_head_check (), ct_refuse_older (), ct_quiet_check (), ct_emergency_patients (), ct_emergency_check (), ct_emergency_is_audited (), ct_signature_check (),
  ct_has_codes (text), ct_forget_codes (text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ct_own_login (), ct_own_id (), ct_has_codes (text) TO @EVERYBODY@;
GRANT EXECUTE ON FUNCTION ct_own_login (), ct_own_id (), ct_emergency_patients () TO @EMERGENCY@;
GRANT EXECUTE ON FUNCTION ct_forget_codes (text) TO @ADMINISTRATORS@;

-- Rows that are not everybody's: one's own acts, one's own drafts, oneself.
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS audit_add ON audit;
CREATE POLICY audit_add ON audit FOR INSERT TO @EVERYBODY@, @RECOVERY@, @EMERGENCY@ WITH CHECK (true);
DROP POLICY IF EXISTS audit_see_own ON audit;
CREATE POLICY audit_see_own ON audit FOR SELECT TO @EVERYBODY@ USING (user_name = (SELECT ct_own_login ()));
DROP POLICY IF EXISTS audit_see ON audit;
CREATE POLICY audit_see ON audit FOR SELECT TO @AUDITORS@ USING (true);

ALTER TABLE setting ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS setting_own ON setting;
CREATE POLICY setting_own ON setting TO @EVERYBODY@, @EMERGENCY@
USING (NOT starts_with (key, 'draft/') OR starts_with (key, 'draft/' || (SELECT ct_own_id ()) || '/'));

ALTER TABLE undo_act ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS undo_act_own ON undo_act;
CREATE POLICY undo_act_own ON undo_act TO @EVERYBODY@ USING (user_id = (SELECT ct_own_id ()));

ALTER TABLE pin ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS pin_own ON pin;
CREATE POLICY pin_own ON pin TO @EVERYBODY@ USING (user_id = (SELECT ct_own_id ()));

ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS app_user_see ON app_user;
CREATE POLICY app_user_see ON app_user FOR SELECT TO PUBLIC USING (true);
DROP POLICY IF EXISTS app_user_own ON app_user;
CREATE POLICY app_user_own ON app_user FOR UPDATE TO @EVERYBODY@ USING (login = (SELECT ct_own_login ()));
DROP POLICY IF EXISTS app_user_keep ON app_user;
CREATE POLICY app_user_keep ON app_user TO @ADMINISTRATORS@ USING (true);
GRANT UPDATE (last_login_us, must_change) ON app_user TO @EVERYBODY@;

ALTER TABLE one_time_code ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_time_code_own ON one_time_code;
CREATE POLICY one_time_code_own ON one_time_code TO @EVERYBODY@ USING (user_id = (SELECT ct_own_id ()));

GRANT SELECT ON schema_migration, audit_head, news, app_user TO @RECOVERY@;
GRANT UPDATE (last_id, hash) ON audit_head TO @RECOVERY@;
-- No row of it, but that the last one can be asked after.
GRANT INSERT, SELECT (id, at_us, hash) ON audit TO @RECOVERY@, @EMERGENCY@;
GRANT UPDATE (last_id, hash) ON audit_head TO @EMERGENCY@;
