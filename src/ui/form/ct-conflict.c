#include "ui/form/ct-conflict.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/ct-child-window.h"
#include "ui/ct-notice.h"
#include "ui/form/ct-conflict-view.h"
#include "ui/form/ct-field-words.h"

typedef struct
{
  GtkWidget      *from;
  CtClinic       *clinic;
  CtRecord       *base;
  CtRecord       *mine;
  CtConflictDone  done;
  gpointer        data;
  GDestroyNotify  destroy;
  CtConflictView *view;     /* (nullable): while it is asked */
  char           *told;     /* (nullable) */
  CtRecord       *merged;   /* (nullable): what was chosen */
} Conflict;

static void
conflict_free (Conflict *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->from);
  g_object_unref (self->clinic);
  g_object_unref (self->base);
  g_object_unref (self->mine);
  g_clear_object (&self->merged);
  g_free (self->told);
  g_free (self);
}

/* ---- In words ---- */

static const char *
who_of (const CtRival *rival)
{
  return rival->who != NULL ? rival->who : _("Somebody else");
}

static char *
when_of (CtClinic *clinic, const CtRival *rival)
{
  CtWall wall;
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (rival->at_us == CT_TIME_NONE)
    return NULL;
  wall = ct_wall_from_utc (rival->at_us, ct_clinic_get_zone (clinic, 0));
  time = ct_minute_format (wall.minute);
  if (wall.date == ct_clinic_today (clinic))
    return g_steal_pointer (&time);
  day = ct_date_format (wall.date, _("%a %-d %b"));
  return g_strdup_printf ("%s, %s", day, time);
}

static char *
heading_of (CtClinic *clinic, const CtRival *rival)
{
  g_autofree char *when = when_of (clinic, rival);

  if (when == NULL)
    /* Translators: who */
    return g_strdup_printf (_("%s changed this while you did. Choose what to keep."), who_of (rival));
  /* Translators: who, and when: "Ben Ode changed this at 10:02, while you did." */
  return g_strdup_printf (_("%s changed this at %s, while you did. Choose what to keep."), who_of (rival), when);
}

/* What needs no choice, since only one of the two touched it. */
static char *
merged_words (const CtMerge *merge, const CtRival *rival)
{
  g_autofree char *theirs = ct_merge_labels (merge, CT_MERGE_THEIRS);
  g_autofree char *mine = ct_merge_labels (merge, CT_MERGE_MINE);

  if (*theirs == '\0')
    return NULL;
  if (*mine == '\0')
    /* Translators: who, and which fields */
    return g_strdup_printf (_("%s also changed %s; that is kept."), who_of (rival), theirs);
  /* Translators: who, which fields, and which fields of the user's */
  return g_strdup_printf (_("%s also changed %s; that and your %s are kept."), who_of (rival), theirs, mine);
}

/* ---- Choosing ---- */

static gboolean
on_answered_cb (gpointer data)
{
  Conflict *self = data;

  self->done (self->merged, self->merged != NULL ? self->told : NULL, self->data);
  conflict_free (self);
  return G_SOURCE_REMOVE;
}

/* The editor may close itself at the answer; GTK wants it to outlive the question that stands over it. */
static void
on_answer_cb (AdwMessageDialog *dialog, const char *answer, Conflict *self)
{
  if (g_strcmp0 (answer, "save") == 0)
    self->merged = ct_merge_apply (ct_conflict_view_get_merge (self->view));
  g_idle_add_full (G_PRIORITY_DEFAULT, on_answered_cb, self, NULL);
}

static void
on_mine_cb (GtkButton *button, CtConflictView *view)
{
  ct_conflict_view_choose_all (view, CT_TAKE_MINE);
}

static void
on_theirs_cb (GtkButton *button, CtConflictView *view)
{
  ct_conflict_view_choose_all (view, CT_TAKE_THEIRS);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback callback, GtkWidget *view)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, view, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
create_content (GtkWidget *view, const char *told)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  add_button (buttons, _("Take All of _Yours"), G_CALLBACK (on_mine_cb), view);
  add_button (buttons, _("Take All of _Theirs"), G_CALLBACK (on_theirs_cb), view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), scroller);
  if (told != NULL)
    {
      GtkWidget *label = gtk_label_new (told);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static void
ask (Conflict *self, CtMerge *merge, const CtRival *rival)
{
  g_autofree char *heading = heading_of (self->clinic, rival);
  GtkRoot *root = gtk_widget_get_root (self->from);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Two Versions"), heading);
  GtkWidget *view = ct_conflict_view_new (self->clinic, merge);

  self->view = CT_CONFLICT_VIEW (view);
  gtk_widget_set_name (dialog, "conflict");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_content (view, self->told));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _("_Back"), "save", _("_Save What Is Chosen"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect (dialog, "response", G_CALLBACK (on_answer_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- Beginning ---- */

static void
on_rival_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Conflict *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtRival) rival = ct_clinic_finish (CT_CLINIC (source), result, &error);
  g_autoptr (CtMerge) merge = NULL;
  g_autoptr (CtRecord) merged = NULL;

  if (rival == NULL)
    {
      ct_notice_error (self->from, error);
      self->done (NULL, NULL, self->data);
      conflict_free (self);
      return;
    }
  merge = ct_merge_new (self->base, self->mine, rival->theirs);
  self->told = merged_words (merge, rival);
  if (ct_merge_n_clashes (merge) > 0)
    {
      ask (self, g_steal_pointer (&merge), rival);
      return;
    }
  merged = ct_merge_apply (merge);
  self->done (merged, self->told, self->data);
  conflict_free (self);
}

/**
 * ct_conflict_resolve:
 * @from: a widget of the editor
 * @clinic: the clinic that refused with %CT_ERROR_CONFLICT
 * @base: the record as it was when the user began
 * @mine: what the user made of it
 * @done: called with what to save instead, at once or once the user has chosen
 * @data: for @done
 * @destroy: (nullable): frees @data afterwards
 *
 * Reads what somebody else has stored meanwhile. Fields that only one side changed merge by themselves; of the others both
 * versions are shown, with who changed it and when, to take either or both.
 */
void
ct_conflict_resolve (GtkWidget *from, CtClinic *clinic, CtRecord *base, CtRecord *mine, CtConflictDone done,
                     gpointer data, GDestroyNotify destroy)
{
  Conflict *self = g_new0 (Conflict, 1);

  *self = (Conflict) { g_object_ref (from), g_object_ref (clinic), g_object_ref (base), g_object_ref (mine), done, data,
                       destroy };
  ct_clinic_read_rival_async (clinic, mine, on_rival_cb, self);
}
