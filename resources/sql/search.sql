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
/* in parts */
SELECT id, mrn, family_name, given_names, preferred_name, born, phone, phone_other FROM patient ORDER BY id

-- name: is-old
SELECT id FROM patient WHERE id > 0 AND NOT EXISTS (SELECT 1 FROM search_name WHERE role = 2) LIMIT 1

-- name: clear-names
DELETE FROM search_name

-- name: clear-keys
DELETE FROM search_key

-- name: clear-words
DELETE FROM search_word

-- name: clear-slips
DELETE FROM search_slip

-- name: by-word
/* in parts */
SELECT patient_id, word, rest, born, phone
  FROM search_name
 WHERE role = $1 AND word >= $2 AND word < $3 AND turn = 0
 ORDER BY word, rest, turn, patient_id

-- name: by-two-words
/* in parts */
SELECT search_name.patient_id, search_name.word, search_name.rest, search_name.born, search_name.phone
  FROM search_word
 CROSS JOIN search_name
 WHERE search_word.word >= $2 AND search_word.word < $3
   AND search_name.role = $1 AND search_name.word = search_word.word
   AND search_name.rest >= $4 AND search_name.rest < $5
 ORDER BY search_word.word, search_name.rest, search_name.turn, search_name.patient_id

-- name: by-key
SELECT patient_id FROM search_key WHERE kind = $1 AND key >= $2 AND key < $3 ORDER BY key, patient_id LIMIT $4

-- name: by-born
SELECT id FROM patient WHERE born >= $1 AND born <= $2 ORDER BY born, id LIMIT $3

-- name: same-born
SELECT id, family_name, given_names, born, phone FROM patient WHERE born = $1

-- name: same-name
SELECT patient_id
  FROM search_name
 WHERE role = $1 AND word = $2 AND rest >= $3 AND rest < $4 AND turn = 0 AND (born IS NULL OR $5 <> 0)
 ORDER BY rest, patient_id LIMIT $6

-- name: words
SELECT word, patients FROM search_word WHERE word >= $1 AND word < $2 ORDER BY word LIMIT $3

-- name: stems
SELECT stem FROM search_slip WHERE key = $1

-- name: cards
SELECT patient.id, patient.revision, patient.mrn, patient.family_name, patient.given_names, patient.preferred_name,
       patient.born, patient.born_precision, patient.sex, patient.phone, patient.phone_other,
       (SELECT appointment.day * 1440 + appointment.minute
          FROM appointment
         WHERE appointment.patient_id = patient.id AND appointment.day >= $1
           AND appointment.status NOT IN ('cancelled', 'missed')
         ORDER BY appointment.day, appointment.minute LIMIT 1) AS next_at,
       (SELECT appointment.day
          FROM appointment
         WHERE appointment.patient_id = patient.id AND appointment.day < $1
           AND appointment.status NOT IN ('cancelled', 'missed')
         ORDER BY appointment.day DESC, appointment.minute DESC LIMIT 1) AS last_day
  FROM patient
 WHERE patient.id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)
