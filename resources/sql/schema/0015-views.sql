-- Views of the calendar that people keep under a name and a key.

CREATE TABLE saved_view (
  id @ID@,
  revision @INT@ NOT NULL,
  user_id @INT@ NOT NULL REFERENCES app_user (id),
  name @TEXT@ NOT NULL,
  key @INT@ NOT NULL,
  preset @INT@ NOT NULL,
  shows @TEXT@ NOT NULL,
  removed @INT@ NOT NULL
) @STRICT@;

CREATE INDEX saved_view_user ON saved_view (user_id);
