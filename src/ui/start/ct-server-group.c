#include "ui/start/ct-server-group.h"

#include <glib/gi18n.h>

#include "base/ct-error.h"
#include "base/ct-place.h"
#include "base/ct-text.h"

struct _CtServerGroup
{
  AdwBin               parent_instance;
  AdwEntryRow         *host, *port, *database, *administrator;
  AdwPasswordEntryRow *password;
  gboolean             administered;
};

enum
{
  PROP_0,
  PROP_ADMINISTERED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal, activated_signal;

G_DEFINE_FINAL_TYPE (CtServerGroup, ct_server_group, ADW_TYPE_BIN)

static char *
text_of (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
read_port (CtServerGroup *self, int *port, GError **error)
{
  g_autofree char *typed = text_of (self->port);
  guint64 number = 0;

  if (*typed == '\0' || g_ascii_string_to_unsigned (typed, 10, 1, 65535, &number, NULL))
    {
      *port = (int) number;
      return TRUE;
    }
  g_set_error (error, CT_ERROR, CT_ERROR_INVALID, _("“%s” is not a port; the usual one is 5432."), typed);
  return FALSE;
}

/* An address as the manual writes it may be typed, or pasted, where the server's name goes. */
static char *
read_address (CtServerGroup *self, GError **error)
{
  g_autofree char *host = text_of (self->host);
  g_autofree char *database = text_of (self->database);
  int port = 0;

  if (ct_place_is_server (host))
    return g_steal_pointer (&host);
  return read_port (self, &port, error) ? ct_place_on_server (host, port, database) : NULL;
}

/**
 * ct_server_group_get_place:
 * @self: the group
 * @error: what is wrong with it
 *
 * Returns: (transfer full) (nullable): where the clinic is, as ct_place_check() writes it.
 */
char *
ct_server_group_get_place (CtServerGroup *self, GError **error)
{
  g_autofree char *address = NULL;
  g_autofree char *administrator = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (CT_IS_SERVER_GROUP (self), NULL);
  if ((address = read_address (self, error)) == NULL)
    return NULL;
  administrator = text_of (self->administrator);
  if (!self->administered || *administrator == '\0')
    return ct_place_check (address, error);
  whole = ct_place_with_user (address, administrator);
  return ct_place_check (whole, error);
}

/**
 * ct_server_group_set_place:
 * @self: the group
 * @place: where the clinic is, as ct_server_group_get_place() gave it
 *
 * Fills the fields in, but for a password.
 */
void
ct_server_group_set_place (CtServerGroup *self, const char *place)
{
  g_autofree char *address = NULL;
  g_autofree char *administrator = NULL;

  g_return_if_fail (CT_IS_SERVER_GROUP (self) && place != NULL);
  address = ct_place_with_user (place, NULL);
  administrator = ct_place_user (place);
  gtk_editable_set_text (GTK_EDITABLE (self->host), address);
  gtk_editable_set_text (GTK_EDITABLE (self->administrator), administrator != NULL ? administrator : "");
}

/**
 * ct_server_group_get_password:
 * @self: the group
 *
 * Returns: (nullable): of who makes the clinic; %NULL where none was typed.
 */
const char *
ct_server_group_get_password (CtServerGroup *self)
{
  const char *typed;

  g_return_val_if_fail (CT_IS_SERVER_GROUP (self), NULL);
  typed = gtk_editable_get_text (GTK_EDITABLE (self->password));
  return *typed != '\0' ? typed : NULL;
}

/**
 * ct_server_group_is_ready:
 * @self: the group
 *
 * Returns: whether enough is filled in to try it.
 */
gboolean
ct_server_group_is_ready (CtServerGroup *self)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (CT_IS_SERVER_GROUP (self), FALSE);
  host = text_of (self->host);
  return ct_place_is_server (host) || !ct_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->database)));
}

/**
 * ct_server_group_clear:
 * @self: the group
 *
 * Forgets the password that was typed.
 */
void
ct_server_group_clear (CtServerGroup *self)
{
  g_return_if_fail (CT_IS_SERVER_GROUP (self));
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
}

static void
on_text_changed_cb (CtServerGroup *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
on_activated_cb (CtServerGroup *self)
{
  g_signal_emit (self, activated_signal, 0);
}

static gboolean
ct_server_group_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CT_SERVER_GROUP (widget)->host));
}

static void
ct_server_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ADMINISTERED)
    g_value_set_boolean (value, CT_SERVER_GROUP (object)->administered);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_server_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CtServerGroup *self = CT_SERVER_GROUP (object);

  if (id == PROP_ADMINISTERED)
    {
      self->administered = g_value_get_boolean (value);
      gtk_widget_set_visible (GTK_WIDGET (self->administrator), self->administered);
      gtk_widget_set_visible (GTK_WIDGET (self->password), self->administered);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ct_server_group_class_init (CtServerGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ct_server_group_get_property;
  object_class->set_property = ct_server_group_set_property;
  widget_class->grab_focus = ct_server_group_grab_focus;
  properties[PROP_ADMINISTERED] =
    g_param_spec_boolean ("administered", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", CT_TYPE_SERVER_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  activated_signal =
    g_signal_new ("activated", CT_TYPE_SERVER_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/chairtime/Chairtime/ui/start/ct-server-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CtServerGroup, host);
  gtk_widget_class_bind_template_child (widget_class, CtServerGroup, port);
  gtk_widget_class_bind_template_child (widget_class, CtServerGroup, database);
  gtk_widget_class_bind_template_child (widget_class, CtServerGroup, administrator);
  gtk_widget_class_bind_template_child (widget_class, CtServerGroup, password);
}

static void
ct_server_group_init (CtServerGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->host, "changed", G_CALLBACK (on_text_changed_cb), self);
  g_signal_connect_swapped (self->port, "changed", G_CALLBACK (on_text_changed_cb), self);
  g_signal_connect_swapped (self->database, "changed", G_CALLBACK (on_text_changed_cb), self);
  g_signal_connect_swapped (self->database, "entry-activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->password, "entry-activated", G_CALLBACK (on_activated_cb), self);
}
