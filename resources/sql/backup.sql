-- name: clinic
SELECT name FROM clinic ORDER BY id LIMIT 1

-- name: root
SELECT hash FROM audit WHERE id = 1

-- name: schema
SELECT max(number) FROM schema_migration
