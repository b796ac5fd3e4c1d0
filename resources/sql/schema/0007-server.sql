-- Where this clinic is moving: "arriving" from a place while not all of it is here yet, "gone" to a place for good.
CREATE TABLE move (
  id @INT@ PRIMARY KEY,
  state @TEXT@ NOT NULL,
  place @TEXT@ NOT NULL,
  audit_id @INT@ NOT NULL,
  audit_hash @TEXT@ NOT NULL,
  at_us @INT@ NOT NULL
) @STRICT@;

-- Of a clinic on a server: the secret of somebody's one-time codes. (Of one in a file it is in the keyring beside it.)
CREATE TABLE one_time_code (
  user_id @INT@ PRIMARY KEY REFERENCES app_user (id),
  codes @TEXT@ NOT NULL
) @STRICT@;
