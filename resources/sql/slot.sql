-- name: waiting
SELECT w.*, p.family_name, p.given_names, p.preferred_name, p.phone, a.day, a.clinician_id, a.course_id, a.session_number
FROM waiting w JOIN patient p ON p.id = w.patient_id LEFT JOIN appointment a ON a.id = w.appointment_id
WHERE w.site_id = $1 AND w.status = 'waiting'
ORDER BY w.since, w.id

-- name: open-courses
SELECT c.id, c.patient_id, c.protocol, c.n_sessions, c.prescriber_id, p.family_name, p.given_names, p.preferred_name,
  p.phone
FROM course c JOIN patient p ON p.id = c.patient_id
WHERE c.site_id = $1 AND c.status = 'active'
  AND NOT EXISTS (SELECT 1 FROM session s WHERE s.course_id = c.id AND s.status = 'planned' AND s.day >= $2)
ORDER BY c.id
LIMIT 500

-- name: given
SELECT count(*), max(day) FROM session WHERE course_id = $1 AND status = 'completed'
