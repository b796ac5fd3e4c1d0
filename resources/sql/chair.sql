-- name: all
SELECT * FROM chair ORDER BY site_id, position, id
