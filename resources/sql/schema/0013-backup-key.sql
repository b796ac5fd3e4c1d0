-- Of a clinic on a server: the key of its backups, which the keeper alone reads, and the same key wrapped for the owners and
-- the recovery key. (Of one in a file it is the key of the file, in the keyring beside it.)
CREATE TABLE backup_key (
  id @INT@ PRIMARY KEY CHECK (id = 1),
  secret @BYTES@ NOT NULL,
  keyring @TEXT@ NOT NULL
) @STRICT@;
