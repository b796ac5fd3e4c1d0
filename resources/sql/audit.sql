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
  FROM audit WHERE id > $1 ORDER BY id LIMIT $2

-- name: last-id
SELECT last_id FROM audit_head WHERE id = 1

-- name: changes-after
SELECT id, CASE WHEN act IN ('created', 'changed') THEN table_name END, record_id FROM audit WHERE id > $1 ORDER BY id

-- name: opened-last
SELECT patient_id
  FROM (SELECT id, patient_id FROM audit
         WHERE user_id = $1 AND act = 'opened' AND patient_id <> 0 ORDER BY id DESC LIMIT 1000) AS latest
 GROUP BY patient_id ORDER BY max(id) DESC LIMIT $2

-- part: act-matches
-- $1 and $2 bound the time; then patient, user, act, table and a pattern, each of them null for any.
a.at_us >= $1 AND (CAST($3 AS bigint) IS NULL OR a.patient_id = $3) AND (CAST($4 AS bigint) IS NULL OR a.user_id = $4)
   AND (CAST($5 AS text) IS NULL OR a.act = $5) AND (CAST($6 AS text) IS NULL OR a.table_name = $6)
   AND (CAST($7 AS text) IS NULL OR lower(a.detail) LIKE lower($7) ESCAPE '!'
        OR lower(a.user_name) LIKE lower($7) ESCAPE '!' OR lower(a.workstation) LIKE lower($7) ESCAPE '!')

-- part: matching-acts
SELECT a.id, a.at_us, a.user_id, a.user_name, a.workstation, a.act, a.table_name, a.record_id, a.patient_id, a.detail, a.hash,
       p.family_name, p.given_names, p.preferred_name
  FROM audit a LEFT JOIN patient p ON p.id = a.patient_id
 WHERE @act-matches@

-- part: latest-first
AND /* the last row that is known, and how many are wanted */ (a.at_us, a.id) < ($2, $8) ORDER BY a.at_us DESC, a.id DESC LIMIT $9

-- name: search
-- One query for each index.
@matching-acts@
   @latest-first@

-- name: search-patient
@matching-acts@
   AND a.patient_id = $3 @latest-first@

-- name: search-user
@matching-acts@
   AND a.user_id = $4 @latest-first@

-- name: search-act
@matching-acts@
   AND a.act = $5 @latest-first@

-- name: search-table
@matching-acts@
   AND a.table_name = $6 @latest-first@

-- name: group-by-user
SELECT a.user_id, count(*), min(a.at_us), max(a.at_us), a.user_name
  FROM audit a
 WHERE @act-matches@
   AND a.patient_id = $3 AND a.at_us < $2
 GROUP BY a.user_id, a.user_name ORDER BY max(a.at_us) DESC, a.user_id

-- name: group-by-patient
SELECT g.patient_id, g.n, g.first_us, g.last_us, p.family_name, p.given_names, p.preferred_name
  FROM (SELECT a.patient_id, count(*) AS n, min(a.at_us) AS first_us, max(a.at_us) AS last_us
          FROM audit a
         WHERE @act-matches@
           AND a.user_id = $4 AND a.at_us < $2 AND a.patient_id <> 0
         GROUP BY a.patient_id) AS g LEFT JOIN patient p ON p.id = g.patient_id
 ORDER BY g.last_us DESC, g.patient_id

-- name: acts
WITH RECURSIVE word (name) AS (
  SELECT min(act) FROM audit
   UNION ALL
  SELECT (SELECT min(act) FROM audit WHERE act > word.name) FROM word WHERE word.name IS NOT NULL)
SELECT name FROM word WHERE name IS NOT NULL ORDER BY name

-- name: tables
WITH RECURSIVE word (name) AS (
  SELECT min(table_name) FROM audit
   UNION ALL
  SELECT (SELECT min(table_name) FROM audit WHERE table_name > word.name) FROM word WHERE word.name IS NOT NULL)
SELECT name FROM word WHERE name IS NOT NULL ORDER BY name
-- name: last-change
SELECT a.user_id, a.user_name, a.at_us, u.full_name, a.act, a.id
  FROM change a LEFT JOIN app_user u ON u.id = a.user_id
 WHERE a.table_name = $1 AND a.record_id = $2
 ORDER BY a.id DESC LIMIT 1

-- name: detail
SELECT detail FROM audit WHERE id = $1
