#include "ui/patient/ct-patient-tab.h"

#include <glib/gi18n.h>

#include "ui/patient/ct-column-layout.h"
#include "ui/patient/ct-patient-parts.h"

typedef struct
{
  CtClinic          *clinic;
  CtPatientFile     *file; /* (nullable) */
  GtkScrolledWindow *scroller;
  GtkWidget         *box;
} CtPatientTabPrivate;

enum
{
  PROP_0,
  PROP_CLINIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CtPatientTab, ct_patient_tab, ADW_TYPE_BIN)

#define PRIVATE(self) ((CtPatientTabPrivate *) ct_patient_tab_get_instance_private (self))

/* ---- Keeping the focus over a refill ---- */

/* Widgets that act on a record have a name of their own ("withdraw-12"); that is how they are found again. */
static char *
focus_name (CtPatientTab *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const char *name = focus != NULL ? gtk_widget_get_name (focus) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, PRIVATE (self)->box) ||
      g_strcmp0 (name, G_OBJECT_TYPE_NAME (focus)) == 0)
    return NULL;
  return g_strdup (name);
}

static GtkWidget *
find_named (GtkWidget *within, const char *name)
{
  GtkWidget *child;

  for (child = gtk_widget_get_first_child (within); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_strcmp0 (gtk_widget_get_name (child), name) == 0 ? child : find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
fill_denied (CtPatientTab *self)
{
  GtkWidget *page = ct_part_empty ("changes-prevent-symbolic", _("Not for your role"),
                                   _("Your role does not see this part of the record. Ask an owner of the clinic."));
  GtkWidget *button;

  ct_part_clear (PRIVATE (self)->box);
  gtk_box_append (GTK_BOX (PRIVATE (self)->box), page);
  if (CT_PATIENT_TAB_GET_CLASS (self)->needs != CT_MAY_SEE_CHART)
    return;
  button = gtk_button_new_with_mnemonic (_("_Open in an Emergency…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "patient.begin-emergency");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  ct_part_name (button, _("Asks for a reason, which the owner of the clinic will read"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
}

/**
 * ct_patient_tab_refill:
 * @self: a tab with a file
 *
 * Fills it anew; the focus stays where it was, and so does the place it is scrolled to.
 */
void
ct_patient_tab_refill (CtPatientTab *self)
{
  CtPatientTabClass *klass;
  g_autofree char *focused = NULL;
  GtkWidget *again;

  g_return_if_fail (CT_IS_PATIENT_TAB (self));
  klass = CT_PATIENT_TAB_GET_CLASS (self);
  if (PRIVATE (self)->file == NULL)
    return;
  if (!ct_part_may (PRIVATE (self)->clinic, PRIVATE (self)->file, klass->needs))
    {
      fill_denied (self);
      return;
    }
  focused = focus_name (self);
  ct_part_clear (PRIVATE (self)->box);
  klass->fill (self, PRIVATE (self)->box);
  again = focused != NULL ? find_named (PRIVATE (self)->box, focused) : NULL;
  if (again != NULL)
    gtk_widget_grab_focus (again);
}

/**
 * ct_patient_tab_set_file:
 * @self: a tab
 * @file: (nullable): what to show; %NULL forgets the one before
 */
void
ct_patient_tab_set_file (CtPatientTab *self, CtPatientFile *file)
{
  g_return_if_fail (CT_IS_PATIENT_TAB (self) && (file == NULL || CT_IS_PATIENT_FILE (file)));
  g_set_object (&PRIVATE (self)->file, file);
  if (file != NULL)
    ct_patient_tab_refill (self);
  else
    ct_part_clear (PRIVATE (self)->box);
}

/**
 * ct_patient_tab_scroll_up:
 * @self: a tab
 *
 * Shows its beginning.
 */
void
ct_patient_tab_scroll_up (CtPatientTab *self)
{
  g_return_if_fail (CT_IS_PATIENT_TAB (self));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (PRIVATE (self)->scroller), 0);
}

/** ct_patient_tab_get_clinic: Returns: (transfer none): the clinic. */
CtClinic *
ct_patient_tab_get_clinic (CtPatientTab *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_TAB (self), NULL);
  return PRIVATE (self)->clinic;
}

/** ct_patient_tab_get_file: Returns: (transfer none) (nullable): what it shows. */
CtPatientFile *
ct_patient_tab_get_file (CtPatientTab *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_TAB (self), NULL);
  return PRIVATE (self)->file;
}

/** ct_patient_tab_get_id: Returns: the id of the patient it shows. */
gint64
ct_patient_tab_get_id (CtPatientTab *self)
{
  CtPatientFile *file = ct_patient_tab_get_file (self);

  return file != NULL ? CT_RECORD (file->patient)->id : 0;
}

/** ct_patient_tab_get_today: Returns: the present day at the clinic. */
CtDate
ct_patient_tab_get_today (CtPatientTab *self)
{
  g_return_val_if_fail (CT_IS_PATIENT_TAB (self), CT_DATE_NONE);
  return ct_clinic_today (PRIVATE (self)->clinic);
}

static void
ct_patient_tab_constructed (GObject *object)
{
  CtPatientTab *self = CT_PATIENT_TAB (object);
  CtPatientTabPrivate *private = PRIVATE (self);
  int columns = MAX (CT_PATIENT_TAB_GET_CLASS (self)->columns, 1);

  G_OBJECT_CLASS (ct_patient_tab_parent_class)->constructed (object);
  private->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_layout_manager (private->box, ct_column_layout_new (columns, 18));
  gtk_widget_add_css_class (private->box, "ct-patient-tab");
  private->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (private->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (private->scroller, private->box);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (private->scroller));
}

static void
ct_patient_tab_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    g_value_set_object (value, PRIVATE (CT_PATIENT_TAB (object))->clinic);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_patient_tab_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CLINIC)
    PRIVATE (CT_PATIENT_TAB (object))->clinic = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_patient_tab_dispose (GObject *object)
{
  g_clear_object (&PRIVATE (CT_PATIENT_TAB (object))->file);
  G_OBJECT_CLASS (ct_patient_tab_parent_class)->dispose (object);
}

static void
ct_patient_tab_finalize (GObject *object)
{
  g_clear_object (&PRIVATE (CT_PATIENT_TAB (object))->clinic);
  G_OBJECT_CLASS (ct_patient_tab_parent_class)->finalize (object);
}

static void
ct_patient_tab_class_init (CtPatientTabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ct_patient_tab_constructed;
  object_class->get_property = ct_patient_tab_get_property;
  object_class->set_property = ct_patient_tab_set_property;
  object_class->dispose = ct_patient_tab_dispose;
  object_class->finalize = ct_patient_tab_finalize;
  klass->needs = CT_MAY_SEE_CHART;
  klass->columns = 2;
  properties[PROP_CLINIC] = g_param_spec_object ("clinic", NULL, NULL, CT_TYPE_CLINIC,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ct_patient_tab_init (CtPatientTab *self)
{
}
