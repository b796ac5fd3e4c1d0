-- name: floors
SELECT * FROM site_floor ORDER BY site_id

-- name: leaves
SELECT * FROM staff_leave ORDER BY first_day, id

-- name: colors
SELECT * FROM color_choice ORDER BY id

-- name: held
SELECT * FROM held_time ORDER BY site_id, weekday, from_minute, id
