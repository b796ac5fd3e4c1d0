-- The lists of the desk. Each asks for the rows of one site ($1), on its day ($2), between two days ($3, $4), at most so many
-- ($5), with what was put off or without ($6), and answers with the same columns.

-- Who is here and waits, since they last arrived, and whose time has come and who is not here.
-- name: arrivals
SELECT a.id AS subject_id, a.day AS subject_day, a.patient_id, p.family_name, p.given_names, p.preferred_name, p.phone,
  a.id AS appointment_id, a.course_id, a.day, a.minute, a.kind, a.status, c.protocol AS code, a.session_number AS number,
  c.n_sessions AS total, NULL AS other_day, NULL AS third_day,
  (SELECT max(v.at_us) FROM visit_step v WHERE v.appointment_id = a.id AND v.step = 'arrived') AS since_us, NULL AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM appointment a
JOIN patient p ON p.id = a.patient_id
LEFT JOIN course c ON c.id = a.course_id
LEFT JOIN list_note n ON n.list_name = 'arrivals' AND n.subject_id = a.id AND n.subject_day = a.day AND n.status <> 'removed'
WHERE a.site_id = $1 AND a.day BETWEEN $3 AND $4 AND a.status IN ('booked', 'arrived', 'ready')
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY a.day, a.minute, a.id
LIMIT $5

-- name: confirm
SELECT a.id AS subject_id, a.day AS subject_day, a.patient_id, p.family_name, p.given_names, p.preferred_name, p.phone,
  a.id AS appointment_id, a.course_id, a.day, a.minute, a.kind, a.status, c.protocol AS code, a.session_number AS number,
  c.n_sessions AS total, NULL AS other_day, NULL AS third_day, NULL AS since_us, NULL AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM appointment a
JOIN patient p ON p.id = a.patient_id
LEFT JOIN course c ON c.id = a.course_id
LEFT JOIN list_note n ON n.list_name = 'confirm' AND n.subject_id = a.id AND n.subject_day = a.day AND n.status <> 'removed'
WHERE a.site_id = $1 AND a.day BETWEEN $3 AND $4 AND a.status = 'booked' AND a.confirmed_how IS NULL
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY a.day, a.minute, a.id
LIMIT $5

-- name: sooner
SELECT w.id AS subject_id, w.since AS subject_day, w.patient_id, p.family_name, p.given_names, p.preferred_name, p.phone,
  w.appointment_id, a.course_id, a.day, a.minute, w.kind, w.status, NULL AS code, w.urgent AS number,
  w.minutes AS total, w.since AS other_day, w.until AS third_day, NULL AS since_us, w.note AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM waiting w
JOIN patient p ON p.id = w.patient_id
LEFT JOIN appointment a ON a.id = w.appointment_id
LEFT JOIN list_note n ON n.list_name = 'sooner' AND n.subject_id = w.id AND n.subject_day = w.since AND n.status <> 'removed'
WHERE w.site_id = $1 AND w.status = 'waiting' AND w.since BETWEEN $3 AND $4
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY w.since, w.id
LIMIT $5

-- A broken visit has another in its place when its course, or without one its patient, comes on its day or later; of several
-- that have none, the first counts. What was undone was never broken.
-- name: broken
SELECT a.id AS subject_id, a.day AS subject_day, a.patient_id, p.family_name, p.given_names, p.preferred_name, p.phone,
  a.id AS appointment_id, a.course_id, a.day, a.minute, a.kind, a.status, c.protocol AS code, a.session_number AS number,
  c.n_sessions AS total, NULL AS other_day, NULL AS third_day, NULL AS since_us, a.cancel_reason AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM appointment a
JOIN patient p ON p.id = a.patient_id
LEFT JOIN course c ON c.id = a.course_id
LEFT JOIN list_note n ON n.list_name = 'broken' AND n.subject_id = a.id AND n.subject_day = a.day AND n.status <> 'removed'
WHERE a.site_id = $1 AND a.day BETWEEN $3 AND $4 AND a.status IN ('missed', 'cancelled')
  AND a.undone = 0
  AND (c.id IS NULL OR c.status = 'active')
  AND NOT EXISTS (SELECT 1 FROM appointment b
                  WHERE b.patient_id = a.patient_id AND b.status NOT IN ('missed', 'cancelled')
                    AND (a.course_id IS NULL OR b.course_id = a.course_id) AND (b.day >= a.day OR b.day >= $2))
  AND NOT EXISTS (SELECT 1 FROM appointment b
                  WHERE b.patient_id = a.patient_id AND b.status IN ('missed', 'cancelled')
                    AND b.undone = 0
                    AND (a.course_id IS NULL OR b.course_id = a.course_id)
                    AND (b.day < a.day OR (b.day = a.day AND b.id < a.id)) AND b.day >= $3
                    AND NOT EXISTS (SELECT 1 FROM appointment k
                                    WHERE k.patient_id = b.patient_id AND k.status NOT IN ('missed', 'cancelled')
                                      AND (b.course_id IS NULL OR k.course_id = b.course_id) AND k.day >= b.day))
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY a.day DESC, a.id DESC
LIMIT $5

-- Courses of one protocol ($7) at one stage ($8) that were last given between the days, and had none after them; with nobody
-- booked for anything.
-- name: recall
SELECT c.id AS subject_id, c.last_given AS subject_day, c.patient_id, p.family_name, p.given_names, p.preferred_name, p.phone,
  NULL AS appointment_id, c.id AS course_id, c.start_on AS day, NULL AS minute, NULL AS kind, c.status, c.protocol AS code,
  (SELECT count(*) FROM session s WHERE s.course_id = c.id AND s.status = 'completed') AS number,
  c.n_sessions AS total, c.last_given AS other_day, NULL AS third_day, NULL AS since_us, NULL AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM course c
