/* Where the program's own data files are: installed, or beside a program run from where it was built. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *ct_data_find      (const char *name);
char *ct_data_find_from (const char *program, const char *name);

G_END_DECLS
