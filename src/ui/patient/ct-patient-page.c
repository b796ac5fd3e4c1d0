#include "ui/patient/ct-patient-page-private.h"

#include <glib/gi18n.h>

#include "ui/ct-keymap.h"
#include "ui/ct-notice.h"
#include "ui/ct-page.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-patient-tabs.h"
#include "ui/patient/ct-wrap-layout.h"

/* A spinner only where waiting is felt; a refresh only once for a burst of changes. */
#define SPINNER_MS 300
#define REFRESH_MS 60

enum
{
  PROP_0,
  PROP_CLINIC,
  PROP_PATIENT_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint shown_signal;

static void ct_patient_page_page_init (CtPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CtPatientPage, ct_patient_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CT_TYPE_PAGE, ct_patient_page_page_init))

static const CtPatientTabInfo tab_infos[] = {
  { "overview", N_("Overview"), "user-home-symbolic", ct_overview_tab_get_type },
  { "course", N_("Course"), "view-list-symbolic", ct_course_tab_get_type },
  { "scores", N_("Scores"), "utilities-system-monitor-symbolic", ct_scores_tab_get_type },
  { "sessions", N_("Sessions"), "x-office-calendar-symbolic", ct_sessions_tab_get_type },
  { "facts", N_("Medicines & problems"), "dialog-information-symbolic", ct_facts_tab_get_type },
  { "documents", N_("Documents"), "text-x-generic-symbolic", ct_documents_tab_get_type },
  { "contact", N_("Contact"), "avatar-default-symbolic", ct_contact_tab_get_type },
  { "history", N_("History"), "document-open-recent-symbolic", ct_history_tab_get_type },
};

/**
 * ct_patient_tabs_get:
 * @n_tabs: (out): how many
 *
 * Returns: (array length=n_tabs): the tabs in their order.
 */
const CtPatientTabInfo *
ct_patient_tabs_get (guint *n_tabs)
{
  *n_tabs = G_N_ELEMENTS (tab_infos);
  return tab_infos;
}

/* ---- Showing a file ---- */

static void
fill_visible_tab (CtPatientPage *self)
{
  CtPatientTab *tab = ct_patient_page_get_tab (self);

  if (tab != NULL && self->file != NULL && ct_patient_tab_get_file (tab) != self->file)
    ct_patient_tab_set_file (tab, self->file);
}

