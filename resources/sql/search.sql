-- name: add-name
INSERT INTO search_name (role, word, rest, turn, patient_id, born, phone) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (role, word, rest, turn, patient_id) DO UPDATE SET born = excluded.born, phone = excluded.phone

-- name: remove-name
DELETE FROM search_name WHERE role = $1 AND word = $2 AND rest = $3 AND turn = $4 AND patient_id = $5

-- name: add-key
INSERT INTO search_key (kind, key, patient_id) VALUES ($1, $2, $3) ON CONFLICT (kind, key, patient_id) DO NOTHING

-- name: remove-key
DELETE FROM search_key WHERE kind = $1 AND key = $2 AND patient_id = $3

-- name: count-word
INSERT INTO search_word (word, patients) VALUES ($1, $2)
    ON CONFLICT (word) DO UPDATE SET patients = search_word.patients + excluded.patients
 RETURNING patients

-- name: forget-word
DELETE FROM search_word WHERE word = $1 AND patients <= 0

-- name: add-slip
INSERT INTO search_slip (key, stem) VALUES ($1, $2) ON CONFLICT (key, stem) DO NOTHING

-- name: all-patients
SELECT id, mrn, family_name, given_names, preferred_name, born, phone, phone_other FROM patient ORDER BY id

-- name: clear-names
DELETE FROM search_name

-- name: clear-keys
DELETE FROM search_key

-- name: clear-words
DELETE FROM search_word

-- name: clear-slips
DELETE FROM search_slip
