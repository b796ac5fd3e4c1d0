-- name: of-patient
SELECT * FROM signature WHERE patient_id = $1 ORDER BY signed_us, id

-- name: of-issued
SELECT * FROM signature WHERE issued_id = $1 ORDER BY signed_us, id

-- name: of-document
SELECT * FROM signature WHERE document_id = $1 ORDER BY signed_us, id

-- name: all
SELECT * FROM signature ORDER BY patient_id, id

-- name: replacements
SELECT count(*) FROM issued WHERE replaces_id = $1
