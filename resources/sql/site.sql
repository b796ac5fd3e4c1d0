-- name: clinic
SELECT * FROM clinic ORDER BY id LIMIT 1

-- name: list
SELECT * FROM site ORDER BY name, id

-- name: active
SELECT * FROM site WHERE active <> 0 ORDER BY name, id

-- name: chairs
SELECT * FROM chair WHERE site_id = $1 ORDER BY position, name, id

-- name: active-chairs
SELECT * FROM chair WHERE site_id = $1 AND active <> 0 ORDER BY position, name, id

-- name: openings
SELECT * FROM opening WHERE site_id = $1 AND removed = 0 ORDER BY weekday, from_minute

-- name: closures
SELECT * FROM closure WHERE site_id = $1 AND removed = 0 ORDER BY first_day

-- name: closures-between
SELECT * FROM closure WHERE site_id = $1 AND removed = 0 AND last_day >= $2 AND first_day <= $3 ORDER BY first_day
