-- One role of the matrix. Not inheriting matters only for the owners, who may become the keeper when they say so.

CREATE ROLE @GROUP@ NOLOGIN NOINHERIT;
GRANT @GROUP@ TO @STEWARD@ WITH ADMIN OPTION;