static void
forget_tabs (CtPatientPage *self)
{
  GtkWidget *tab;

  for (tab = gtk_widget_get_first_child (GTK_WIDGET (self->tabs)); tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    {
      ct_patient_tab_set_file (CT_PATIENT_TAB (tab), NULL);
      ct_patient_tab_scroll_up (CT_PATIENT_TAB (tab));
    }
}

static void
stop_spinner (CtPatientPage *self)
{
  g_clear_handle_id (&self->spinner_timer, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

static void
focus_tab_button (CtPatientPage *self)
{
  GtkWidget *button;

  for (button = gtk_widget_get_first_child (GTK_WIDGET (self->tab_bar)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
      gtk_widget_grab_focus (button);
}

/* The page's keys work while it has the focus; somebody who is typing elsewhere keeps it. */
static void
take_focus (CtPatientPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      (focus != NULL && (GTK_IS_EDITABLE (focus) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))))
    return;
  focus_tab_button (self);
}

static void
show_file (CtPatientPage *self, CtPatientFile *file)
{
  g_set_object (&self->file, file);
  stop_spinner (self);
  ct_patient_banner_set_file (self->banner, self->clinic, file);
  ct_patient_page_allow_acts (self);
  fill_visible_tab (self);
  gtk_stack_set_visible_child_name (self->stack, "patient");
  take_focus (self);
  ct_patient_page_follow_emergency (self);
  ct_page_changed (CT_PAGE (self));
  g_signal_emit (self, shown_signal, 0);
}

static void
show_failure (CtPatientPage *self, const GError *error)
{
  stop_spinner (self);
  ct_notice_page (self->failed, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* ---- Reading it ---- */

static void read_again (CtPatientPage *self);

/** A question on its way: whoever it was about, the page may show somebody else by now. */
typedef struct
{
  CtPatientPage *self;
  gint64         patient_id;
} Asked;

static Asked *
asked_new (CtPatientPage *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->patient_id = self->patient_id;
  return asked;
}

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->self);
  g_free (asked);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  CtPatientPage *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatientFile) file = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (self->clinic != NULL && asked->patient_id == self->patient_id)
    {
      self->reading = FALSE;
      if (file != NULL)
        show_file (self, file);
      else
        show_failure (self, error);
      if (self->stale)
        read_again (self);
    }
  asked_free (asked);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  CtPatientPage *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (CtPatientFile) file = ct_clinic_finish (CT_CLINIC (source), result, &error);

  if (self->clinic != NULL && asked->patient_id == self->patient_id)
    {
      self->reading = FALSE;
      /* News about somebody else leaves what is shown alone. */
      if (file != NULL && (self->file == NULL || !ct_patient_file_same (self->file, file)))
        show_file (self, file);
      if (self->stale)
        read_again (self);
    }
  asked_free (asked);
}

static void
read_again (CtPatientPage *self)
{
  if (self->reading || self->file == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  self->reading = TRUE;
  ct_clinic_read_patient_async (self->clinic, self->patient_id, on_read_cb, asked_new (self));
}

static gboolean
on_refresh_cb (gpointer data)
{
  CtPatientPage *self = data;

  self->refresh_timer = 0;
  read_again (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_ours (const char *table)
{
  static const char *const tables[] = { "patient", "course", "session", "appointment", "assessment", "problem",
                                        "medication", "allergy", "measurement", "document", "issued", "signature",
                                        "consent", NULL };

  return g_strv_contains (tables, table);
}

static void
on_clinic_changed_cb (CtPatientPage *self, const char *table, gint64 id)
{
  if (self->patient_id != 0 && g_strcmp0 (table, "emergency") == 0)
    ct_patient_page_follow_emergency (self);
  if (self->patient_id == 0 || !is_ours (table) ||
      (g_strcmp0 (table, "patient") == 0 && id != 0 && id != self->patient_id))
    return;
  if (self->refresh_timer == 0)
    self->refresh_timer = g_timeout_add (REFRESH_MS, on_refresh_cb, self);
}

static gboolean
on_spinner_cb (gpointer data)
{
  CtPatientPage *self = data;

  self->spinner_timer = 0;
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

/* Empties the page until the answer is there. */
static void
begin_loading (CtPatientPage *self)
{
  g_clear_object (&self->file);
  forget_tabs (self);
  ct_patient_page_allow_acts (self);
  ct_patient_page_show_tab (self, "overview");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  g_clear_handle_id (&self->spinner_timer, g_source_remove);
  self->spinner_timer = g_timeout_add (SPINNER_MS, on_spinner_cb, self);
  ct_page_changed (CT_PAGE (self));
}

/**
 * ct_patient_page_close_chart:
 * @self: the page
 *
 * What is shown is gone at once; what the role may see of this patient is read again.
 */
void
ct_patient_page_close_chart (CtPatientPage *self)
{
  g_return_if_fail (CT_IS_PATIENT_PAGE (self) && self->patient_id > 0);
  self->reading = TRUE;
  self->stale = FALSE;
  begin_loading (self);
  ct_clinic_read_patient_async (self->clinic, self->patient_id, on_opened_cb, asked_new (self));
}

/**
 * ct_patient_page_show:
 * @self: the page
 * @patient_id: whom to show
 *
 * Opens a patient's record, which is written into the audit. What was shown before is gone at once; an answer that
 * comes late, about somebody else, is dropped.
 */
void
ct_patient_page_show (CtPatientPage *self, gint64 patient_id)
{
  gboolean other;

  g_return_if_fail (CT_IS_PATIENT_PAGE (self) && patient_id > 0);
  other = patient_id != self->patient_id;
  self->patient_id = patient_id;
  self->reading = TRUE;
  self->stale = FALSE;
  if (other || self->file == NULL)
    begin_loading (self);
  ct_clinic_open_patient_async (self->clinic, patient_id, on_opened_cb, asked_new (self));
}

/* ---- Tabs ---- */

/**
 * ct_patient_page_get_tab:
 * @self: the page
 *
 * Returns: (transfer none): the tab that is shown.
 */
CtPatientTab *
ct_patient_page_get_tab (CtPatientPage *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_PAGE (self), NULL);
  return (CtPatientTab *) adw_view_stack_get_visible_child (self->tabs);
}

/**
 * ct_patient_page_show_tab:
 * @self: the page
 * @name: "overview", "course", "scores", "sessions", "facts", "documents", "contact" or "history"
 */
void
ct_patient_page_show_tab (CtPatientPage *self, const char *name)
{
  GAction *action;

  g_return_if_fail (CT_IS_PATIENT_PAGE (self));
  if (adw_view_stack_get_child_by_name (self->tabs, name) == NULL)
    return;
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "tab");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (name));
  adw_view_stack_set_visible_child_name (self->tabs, name);
  fill_visible_tab (self);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->tab_bar)) != NULL)
    focus_tab_button (self);
}

static GtkWidget *
create_tab_button (const CtPatientTabInfo *info, guint number)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_(info->title));
  g_autofree char *tooltip = g_strdup_printf (_("%s (Alt+%u)"), _(info->title), number);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "patient.tab");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", info->name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  ct_part_name (button, _(info->title));
  return button;
}

