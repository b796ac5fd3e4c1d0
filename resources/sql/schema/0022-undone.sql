-- Whether a booking was taken back as if it had never been made. Until now that was told by the word in its reason.

ALTER TABLE appointment ADD COLUMN undone @INT@ NOT NULL DEFAULT 0;

UPDATE appointment SET undone = 1 WHERE status = 'cancelled' AND cancel_reason = 'Undone';

-- What was booked before and is undone from now on.
UPDATE undo_act
SET steps = replace (steps, '''cancel_reason'': <''Undone''>', '''cancel_reason'': <''Undone''>, ''undone'': <int64 1>')
WHERE steps LIKE '%''cancel_reason'': <''Undone''>%';
