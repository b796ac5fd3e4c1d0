-- name: of-patient
SELECT @course@ FROM course WHERE patient_id = $1 AND status <> 'undone' ORDER BY start_on DESC, id DESC
