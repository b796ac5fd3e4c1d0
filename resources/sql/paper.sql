-- name: sent-of-patient
SELECT * FROM sent_visit WHERE patient_id = $1

-- name: first-hash
SELECT hash FROM audit WHERE id = (SELECT min(id) FROM audit)

-- name: busy
SELECT * FROM staff_busy ORDER BY user_id, source, id

-- name: busy-of
SELECT * FROM staff_busy WHERE user_id = $1 AND source = $2 ORDER BY id LIMIT 1
