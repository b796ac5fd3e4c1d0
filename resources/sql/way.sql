-- name: steps
SELECT * FROM visit_step WHERE appointment_id = $1 ORDER BY id
