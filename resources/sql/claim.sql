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
