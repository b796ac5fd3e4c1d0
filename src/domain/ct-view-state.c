#include "domain/ct-view-state.h"

#include <string.h>

#include "domain/ct-way.h"

/* Taller and lower hours are nothing that anybody could have chosen. */
#define MAX_HOUR_HEIGHT 1000

static const char *const kind_names[CT_N_VIEW_KINDS] = { "day", "week", "month", "agenda", "year" };
static const char *const column_names[CT_N_VIEW_COLUMNS] = { "chair", "clinician", "room" };
static const char *const filter_names[CT_N_FILTERS] = { "clinicians", "chairs", "kinds", "statuses", "confirmations",
                                                       "also" };

/* ---- Filters ---- */

static gboolean
is_a_name (const char *what)
{
  for (const char *c = what; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '-')
      return FALSE;
  return *what != '\0';
}

static gboolean
list_has (const char *list, const char *what)
{
  g_autofree char *item = g_strdup_printf (",%s,", what);

  return list != NULL && strstr (list, item) != NULL;
}

/**
 * ct_visit_filter_has:
 * @self: a filter
 * @by: by what
 * @what: an id in digits, a kind or a status
 *
 * Returns: whether it is one of those that are chosen.
 */
gboolean
ct_visit_filter_has (const CtVisitFilter *self, CtFilterBy by, const char *what)
{
  g_return_val_if_fail (by < CT_N_FILTERS && what != NULL, FALSE);
  return list_has (self->wanted[by], what);
}

/**
 * ct_visit_filter_set:
 * @self: a filter
 * @by: by what
 * @what: an id in digits, a kind or a status
 * @wanted: whether it is looked for
 *
 * Chooses it or not. Where nothing is chosen any more, all match.
 */
void
ct_visit_filter_set (CtVisitFilter *self, CtFilterBy by, const char *what, gboolean wanted)
{
  g_autofree char *item = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *before = NULL;

  g_return_if_fail (by < CT_N_FILTERS && what != NULL && is_a_name (what));
  before = g_steal_pointer (&self->wanted[by]);
  if (list_has (before, what) == wanted)
    {
      self->wanted[by] = g_steal_pointer (&before);
      return;
    }
  item = g_strdup_printf (",%s,", what);
  if (wanted)
    self->wanted[by] = g_strconcat (before != NULL ? before : ",", what, ",", NULL);
  else
    {
      parts = g_strsplit (before, item, 2);
      self->wanted[by] = g_strjoinv (",", parts);
    }
  if (strcmp (self->wanted[by], ",") == 0)
    g_clear_pointer (&self->wanted[by], g_free);
}

/**
 * ct_visit_filter_count:
 * @self: a filter
 *
 * Returns: by how many things it filters; 0: everything matches.
 */
guint
ct_visit_filter_count (const CtVisitFilter *self)
{
  guint n = 0;

  for (int by = 0; by < CT_N_FILTERS; by++)
    n += self->wanted[by] != NULL;
  return n;
}

/**
 * ct_visit_filter_hides:
 * @self: a filter
 *
 * Returns: whether there may be visits that do not match, and not only more that are shown as well.
 */
gboolean
ct_visit_filter_hides (const CtVisitFilter *self)
{
  return ct_visit_filter_count (self) > (self->wanted[CT_FILTER_ALSO] != NULL);
}

static gboolean
id_matches (const char *list, gint64 id)
{
  g_autofree char *what = list != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;

  return list == NULL || list_has (list, what);
}

/**
 * ct_visit_filter_list_off:
 * @self: a filter
 *
 * Returns: (transfer full) (nullable): the steps of visits called off that are shown, ",cancelled-by-patient,"; %NULL: none.
 */
char *
ct_visit_filter_list_off (const CtVisitFilter *self)
{
  gboolean all = ct_visit_filter_has (self, CT_FILTER_ALSO, CT_ALSO_CANCELLED);
  GString *list = g_string_new (",");

  for (CtStep step = 0; step < CT_N_STEPS; step++)
    if (ct_way_is_off (step) && (all || ct_visit_filter_has (self, CT_FILTER_STATUS, ct_way_get (step)->code)))
      g_string_append_printf (list, "%s,", ct_way_get (step)->code);
  return g_string_free (list, list->len == 1);
}

