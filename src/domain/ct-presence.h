/* Who is editing what, at which desk; and who only seems to, since their desk has died. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A desk that edits says so again this often; one that has not for so long is taken for dead. */
#define CT_PRESENCE_BEAT_S     20
#define CT_PRESENCE_PATIENCE_S 60

/**
 * CtPresence:
 * @desk: a word that one opening of the clinic has made up for itself
 * @table: of the record that is edited: "patient"
 * @record_id: its id
 * @user_name: who: "Ana Ruiz"
 * @workstation: where
 * @since_us: when they began, by the clock of their desk; to be read by people, never reckoned with
 * @beat: counts how often the desk has said that it lives
 *
 * Somebody has something open to change it. A hint, not a lock.
 */
typedef struct
{
  char  *desk;
  char  *table;
  gint64 record_id;
  char  *user_name;
  char  *workstation;
  gint64 since_us;
  gint64 beat;
} CtPresence;

/**
 * CtPresenceWatch:
 *
 * Tells who lives by seeing their beats go on. Clocks of desks differ and jump; so the watch compares no two clocks: it asks
 * only whether a beat has changed within its own stretch of time.
 */
typedef struct _CtPresenceWatch CtPresenceWatch;

void             ct_presence_free        (CtPresence *self);
CtPresenceWatch *ct_presence_watch_new   (const char *own_desk);
void             ct_presence_watch_free  (CtPresenceWatch *self);
gboolean         ct_presence_watch_look  (CtPresenceWatch *self, GPtrArray *rows, gint64 elapsed_us);
GPtrArray       *ct_presence_watch_of    (CtPresenceWatch *self, const char *table, gint64 record_id);
GPtrArray       *ct_presence_watch_dead  (CtPresenceWatch *self);
guint            ct_presence_watch_count (CtPresenceWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPresence, ct_presence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtPresenceWatch, ct_presence_watch_free)

G_END_DECLS
