-- name: of-days
SELECT id, revision, site_id, day, minute, chair_id, minutes, patient_id, clinician_id, course_id, session_number, kind,
       status, cancel_reason, note, status_us, confirmed_us, confirmed_by, confirmed_how, cancelled_by,
       undone, free_minute
  FROM appointment
 WHERE site_id = $1 AND day >= $2 AND day <= $3
 ORDER BY day, minute, chair_id, id

-- name: of-days-with-names
SELECT appointment.id, appointment.revision, appointment.site_id, appointment.day, appointment.minute,
       appointment.chair_id, appointment.minutes, appointment.patient_id, appointment.clinician_id,
       appointment.course_id, appointment.session_number, appointment.kind, appointment.status,
       appointment.cancel_reason, appointment.note, appointment.status_us, appointment.confirmed_us,
       appointment.confirmed_by, appointment.confirmed_how, appointment.cancelled_by,
       appointment.undone, appointment.free_minute,
       patient.family_name, patient.given_names, patient.preferred_name, patient.born, patient.sex, patient.alert
  FROM appointment
  JOIN patient ON patient.id = appointment.patient_id
 WHERE appointment.site_id = $1 AND appointment.day >= $2 AND appointment.day <= $3
 ORDER BY appointment.day, appointment.minute, appointment.chair_id, appointment.id

-- name: of-patient
SELECT * FROM appointment WHERE patient_id = $1 ORDER BY day, minute, id

-- name: next-of-patient
SELECT * FROM appointment
 WHERE patient_id = $1 AND day >= $2 AND status NOT IN ('cancelled', 'missed')
 ORDER BY day, minute LIMIT 1

-- name: last-of-patient
SELECT * FROM appointment
 WHERE patient_id = $1 AND day < $2 AND status NOT IN ('cancelled', 'missed')
 ORDER BY day DESC, minute DESC LIMIT 1
