#include "paper/ct-tag-format.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/ct-error.h"

#define POINTS(um) ((um) * 72.0 / 25400)
/* No sheet of paper is larger. */
#define MAX_UM 500000
#define MAX_PLACES 50

/**
 * ct_tag_format_free:
 * @self: (transfer full): a format
 */
void
ct_tag_format_free (CtTagFormat *self)
{
  g_return_if_fail (self != NULL);
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

/* ---- Reading ---- */

/* One group of a file, with the name of the file for its complaints. */
typedef struct
{
  GKeyFile   *file;
  const char *name;
  const char *group;
} Reader;

static gboolean
complain (const Reader *reader, const char *key, GError **error)
{
  /* Translators: a file, a section in it, a name in that section */
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s, [%s]: “%s” is missing or can’t be right."), reader->name,
               reader->group, key);
  return FALSE;
}

static gboolean
read_number (const Reader *reader, const char *key, int min, int max, int *number, GError **error)
{
  g_autoptr (GError) ignored = NULL;

  *number = g_key_file_get_integer (reader->file, reader->group, key, &ignored);
  return (ignored == NULL && *number >= min && *number <= max) || complain (reader, key, error);
}

static gboolean
read_words (const Reader *reader, CtTagFormat *format, GError **error)
{
  g_autofree char *use = g_key_file_get_string (reader->file, reader->group, "use", NULL);
  g_autofree char *paper = g_key_file_get_string (reader->file, reader->group, "paper", NULL);

  format->id = g_strdup (reader->group);
  format->title = g_key_file_get_locale_string (reader->file, reader->group, "title", NULL, NULL);
  format->cut = g_key_file_get_boolean (reader->file, reader->group, "cut", NULL);
  if (format->title == NULL)
    return complain (reader, "title", error);
  if (g_strcmp0 (use, "labels") != 0 && g_strcmp0 (use, "cards") != 0)
    return complain (reader, "use", error);
  format->use = g_str_equal (use, "cards") ? CT_TAG_CARDS : CT_TAG_LABELS;
  return ct_paper_parse (paper, &format->paper) || complain (reader, "paper", error);
}

/* What lies beside or over the edge of the paper would be lost. */
static gboolean
check_paper (const Reader *reader, const CtTagFormat *format, GError **error)
{
  CtRect last = ct_tag_format_place (format, ct_tag_format_size (format) - 1);
  double width, height;

  ct_paper_get_size (format->paper, &width, &height);
  if (format->columns > 1 && format->across_um < format->width_um)
    return complain (reader, "across", error);
  if (format->rows > 1 && format->down_um < format->height_um)
    return complain (reader, "down", error);
  if (last.x + last.width > width + 0.5)
    return complain (reader, "width", error);
  return last.y + last.height <= height + 0.5 || complain (reader, "height", error);
}

static CtTagFormat *
read_format (const Reader *reader, GError **error)
{
  CtTagFormat *format = g_new0 (CtTagFormat, 1);

  if (read_words (reader, format, error) &&
      read_number (reader, "columns", 1, MAX_PLACES, &format->columns, error) &&
      read_number (reader, "rows", 1, MAX_PLACES, &format->rows, error) &&
      read_number (reader, "width", 10000, MAX_UM, &format->width_um, error) &&
      read_number (reader, "height", 8000, MAX_UM, &format->height_um, error) &&
      read_number (reader, "left", 0, MAX_UM, &format->left_um, error) &&
      read_number (reader, "top", 0, MAX_UM, &format->top_um, error) &&
      read_number (reader, "across", 0, MAX_UM, &format->across_um, error) &&
      read_number (reader, "down", 0, MAX_UM, &format->down_um, error) && check_paper (reader, format, error))
    return format;
  ct_tag_format_free (format);
  return NULL;
}

/**
 * ct_tag_formats_parse:
 * @text: what a file of sheets says
 * @name: what the file is called, for complaints
 * @error: %CT_ERROR_INVALID: what is wrong, and where
 *
 * Returns: (transfer full) (nullable) (element-type CtTagFormat): the sheets, in the order of the file.
 */
