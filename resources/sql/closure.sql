-- name: all
SELECT * FROM closure ORDER BY site_id, first_day
