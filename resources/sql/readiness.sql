-- name: visits
SELECT a.*, c.protocol AS course_protocol
FROM appointment a LEFT JOIN course c ON c.id = a.course_id
WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3 AND a.status NOT IN ('done', 'stopped', 'missed', 'cancelled')
ORDER BY a.id

-- name: checks
SELECT k.* FROM visit_check k
WHERE k.patient_id IN (SELECT a.patient_id FROM appointment a WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3)
ORDER BY k.at_us, k.id

-- name: facts
SELECT f.patient_id, f.course_id, f.fact, f.day FROM readiness_fact f
WHERE f.patient_id IN (SELECT a.patient_id FROM appointment a WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3)

-- name: series
SELECT s.patient_id, s.number, s.course_id, s.day, a.minute, s.appointment_id
FROM session s LEFT JOIN appointment a ON a.id = s.appointment_id
WHERE s.status IN ('planned', 'completed')
  AND s.patient_id IN (SELECT b.patient_id FROM appointment b WHERE b.site_id = $1 AND b.day >= $2 AND b.day <= $3)
ORDER BY s.patient_id, s.day, s.number, s.id

-- name: ticks
SELECT * FROM visit_check WHERE patient_id = $1 AND item = $2 ORDER BY id
