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
SELECT w.patient_id, w.course_id, w.fact, w.day FROM readiness_weight w
WHERE w.patient_id IN (SELECT a.patient_id FROM appointment a WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3)
UNION ALL
SELECT p.patient_id, p.course_id, p.fact, p.day FROM readiness_prescriber p
WHERE p.patient_id IN (SELECT a.patient_id FROM appointment a WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3)
UNION ALL
SELECT s.patient_id, s.course_id, s.fact, s.day FROM readiness_score s
WHERE s.patient_id IN (SELECT a.patient_id FROM appointment a WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3)

-- name: series
SELECT s.patient_id, s.number, s.course_id, s.day, a.minute, s.appointment_id
FROM session s LEFT JOIN appointment a ON a.id = s.appointment_id
WHERE s.status IN ('planned', 'completed')
  AND s.patient_id IN (SELECT b.patient_id FROM appointment b WHERE b.site_id = $1 AND b.day >= $2 AND b.day <= $3)
ORDER BY s.patient_id, s.day, s.number, s.id

-- name: ticks
SELECT * FROM visit_check WHERE patient_id = $1 AND item = $2 ORDER BY id
