/* What reminders say: the clinic's own words for each language, or those that ship. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

#define CT_TYPE_WORDS_WINDOW (ct_words_window_get_type ())
G_DECLARE_FINAL_TYPE (CtWordsWindow, ct_words_window, CT, WORDS_WINDOW, AdwWindow)

GtkWindow  *ct_words_window_new      (CtClinic *clinic);
void        ct_words_window_set_body (CtWordsWindow *self, const char *body);
char       *ct_words_window_get_body (CtWordsWindow *self);
const char *ct_words_window_get_told (CtWordsWindow *self);

G_END_DECLS