JOIN patient p ON p.id = c.patient_id
LEFT JOIN list_note n ON n.list_name = 'recall' AND n.subject_id = c.id AND n.subject_day = c.last_given
  AND n.status <> 'removed'
WHERE c.site_id = $1 AND c.protocol = $7 AND c.status = $8 AND c.last_given BETWEEN $3 AND $4
  AND NOT EXISTS (SELECT 1 FROM course e WHERE e.patient_id = c.patient_id AND e.id <> c.id AND e.status <> 'undone'
                    AND (e.start_on > c.start_on OR (e.start_on = c.start_on AND e.id > c.id)))
  AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.patient_id = c.patient_id AND b.day >= $2
                    AND b.status NOT IN ('missed', 'cancelled', 'done', 'stopped'))
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY c.last_given DESC, c.id DESC
LIMIT $5

-- name: stalled
SELECT c.id AS subject_id, COALESCE (c.last_given, c.start_on) AS subject_day, c.patient_id, p.family_name, p.given_names,
  p.preferred_name, p.phone, NULL AS appointment_id, c.id AS course_id, c.start_on AS day, NULL AS minute, NULL AS kind,
  c.status, c.protocol AS code,
  (SELECT count(*) FROM session s WHERE s.course_id = c.id AND s.status = 'completed') AS number, c.n_sessions AS total,
  c.last_given AS other_day,
  (SELECT min(m.day) FROM session m WHERE m.course_id = c.id AND m.status IN ('missed', 'cancelled')
     AND m.day > COALESCE (c.last_given, c.start_on - 1)) AS third_day,
  NULL AS since_us, NULL AS text, n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM course c
JOIN patient p ON p.id = c.patient_id
LEFT JOIN list_note n ON n.list_name = 'stalled' AND n.subject_id = c.id
  AND n.subject_day = COALESCE (c.last_given, c.start_on) AND n.status <> 'removed'
WHERE c.site_id = $1 AND c.status = 'active' AND c.start_on BETWEEN $3 AND $4
  AND NOT EXISTS (SELECT 1 FROM session s WHERE s.course_id = c.id AND s.status = 'planned' AND s.day >= $2)
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY c.start_on DESC, c.id
LIMIT $5

-- name: scales
SELECT d.id AS subject_id, d.due_on AS subject_day, d.patient_id, p.family_name, p.given_names, p.preferred_name, p.phone,
  a.id AS appointment_id, d.course_id, a.day, a.minute, a.kind, d.status, d.instrument AS code, NULL AS number,
  NULL AS total, NULL AS other_day, NULL AS third_day, NULL AS since_us, NULL AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM scale_due d
JOIN course c ON c.id = d.course_id AND c.status = 'active'
JOIN patient p ON p.id = d.patient_id
LEFT JOIN appointment a ON a.id = (SELECT b.id FROM appointment b
                                   WHERE b.patient_id = d.patient_id AND b.day >= $2
                                     AND b.status NOT IN ('missed', 'cancelled', 'done', 'stopped')
                                   ORDER BY b.day, b.minute LIMIT 1)
LEFT JOIN list_note n ON n.list_name = 'scales' AND n.subject_id = d.id AND n.subject_day = d.due_on
  AND n.status <> 'removed'
WHERE d.site_id = $1 AND d.status = 'due' AND d.due_on BETWEEN $3 AND $4
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY d.due_on, d.id
LIMIT $5

-- Of one patient and one treatment the consent that holds longest counts; only of those who come again or have a course.
-- name: consents
SELECT s.id AS subject_id, s.valid_until AS subject_day, s.patient_id, p.family_name, p.given_names, p.preferred_name,
  p.phone, NULL AS appointment_id, NULL AS course_id, s.signed_on AS day, NULL AS minute, NULL AS kind, s.status,
  s.protocol AS code, NULL AS number, NULL AS total, NULL AS other_day, NULL AS third_day, NULL AS since_us, NULL AS text,
  n.until AS put_off_until, n.note AS put_off_note, n.status AS put_off_status
FROM consent s
JOIN patient p ON p.id = s.patient_id
LEFT JOIN list_note n ON n.list_name = 'consents' AND n.subject_id = s.id AND n.subject_day = s.valid_until
  AND n.status <> 'removed'
WHERE s.site_id = $1 AND s.status = 'valid' AND s.valid_until BETWEEN $3 AND $4
  AND NOT EXISTS (SELECT 1 FROM consent t WHERE t.patient_id = s.patient_id AND t.status = 'valid'
                    AND (t.valid_until > s.valid_until OR (t.valid_until = s.valid_until AND t.id > s.id))
                    AND (t.protocol IS NULL OR t.protocol = s.protocol))
  AND (EXISTS (SELECT 1 FROM course c WHERE c.patient_id = s.patient_id AND c.status = 'active')
       OR EXISTS (SELECT 1 FROM appointment b WHERE b.patient_id = s.patient_id AND b.day >= $2
                    AND b.status NOT IN ('missed', 'cancelled', 'done', 'stopped')))
  AND ($6 = 1 OR n.id IS NULL OR n.until <= $2)
ORDER BY s.valid_until, s.id
LIMIT $5

-- name: rules
SELECT * FROM list_rules ORDER BY id LIMIT 1

-- name: note
SELECT * FROM list_note WHERE list_name = $1 AND subject_id = $2 AND subject_day = $3

-- name: scale-of-course
SELECT * FROM scale_due WHERE course_id = $1

-- name: score-taken
SELECT max(taken_on) FROM assessment WHERE patient_id = $1 AND instrument = $2 AND status = 'valid'

-- name: consents-of-patient
SELECT * FROM consent WHERE patient_id = $1 ORDER BY signed_on DESC, id DESC
