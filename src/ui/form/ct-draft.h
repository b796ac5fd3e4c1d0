/* What stands in a window and is not saved, as text that survives a crash and a clinic that can't be reached. */
#pragma once

#include <adwaita.h>

#include "clinic/ct-clinic.h"
#include "ui/form/ct-form.h"

G_BEGIN_DECLS

#define CT_TYPE_DRAFT (ct_draft_get_type ())
G_DECLARE_FINAL_TYPE (CtDraft, ct_draft, CT, DRAFT, GObject)

/**
 * CtDraftWrite:
 * @data: the window
 *
 * Returns: (transfer full) (nullable): what stands in it and is not saved; %NULL where nothing would be lost.
 */
typedef char *(*CtDraftWrite) (gpointer data);

/**
 * CtDraftRead:
 * @text: what was written at another time
 * @data: the window
 *
 * Puts it back.
 *
 * Returns: (transfer full) (nullable): what others have changed since, in words.
 */
typedef char *(*CtDraftRead) (const char *text, gpointer data);

/**
 * CtDraft:
 *
 * Signal CtDraft::found (): something was kept from another time; ct_draft_use() or ct_draft_forget() it.
 */
CtDraft *ct_draft_new          (CtClinic *clinic, const char *what, CtDraftWrite write, CtDraftRead read, gpointer data);
CtDraft *ct_draft_new_for_form (CtClinic *clinic, CtForm *form, const char *what);
void     ct_draft_show_in      (CtDraft *self, AdwWindow *window);
GtkWidget  *ct_draft_create_banner (CtDraft *self, GtkWidget *scope);
const char *ct_draft_get_found     (CtDraft *self);
void     ct_draft_touch        (CtDraft *self);
void     ct_draft_use          (CtDraft *self);
void     ct_draft_keep         (CtDraft *self);
void     ct_draft_put_by       (CtDraft *self);
void     ct_draft_forget       (CtDraft *self);
void     ct_draft_stop         (CtDraft *self);

char    *ct_draft_write        (CtForm *form);
char    *ct_draft_read         (CtForm *form, const char *text);

G_END_DECLS
