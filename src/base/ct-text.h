/* Texts of people: folded, so that "Müller", "MULLER" and "muller" are found alike; cleaned; made safe to show. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *ct_text_fold       (const char *text);
char    *ct_text_digits     (const char *text);
GStrv    ct_text_fold_words (const char *text);
int      ct_text_distance   (const char *a, const char *b, int limit);
char    *ct_text_clean      (const char *text);
char    *ct_text_clean_line (const char *text);
char    *ct_text_show       (const char *text);
gboolean ct_text_is_blank   (const char *text);
gboolean ct_text_has_controls (const char *text);

G_END_DECLS
