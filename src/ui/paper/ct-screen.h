/* Paper's painters on a window: its colours and its fonts. */
#pragma once

#include <adwaita.h>

#include "paper/ct-ink.h"

G_BEGIN_DECLS

CtPaletteKind    ct_screen_get_kind    (void);
const CtPalette *ct_screen_get_palette (void);
CtInk           *ct_screen_create_ink  (GtkWidget *widget);
void             ct_screen_follow      (GtkWidget *widget);

G_END_DECLS
