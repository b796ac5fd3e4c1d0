/*
 * The hits hang below the entry, which keeps the keyboard all the time: the selected row is moved from there. Rows are
 * made once and filled again with every keystroke; an answer that is no longer asked for is dropped.
 */
#include "ui/search/ct-search-box.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/ct-notice.h"
#include "ui/search/ct-hit-menu.h"
#include "ui/search/ct-hit-row.h"

#define MAX_HITS 10

struct _CtSearchBox
{
  AdwBin        parent_instance;
  GtkWidget    *entry;
  GtkWidget    *popover;
  GtkWidget    *heading;
  GtkListBox   *list;
  GtkWidget    *rows[MAX_HITS];
  GtkWidget    *all_row;
  GtkWidget    *new_row;
  CtClinic     *clinic;
  GCancellable *cancellable;
  GtkWidget    *back_to; /* who had the focus before; weak */
  guint         serial;
  gboolean      asking;  /* the hits shown are not those of the words */
  gboolean      entered; /* Enter came before the hits did */
  gboolean      closing;
};

G_DEFINE_FINAL_TYPE (CtSearchBox, ct_search_box, ADW_TYPE_BIN)

static const char *
words_of (CtSearchBox *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/* ---- Showing hits ---- */

static void
select_first (CtSearchBox *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (row)))
      {
        gtk_list_box_select_row (self->list, row);
        return;
      }
}

static void
show_hits (CtSearchBox *self, GPtrArray *hits, gboolean recent)
{
  CtDate today = ct_clinic_today (self->clinic);
  guint n = MIN (hits->len, MAX_HITS);

  for (guint i = 0; i < MAX_HITS; i++)
    {
      if (i < n)
        ct_hit_row_set_hit (CT_HIT_ROW (self->rows[i]), g_ptr_array_index (hits, i), today);
      gtk_widget_set_visible (self->rows[i], i < n);
    }
  gtk_label_set_text (GTK_LABEL (self->heading), n == 0   ? (recent ? _("Nobody opened yet.") : _("Nobody found."))
                                                 : recent ? _("Opened last")
                                                          : _("Found"));
  gtk_widget_set_visible (self->all_row, !recent && hits->len > MAX_HITS);
  ct_hit_row_set_new (CT_HIT_ROW (self->new_row), words_of (self));
  select_first (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void on_entry_activate_cb (CtSearchBox *self);

/* ---- Asking ---- */

typedef struct
{
  CtSearchBox *box;
  guint        serial;
  gboolean     recent;
} Question;

static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (CtSearchBox) self = question->box;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (question->serial == self->serial)
    self->asking = FALSE;
  if (question->serial == self->serial && hits != NULL)
    {
      show_hits (self, hits, question->recent);
      if (self->entered)
        on_entry_activate_cb (self);
    }
  else if (question->serial == self->serial)
    ct_notice_error (GTK_WIDGET (self), error);
  g_free (question);
}

static void
ask (CtSearchBox *self)
{
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->asking = TRUE;
  self->entered = FALSE;
  *question = (Question) { g_object_ref (self), ++self->serial, ct_text_is_blank (words_of (self)) };
  if (question->recent)
    ct_clinic_list_recent_async (self->clinic, MAX_HITS, self->cancellable, on_answer_cb, question);
  else
    ct_clinic_search_patients_async (self->clinic, words_of (self), MAX_HITS + 1, self->cancellable, on_answer_cb,
                                     question);
}

/* ---- Choosing ---- */

static void
on_row_activated_cb (CtSearchBox *self, GtkListBoxRow *row)
{
  g_autofree char *words = g_strdup (words_of (self));

  ct_search_box_close (self);
  if (GTK_WIDGET (row) == self->all_row)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.list-patients", "s", words);
  else if (GTK_WIDGET (row) == self->new_row)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-patient", "s", words);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-patient", "x", ct_hit_row_get_patient (CT_HIT_ROW (row)));
}

/* Who types fast presses Enter before the hits are there: it then means the first of those to come, never one of the hits
 * of fewer letters. */
static void
on_entry_activate_cb (CtSearchBox *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  self->entered = self->asking;
  if (!self->asking && gtk_widget_get_visible (self->popover) && row != NULL)
    on_row_activated_cb (self, row);
}

static void
step (CtSearchBox *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int i = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_visible (self->popover))
    {
      ask (self);
      return;
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, i += by)) != NULL)
    if (gtk_widget_get_visible (GTK_WIDGET (row)))
      {
        gtk_list_box_select_row (self->list, row);
        return;
      }
}

/* What else can be done with a hit than opening the record. */
static gboolean
show_menu (CtSearchBox *self, GtkListBoxRow *row)
{
  if (row == NULL || GTK_WIDGET (row) == self->all_row || GTK_WIDGET (row) == self->new_row ||
      !gtk_widget_get_visible (self->popover))
    return FALSE;
  ct_hit_menu_popup (GTK_WIDGET (self), self->entry, ct_hit_row_get_patient (CT_HIT_ROW (row)), 24,
                     gtk_widget_get_height (self->entry));
  return TRUE;
}

static void
on_right_click_cb (CtSearchBox *self, int n_press, double x, double y)
{
  show_menu (self, gtk_list_box_get_row_at_y (self->list, (int) y));
}

