-- name: ids-by-name
/* in parts */
SELECT patient_id FROM search_name WHERE role = 2 ORDER BY word, rest, patient_id

-- name: count
SELECT count(*) FROM patient

-- name: next-mrn
INSERT INTO setting (key, value) VALUES ('next-mrn', '10001')
    ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(setting.value AS bigint) + 1 AS text)
RETURNING CAST(value AS bigint)
