-- name: clinic
SELECT name FROM clinic ORDER BY id LIMIT 1

-- name: root
SELECT hash FROM audit WHERE id = 1

-- name: schema
SELECT max(number) FROM schema_migration

-- name: claim
-- Takes the turn: a moment of the schedule that nobody has, that failed a while ago, or whose desk has fallen silent.
INSERT INTO backup_run (slot_us, desk, user_name, started_us, heard_us)
VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (slot_us) DO UPDATE
   SET desk = excluded.desk, user_name = excluded.user_name, started_us = excluded.started_us,
       heard_us = excluded.heard_us, ended_us = NULL, message = NULL
 WHERE (backup_run.message IS NOT NULL AND backup_run.ended_us < $5)
    OR (backup_run.ended_us IS NULL AND backup_run.heard_us < $6)
RETURNING id

-- name: heard
UPDATE backup_run SET heard_us = $2 WHERE id = $1

-- name: end
UPDATE backup_run SET ended_us = $2, path = $3, bytes = $4, head = $5, message = $6 WHERE id = $1

-- name: last-good
SELECT ended_us, path, bytes FROM backup_run
 WHERE ended_us IS NOT NULL AND message IS NULL ORDER BY ended_us DESC, id DESC LIMIT 1

-- name: last-end
SELECT ended_us, message FROM backup_run WHERE ended_us IS NOT NULL ORDER BY ended_us DESC, id DESC LIMIT 1

-- name: running
SELECT desk FROM backup_run WHERE ended_us IS NULL AND heard_us >= $1 ORDER BY id DESC LIMIT 1

-- name: open-slot
SELECT count(*) FROM backup_run
 WHERE slot_us = $1 AND ((ended_us IS NOT NULL AND (message IS NULL OR ended_us >= $2))
    OR (ended_us IS NULL AND heard_us >= $3))

-- name: begun
SELECT at_us FROM audit WHERE id = 1

-- name: settle
UPDATE backup_run SET ended_us = $1, path = $2 WHERE ended_us IS NULL
