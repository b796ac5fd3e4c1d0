-- Open ones by the day to ring back, those without a day last; a site, or 0 for all.

-- name: due
SELECT * FROM enquiry
WHERE status = 'open' AND follow_up_on <= $2 AND ($1 = 0 OR site_id = $1)
ORDER BY follow_up_on, received_on, id
LIMIT $3

-- name: open
SELECT * FROM enquiry
WHERE status = 'open' AND ($1 = 0 OR site_id = $1) AND received_on <= $2
ORDER BY follow_up_on NULLS LAST, received_on, id
LIMIT $3

-- name: ended
SELECT * FROM enquiry
WHERE status IN ('patient', 'closed') AND ($1 = 0 OR site_id = $1) AND received_on <= $2
ORDER BY ended_on DESC, id DESC
LIMIT $3

-- name: count-due
SELECT count(*) FROM enquiry WHERE status = 'open' AND follow_up_on <= $2 AND ($1 = 0 OR site_id = $1)

-- What became of those of one day who heard of the clinic in one way: became patients, had a consultation, began a course.
-- name: sums
SELECT e.received_on, e.heard, count(*),
  sum(CASE WHEN e.status = 'patient' THEN 1 ELSE 0 END),
  sum(CASE WHEN e.status = 'patient' AND EXISTS (SELECT 1 FROM appointment a
        WHERE a.patient_id = e.patient_id AND a.kind = 'consultation' AND a.status = 'done' AND a.day >= e.received_on)
      THEN 1 ELSE 0 END),
  sum(CASE WHEN e.status = 'patient' AND EXISTS (SELECT 1 FROM course c JOIN session s ON s.course_id = c.id
        WHERE c.patient_id = e.patient_id AND c.status <> 'undone' AND s.status = 'completed' AND s.day >= e.received_on)
      THEN 1 ELSE 0 END)
FROM enquiry e
WHERE e.status <> 'removed' AND e.received_on BETWEEN $2 AND $3 AND ($1 = 0 OR e.site_id = $1)
GROUP BY e.received_on, e.heard
ORDER BY e.received_on, e.heard
