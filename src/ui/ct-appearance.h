/* Light or dark, and how large text is, on this computer. */
#pragma once

#include <glib.h>

/** CT_NAME_LETTERS: so many letters of a name stay to be read in a list, however large the text. */
#define CT_NAME_LETTERS 8

void     ct_appearance_follow_settings (void);
gboolean ct_appearance_text_is_large   (void);
