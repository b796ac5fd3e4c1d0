-- name: all
SELECT * FROM opening ORDER BY site_id, weekday, from_minute