static gboolean
on_key_cb (CtSearchBox *self, guint key, guint code, GdkModifierType modifiers)
{
  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    step (self, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    step (self, -1);
  else if (key == GDK_KEY_Escape)
    ct_search_box_close (self);
  else if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (modifiers & GDK_SHIFT_MASK)))
    return show_menu (self, gtk_list_box_get_selected_row (self->list));
  else
    return FALSE;
  return TRUE;
}

/* ---- Opening and closing ---- */

static void
set_back_to (CtSearchBox *self, GtkWidget *widget)
{
  if (self->back_to != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->back_to), (gpointer *) &self->back_to);
  self->back_to = widget;
  if (widget != NULL)
    g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->back_to);
}

/**
 * ct_search_box_open:
 * @self: the box
 *
 * Puts the cursor into the box; the whole of what stands there is selected, so that typing replaces it.
 */
void
ct_search_box_open (CtSearchBox *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (CT_IS_SEARCH_BOX (self));
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    set_back_to (self, focus);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  ask (self);
}

/**
 * ct_search_box_close:
 * @self: the box
 *
 * Empties the box and gives the keyboard back to who had it.
 */
void
ct_search_box_close (CtSearchBox *self)
{
  g_return_if_fail (CT_IS_SEARCH_BOX (self));
  if (self->closing)
    return;
  self->closing = TRUE;
  self->serial++;
  self->asking = FALSE;
  self->entered = FALSE;
  g_cancellable_cancel (self->cancellable);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (self->back_to != NULL && gtk_widget_get_mapped (self->back_to))
    gtk_widget_grab_focus (self->back_to);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  self->closing = FALSE;
}

static void
on_search_changed_cb (CtSearchBox *self)
{
  if (!self->closing && gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    ask (self);
}

/* A click shows whom one had last; coming by with Tab does not. */
static void
on_pressed_cb (CtSearchBox *self)
{
  if (!gtk_widget_get_visible (self->popover))
    ask (self);
}

/**
 * ct_search_box_dismiss:
 * @self: the box
 *
 * Takes the hits away and leaves everything else as it is.
 */
void
ct_search_box_dismiss (CtSearchBox *self)
{
  g_return_if_fail (CT_IS_SEARCH_BOX (self));
  self->serial++;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/**
 * ct_search_box_get_entry:
 * @self: the box
 *
 * Returns: (transfer none): where the words are typed.
 */
GtkEditable *
ct_search_box_get_entry (CtSearchBox *self)
{
  g_return_val_if_fail (CT_IS_SEARCH_BOX (self), NULL);
  return GTK_EDITABLE (self->entry);
}

/**
 * ct_search_box_get_list:
 * @self: the box
 *
 * Returns: (transfer none): the hits, as #CtHitRow; those that are not visible show nobody.
 */
GtkListBox *
ct_search_box_get_list (CtSearchBox *self)
{
  g_return_val_if_fail (CT_IS_SEARCH_BOX (self), NULL);
  return self->list;
}

/**
 * ct_search_box_is_open:
 * @self: the box
 *
 * Returns: whether the hits are shown.
 */
gboolean
ct_search_box_is_open (CtSearchBox *self)
{
  g_return_val_if_fail (CT_IS_SEARCH_BOX (self), FALSE);
  return gtk_widget_get_visible (self->popover);
}

/* ---- The object ---- */

static GtkWidget *
create_all_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (_("Show everybody who was found"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_add_css_class (row, "ct-hit-row");
  return row;
}

static void
create_list (CtSearchBox *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Patients found"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  for (guint i = 0; i < MAX_HITS; i++)
    gtk_list_box_append (self->list, self->rows[i] = ct_hit_row_new ());
  gtk_list_box_append (self->list, self->all_row = create_all_row ());
  gtk_list_box_append (self->list, self->new_row = ct_hit_row_new ());
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
}

static void
create_popover (CtSearchBox *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();

  create_list (self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_right_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));
  self->heading = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->heading), 0);
  gtk_widget_add_css_class (self->heading, "caption-heading");
  gtk_widget_add_css_class (self->heading, "dim-label");
  gtk_widget_add_css_class (self->heading, "ct-hits-heading");
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_widget_set_size_request (self->popover, 520, -1);
  gtk_widget_add_css_class (self->popover, "ct-search-popover");
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
create_entry (CtSearchBox *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->entry = gtk_search_entry_new ();
  /* An answer takes less than the pause between two letters, and one that comes late is dropped. */
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  g_object_set (self->entry, "placeholder-text", _("Find a patient…  Ctrl+K"), NULL);
  /* It gives way to what a page has in the header. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 11);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 26);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a patient"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  gtk_widget_add_controller (self->entry, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (ct_search_box_dismiss), self);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (on_search_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_entry_activate_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->entry);
}

static void
ct_search_box_dispose (GObject *object)
{
  CtSearchBox *self = CT_SEARCH_BOX (object);

  self->closing = TRUE;
  self->serial++;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  set_back_to (self, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_search_box_parent_class)->dispose (object);
}

static void
ct_search_box_class_init (CtSearchBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ct_search_box_dispose;
}

static void
ct_search_box_init (CtSearchBox *self)
{
  create_entry (self);
  create_popover (self);
}

/**
 * ct_search_box_new:
 * @clinic: whose patients are found
 *
 * Returns: (transfer floating): the box.
 */
GtkWidget *
ct_search_box_new (CtClinic *clinic)
{
  CtSearchBox *self = g_object_new (CT_TYPE_SEARCH_BOX, NULL);

  self->clinic = g_object_ref (clinic);
  return GTK_WIDGET (self);
}