static void
create_tabs (CtPatientPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (tab_infos); i++)
    {
      GtkWidget *tab = g_object_new (tab_infos[i].get_type (), "clinic", self->clinic, NULL);

      adw_view_stack_add_titled_with_icon (self->tabs, tab, tab_infos[i].name, _(tab_infos[i].title),
                                           tab_infos[i].icon);
      ct_wrap_append (GTK_WIDGET (self->tab_bar), create_tab_button (&tab_infos[i], i + 1));
    }
}

/* ---- What the window asks ---- */

static char *
ct_patient_page_dup_title (CtPage *page)
{
  CtPatientPage *self = CT_PATIENT_PAGE (page);

  return self->file != NULL ? ct_patient_banner_title (self->file, ct_clinic_today (self->clinic))
                            : g_strdup (_("Patient"));
}

static const char *
ct_patient_page_get_new_action (CtPage *page, const char **tooltip)
{
  *tooltip = _("Book a visit");
  return CT_PATIENT_PAGE (page)->file != NULL ? "patient.book" : NULL;
}

static void
ct_patient_page_open (CtPage *page, const char *what, GVariant *target)
{
  CtPatientPage *self = CT_PATIENT_PAGE (page);

  if (g_strcmp0 (what, "patient") == 0 && target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_INT64))
    ct_patient_page_show (self, g_variant_get_int64 (target));
  else if (g_strcmp0 (what, "tab") == 0 && target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    ct_patient_page_show_tab (self, g_variant_get_string (target, NULL));
}

static void
ct_patient_page_page_init (CtPageInterface *iface)
{
  iface->dup_title = ct_patient_page_dup_title;
  iface->get_new_action = ct_patient_page_get_new_action;
  iface->open = ct_patient_page_open;
}

/* ---- The object ---- */

static void
ct_patient_page_map (GtkWidget *widget)
{
  CtPatientPage *self = CT_PATIENT_PAGE (widget);

  GTK_WIDGET_CLASS (ct_patient_page_parent_class)->map (widget);
  if (self->patient_id > 0 && !self->reading)
    ct_patient_page_show (self, self->patient_id); /* coming back is opening it, too */
  take_focus (self);
}

static void
ct_patient_page_constructed (GObject *object)
{
  CtPatientPage *self = CT_PATIENT_PAGE (object);
  gint64 patient_id = self->patient_id;

  G_OBJECT_CLASS (ct_patient_page_parent_class)->constructed (object);
  g_return_if_fail (self->clinic != NULL);
  create_tabs (self);
  ct_patient_page_install_acts (self);
  ct_patient_page_install_emergency (self);
  g_signal_connect_object (self->clinic, "changed", G_CALLBACK (on_clinic_changed_cb), self, G_CONNECT_SWAPPED);
  self->patient_id = 0;
  ct_page_changed (CT_PAGE (self));
  if (patient_id > 0)
    ct_patient_page_show (self, patient_id);
}

static void
ct_patient_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CtPatientPage *self = CT_PATIENT_PAGE (object);

  switch (id)
    {
    case PROP_CLINIC:
      g_value_set_object (value, self->clinic);
      break;
    case PROP_PATIENT_ID:
      g_value_set_int64 (value, self->patient_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ct_patient_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CtPatientPage *self = CT_PATIENT_PAGE (object);

  switch (id)
    {
    case PROP_CLINIC:
      self->clinic = g_value_dup_object (value);
      break;
    case PROP_PATIENT_ID:
      self->patient_id = g_value_get_int64 (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ct_patient_page_dispose (GObject *object)
{
  CtPatientPage *self = CT_PATIENT_PAGE (object);

  g_clear_handle_id (&self->spinner_timer, g_source_remove);
  g_clear_handle_id (&self->refresh_timer, g_source_remove);
  g_clear_handle_id (&self->emergency_timer, g_source_remove);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));
  g_clear_object (&self->actions);
  g_clear_object (&self->file);
  g_clear_object (&self->clinic);
  G_OBJECT_CLASS (ct_patient_page_parent_class)->dispose (object);
}

static void
ct_patient_page_class_init (CtPatientPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ct_patient_page_constructed;
  object_class->get_property = ct_patient_page_get_property;
  object_class->set_property = ct_patient_page_set_property;
  object_class->dispose = ct_patient_page_dispose;
  widget_class->map = ct_patient_page_map;
  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, CT_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PATIENT_ID] = g_param_spec_int64 (
      "patient-id", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  shown_signal = g_signal_new ("shown", CT_TYPE_PATIENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CT_TYPE_PATIENT_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/patient/ct-patient-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, banner);
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, notices);
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, tab_bar);
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CtPatientPage, failed);
  ct_keymap_bind_class (widget_class, CT_KEY_PATIENT);
}

static void
ct_patient_page_init (CtPatientPage *self)
{
  self->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "patient", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->tab_bar), ct_wrap_layout_new (3, 3));
}

/** ct_patient_page_get_file: Returns: (transfer none) (nullable): what it shows. */
CtPatientFile *
ct_patient_page_get_file (CtPatientPage *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_PAGE (self), NULL);
  return self->file;
}
