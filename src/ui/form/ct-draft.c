/* Kept through the clinic: in its encrypted store, or sealed on this desk while it can't be reached. */
#include "ui/form/ct-draft.h"

#include <glib/gi18n.h>

#include "ui/ct-banner.h"
#include "ui/form/ct-field-words.h"

#define GROUP "draft"
#define BASE  "base" /* what stood in the same fields when the draft was begun */
#define DELAY_SECONDS 2

struct _CtDraft
{
  GObject   parent_instance;
  CtClinic *clinic;
  CtDraftWrite write;
  CtDraftRead  read;
  gpointer  data;     /* the window, which lets go of the draft first; or the form, owned */
  GObject  *owned;    /* (nullable) */
  CtBanner *banner;   /* (nullable): weak */
  char     *what;
  char     *found; /* (nullable): from another time */
  guint     timer;
  gboolean  kept;
  gboolean  stopped;
};

static guint found_signal;

G_DEFINE_FINAL_TYPE (CtDraft, ct_draft, G_TYPE_OBJECT)

/**
 * ct_draft_write:
 * @form: a form
 *
 * Returns: (transfer full) (nullable): what stands in the rows that are not saved; %NULL where all is.
 */
char *
ct_draft_write (CtForm *form)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const CtField *fields;
  guint n_fields, n = 0;

  g_return_val_if_fail (CT_IS_FORM (form), NULL);
  fields = ct_record_fields (ct_form_get_record (form), &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      CtFieldRow *row = ct_form_get_row (form, fields[i].name);
      g_autofree char *before = NULL;

      if (row == NULL || !ct_field_row_is_changed (row))
        continue;
      before = ct_field_words_show (ct_form_get_saved (form), &fields[i]);
      g_key_file_set_string (file, GROUP, fields[i].name, ct_field_row_get_text (row));
      g_key_file_set_string (file, BASE, fields[i].name, before);
      n++;
    }
  return n > 0 ? g_key_file_to_data (file, NULL, NULL) : NULL;
}

/* Whether the field says something else now than when the draft was begun. */
static gboolean
changed_since (CtForm *form, GKeyFile *file, const char *name)
{
  const CtField *field = ct_record_find_field (ct_form_get_saved (form), name);
  g_autofree char *then = g_key_file_get_string (file, BASE, name, NULL);
  g_autofree char *now = field != NULL ? ct_field_words_show (ct_form_get_saved (form), field) : NULL;

  return then != NULL && now != NULL && g_strcmp0 (then, now) != 0;
}

/**
 * ct_draft_read:
 * @form: a form with its record
 * @text: what ct_draft_write() wrote
 *
 * Puts it back into the rows.
 *
 * Returns: (transfer full) (nullable): the labels of those of them that somebody has changed since, for a sentence.
 */
char *
ct_draft_read (CtForm *form, const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) names = NULL;
  g_autoptr (GString) news = g_string_new (NULL);

  g_return_val_if_fail (CT_IS_FORM (form) && text != NULL, NULL);
  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  names = g_key_file_get_keys (file, GROUP, NULL, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      CtFieldRow *row = ct_form_get_row (form, names[i]);
      g_autofree char *value = g_key_file_get_string (file, GROUP, names[i], NULL);

      if (row == NULL || value == NULL)
        continue;
      if (changed_since (form, file, names[i]))
        g_string_append_printf (news, "%s%s", news->len > 0 ? ", " : "",
                                _(ct_record_find_field (ct_form_get_saved (form), names[i])->label));
      ct_field_row_set_text (row, value);
    }
  return news->len > 0 ? g_strdup (news->str) : NULL;
}

/* ---- Keeping ---- */

static void
ct_draft_set_banner (CtDraft *self, const char *text)
{
  if (self->banner != NULL)
    ct_banner_set_text (self->banner, text);
}

/**
 * ct_draft_keep:
 * @self: a draft
 *
 * Keeps now what would be kept in a moment; nothing any more after ct_draft_stop().
 */
void
ct_draft_keep (CtDraft *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CT_IS_DRAFT (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stopped)
    return;
  text = self->write (self->data);
  if (text == NULL && !self->kept)
    return;
  self->kept = text != NULL;
  ct_clinic_save_draft_async (self->clinic, self->what, text, NULL, NULL);
}

/**
 * ct_draft_put_by:
 * @self: a draft
 *
 * What stands in the window makes way for what somebody else has stored: it is kept, and offered as one of another time is.
 */
void
ct_draft_put_by (CtDraft *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CT_IS_DRAFT (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stopped || (text = self->write (self->data)) == NULL)
    return;
  ct_clinic_save_draft_async (self->clinic, self->what, text, NULL, NULL);
  g_free (self->found);
  self->found = g_steal_pointer (&text);
  ct_draft_set_banner (self, _("Somebody changed this while you were typing something else."));
}

static gboolean
on_timer_cb (gpointer data)
{
  CtDraft *self = data;

  self->timer = 0;
  ct_draft_keep (self);
  return G_SOURCE_REMOVE;
}

/**
 * ct_draft_touch:
 * @self: a draft
 *
 * Something was typed: it is kept within two seconds.
 */
void
ct_draft_touch (CtDraft *self)
{
  g_return_if_fail (CT_IS_DRAFT (self));
  if (self->timer == 0 && !self->stopped)
    self->timer = g_timeout_add_seconds (DELAY_SECONDS, on_timer_cb, self);
}

/**
 * ct_draft_forget:
 * @self: a draft
 *
 * There is nothing to keep any more: it is saved or given up.
 */
