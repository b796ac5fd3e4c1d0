/* That a move was begun from this computer and is not finished: a note in its state folder, one for each clinic. */
#include "clinic/ct-clinic-move.h"

#include <glib/gstdio.h>

#include "base/ct-place.h"
#include "clinic/ct-clinic-private.h"

#define GROUP "move"

static char *
plain_place (const char *place)
{
  return ct_place_is_server (place) ? ct_place_with_user (place, NULL) : g_strdup (place);
}

static char *
note_path (const char *from)
{
  g_autofree char *place = plain_place (from);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place, -1);
  g_autofree char *name = g_strdup_printf ("move-%.16s", digest);

  return g_build_filename (g_get_user_state_dir (), "chairtime", name, NULL);
}

/**
 * ct_move_begun_free:
 * @self: (transfer full): a note
 */
void
ct_move_begun_free (CtMoveBegun *self)
{
  if (self == NULL)
    return;
  g_free (self->to);
  g_free (self);
}

/* Never keeps a move back: without the note it is only not offered to go on. */
void
ct_clinic_note_move_begun (const char *from, const char *to, gint64 now_us)
{
  g_autofree char *path = note_path (from);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CtMoveBegun) before = ct_clinic_read_move_begun (from);

  /* What is gone on with keeps the moment it was begun. */
  if (before != NULL && ct_clinic_move_goes_on (before, to))
    return;
  g_mkdir_with_parents (folder, 0700);
  g_key_file_set_string (file, GROUP, "to", to);
  g_key_file_set_int64 (file, GROUP, "at_us", now_us);
  if (!g_key_file_save_to_file (file, path, &error))
    g_debug ("%s", error->message);
}

void
ct_clinic_forget_move_begun (const char *from)
{
  g_autofree char *path = note_path (from);

  g_remove (path);
}

/**
 * ct_clinic_read_move_begun:
 * @from: where a clinic is
 *
 * Returns: (transfer full) (nullable): the move out of there that was begun from this computer and is not finished.
 */
CtMoveBegun *
ct_clinic_read_move_begun (const char *from)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (CtMoveBegun) begun = g_new0 (CtMoveBegun, 1);

  g_return_val_if_fail (from != NULL, NULL);
  path = note_path (from);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  begun->to = g_key_file_get_string (file, GROUP, "to", NULL);
  begun->at_us = g_key_file_get_int64 (file, GROUP, "at_us", NULL);
  return begun->to != NULL ? g_steal_pointer (&begun) : NULL;
}

/**
 * ct_clinic_move_goes_on:
 * @self: a move that is not finished
 * @to: where the clinic shall go now, as ct_place_check() writes it
 *
 * Returns: whether that is the same place, whoever makes the clinic there.
 */
gboolean
ct_clinic_move_goes_on (const CtMoveBegun *self, const char *to)
{
  g_autofree char *there = NULL;
  g_autofree char *then = NULL;

  g_return_val_if_fail (self != NULL && to != NULL, FALSE);
  there = plain_place (to);
  then = plain_place (self->to);
  return g_strcmp0 (there, then) == 0;
}
