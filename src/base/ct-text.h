/* Folding of names and numbers, so that "Müller", "MULLER" and "muller" are found alike. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *ct_text_fold       (const char *text);
char    *ct_text_digits     (const char *text);
GStrv    ct_text_fold_words (const char *text);
int      ct_text_distance   (const char *a, const char *b, int limit);
char    *ct_text_clean      (const char *text);
gboolean ct_text_is_blank   (const char *text);

G_END_DECLS
