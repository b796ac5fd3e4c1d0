-- The colours a clinic has chosen for its calendar. What has no row, or no colour in it, has the standard one.

CREATE TABLE color_choice (
  id @ID@,
  revision @INT@ NOT NULL,
  subject @TEXT@ NOT NULL,
  user_id @INT@ REFERENCES app_user (id),
  color @TEXT@
) @STRICT@;

CREATE UNIQUE INDEX color_choice_subject ON color_choice (subject) WHERE user_id IS NULL;
CREATE UNIQUE INDEX color_choice_user ON color_choice (subject, user_id) WHERE user_id IS NOT NULL;
