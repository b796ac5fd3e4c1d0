/* Pages ready to show, to print and to write: the same strokes everywhere. */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/** Paper sizes clinics print on. */
typedef enum
{
  CT_PAPER_LETTER, /* 612 x 792 points */
  CT_PAPER_A4,     /* 595.28 x 841.89 points */
} CtPaper;

/**
 * CtPages:
 *
 * Reference counted; never changes once made. Show, print and write it in the thread that made it.
 */
typedef struct _CtPages CtPages;

void     ct_paper_get_size   (CtPaper paper, double *width, double *height);
CtPaper  ct_paper_of_locale  (void);
gboolean ct_paper_parse      (const char *text, CtPaper *paper);

CtPages *ct_pages_ref        (CtPages *self);
void     ct_pages_unref      (CtPages *self);
guint    ct_pages_get_n      (const CtPages *self);
double   ct_pages_get_width  (const CtPages *self);
double   ct_pages_get_height (const CtPages *self);
const char *ct_pages_get_title (const CtPages *self);
void     ct_pages_draw       (const CtPages *self, guint page, cairo_t *cr);
char    *ct_pages_get_text   (const CtPages *self, guint page);

gboolean ct_pages_can_be_signed (const CtPages *self);
CtPages *ct_pages_sign       (CtPages *self, const char *who, const char *const *lines);

GBytes  *ct_pages_to_pdf     (const CtPages *self, GError **error);
GBytes  *ct_pages_to_png     (const CtPages *self, guint page, double scale, GError **error);
gboolean ct_pages_write_pdf  (const CtPages *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPages, ct_pages_unref)

G_END_DECLS
