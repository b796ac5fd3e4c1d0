/* A session as a row of a list. */
#pragma once

#include <gtk/gtk.h>

#include "domain/ct-course.h"

G_BEGIN_DECLS

GtkWidget *ct_session_row_new (CtSession *session, CtDate today);

G_END_DECLS
