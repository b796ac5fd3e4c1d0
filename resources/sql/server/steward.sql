-- What the steward does for others, and only so. The server's roles follow the table of people in the same transaction, so
-- that the two never differ. Passphrases arrive as SCRAM verifiers made at the desk: the server never sees one.

CREATE OR REPLACE FUNCTION ct_person_follow () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  person text := @PREFIX@ || NEW.login;
  wanted text := @PREFIX@ || '_' || NEW.role;
  other text;
BEGIN
  IF TG_TABLE_SCHEMA <> 'public' OR TG_TABLE_NAME <> 'app_user' THEN
    RAISE EXCEPTION 'people only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.login !~ '^[a-z0-9.-]{1,40}$' OR (TG_OP = 'UPDATE' AND NEW.login <> OLD.login) THEN
    RAISE EXCEPTION 'a user name stays as it is' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = person
                  AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
      RAISE EXCEPTION 'this name is taken by another role of the server' USING ERRCODE = 'duplicate_object';
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN
      EXECUTE format ('CREATE ROLE %I NOLOGIN', person);
    END IF;
    EXECUTE format ('ALTER ROLE %I NOLOGIN INHERIT PASSWORD NULL', person);
  END IF;
  FOR other IN SELECT parent.rolname
                 FROM pg_auth_members
                 JOIN pg_roles AS parent ON parent.oid = roleid
                 JOIN pg_roles AS child ON child.oid = member
                WHERE child.rolname = person AND parent.rolname <> wanted
  LOOP
    EXECUTE format ('REVOKE %I FROM %I', other, person);
  END LOOP;
  IF NOT pg_has_role (person, wanted, 'MEMBER') THEN
    EXECUTE format ('GRANT %I TO %I', wanted, person);
  END IF;
  EXECUTE format ('ALTER ROLE %I %s', person, CASE WHEN NEW.active <> 0 THEN 'LOGIN' ELSE 'NOLOGIN' END);
  RETURN NULL;
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_verifier (person text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
    RAISE EXCEPTION 'not a verifier' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  EXECUTE format ('ALTER ROLE %I PASSWORD %L', person, verifier);
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_passphrase (login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM public.app_user WHERE app_user.login = ct_set_passphrase.login) THEN
    RAISE EXCEPTION 'nobody has this user name' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM public.ct_set_verifier (@PREFIX@ || login, verifier);
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_own_passphrase (verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM public.app_user WHERE @PREFIX@ || app_user.login = session_user) THEN
    RAISE EXCEPTION 'nobody has this user name' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM public.ct_set_verifier (session_user, verifier);
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_recovery_key (verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  PERFORM public.ct_set_verifier (@RECOVERY_NAME@, verifier);
  ALTER ROLE @RECOVERY@ LOGIN;
END
$body$;

ALTER FUNCTION ct_person_follow () OWNER TO @STEWARD@;
ALTER FUNCTION ct_set_verifier (text, text) OWNER TO @STEWARD@;
ALTER FUNCTION ct_set_passphrase (text, text) OWNER TO @STEWARD@;
ALTER FUNCTION ct_set_own_passphrase (text) OWNER TO @STEWARD@;
ALTER FUNCTION ct_set_recovery_key (text) OWNER TO @STEWARD@;
