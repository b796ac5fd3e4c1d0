/* Who did what with this record, and when: the patient's part of the audit. */
#include <glib/gi18n.h>

#include "domain/ct-audit-words.h"
#include "ui/ct-notice.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-patient-words.h"
#include "ui/patient/ct-text-table.h"

#define PAGE 200

typedef struct
{
  CtPatientTab parent_instance;
  GtkWidget   *table; /* (nullable): of the last fill */
  GtkWidget   *more;
  gint64       last_id;
  guint        turn;  /* answers to an earlier turn are dropped */
} CtHistoryTab;
typedef CtPatientTabClass CtHistoryTabClass;

G_DEFINE_TYPE (CtHistoryTab, ct_history_tab, CT_TYPE_PATIENT_TAB)

typedef struct
{
  CtHistoryTab *self;
  guint         turn;
} Asked;

/* Who it is about stands above; numbers of records say nothing to people. */
static char *
detail_words (const char *detail)
{
  g_auto (GStrv) lines = g_strsplit (detail != NULL ? detail : "", "\n", -1);
  g_autofree char *patient = g_strconcat (_("Patient"), ": ", NULL);
  g_autofree char *document = g_strconcat (_("From document"), ": ", NULL);
  GString *words = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_has_prefix (lines[i], patient) && !g_str_has_prefix (lines[i], document))
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", lines[i]);
  return g_string_free (words, FALSE);
}

static void
add_row (CtHistoryTab *self, const CtAuditRow *row)
{
  g_autofree char *when
      = ct_words_moment (row->at_us, ct_clinic_get_zone (ct_patient_tab_get_clinic (CT_PATIENT_TAB (self)), 0));
  g_autofree char *details = detail_words (row->detail);
  const char *cells[] = { when, row->user_name != NULL ? row->user_name : "",
                          ct_audit_act_label (row->act), row->table != NULL ? ct_audit_table_label (row->table) : "",
                          details, NULL };

  ct_text_table_add_row (self->table, cells);
}

static void
on_rows_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  CtHistoryTab *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (asked->turn == self->turn && self->table != NULL && !ct_notice_error (GTK_WIDGET (self), error))
    {
      for (guint i = 0; i < rows->len; i++)
        add_row (self, g_ptr_array_index (rows, i));
      if (rows->len > 0)
        self->last_id = ((CtAuditRow *) g_ptr_array_index (rows, rows->len - 1))->id;
      gtk_widget_set_visible (self->more, rows->len == PAGE);
    }
  g_object_unref (self);
  g_free (asked);
}

static void
read_more (CtHistoryTab *self)
{
  CtPatientTab *tab = CT_PATIENT_TAB (self);
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->turn = self->turn;
  gtk_widget_set_visible (self->more, FALSE);
  ct_clinic_list_audit_async (ct_patient_tab_get_clinic (tab), ct_patient_tab_get_id (tab), self->last_id, PAGE,
                              on_rows_cb, asked);
}

static void
ct_history_tab_fill (CtPatientTab *tab, GtkWidget *box)
{
  CtHistoryTab *self = (CtHistoryTab *) tab;
  const char *columns[] = { _("When"), _("Who"), _("Did"), _("What"), _("Details"), NULL };
  GtkWidget *frame = gtk_frame_new (NULL);

  self->turn++;
  self->last_id = 0;
  self->table = ct_text_table_new (_("History of this record"), columns);
  self->more = gtk_button_new_with_mnemonic (_("Show _Earlier"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (read_more), self, G_CONNECT_SWAPPED);
  gtk_frame_set_child (GTK_FRAME (frame), self->table);
  gtk_box_append (GTK_BOX (box), ct_part_label (_("Who opened, changed, printed or saved this record. Each line is "
                                                  "chained to the one before it, so that none can be taken out "
                                                  "unseen."), "dim-label"));
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), self->more);
  read_more (self);
}

static void
ct_history_tab_dispose (GObject *object)
{
  CtHistoryTab *self = (CtHistoryTab *) object;

  self->turn++;
  self->table = NULL;
  G_OBJECT_CLASS (ct_history_tab_parent_class)->dispose (object);
}

static void
ct_history_tab_class_init (CtPatientTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_history_tab_dispose;
  klass->fill = ct_history_tab_fill;
  klass->needs = CT_MAY_SEE_AUDIT;
  klass->columns = 1;
}

static void
ct_history_tab_init (CtHistoryTab *self)
{
}
