/* chairtimectl: the same clinic from a terminal. */
#pragma once

#include <json-glib/json-glib.h>

#include "clinic/ct-await.h"
#include "clinic/ct-clinic.h"

G_BEGIN_DECLS

/**
 * CtCli:
 * @clinic_path: of --clinic
 * @user: of --user
 * @json: whether to print one JSON document and nothing else
 * @clock: the time to go by; --now holds it
 * @clinic: (nullable): the clinic that was opened
 */
typedef struct
{
  char    *clinic_path;
  char    *user;
  gboolean json;
  CtClock  clock;
  gint64   now_us;
  CtClinic *clinic;
} CtCli;

/**
 * CtCommand:
 * @name: what is typed
 * @usage: what may follow it
 * @summary: one line, marked with N_()
 * @run: does it; %FALSE with @error set: refused or failed; %CT_CLI_USAGE: wrong usage
 *
 * One command. @argv[0] is its name.
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  gboolean  (*run) (CtCli *cli, int argc, char **argv, GError **error);
} CtCommand;

/** CtCliTelling: what was said last of long work; begins as zeros. */
typedef struct
{
  gint64      told_us;
  const char *table;    /* of a clinic that moves */
  gboolean    checking; /* likewise */
  int         phase;    /* of a backup */
  gboolean    shown;    /* there is a line on the terminal to be written over */
} CtCliTelling;

/* The domain of mistakes in the command line itself: exit 2 instead of 1. */
#define CT_CLI_USAGE (ct_cli_usage_quark ())
GQuark ct_cli_usage_quark (void);

extern const CtCommand ct_cli_commands[];

int        ct_cli_main        (int argc, char **argv);
gboolean   ct_cli_parse       (CtCli *cli, const CtCommand *command, const GOptionEntry *entries, int *argc,
                               char ***argv, GError **error);
gboolean   ct_cli_usage_error (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
const CtCommand *ct_cli_find  (const char *name);
CtClinic  *ct_cli_open        (CtCli *cli, GError **error);
char      *ct_cli_passphrase  (const char *prompt, GError **error);
char      *ct_cli_new_passphrase (GError **error);
gpointer   ct_cli_finish      (CtClinic *clinic, CtAwait *await, GError **error);
void       ct_cli_print_json  (JsonBuilder *builder);
void       ct_cli_add_text    (JsonBuilder *builder, const char *name, const char *value);
void       ct_cli_add_int     (JsonBuilder *builder, const char *name, gint64 value);
void       ct_cli_add_bool    (JsonBuilder *builder, const char *name, gboolean value);
void       ct_cli_add_date    (JsonBuilder *builder, const char *name, CtDate date);
gboolean   ct_cli_parse_date  (const char *text, CtDate *date, GError **error);
gboolean   ct_cli_parse_time  (const char *text, int *minute, GError **error);
gint64     ct_cli_find_patient (CtClinic *clinic, const char *text, GError **error);
CtChair   *ct_cli_find_chair  (CtClinic *clinic, const char *text, GError **error);
gint64     ct_cli_find_user   (CtClinic *clinic, const char *login, GError **error);
CtKnowledge *ct_cli_knowledge (GError **error);
gboolean   ct_cli_parse_document (const char *text, CtDocumentId *id, GError **error);
guint      ct_cli_count_altered (GPtrArray *sealed);
gboolean   ct_cli_check_seals (GPtrArray *sealed, GError **error);

void       ct_cli_tell_move    (const CtClinicMoveStep *step, gpointer data);
void       ct_cli_tell_backup  (CtBackupPhase phase, gint64 done, gint64 of, gpointer data);
void       ct_cli_watch_backup (CtClinic *clinic, CtCliTelling *telling);
void       ct_cli_end_telling  (CtCliTelling *telling);
GSource   *ct_cli_stop_by_keyboard (GCancellable *cancellable);
void       ct_cli_tell_stopped (GError **error, GError *why, const char *sentence);
void       ct_cli_add_moved    (JsonBuilder *builder, const CtMoved *moved);
void       ct_cli_print_moved  (const CtMoved *moved);

gboolean ct_cli_create      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_move        (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_demo        (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_import      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_patients    (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_book        (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_step        (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_plan        (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_assess      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_score       (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_change      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_chart       (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_summary     (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_print       (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_ics         (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_document    (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_reminders   (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_lists       (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_colors      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_audit       (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_users       (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_backup      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_backup_plan (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_restore     (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_verify      (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_instruments (CtCli *cli, int argc, char **argv, GError **error);
gboolean ct_cli_protocols   (CtCli *cli, int argc, char **argv, GError **error);

G_END_DECLS
