#include "ui/patient/ct-protocol-list.h"

#include <glib/gi18n.h>

#include "base/ct-units.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-words.h"

struct _CtProtocolList
{
  AdwBin        parent_instance;
  GtkListBox   *list;
  GPtrArray    *protocols; /* of CtProtocol, as in the list */
  CtIndication *indication;
  gboolean      filling;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (CtProtocolList, ct_protocol_list, ADW_TYPE_BIN)

/* ---- Facts in words ---- */

static char *
session_words (const CtProtocol *protocol)
{
  if (protocol->phase == CT_PHASE_INFORMATION)
    return g_strdup (_("for information"));
  if (protocol->n_sessions == 0 && protocol->every_max_days > 0)
    return g_strdup_printf (_("every %d to %d days"), protocol->every_min_days, protocol->every_max_days);
  if (protocol->n_sessions == 0)
    return g_strdup (_("as needed"));
  if (protocol->max_sessions > protocol->n_sessions)
    return g_strdup_printf (_("%d to %d sessions"), protocol->n_sessions, protocol->max_sessions);
  return g_strdup_printf (ngettext ("%d session", "%d sessions", (gulong) protocol->n_sessions), protocol->n_sessions);
}

static char *
dose_words (const CtProtocol *protocol)
{
  g_autofree char *first = NULL;
  g_autofree char *later = NULL;

  if (protocol->dose_ug_per_kg > 0)
    return ct_dose_format_mg_per_kg (protocol->dose_ug_per_kg);
  if (protocol->dose_ug == 0)
    return g_strdup ("");
  first = ct_dose_format_mg (protocol->dose_ug);
  if (protocol->later_dose_ug == 0 || protocol->later_dose_ug == protocol->dose_ug)
    return g_steal_pointer (&first);
  later = ct_dose_format_mg (protocol->later_dose_ug);
  /* Translators: the first dose, and those after it */
  return g_strdup_printf (_("%s, then %s"), first, later);
}

static const char *
approval_words (const CtProtocol *protocol)
{
  return protocol->fda_approved ? _("FDA-approved") : _("off-label");
}

static gboolean
suits (const CtProtocol *protocol, const CtIndication *indication)
{
  return indication != NULL && indication->protocols != NULL &&
         g_strv_contains ((const char *const *) indication->protocols, protocol->id);
}

/**
 * ct_protocol_facts:
 * @protocol: a protocol
 * @indication: (nullable): what it is to be used for
 *
 * Returns: (transfer full): "6 sessions · 0.5 mg/kg · 2 h 10 min · off-label".
 */
char *
ct_protocol_facts (const CtProtocol *protocol, const CtIndication *indication)
{
  int minutes = ct_protocol_minutes (protocol);
  g_autofree char *sessions = session_words (protocol);
  g_autofree char *dose = dose_words (protocol);
  g_autofree char *time = minutes > 0 ? g_strdup_printf (_("%d h %02d min each"), minutes / 60, minutes % 60)
                                      : g_strdup ("");

  return ct_words_join (" · ", sessions, dose, time, approval_words (protocol),
                        indication == NULL || suits (protocol, indication) ? "" : _ ("not usual for this indication"),
                        NULL);
}

/**
 * ct_protocol_sources:
 * @protocol: a protocol
 *
 * Returns: (transfer full): its note, its spacing, and where it comes from, a line each.
 */
char *
ct_protocol_sources (const CtProtocol *protocol)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *reviewed = ct_date_format (protocol->reviewed_on, "%-d %b %Y");

  if (protocol->note != NULL)
    g_string_append_printf (text, "%s\n", protocol->note);
  for (guint i = 0; i < protocol->spacing->len; i++)
    g_string_append_printf (text, _ ("Watched: %s\n"),
                            ((CtSpacingRule *)g_ptr_array_index (protocol->spacing, i))->text);
  if (protocol->dose_source != NULL)
    g_string_append_printf (text, _("Dose: %s\n"), protocol->dose_source);
  g_string_append_printf (text, _("Source: %s · reviewed %s · %s"), protocol->source, reviewed, protocol->id);
  return g_strdup (text->str);
}

