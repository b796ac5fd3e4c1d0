/* Every session of every course, newest first. */
#include <glib/gi18n.h>

#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-session-row.h"

typedef CtPatientTab CtSessionsTab;
typedef CtPatientTabClass CtSessionsTabClass;

G_DEFINE_TYPE (CtSessionsTab, ct_sessions_tab, CT_TYPE_PATIENT_TAB)

static gboolean
is_to_come (const CtSession *session, CtDate today)
{
  return g_strcmp0 (session->status, CT_SESSION_PLANNED) == 0 && session->day >= today;
}

static GtkWidget *
create_card (CtPatientTab *self, const char *title, const char *nothing, gboolean to_come)
{
  GPtrArray *sessions = ct_patient_tab_get_file (self)->sessions;
  CtDate today = ct_patient_tab_get_today (self);
  GtkWidget *card = ct_part_card (title, NULL);
  guint n = 0;

  for (guint i = 0; i < sessions->len; i++)
    {
      CtSession *session = g_ptr_array_index (sessions, to_come ? i : sessions->len - 1 - i);

      if (is_to_come (session, today) != to_come)
        continue;
      ct_part_card_add (card, ct_session_row_new (session, today));
      n++;
    }
  if (n == 0)
    ct_part_card_add (card, ct_part_note (nothing));
  return card;
}

static void
ct_sessions_tab_fill (CtPatientTab *self, GtkWidget *box)
{
  if (ct_patient_tab_get_file (self)->sessions->len == 0)
    {
      gtk_box_append (GTK_BOX (box), ct_part_empty ("x-office-calendar-symbolic", _("No Session Yet"),
                                                    _("Sessions come with a course. Plan one on the tab Course.")));
      return;
    }
  gtk_box_append (GTK_BOX (box), create_card (self, _("To come"), _("No session is planned."), TRUE));
  gtk_box_append (GTK_BOX (box), create_card (self, _("So far"), _("No session was given yet."), FALSE));
}

static void
ct_sessions_tab_class_init (CtPatientTabClass *klass)
{
  klass->fill = ct_sessions_tab_fill;
}

static void
ct_sessions_tab_init (CtPatientTab *self)
{
}
