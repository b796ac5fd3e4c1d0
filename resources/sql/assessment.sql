-- name: of-patient
SELECT * FROM assessment WHERE patient_id = $1 AND status <> 'withdrawn' ORDER BY taken_on, recorded_us, id

-- name: of-patient-and-instrument
SELECT * FROM assessment WHERE patient_id = $1 AND instrument = $2 ORDER BY taken_on, recorded_us, id

-- name: unacknowledged
SELECT * FROM assessment
 WHERE patient_id = $1 AND flags IS NOT NULL AND acknowledged_us IS NULL
 ORDER BY taken_on, id
