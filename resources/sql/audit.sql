-- name: head
SELECT last_id, hash FROM audit_head WHERE id = 1

-- name: head-with-time
SELECT audit_head.last_id, audit_head.hash, audit.at_us
  FROM audit_head LEFT JOIN audit ON audit.id = audit_head.last_id WHERE audit_head.id = 1

-- name: append
INSERT INTO audit (id, at_us, user_id, user_name, workstation, act, table_name, record_id, patient_id, detail, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: lock-head
UPDATE audit_head SET last_id = last_id WHERE id = 1 RETURNING last_id, hash

-- name: count-of-hash
SELECT count(*) FROM audit WHERE id = $1 AND hash = $2

-- name: seal
UPDATE audit_head SET last_id = $1, hash = $2 WHERE id = 1

-- name: list
SELECT id, at_us, user_id, user_name, workstation, act, table_name, record_id, patient_id, detail, hash
  FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2

-- name: of-patient
SELECT id, at_us, user_id, user_name, workstation, act, table_name, record_id, patient_id, detail, hash
  FROM audit WHERE patient_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3

-- name: after
/* in parts */
SELECT id, at_us, user_id, user_name, workstation, act, table_name, record_id, patient_id, detail, hash
  FROM audit WHERE id > $1 ORDER BY id

-- name: last-id
SELECT last_id FROM audit_head WHERE id = 1

-- name: changes-after
SELECT id, CASE WHEN act IN ('created', 'changed') THEN table_name END, record_id FROM audit WHERE id > $1 ORDER BY id

-- name: opened-last
SELECT patient_id
  FROM (SELECT id, patient_id FROM audit
         WHERE user_id = $1 AND act = 'opened' AND patient_id <> 0 ORDER BY id DESC LIMIT 1000) AS latest
 GROUP BY patient_id ORDER BY max(id) DESC LIMIT $2
