-- name: of-user
SELECT * FROM saved_view WHERE user_id = $1 ORDER BY id

-- name: of-user-on-key
SELECT * FROM saved_view WHERE user_id = $1 AND key = $2 AND removed = 0 AND id <> $3
