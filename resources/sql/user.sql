-- name: list
SELECT * FROM app_user ORDER BY full_name, id

-- name: active
SELECT * FROM app_user WHERE active <> 0 ORDER BY full_name, id

-- name: by-login
SELECT * FROM app_user WHERE login = $1

-- name: of-role
SELECT * FROM app_user WHERE role = $1 AND active <> 0 ORDER BY full_name, id

-- name: note-login
UPDATE app_user SET last_login_us = $2 WHERE id = $1
