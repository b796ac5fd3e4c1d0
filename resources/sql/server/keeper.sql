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
  SELECT id FROM public.app_user WHERE login = public.ct_own_login ()
$body$;

-- The same text and hash as the program makes of a row.
CREATE OR REPLACE FUNCTION ct_audit_text (value text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $body$
  SELECT CASE WHEN value IS NULL THEN 'n;' ELSE 't' || octet_length (value) || ':' || value || ';' END
$body$;

CREATE OR REPLACE FUNCTION ct_audit_hash (previous text, entry audit) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $body$
  SELECT encode (sha256 (convert_to (
    'chairtime audit 1;' || public.ct_audit_text (previous) || 'i' || entry.id || ';i' || entry.at_us || ';i' || entry.user_id
    || ';' || public.ct_audit_text (entry.user_name) || public.ct_audit_text (entry.workstation)
    || public.ct_audit_text (entry.act) || public.ct_audit_text (entry.table_name) || 'i' || entry.record_id || ';i'
    || entry.patient_id || ';' || public.ct_audit_text (entry.detail), 'UTF8')), 'hex')
$body$;

-- Everybody signs with their own name, and only after the last row there is.
CREATE OR REPLACE FUNCTION ct_audit_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  previous text := (SELECT hash FROM public.audit WHERE id = NEW.id - 1);
BEGIN
  IF session_user = @RECOVERY_NAME@ THEN
    IF NEW.act <> 'passphrase-reset' OR NEW.user_id <> 0 THEN
      RAISE EXCEPTION 'audit: another name' USING ERRCODE = 'insufficient_privilege';
    END IF;
  ELSIF NEW.user_name IS DISTINCT FROM public.ct_own_login ()
        OR NEW.user_id NOT IN (0, coalesce (public.ct_own_id (), 0)) THEN
    RAISE EXCEPTION 'audit: another name' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF previous IS NULL AND NEW.id <> 1 OR NEW.hash IS DISTINCT FROM public.ct_audit_hash (coalesce (previous, ''), NEW) THEN
    RAISE EXCEPTION 'audit: append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$body$;

-- What was once noted as the end stays in: the end only moves on, to a row that is there.
CREATE OR REPLACE FUNCTION ct_audit_head_check () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NEW.id <> OLD.id OR NEW.last_id < OLD.last_id
     OR NOT EXISTS (SELECT FROM public.audit WHERE id = NEW.last_id AND hash = NEW.hash) THEN
    RAISE EXCEPTION 'audit: append-only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$body$;

CREATE OR REPLACE TRIGGER audit_check BEFORE INSERT ON audit
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_audit_check ();
CREATE OR REPLACE TRIGGER audit_head_check BEFORE UPDATE ON audit_head
FOR EACH ROW WHEN (current_user <> @KEEPER_NAME@) EXECUTE FUNCTION ct_audit_head_check ();
