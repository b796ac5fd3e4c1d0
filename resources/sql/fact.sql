-- name: problems
SELECT * FROM problem WHERE patient_id = $1 AND removed = 0 ORDER BY id

-- name: medications
SELECT * FROM medication WHERE patient_id = $1 AND removed = 0 ORDER BY id

-- name: allergies
SELECT * FROM allergy WHERE patient_id = $1 AND removed = 0 ORDER BY id

-- name: measurements
SELECT * FROM measurement WHERE patient_id = $1 AND removed = 0 ORDER BY taken_on DESC NULLS LAST, id
