-- name: blocking
SELECT claim.kind, claim.from_minute, claim.to_minute, patient.family_name, patient.given_names, chair.name
  FROM claim
  JOIN appointment ON appointment.id = claim.appointment_id
  JOIN patient ON patient.id = appointment.patient_id
  JOIN chair ON chair.id = appointment.chair_id
 WHERE claim.kind = 'chair' AND claim.resource_id = $1
   AND claim.day = $3 AND claim.from_minute < $5 AND claim.to_minute > $4 AND claim.appointment_id <> $6
 UNION ALL
SELECT claim.kind, claim.from_minute, claim.to_minute, patient.family_name, patient.given_names, chair.name
  FROM claim
  JOIN appointment ON appointment.id = claim.appointment_id
  JOIN patient ON patient.id = appointment.patient_id
  JOIN chair ON chair.id = appointment.chair_id
 WHERE claim.kind = 'patient' AND claim.resource_id = $2
   AND claim.day = $3 AND claim.from_minute < $5 AND claim.to_minute > $4 AND claim.appointment_id <> $6
 ORDER BY 1, 2 LIMIT 1

-- name: chairs-of-days
SELECT claim.resource_id, claim.day, claim.from_minute, claim.to_minute, claim.appointment_id
  FROM chair
  JOIN claim ON claim.kind = 'chair' AND claim.resource_id = chair.id
 WHERE chair.site_id = $1 AND claim.day >= $2 AND claim.day <= $3
 ORDER BY claim.day, claim.resource_id, claim.from_minute

-- name: patient-of-days
SELECT resource_id, day, from_minute, to_minute, appointment_id
  FROM claim
 WHERE kind = 'patient' AND resource_id = $1 AND day >= $2 AND day <= $3
 ORDER BY day, from_minute
