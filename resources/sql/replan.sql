-- name: of-clinician
SELECT * FROM appointment
WHERE clinician_id = $1 AND site_id = $2 AND day >= $3 AND day <= $4 AND status = 'booked'
ORDER BY day, minute, id

-- name: of-course
SELECT * FROM appointment
WHERE course_id = $1 AND status NOT IN ('cancelled', 'missed')
ORDER BY session_number, day, id
