/* How far long work is, on a terminal: one line that is written over. Where nobody watches, nothing is said. */
#include "cli/ct-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

#include "base/ct-error.h"

#define TELL_EVERY_US (G_USEC_PER_SEC / 10)
#define LINES_EVERY_US (G_USEC_PER_SEC / 2)
#define CLEAR_LINE    "\r\033[K"

static gboolean
is_watched (void)
{
  return isatty (STDERR_FILENO);
}

/* Whether it is time to say something again; of something else it always is. */
static gboolean
is_due (CtCliTelling *telling, gboolean other, gint64 every_us)
{
  gint64 now_us = g_get_monotonic_time ();

  if (!other && now_us - telling->told_us < every_us)
    return FALSE;
  telling->told_us = now_us;
  return TRUE;
}

static void
show (CtCliTelling *telling, const char *words)
{
  g_printerr (CLEAR_LINE "%s", words);
  telling->shown = TRUE;
}

/**
 * ct_cli_end_telling:
 * @telling: what was said
 *
 * Takes the line away, for what comes after it.
 */
void
ct_cli_end_telling (CtCliTelling *telling)
{
  if (telling->shown)
    g_printerr (CLEAR_LINE);
  telling->shown = FALSE;
}

/**
 * ct_cli_tell_move:
 * @step: how far it is
 * @data: a #CtCliTelling that began as zeros
 *
 * A #CtClinicMoveProgress. Into a file it is one line now and then.
 */
void
ct_cli_tell_move (const CtClinicMoveStep *step, gpointer data)
{
  CtCliTelling *telling = data;
  gboolean other = step->checking != telling->checking || g_strcmp0 (step->table, telling->table) != 0;
  gboolean watched = is_watched ();
  g_autofree char *words = NULL;

  if (step->of == 0 || !is_due (telling, other, watched ? TELL_EVERY_US : LINES_EVERY_US))
    return;
  telling->checking = step->checking;
  telling->table = g_intern_string (step->table);
  words = ct_clinic_move_words (step);
  if (watched)
    show (telling, words);
  else
    g_printerr ("%s\n", words);
}

static const char *
phase_words (CtBackupPhase phase)
{
  switch (phase)
    {
    case CT_BACKUP_COPYING:
      return _("Copying");
    case CT_BACKUP_PACKING:
      return _("Packing");
    case CT_BACKUP_UNPACKING:
      return _("Unpacking");
    case CT_BACKUP_CHECKING:
      break;
    }
  return _("Checking");
}

static void
tell_phase (CtCliTelling *telling, int phase, double fraction)
{
  g_autofree char *words = NULL;

  if (phase < 0 || !is_watched () || !is_due (telling, phase != telling->phase, TELL_EVERY_US))
    return;
  telling->phase = phase;
  words = fraction > 0 ? g_strdup_printf ("%s: %d %%", phase_words ((CtBackupPhase) phase), (int) (CLAMP (fraction, 0, 1) * 100))
                       : g_strdup_printf ("%s…", phase_words ((CtBackupPhase) phase));
  show (telling, words);
}

/**
 * ct_cli_tell_backup:
 * @phase: what is under way
 * @done: so much of it
 * @of: out of so much; 0 where nobody knows
 * @data: a #CtCliTelling that began as zeros
 *
 * A #CtBackupProgress.
 */
void
ct_cli_tell_backup (CtBackupPhase phase, gint64 done, gint64 of, gpointer data)
{
  tell_phase (data, (int) phase, of > 0 ? (double) done / (double) of : 0);
}

static void
on_backup_progress_cb (CtClinic *clinic, int phase, double fraction, CtCliTelling *telling)
{
  tell_phase (telling, phase, fraction);
}

/**
 * ct_cli_watch_backup:
 * @clinic: an open clinic
 * @telling: began as zeros; outlives @clinic
 *
 * Says how far its backup is, or the look at it.
 */
void
ct_cli_watch_backup (CtClinic *clinic, CtCliTelling *telling)
{
  g_signal_connect (clinic, "backup-progress", G_CALLBACK (on_backup_progress_cb), telling);
}

/* ---- Stopping it ---- */

/* The second time, nobody waits any more. */
static gboolean
on_interrupted_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/**
 * ct_cli_stop_by_keyboard:
 * @cancellable: of long work that is waited for in the main context
 *
 * Ctrl+C stops it properly; pressed twice, it ends the program as everywhere.
 *
 * Returns: (transfer full): what watches; destroy it afterwards.
 */
GSource *
ct_cli_stop_by_keyboard (GCancellable *cancellable)
{
  GSource *watch = g_unix_signal_source_new (SIGINT);

  g_source_set_callback (watch, on_interrupted_cb, g_object_ref (cancellable), g_object_unref);
  g_source_attach (watch, NULL);
  return watch;
}

/**
 * ct_cli_tell_stopped:
 * @error: what to say
 * @why: (transfer full): why it did not go on to its end
 * @sentence: what is said where somebody stopped it
 *
 * Passes on why something was not done.
 */
void
ct_cli_tell_stopped (GError **error, GError *why, const char *sentence)
{
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (why);
      why = g_error_new_literal (CT_ERROR, CT_ERROR_FAILED, sentence);
    }
  g_propagate_error (error, why);
}
