-- The roles of a clinic that nobody logs in with, but for the recovery key. Run by the administrator of the server.
-- The keeper owns everything the clinic keeps; the steward makes the roles of people; neither can log in. Nobody is a
-- member of the steward, so that its right to make roles is had only through its functions.

CREATE ROLE @KEEPER@ NOLOGIN NOINHERIT;
CREATE ROLE @STEWARD@ NOLOGIN NOINHERIT CREATEROLE;
CREATE ROLE @RECOVERY@ NOLOGIN;
