#include "paper/ct-paper-file.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "base/ct-error.h"
#include "base/ct-time.h"
#include "paper/ct-png.h"

/* Cairo's own limit for a bitmap. */
#define MAX_PIXELS 32767

/* A #cairo_write_func_t that appends to a #GByteArray. */
cairo_status_t
ct_paper_collect (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append ((GByteArray *) bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Whether drawing went well. */
gboolean
ct_paper_check (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  if (status == CAIRO_STATUS_NO_MEMORY)
    g_set_error_literal (error, CT_ERROR, CT_ERROR_FULL, _("There is not enough memory for a picture of this size."));
  else
    g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("The page could not be drawn: %s."),
                 cairo_status_to_string (status));
  return FALSE;
}

static gboolean
check_size (double width, double height, GError **error)
{
  if (width >= 1 && height >= 1 && width <= MAX_PIXELS && height <= MAX_PIXELS)
    return TRUE;
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("A picture is between 1 and %d pixels wide and high."), MAX_PIXELS);
  return FALSE;
}

/* Draws @width by @height units into a bitmap of @scale pixels a unit. */
GBytes *
ct_paper_to_png (double width, double height, double scale, CtColor background, CtPaperDraw draw, gpointer data,
                 GError **error)
{
  g_autoptr (GBytes) png = NULL;
  double w = ceil (width * scale), h = ceil (height * scale);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (!check_size (w, h, error))
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) w, (int) h);
  cr = cairo_create (surface);
  ct_ink_set_color (cr, background);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  draw (cr, data);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (ct_paper_check (status, error))
    png = ct_png_from_surface (surface, error);
  cairo_surface_destroy (surface);
  return g_steal_pointer (&png);
}

static void
describe (cairo_surface_t *pdf, cairo_pdf_metadata_t what, const char *text)
{
  if (text != NULL && text[0] != '\0')
    cairo_pdf_surface_set_metadata (pdf, what, text);
}

/* Says what a PDF is and when it was made: the moment given, so that the same page makes the same bytes. */
void
ct_paper_describe_pdf (cairo_surface_t *pdf, const char *title, const char *author, const char *subject,
                       gint64 created_us)
{
  g_autofree char *created = ct_time_to_iso (created_us - created_us % G_USEC_PER_SEC);

  describe (pdf, CAIRO_PDF_METADATA_TITLE, title);
  describe (pdf, CAIRO_PDF_METADATA_AUTHOR, author);
  describe (pdf, CAIRO_PDF_METADATA_SUBJECT, subject);
  describe (pdf, CAIRO_PDF_METADATA_CREATOR, "Chairtime");
  describe (pdf, CAIRO_PDF_METADATA_CREATE_DATE, created);
}

static void
set_file_error (GError **error, const char *path, int saved_errno)
{
  g_autofree char *name = g_filename_display_basename (path);

  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, CT_ERROR, CT_ERROR_FULL,
                   _("There is no room on the disk for “%s”. Free some space and try again."), name);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, CT_ERROR, CT_ERROR_DENIED, _("“%s” may not be written there. Choose another folder."), name);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("The folder for “%s” is not there any more."), name);
      break;
    default:
      g_set_error (error, CT_ERROR, CT_ERROR_FAILED, _("“%s” could not be written: %s."), name,
                   g_strerror (saved_errno));
    }
}

static gboolean
write_all (int fd, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      length -= written;
    }
  return fsync (fd) == 0;
}

/* Writes a file whole or not at all: beside its place, then renamed. Only its owner may read it, for it may be about
 * a patient. */
gboolean
ct_paper_write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  gsize length;
  const guint8 *data = (const guint8 *) g_bytes_get_data (bytes, &length);
  int fd = g_mkstemp_full (beside, O_WRONLY | O_CLOEXEC, 0600);
  gboolean good;
  int saved_errno;

  if (fd < 0)
    {
      set_file_error (error, path, errno);
      return FALSE;
    }
  good = write_all (fd, data, length);
  saved_errno = errno;
  if (close (fd) != 0 && good)
    {
      good = FALSE;
      saved_errno = errno;
    }
  if (good && g_rename (beside, path) != 0)
    {
      good = FALSE;
      saved_errno = errno;
    }
  if (good)
    return TRUE;
  g_unlink (beside);
  set_file_error (error, path, saved_errno);
  return FALSE;
}
