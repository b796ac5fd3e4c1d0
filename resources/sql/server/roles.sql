-- The roles of a clinic that nobody logs in with, but for the recovery key. Run by the administrator of the server.
-- The keeper owns everything the clinic keeps; the steward makes the roles of people; neither can log in. Nobody is a
-- member of the steward, so that its right to make roles is had only through its functions.

CREATE ROLE @KEEPER@ NOLOGIN;
CREATE ROLE @STEWARD@ NOLOGIN NOINHERIT CREATEROLE;
CREATE ROLE @RECOVERY@ NOLOGIN;
-- What somebody without a right to charts acts as while reading one in an emergency.
CREATE ROLE @EMERGENCY@ NOLOGIN NOINHERIT;

-- The steward gives the recovery key its passphrase; from PostgreSQL 16 on, the right to make roles alone is not enough.
GRANT @RECOVERY@ TO @STEWARD@ WITH ADMIN OPTION;

-- Whoever sets up has to be both for as long as that takes.
GRANT @KEEPER@, @STEWARD@ TO CURRENT_USER;
