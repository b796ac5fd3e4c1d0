/* Asks for a head of the record that somebody printed earlier. */
#pragma once

#include <adwaita.h>

#include "domain/ct-audit-head.h"

G_BEGIN_DECLS

/** Told the head, once it is typed without a slip. */
typedef void (*CtHeadFunc) (const CtAuditHead *head, gpointer data);

#define CT_TYPE_HEAD_WINDOW (ct_head_window_get_type ())
G_DECLARE_FINAL_TYPE (CtHeadWindow, ct_head_window, CT, HEAD_WINDOW, AdwWindow)

GtkWindow *ct_head_window_new (CtHeadFunc callback, gpointer data, GDestroyNotify destroy);

G_END_DECLS
