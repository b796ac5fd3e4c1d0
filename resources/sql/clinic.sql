-- name: all
SELECT * FROM clinic ORDER BY id