/* ---- The list ---- */

static void
add_protocol (CtProtocolList *self, CtProtocol *protocol)
{
  g_autofree char *facts = ct_protocol_facts (protocol, self->indication);
  GtkWidget *row = ct_part_row (protocol->name, facts);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_name (row, protocol->id);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->protocols, protocol);
}

static void
add_suitable (CtProtocolList *self, CtKnowledge *knowledge)
{
  for (guint i = 0; self->indication != NULL && self->indication->protocols[i] != NULL; i++)
    {
      CtProtocol *protocol = ct_knowledge_get_protocol (knowledge, self->indication->protocols[i]);

      if (protocol != NULL)
        add_protocol (self, protocol);
    }
}

/**
 * ct_protocol_list_set_indication:
 * @self: a list
 * @knowledge: what the clinic knows
 * @indication: (nullable): what the course is for; its usual protocol is chosen
 */
void
ct_protocol_list_set_indication (CtProtocolList *self, CtKnowledge *knowledge, CtIndication *indication)
{
  GPtrArray *all = ct_knowledge_list_protocols (knowledge);
  GtkWidget *row;

  g_return_if_fail (CT_IS_PROTOCOL_LIST (self));
  self->filling = TRUE;
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->protocols, 0);
  self->indication = indication;
  add_suitable (self, knowledge);
  for (guint i = 0; i < all->len; i++)
    if (!g_ptr_array_find (self->protocols, g_ptr_array_index (all, i), NULL))
      add_protocol (self, g_ptr_array_index (all, i));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  self->filling = FALSE;
  g_signal_emit (self, chosen_signal, 0);
}

/** ct_protocol_list_get_chosen: Returns: (transfer none) (nullable): the protocol that is chosen. */
CtProtocol *
ct_protocol_list_get_chosen (CtProtocolList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CT_IS_PROTOCOL_LIST (self), NULL);
  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? g_ptr_array_index (self->protocols, gtk_list_box_row_get_index (row)) : NULL;
}

/**
 * ct_protocol_list_choose:
 * @self: a list
 * @protocol_id: "IV_IND_3PW"
 */
void
ct_protocol_list_choose (CtProtocolList *self, const char *protocol_id)
{
  g_return_if_fail (CT_IS_PROTOCOL_LIST (self));
  for (guint i = 0; i < self->protocols->len; i++)
    if (g_strcmp0 (((CtProtocol *) g_ptr_array_index (self->protocols, i))->id, protocol_id) == 0)
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
}

/** ct_protocol_list_get_n: Returns: how many protocols are listed. */
guint
ct_protocol_list_get_n (CtProtocolList *self)
{
  g_return_val_if_fail (CT_IS_PROTOCOL_LIST (self), 0);
  return self->protocols->len;
}

static void
on_selected_cb (CtProtocolList *self)
{
  if (!self->filling)
    g_signal_emit (self, chosen_signal, 0);
}

static void
ct_protocol_list_finalize (GObject *object)
{
  g_clear_pointer (&CT_PROTOCOL_LIST (object)->protocols, g_ptr_array_unref);
  G_OBJECT_CLASS (ct_protocol_list_parent_class)->finalize (object);
}

/* A list that goes takes its rows out one by one, which is nobody's choice. */
static void
ct_protocol_list_dispose (GObject *object)
{
  CT_PROTOCOL_LIST (object)->filling = TRUE;
  G_OBJECT_CLASS (ct_protocol_list_parent_class)->dispose (object);
}

static void
ct_protocol_list_class_init (CtProtocolListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_protocol_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_protocol_list_finalize;
  chosen_signal
      = g_signal_new ("chosen", CT_TYPE_PROTOCOL_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_protocol_list_init (CtProtocolList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->protocols = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "ct-choices");
  ct_part_name (GTK_WIDGET (self->list), _("Protocol"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 170);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (on_selected_cb), self, G_CONNECT_SWAPPED);
}
