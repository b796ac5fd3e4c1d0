-- part: visits
SELECT a.*,
  p.family_name, p.given_names, p.preferred_name, p.phone, p.mrn, p.born, c.protocol, c.n_sessions, s.id AS session_id, s.status AS session_status,
  @chart s.dose_ug_per_kg@
FROM appointment a
JOIN patient p ON p.id = a.patient_id
LEFT JOIN course c ON c.id = a.course_id
LEFT JOIN session s ON s.appointment_id = a.id

-- name: by-site-and-days
@visits@
WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3 AND a.status <> 'cancelled'
ORDER BY a.day, a.minute, a.chair_id

-- name: by-site-and-days-with-cancelled
-- What was undone has never been.
@visits@
WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3 AND (a.status <> 'cancelled' OR a.undone = 0)
ORDER BY a.day, a.minute, a.chair_id

-- name: by-id
@visits@
WHERE a.id = $1

-- part: occupant
SELECT a.id, a.patient_id, a.site_id, a.chair_id, a.day, a.minute, p.family_name, p.given_names, a.minutes,
  a.clinician_id, a.kind, c.protocol, a.free_minute

-- name: occupancy
@occupant@
FROM appointment a JOIN patient p ON p.id = a.patient_id LEFT JOIN course c ON c.id = a.course_id
WHERE a.site_id = $1 AND a.day >= $3 AND a.day <= $4 AND a.status NOT IN ('cancelled', 'missed')
UNION
@occupant@
FROM appointment a JOIN patient p ON p.id = a.patient_id LEFT JOIN course c ON c.id = a.course_id
WHERE a.patient_id = $2 AND a.day >= $3 AND a.day <= $4 AND a.status NOT IN ('cancelled', 'missed')
UNION
@occupant@
FROM visit_claim v JOIN appointment a ON a.id = v.appointment_id JOIN patient p ON p.id = a.patient_id
LEFT JOIN course c ON c.id = a.course_id
WHERE v.kind = 'clinician' AND v.resource_id = $5 AND v.day >= $3 AND v.day <= $4

-- name: series
SELECT s.number, s.course_id, s.day, a.minute, s.appointment_id
FROM session s LEFT JOIN appointment a ON a.id = s.appointment_id
WHERE s.patient_id = $1 AND s.status IN ('planned', 'completed')
ORDER BY s.day, s.number, s.id

-- name: of-patient
@visits@
WHERE a.patient_id = $1 AND a.day >= $2 AND a.day <= $3 AND a.status <> 'cancelled'
ORDER BY a.day, a.minute, a.id

-- name: counts
-- $11: the steps of visits called off that are counted beside the others; null: none.
SELECT v.day, v.kind, CAST(SUM(v.comes) AS bigint), CAST(SUM(v.comes * v.fits * v.wanted) AS bigint),
  CAST(SUM(v.held) AS bigint), CAST(SUM(v.fits * v.called_off) AS bigint)
FROM (
  SELECT a.day, a.kind,
    CASE WHEN a.status <> 'cancelled' THEN 1 ELSE 0 END AS comes,
    CASE WHEN (CAST($4 AS text) IS NULL OR CAST($4 AS text) LIKE '%,' || CAST(COALESCE(a.clinician_id, 0) AS text) || ',%')
          AND (CAST($5 AS text) IS NULL OR CAST($5 AS text) LIKE '%,' || CAST(a.chair_id AS text) || ',%')
          AND (CAST($6 AS text) IS NULL OR CAST($6 AS text) LIKE '%,' || a.kind || ',%')
          AND (CAST($8 AS text) IS NULL
               OR CAST($8 AS text) LIKE '%,' || CASE WHEN a.confirmed_how IS NULL THEN 'no' ELSE 'yes' END || ',%')
      THEN 1 ELSE 0 END AS fits,
    CASE WHEN CAST($7 AS text) IS NULL OR CAST($7 AS text) LIKE '%,' || a.status || ',%'
           OR (CAST($7 AS text) LIKE '%,late,%' AND a.status = 'booked' AND a.day = $9 AND a.minute < $10)
      THEN 1 ELSE 0 END AS wanted,
    CASE WHEN a.status NOT IN ('missed', 'cancelled')
          AND (CAST($5 AS text) IS NULL OR CAST($5 AS text) LIKE '%,' || CAST(a.chair_id AS text) || ',%')
      THEN a.minutes ELSE 0 END AS held,
    CASE WHEN a.status = 'cancelled'
          AND CAST($11 AS text) LIKE '%,cancelled' ||
                CASE WHEN a.cancelled_by IN ('patient', 'clinic') THEN '-by-' || a.cancelled_by ELSE '' END || ',%'
          AND a.undone = 0
      THEN 1 ELSE 0 END AS called_off
  FROM appointment a
  WHERE a.site_id = $1 AND a.day >= $2 AND a.day <= $3 AND (a.status <> 'cancelled' OR CAST($11 AS text) IS NOT NULL)
) v
GROUP BY v.day, v.kind
HAVING SUM(v.comes) + SUM(v.called_off) > 0
ORDER BY v.day, v.kind

-- name: places
SELECT id, day FROM appointment WHERE site_id = $1 AND day >= $2 AND day <= $3

-- name: place
SELECT day FROM appointment WHERE id = $1 AND site_id = $2

-- name: pinned
-- As long as they are where they were pinned.
SELECT a.*,
  p.family_name, p.given_names, p.preferred_name, p.phone, p.mrn, p.born, c.protocol, c.n_sessions, s.id AS session_id, s.status AS session_status,
  @chart s.dose_ug_per_kg@
FROM pin
JOIN appointment a ON a.id = pin.appointment_id AND a.day = pin.day AND a.minute = pin.minute AND a.chair_id = pin.chair_id
JOIN patient p ON p.id = a.patient_id
LEFT JOIN course c ON c.id = a.course_id
LEFT JOIN session s ON s.appointment_id = a.id
WHERE pin.user_id = $1 AND a.status NOT IN ('cancelled', 'missed', 'done')
ORDER BY pin.at_us, a.id
