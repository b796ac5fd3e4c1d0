/* The clinic's colours on paper: as much of a hue as words on it bear, in colour and in grey. */
#pragma once

#include "domain/ct-tint.h"
#include "paper/ct-palette.h"

G_BEGIN_DECLS

/**
 * CtPaperTint:
 * @fill: behind words; the palette's lesser words have 4.5:1 on it too
 * @edge: around it, 3:1 on @fill and on the paper
 * @mark: a bar or a square of its own, 3:1 on @fill and on the paper
 */
typedef struct
{
  CtColor fill;
  CtColor edge;
  CtColor mark;
} CtPaperTint;

CtPaperTint ct_paper_tint (CtRgb hue, const CtPalette *palette);

G_END_DECLS
