-- name: list
SELECT * FROM app_user ORDER BY full_name, id

-- name: by-login
SELECT * FROM app_user WHERE login = $1

-- name: note-login
UPDATE app_user SET last_login_us = $2 WHERE id = $1

-- name: count-owners-but
SELECT count(*) FROM app_user WHERE role = 'owner' AND active <> 0 AND id <> $1

-- name: passphrase-chosen
UPDATE app_user SET must_change = 0 WHERE id = $1

-- name: role-rules
SELECT * FROM role_rule ORDER BY role
