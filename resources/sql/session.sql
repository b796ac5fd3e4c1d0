-- name: of-course
SELECT @session@ FROM session WHERE course_id = $1 ORDER BY number, day, id

-- name: of-patient
SELECT @session@ FROM session WHERE patient_id = $1 ORDER BY day, number, id

-- name: of-appointment
SELECT @session@ FROM session WHERE appointment_id = $1 ORDER BY id

-- name: count-planned
SELECT count(*) FROM session WHERE course_id = $1 AND status = 'planned'
