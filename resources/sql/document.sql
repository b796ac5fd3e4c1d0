-- name: of-patient
SELECT id, revision, patient_id, kind, title, media_type, file_name, source_id, set_id, version, written_on, author,
       received_us, received_by, sha256
  FROM document WHERE patient_id = $1 ORDER BY received_us DESC, id DESC

-- name: sections
SELECT * FROM document_section WHERE document_id = $1 ORDER BY position, id

-- name: issued-of-patient
SELECT id, revision, patient_id, kind, title, media_type, pages, issued_us, issued_by, replaces_id, sha256
  FROM issued WHERE patient_id = $1 ORDER BY issued_us DESC, id DESC

-- name: same
SELECT id, patient_id, sha256 FROM document WHERE sha256 = $1 OR source_id = $2
 ORDER BY CASE WHEN sha256 = $1 THEN 0 ELSE 1 END, id LIMIT 1

-- name: patient
SELECT patient_id FROM document WHERE id = $1

-- name: issued-patient
SELECT patient_id FROM issued WHERE id = $1
