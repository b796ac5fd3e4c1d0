-- name: add
INSERT INTO pin (user_id, appointment_id, day, minute, chair_id, at_us)
SELECT $1, id, day, minute, chair_id, $3 FROM appointment WHERE id = $2
    ON CONFLICT (user_id, appointment_id)
    DO UPDATE SET day = excluded.day, minute = excluded.minute, chair_id = excluded.chair_id, at_us = excluded.at_us

-- name: remove
DELETE FROM pin WHERE user_id = $1 AND appointment_id = $2

-- name: forget-old
DELETE FROM pin WHERE user_id = $1 AND at_us < $2
