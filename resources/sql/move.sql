-- name: note
SELECT id, state, place FROM move WHERE id IN (1, 2, 3) ORDER BY id

-- name: begun
SELECT (SELECT place FROM move WHERE id = 2), (SELECT place FROM move WHERE id = 3), place, at_us FROM move WHERE id = 4

-- name: checked
UPDATE move SET state = 'checked' WHERE id = 1