/**
 * ct_visit_filter_wants_off:
 * @self: a filter
 *
 * Returns: whether visits that were called off are shown, all or some.
 */
gboolean
ct_visit_filter_wants_off (const CtVisitFilter *self)
{
  g_autofree char *list = ct_visit_filter_list_off (self);

  return list != NULL;
}

/**
 * ct_visit_filter_wants:
 * @self: a filter
 * @appointment: a booking
 *
 * Returns: whether it is shown at all, be it among what is looked for or not: a visit that was called off only where that is
 *   chosen, one that was undone never.
 */
gboolean
ct_visit_filter_wants (const CtVisitFilter *self, const CtAppointment *appointment)
{
  CtStep step = ct_way_of (appointment);

  return !ct_way_is_off (step) ||
         (!appointment->undone && (ct_visit_filter_has (self, CT_FILTER_ALSO, CT_ALSO_CANCELLED) ||
                                   ct_visit_filter_has (self, CT_FILTER_STATUS, ct_way_get (step)->code)));
}

/* Who is late is booked too, and found by either. */
static gboolean
status_matches (const CtVisitFilter *self, const CtAppointment *appointment, CtWall now)
{
  const char *list = self->wanted[CT_FILTER_STATUS];

  if (ct_way_is_off (ct_way_of (appointment)))
    return ct_visit_filter_wants (self, appointment);
  return list == NULL || (appointment->status != NULL && list_has (list, appointment->status)) ||
         (list_has (list, CT_FILTER_LATE) && ct_way_shown (appointment, now) == CT_STEP_LATE);
}

/**
 * ct_visit_filter_matches:
 * @self: a filter
 * @appointment: a booking
 * @now: the present at its site: who is late is a matter of the clock
 *
 * Returns: whether it is looked for.
 */
gboolean
ct_visit_filter_matches (const CtVisitFilter *self, const CtAppointment *appointment, CtWall now)
{
  const char *kinds = self->wanted[CT_FILTER_KIND], *confirmed = self->wanted[CT_FILTER_CONFIRMED];

  return id_matches (self->wanted[CT_FILTER_CLINICIAN], appointment->clinician_id) &&
         id_matches (self->wanted[CT_FILTER_CHAIR], appointment->chair_id) &&
         (kinds == NULL || (appointment->kind != NULL && list_has (kinds, appointment->kind))) &&
         status_matches (self, appointment, now) &&
         (confirmed == NULL || list_has (confirmed, ct_way_is_confirmed (appointment) ? CT_CONFIRMED_YES : CT_CONFIRMED_NO));
}

static gboolean
same_list (const char *a, const char *b)
{
  g_auto (GStrv) items = g_strsplit (a != NULL ? a : "", ",", -1);

  if (a == NULL || b == NULL || strlen (a) != strlen (b))
    return a == b;
  for (guint i = 0; items[i] != NULL; i++)
    if (*items[i] != '\0' && !list_has (b, items[i]))
      return FALSE;
  return TRUE;
}

/**
 * ct_visit_filter_equal:
 * @a: a filter
 * @b: another
 *
 * Returns: whether the same visits match, in whatever order they were chosen.
 */
gboolean
ct_visit_filter_equal (const CtVisitFilter *a, const CtVisitFilter *b)
{
  for (int by = 0; by < CT_N_FILTERS; by++)
    if (!same_list (a->wanted[by], b->wanted[by]))
      return FALSE;
  return TRUE;
}

/**
 * ct_visit_filter_clear:
 * @self: a filter
 *
 * Lets everything match.
 */
void
ct_visit_filter_clear (CtVisitFilter *self)
{
  for (int by = 0; by < CT_N_FILTERS; by++)
    g_clear_pointer (&self->wanted[by], g_free);
}

/**
 * ct_visit_filter_copy:
 * @self: a filter
 * @to: (out caller-allocates): what becomes the same; its former content is not freed
 *
 * Copies it.
 */
