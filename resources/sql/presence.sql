-- name: list
SELECT desk, table_name, record_id, user_name, workstation, since_us, beat FROM presence ORDER BY since_us, desk

-- name: begin
INSERT INTO presence (desk, table_name, record_id, user_name, workstation, since_us, beat)
VALUES ($1, $2, $3, $4, $5, $6, 1)
    ON CONFLICT (desk, table_name, record_id) DO UPDATE SET beat = presence.beat + 1

-- name: beat
UPDATE presence SET beat = beat + 1 WHERE desk = $1 AND table_name = $2 AND record_id = $3

-- name: end
DELETE FROM presence WHERE desk = $1 AND table_name = $2 AND record_id = $3

-- name: leave
DELETE FROM presence WHERE desk = $1

-- name: bury
DELETE FROM presence WHERE desk = $1 AND table_name = $2 AND record_id = $3 AND beat = $4
