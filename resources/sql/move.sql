-- name: note
SELECT state, place FROM move WHERE id = 1

-- name: checked
UPDATE move SET state = 'checked' WHERE id = 1
