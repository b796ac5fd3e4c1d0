/* What every editor does when somebody else was faster: merge what merges, and let the user choose the rest. */
#pragma once

#include <gtk/gtk.h>

#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

/**
 * CtConflictDone:
 * @merged: (nullable): what to save over what is stored now; %NULL where the user goes back to the form
 * @told: (nullable): a sentence about what merged by itself, to be told once it is saved
 * @data: the editor's data
 *
 * What came of it.
 */
typedef void (*CtConflictDone) (CtRecord *merged, const char *told, gpointer data);

void ct_conflict_resolve (GtkWidget *from, CtClinic *clinic, CtRecord *base, CtRecord *mine, CtConflictDone done,
                          gpointer data, GDestroyNotify destroy);

G_END_DECLS
