-- name: list
SELECT id, permission, label, at_us, undone FROM undo_act WHERE user_id = $1 ORDER BY id DESC LIMIT 200

-- name: add
INSERT INTO undo_act (user_id, permission, label, at_us, undone, steps) VALUES ($1, $2, $3, $4, 0, $5) RETURNING id

-- name: make-room
-- What was undone can't be done again once something else was done; what is old is let go of.
DELETE FROM undo_act WHERE user_id = $1 AND (undone = 1 OR at_us < $2)

-- name: shorten
-- What is far back is let go of: it is not listed any more.
DELETE FROM undo_act
 WHERE user_id = $1 AND id <= (SELECT id FROM undo_act WHERE user_id = $1 ORDER BY id DESC LIMIT 1 OFFSET 199)

-- name: last-done
SELECT id, permission, label, steps FROM undo_act WHERE user_id = $1 AND undone = 0 ORDER BY id DESC LIMIT 1

-- name: first-undone
SELECT id, permission, label, steps FROM undo_act WHERE user_id = $1 AND undone = 1 ORDER BY id LIMIT 1

-- name: mark
UPDATE undo_act SET undone = $2 WHERE id = $1

-- name: drop
DELETE FROM undo_act WHERE id = $1 AND user_id = $2
