-- name: of-user
SELECT * FROM emergency WHERE user_id = $1 AND until_us > $2 AND ended_us IS NULL ORDER BY until_us

-- name: unseen
SELECT * FROM emergency WHERE seen_us IS NULL ORDER BY began_us, id
