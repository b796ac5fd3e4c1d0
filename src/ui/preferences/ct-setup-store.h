/* Storing a piece of the clinic's set-up from a preferences window, and telling what went wrong there. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

/**
 * CtSetupStored:
 * @stored: (nullable): the record as stored
 * @problem: (nullable): what was wrong with it
 * @data: as given
 */
typedef void (*CtSetupStored) (CtRecord *stored, const char *problem, gpointer data);

void      ct_setup_store (GtkWidget *from, CtClinic *clinic, CtRecord *record, CtSetupStored stored, gpointer data);
void      ct_setup_tell  (GtkWidget *from, const char *sentence);
CtRecord *ct_setup_find  (CtClinic *clinic, CtRecord *like);

G_END_DECLS
