-- name: due
-- Who comes from $1 to $2, on $1 not before minute $3, and has not arrived yet, with the last reminder of that very time.
SELECT a.*, p.family_name, p.given_names, p.preferred_name, p.phone, p.email, p.language, r.id AS reminder_id, r.how, r.at_us,
  r.user_id AS reminder_user
  FROM site
 CROSS JOIN appointment a
  JOIN patient p ON p.id = a.patient_id
  LEFT JOIN reminder r ON r.id = (SELECT max(x.id) FROM reminder x
                                   WHERE x.appointment_id = a.id AND x.removed = 0 AND x.day = a.day AND x.minute = a.minute)
 WHERE a.site_id = site.id AND a.day >= $1 AND a.day <= $2 AND (a.day > $1 OR a.minute >= $3) AND a.status = 'booked'
 ORDER BY a.day, a.minute, a.id LIMIT $4

-- name: count-due
SELECT count(*) FROM site CROSS JOIN appointment a
 WHERE a.site_id = site.id AND a.day >= $1 AND a.day <= $2 AND (a.day > $1 OR a.minute >= $3) AND a.status = 'booked'
   AND NOT EXISTS (SELECT 1 FROM reminder x
                    WHERE x.appointment_id = a.id AND x.removed = 0 AND x.day = a.day AND x.minute = a.minute)

-- name: templates
SELECT * FROM message_template ORDER BY language, how

-- name: template
SELECT * FROM message_template WHERE language = $1 AND how = $2