GPtrArray *
ct_tag_formats_parse (const char *text, const char *name, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) formats = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_tag_format_free);
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (text != NULL && name != NULL, NULL);
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_KEEP_TRANSLATIONS, &failure))
    {
      g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("%s is not a list of sheets: %s"), name, failure->message);
      return NULL;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      CtTagFormat *format = read_format (&(Reader) { file, name, groups[i] }, error);

      if (format == NULL)
        return NULL;
      g_ptr_array_add (formats, format);
    }
  return g_steal_pointer (&formats);
}

/* What a later file says of a sheet stands in for what an earlier one said. */
static void
take_over (GPtrArray *formats, GPtrArray *more)
{
  while (more->len > 0)
    {
      CtTagFormat *format = g_ptr_array_steal_index (more, 0);

      for (guint i = 0; i < formats->len; i++)
        if (g_str_equal (((CtTagFormat *) g_ptr_array_index (formats, i))->id, format->id))
          g_ptr_array_remove_index (formats, i--);
      g_ptr_array_add (formats, format);
    }
}

/**
 * ct_tag_formats_load:
 * @paths: (array zero-terminated=1): files of sheets; one that is not there is passed over
 * @error: %CT_ERROR_INVALID: what is wrong in which file
 *
 * Returns: (transfer full) (nullable) (element-type CtTagFormat): the sheets of all files.
 */
GPtrArray *
ct_tag_formats_load (const char *const *paths, GError **error)
{
  g_autoptr (GPtrArray) formats = g_ptr_array_new_with_free_func ((GDestroyNotify) ct_tag_format_free);

  g_return_val_if_fail (paths != NULL, NULL);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) more = NULL;

      if (!g_file_get_contents (paths[i], &text, NULL, NULL))
        continue;
      if ((more = ct_tag_formats_parse (text, paths[i], error)) == NULL)
        return NULL;
      take_over (formats, more);
    }
  if (formats->len > 0)
    return g_steal_pointer (&formats);
  g_set_error_literal (error, CT_ERROR, CT_ERROR_NOT_FOUND, _("No sheets of labels or cards are known here."));
  return NULL;
}

/* ---- Asking ---- */

/**
 * ct_tag_formats_find:
 * @formats: (element-type CtTagFormat): sheets
 * @id: the name of one
 *
 * Returns: (transfer none) (nullable): that one.
 */
const CtTagFormat *
ct_tag_formats_find (const GPtrArray *formats, const char *id)
{
  g_return_val_if_fail (formats != NULL, NULL);
  for (guint i = 0; i < formats->len; i++)
    if (g_strcmp0 (((const CtTagFormat *) g_ptr_array_index (formats, i))->id, id) == 0)
      return g_ptr_array_index (formats, i);
  return NULL;
}

/**
 * ct_tag_formats_usual:
 * @formats: (element-type CtTagFormat): sheets
 * @use: what for
 * @paper: the paper people use here
 *
 * Returns: (transfer none) (nullable): the first sheet for that use, on that paper where there is one.
 */
const CtTagFormat *
ct_tag_formats_usual (const GPtrArray *formats, CtTagUse use, CtPaper paper)
{
  const CtTagFormat *first = NULL;

  g_return_val_if_fail (formats != NULL, NULL);
  for (guint i = 0; i < formats->len; i++)
    {
      const CtTagFormat *format = g_ptr_array_index (formats, i);

      if (format->use != use)
        continue;
      if (format->paper == paper)
        return format;
      if (first == NULL)
        first = format;
    }
  return first;
}

/**
 * ct_tag_format_size:
 * @self: a format
 *
 * Returns: how many lie on a sheet.
 */
guint
ct_tag_format_size (const CtTagFormat *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return (guint) (self->columns * self->rows);
}

/**
 * ct_tag_format_place:
 * @self: a format
 * @index: which one of a sheet, from 0, row by row
 *
 * Returns: where it lies on the paper, in points.
 */
CtRect
ct_tag_format_place (const CtTagFormat *self, guint index)
{
  int column, row;

  g_return_val_if_fail (self != NULL && index < ct_tag_format_size (self), ((CtRect) { 0, 0, 0, 0 }));
  column = (int) index % self->columns;
  row = (int) index / self->columns;
  return (CtRect) { POINTS (self->left_um + column * self->across_um), POINTS (self->top_um + row * self->down_um),
                    POINTS (self->width_um), POINTS (self->height_um) };
}
