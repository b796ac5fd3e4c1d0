-- name: of-patient
SELECT * FROM course WHERE patient_id = $1 ORDER BY start_on DESC, id DESC
