-- What the steward does for others, and only so. The server's roles follow the table of people in the same transaction, so
-- that the two never differ. Passphrases arrive as SCRAM verifiers made at the desk: the server never sees one.

GRANT CREATE ON SCHEMA chairtime TO @STEWARD@;
SET ROLE @STEWARD@;

CREATE OR REPLACE FUNCTION ct_person_follow () RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
  person text := @PREFIX@ || NEW.login;
  wanted text := @PREFIX@ || '_' || NEW.role;
  other text;
BEGIN
  IF TG_TABLE_SCHEMA <> 'chairtime' OR TG_TABLE_NAME <> 'app_user' THEN
    RAISE EXCEPTION 'people only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- A role that may more than log in is not one of ours, whatever it is called.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = person
                AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
    RAISE EXCEPTION 'this name is taken by another role of the server' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.login !~ '^[a-z0-9.-]{1,40}$' OR (TG_OP = 'UPDATE' AND NEW.login <> OLD.login) THEN
    RAISE EXCEPTION 'a user name stays as it is' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = person) THEN
    EXECUTE format ('CREATE ROLE %I NOLOGIN', person);
  ELSIF TG_OP = 'INSERT' AND EXISTS (SELECT FROM pg_auth_members WHERE member = to_regrole (quote_ident (person))) THEN
    -- Of somebody in an earlier clinic of this name; their passphrase opens nothing here.
    EXECUTE format ('ALTER ROLE %I PASSWORD NULL', person);
  END IF;
  FOR other IN SELECT parent.rolname
                 FROM pg_auth_members
                 JOIN pg_roles AS parent ON parent.oid = roleid
                WHERE member = to_regrole (quote_ident (person)) AND (parent.rolname <> wanted OR NEW.active = 0)
  LOOP
    EXECUTE format ('REVOKE %I FROM %I', other, person);
  END LOOP;
  IF NEW.active = 0 THEN
    EXECUTE format ('ALTER ROLE %I NOLOGIN PASSWORD NULL', person);
  ELSE
    EXECUTE format ('GRANT %I TO %I', wanted, person);
    EXECUTE format ('ALTER ROLE %I LOGIN INHERIT', person);
  END IF;
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

-- For the first owner, whose row is still to come.
CREATE OR REPLACE FUNCTION ct_prepare_person (login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = @PREFIX@ || login) THEN
    EXECUTE format ('CREATE ROLE %I NOLOGIN', @PREFIX@ || login);
  END IF;
  PERFORM chairtime.ct_set_verifier (@PREFIX@ || login, verifier);
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_passphrase (login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM chairtime.app_user WHERE app_user.login = ct_set_passphrase.login) THEN
    RAISE EXCEPTION 'nobody has this user name' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM chairtime.ct_set_verifier (@PREFIX@ || login, verifier);
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_own_passphrase (verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF NOT EXISTS (SELECT FROM chairtime.app_user WHERE @PREFIX@ || app_user.login = session_user) THEN
    RAISE EXCEPTION 'nobody has this user name' USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM chairtime.ct_set_verifier (session_user, verifier);
END
$body$;

CREATE OR REPLACE FUNCTION ct_set_recovery_key (verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  PERFORM chairtime.ct_set_verifier (@RECOVERY_NAME@, verifier);
  ALTER ROLE @RECOVERY@ LOGIN;
END
$body$;

-- Nobody but who is named calls them.
REVOKE ALL ON FUNCTION ct_person_follow (), ct_set_verifier (text, text), ct_prepare_person (text, text),
  ct_set_passphrase (text, text), ct_set_own_passphrase (text), ct_set_recovery_key (text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ct_person_follow (), ct_prepare_person (text, text), ct_set_passphrase (text, text), ct_set_recovery_key (text) TO @KEEPER@;
GRANT EXECUTE ON FUNCTION ct_set_passphrase (text, text) TO @ADMINISTRATORS@, @RECOVERY@;
GRANT EXECUTE ON FUNCTION ct_set_recovery_key (text) TO @ADMINISTRATORS@;
GRANT EXECUTE ON FUNCTION ct_set_own_passphrase (text) TO @EVERYBODY@;

RESET ROLE;
REVOKE CREATE ON SCHEMA chairtime FROM @STEWARD@;
