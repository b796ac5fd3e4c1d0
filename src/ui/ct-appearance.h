/* Light or dark, and how large text is, on this computer. */
#pragma once

#include <glib.h>

void     ct_appearance_follow_settings (void);
gboolean ct_appearance_text_is_large   (void);