void
ct_visit_filter_copy (const CtVisitFilter *self, CtVisitFilter *to)
{
  for (int by = 0; by < CT_N_FILTERS; by++)
    to->wanted[by] = g_strdup (self->wanted[by]);
}

/* ---- The state ---- */

/**
 * ct_view_state_clear:
 * @self: a state
 *
 * Makes it the day by chair, without filters.
 */
void
ct_view_state_clear (CtViewState *self)
{
  ct_visit_filter_clear (&self->filter);
  *self = (CtViewState) { 0 };
}

/**
 * ct_view_state_copy:
 * @self: a state
 * @to: (out caller-allocates): what becomes the same; its former content is not freed
 *
 * Copies it.
 */
void
ct_view_state_copy (const CtViewState *self, CtViewState *to)
{
  *to = *self;
  ct_visit_filter_copy (&self->filter, &to->filter);
}

static void
append_id (GString *text, const char *name, gint64 id)
{
  if (id != 0)
    g_string_append_printf (text, ";%s=%" G_GINT64_FORMAT, name, id);
}

/**
 * ct_view_state_to_text:
 * @self: a state
 *
 * Returns: (transfer full): a line that ct_view_state_from_text() understands: "view=week;columns=chair;chair=3".
 */
char *
ct_view_state_to_text (const CtViewState *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "view=%s;columns=%s", kind_names[self->kind], column_names[self->columns]);
  append_id (text, "chair", self->only_chair_id);
  append_id (text, "clinician", self->only_clinician_id);
  append_id (text, "site", self->site_id);
  append_id (text, "beside", self->beside_id);
  append_id (text, "hour", self->hour_height);
  for (int by = 0; by < CT_N_FILTERS; by++)
    if (self->filter.wanted[by] != NULL)
      g_string_append_printf (text, ";%s=%s", filter_names[by], self->filter.wanted[by]);
  return g_string_free (text, FALSE);
}

static int
index_in (const char *const *names, int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

static void
take_filter (CtViewState *self, CtFilterBy by, const char *value)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    if (is_a_name (items[i]))
      ct_visit_filter_set (&self->filter, by, items[i], TRUE);
}

static void
take_id (const char *name, const char *value, const char *wanted, gint64 *id)
{
  guint64 number;

  if (strcmp (name, wanted) == 0 && g_ascii_string_to_unsigned (value, 10, 1, G_MAXINT64, &number, NULL))
    *id = (gint64) number;
}

/* What is not known is left as it is: a later version may have kept it. */
static void
take_part (CtViewState *self, const char *name, const char *value)
{
  gint64 hour = self->hour_height;
  int at;

  if (strcmp (name, "columns") == 0 && (at = index_in (column_names, CT_N_VIEW_COLUMNS, value)) >= 0)
    self->columns = (CtViewColumns) at;
  take_id (name, value, "chair", &self->only_chair_id);
  take_id (name, value, "clinician", &self->only_clinician_id);
  take_id (name, value, "site", &self->site_id);
  take_id (name, value, "beside", &self->beside_id);
  take_id (name, value, "hour", &hour);
  self->hour_height = (int) MIN (hour, MAX_HOUR_HEIGHT);
  if ((at = index_in (filter_names, CT_N_FILTERS, name)) >= 0)
    take_filter (self, (CtFilterBy) at, value);
}

/**
 * ct_view_state_from_text:
 * @self: (out caller-allocates): a state; its former content is not freed
 * @text: (nullable): what ct_view_state_to_text() made, perhaps in another version
 *
 * Reads a state. Parts that are not understood are left out.
 *
 * Returns: %FALSE where @text names no view that is known; @self is the day by chair then.
 */
gboolean
ct_view_state_from_text (CtViewState *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  int kind = -1;

  *self = (CtViewState) { 0 };
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "view="))
      kind = index_in (kind_names, CT_N_VIEW_KINDS, parts[i] + strlen ("view="));
  if (kind < 0)
    return FALSE;
  self->kind = (CtViewKind) kind;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      if (value == NULL)
        continue;
      *value = '\0';
      take_part (self, parts[i], value + 1);
    }
  if (self->only_chair_id != 0)
    self->only_clinician_id = 0;
  return TRUE;
}