void
ct_draft_forget (CtDraft *self)
{
  g_return_if_fail (CT_IS_DRAFT (self));
  g_clear_handle_id (&self->timer, g_source_remove);
  ct_draft_set_banner (self, NULL);
  if (self->kept || self->found != NULL)
    ct_clinic_save_draft_async (self->clinic, self->what, NULL, NULL, NULL);
  self->kept = FALSE;
  g_clear_pointer (&self->found, g_free);
}

/**
 * ct_draft_stop:
 * @self: a draft
 *
 * Keeps nothing more: the form is going.
 */
void
ct_draft_stop (CtDraft *self)
{
  g_return_if_fail (CT_IS_DRAFT (self));
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
}

/* ---- What was kept at another time ---- */

/**
 * ct_draft_use:
 * @self: a draft that was found
 *
 * Puts what was kept into the form.
 */
void
ct_draft_use (CtDraft *self)
{
  g_autofree char *found = g_steal_pointer (&self->found);
  g_autofree char *news = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (CT_IS_DRAFT (self));
  if (found == NULL)
    return;
  self->kept = TRUE;
  news = self->read (found, self->data);
  if (news != NULL)
    /* Translators: labels of fields: "Phone, Note" */
    text = g_strdup_printf (_("Somebody has changed this since you began: %s. Compare before you save."), news);
  ct_draft_set_banner (self, text);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CtDraft) self = data;
  g_autofree char *text = ct_clinic_finish (CT_CLINIC (source), result, NULL);

  if (text == NULL || *text == '\0' || self->stopped)
    return;
  self->found = g_steal_pointer (&text);
  ct_draft_set_banner (self, _("You began to fill this in at another time and did not save it."));
  g_signal_emit (self, found_signal, 0);
}

static void
ct_draft_finalize (GObject *object)
{
  CtDraft *self = CT_DRAFT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->clinic);
  g_clear_object (&self->owned);
  g_clear_weak_pointer (&self->banner);
  g_free (self->what);
  g_free (self->found);
  G_OBJECT_CLASS (ct_draft_parent_class)->finalize (object);
}

static void
ct_draft_class_init (CtDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ct_draft_finalize;
  found_signal = g_signal_new ("found", CT_TYPE_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ct_draft_init (CtDraft *self)
{
}

/* ---- In a window ---- */

static void
act_use (GSimpleAction *action, GVariant *target, gpointer data)
{
  ct_draft_use (data);
}

/**
 * ct_draft_create_banner:
 * @self: a draft
 * @scope: the window or panel that it is about
 *
 * Returns: (transfer floating): a banner to be put into @scope, which offers what was kept at another time.
 */
GtkWidget *
ct_draft_create_banner (CtDraft *self, GtkWidget *scope)
{
  static const GActionEntry entries[] = { { "use", act_use } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_return_val_if_fail (CT_IS_DRAFT (self) && GTK_IS_WIDGET (scope), NULL);
  g_set_weak_pointer (&self->banner, CT_BANNER (ct_banner_new ("document-edit-symbolic", NULL)));
  ct_banner_set_action (self->banner, _("Use It"), "draft.use");
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (scope, "draft", G_ACTION_GROUP (actions));
  return GTK_WIDGET (self->banner);
}

/**
 * ct_draft_show_in:
 * @self: a draft
 * @window: a window whose content is a box that begins with its header bar
 *
 * Offers below the header bar what was kept at another time.
 */
void
ct_draft_show_in (CtDraft *self, AdwWindow *window)
{
  GtkWidget *content;

  g_return_if_fail (CT_IS_DRAFT (self) && ADW_IS_WINDOW (window));
  content = adw_window_get_content (window);
  gtk_box_insert_child_after (GTK_BOX (content), ct_draft_create_banner (self, GTK_WIDGET (window)),
                              gtk_widget_get_first_child (content));
}

/**
 * ct_draft_get_found:
 * @self: a draft
 *
 * Returns: (nullable): what was kept at another time, and is not used or given up yet.
 */
const char *
ct_draft_get_found (CtDraft *self)
{
  g_return_val_if_fail (CT_IS_DRAFT (self), NULL);
  return self->found;
}

/**
 * ct_draft_new:
 * @clinic: who keeps it
 * @what: "patient/812"
 * @write: asked what stands in the window
 * @read: given what stood there at another time
 * @data: for both; outlives the draft, or calls ct_draft_stop() before it goes
 *
 * Looks for a draft of another time, and from now on keeps what is typed within two seconds of ct_draft_touch().
 *
 * Returns: (transfer full): the draft.
 */
CtDraft *
ct_draft_new (CtClinic *clinic, const char *what, CtDraftWrite write, CtDraftRead read, gpointer data)
{
  CtDraft *self = g_object_new (CT_TYPE_DRAFT, NULL);

  self->clinic = g_object_ref (clinic);
  self->what = g_strdup (what);
  self->write = write;
  self->read = read;
  self->data = data;
  ct_clinic_read_draft_async (clinic, what, on_read_cb, g_object_ref (self));
  return self;
}

static char *
write_form (gpointer data)
{
  return ct_draft_write (data);
}

static char *
read_form (const char *text, gpointer data)
{
  return ct_draft_read (data, text);
}

/**
 * ct_draft_new_for_form:
 * @clinic: who keeps it
 * @form: what is filled in, with its record
 * @what: "patient/812"
 *
 * A draft of a form, that follows its changes.
 *
 * Returns: (transfer full): the draft.
 */
CtDraft *
ct_draft_new_for_form (CtClinic *clinic, CtForm *form, const char *what)
{
  CtDraft *self = ct_draft_new (clinic, what, write_form, read_form, form);

  self->owned = g_object_ref (G_OBJECT (form));
  g_signal_connect_object (form, "changed", G_CALLBACK (ct_draft_touch), self, G_CONNECT_SWAPPED);
  return self;
}
