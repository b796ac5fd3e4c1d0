/* A missing schema (a program run from where it was built) must not end the program, as g_settings_new() would. */
#include "ui/ct-settings.h"

#define SCHEMA CT_APPLICATION_ID

static GSettings *
load_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * ct_settings_get:
 *
 * Returns: (transfer none) (nullable): the settings, or %NULL where their schema is not installed.
 */
GSettings *
ct_settings_get (void)
{
  static GSettings *settings;
  static gsize loaded;

  if (g_once_init_enter (&loaded))
    {
      settings = load_settings ();
      g_once_init_leave (&loaded, 1);
    }
  return settings;
}

static gboolean
has_key (GSettings *settings, const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return FALSE;
  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key);
}

/**
 * ct_settings_get_int:
 * @key: a key
 * @fallback: what to answer where nothing can be remembered
 *
 * Returns: the number that was set.
 */
int
ct_settings_get_int (const char *key, int fallback)
{
  return has_key (ct_settings_get (), key) ? g_settings_get_int (ct_settings_get (), key) : fallback;
}

/**
 * ct_settings_set_int:
 * @key: a key
 * @value: what to remember, if it is in the key's range
 */
void
ct_settings_set_int (const char *key, int value)
{
  if (has_key (ct_settings_get (), key))
    g_settings_set_int (ct_settings_get (), key, value);
}

/**
 * ct_settings_get_bool:
 * @key: a key
 * @fallback: what to answer where nothing can be remembered
 *
 * Returns: what was set.
 */
gboolean
ct_settings_get_bool (const char *key, gboolean fallback)
{
  return has_key (ct_settings_get (), key) ? g_settings_get_boolean (ct_settings_get (), key) : fallback;
}

/**
 * ct_settings_set_bool:
 * @key: a key
 * @value: what to remember
 */
void
ct_settings_set_bool (const char *key, gboolean value)
{
  if (has_key (ct_settings_get (), key))
    g_settings_set_boolean (ct_settings_get (), key, value);
}

/**
 * ct_settings_get_text:
 * @key: a key of text or of an enumeration
 * @fallback: (nullable): what to answer where nothing can be remembered
 *
 * Returns: (transfer full) (nullable): what was set.
 */
char *
ct_settings_get_text (const char *key, const char *fallback)
{
  return has_key (ct_settings_get (), key) ? g_settings_get_string (ct_settings_get (), key) : g_strdup (fallback);
}

/**
 * ct_settings_set_text:
 * @key: a key of text or of an enumeration
 * @value: what to remember
 */
void
ct_settings_set_text (const char *key, const char *value)
{
  if (has_key (ct_settings_get (), key))
    g_settings_set_string (ct_settings_get (), key, value);
}
