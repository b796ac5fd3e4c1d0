-- name: of-patient
SELECT * FROM assessment WHERE patient_id = $1 AND status <> 'withdrawn' ORDER BY taken_on, recorded_us, id
