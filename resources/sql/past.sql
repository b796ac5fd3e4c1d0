-- name: add
INSERT INTO appointment_version (appointment_id, number, site_id, day, at_us, user_id, user_name, content)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: count
SELECT count(*) FROM appointment_version WHERE appointment_id = $1

-- name: last-change
SELECT at_us, user_id, user_name FROM change
 WHERE table_name = 'appointment' AND record_id = $1
 ORDER BY id DESC LIMIT 1

-- name: versions
-- Every version of every booking that was ever on a day at a site.
SELECT v.appointment_id, v.number, v.at_us, v.user_name, v.content, p.family_name, p.given_names, p.preferred_name
  FROM appointment_version v
  JOIN appointment a ON a.id = v.appointment_id
  JOIN patient p ON p.id = a.patient_id
 WHERE v.appointment_id IN (SELECT appointment_id FROM appointment_version WHERE site_id = $1 AND day = $2)
 ORDER BY v.id LIMIT $3

-- name: present
-- Bookings of that day of which no version was kept, since nobody has changed them.
SELECT a.*, p.family_name, p.given_names, p.preferred_name, c.at_us, c.user_name
  FROM appointment a
  JOIN patient p ON p.id = a.patient_id
  LEFT JOIN change c ON c.id = (SELECT max(x.id) FROM change x WHERE x.table_name = 'appointment' AND x.record_id = a.id)
 WHERE a.site_id = $1 AND a.day = $2
   AND NOT EXISTS (SELECT 1 FROM appointment_version v WHERE v.appointment_id = a.id)
 ORDER BY a.id
