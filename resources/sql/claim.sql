-- name: blocking
SELECT claim.kind, claim.from_minute, claim.to_minute, patient.family_name, patient.given_names, chair.name,
       claim.appointment_id
  FROM claim
  JOIN appointment ON appointment.id = claim.appointment_id
  JOIN patient ON patient.id = appointment.patient_id
  JOIN chair ON chair.id = appointment.chair_id
 WHERE claim.kind = 'chair' AND claim.resource_id = $1
   AND claim.day = $3 AND claim.from_minute < $5 AND claim.to_minute > $4 AND claim.appointment_id <> $6
 UNION ALL
SELECT claim.kind, claim.from_minute, claim.to_minute, patient.family_name, patient.given_names, chair.name,
       claim.appointment_id
  FROM claim
  JOIN appointment ON appointment.id = claim.appointment_id
  JOIN patient ON patient.id = appointment.patient_id
  JOIN chair ON chair.id = appointment.chair_id
 WHERE claim.kind = 'patient' AND claim.resource_id = $2
   AND claim.day = $3 AND claim.from_minute < $5 AND claim.to_minute > $4 AND claim.appointment_id <> $6
 ORDER BY 1, 2 LIMIT 1

-- name: add
INSERT INTO visit_claim (kind, resource_id, day, from_minute, to_minute, appointment_id, yields)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: free
DELETE FROM visit_claim WHERE appointment_id = $1

-- name: holders
SELECT visit_claim.appointment_id, visit_claim.from_minute, visit_claim.to_minute, patient.family_name,
       patient.given_names
  FROM visit_claim
  JOIN appointment ON appointment.id = visit_claim.appointment_id
  JOIN patient ON patient.id = appointment.patient_id
 WHERE visit_claim.kind = $1 AND visit_claim.resource_id = $2 AND visit_claim.day = $3
   AND visit_claim.from_minute < $5 AND visit_claim.to_minute > $4
 ORDER BY visit_claim.to_minute, visit_claim.appointment_id

-- name: there-are
SELECT CASE $1 WHEN 'pump' THEN pumps ELSE rooms END FROM site_floor WHERE site_id = $2

-- name: clinician
SELECT full_name, login FROM app_user WHERE id = $1

-- name: protocol
SELECT protocol FROM course WHERE id = $1

-- name: begin-filling
INSERT INTO setting (key, value) VALUES ('visit-claims', '1') ON CONFLICT (key) DO NOTHING

-- name: unclaimed
SELECT * FROM appointment
 WHERE site_id IN (SELECT id FROM site) AND day >= $1 AND status NOT IN ('cancelled', 'missed')
   AND NOT EXISTS (SELECT 1 FROM visit_claim WHERE appointment_id = appointment.id)
 ORDER BY id

-- name: hold-still
UPDATE appointment SET revision = $2 WHERE id = $1 AND revision = $2
