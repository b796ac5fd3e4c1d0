-- name: list
SELECT * FROM site ORDER BY name, id

-- name: chairs
SELECT * FROM chair WHERE site_id = $1 ORDER BY position, name, id
