-- The day on which a course was given last, kept by the database itself with its sessions: who is due again is found by it, without
-- a look at the sessions of everybody who was ever here. (PostgreSQL says the same with a function.)

ALTER TABLE course ADD COLUMN last_given @INT@;
UPDATE course
SET last_given = (SELECT max(s.day) FROM session s WHERE s.course_id = course.id AND s.status = 'completed');
CREATE INDEX course_given ON course (site_id, protocol, status, last_given);

CREATE TRIGGER session_given_new AFTER INSERT ON session
WHEN NEW.status = 'completed'
BEGIN
  UPDATE course SET last_given = NEW.day WHERE id = NEW.course_id AND (last_given IS NULL OR last_given < NEW.day);
END;

CREATE TRIGGER session_given AFTER UPDATE OF course_id, status, day ON session
WHEN OLD.status = 'completed' OR NEW.status = 'completed'
BEGIN
  UPDATE course
  SET last_given = (SELECT max(s.day) FROM session s WHERE s.course_id = course.id AND s.status = 'completed')
  WHERE id IN (OLD.course_id, NEW.course_id);
END;
