/* What the grid shows: blocks that stay while the bookings change, and who sits where. */
#include "ui/calendar/ct-time-grid-private.h"

#include "clinic/ct-floor-now.h"
#include "domain/ct-booking-rules.h"

/* How much is seen of what does not match. */
#define DIMMED 0.3

static int
n_columns (CtTimeGrid *self)
{
  return self->columns != NULL ? (int) ct_day_columns_get_size (self->columns) : 0;
}

/* The block that showed this booking already. */
static CtBlock *
same_block (GHashTable *old, CtVisit *visit)
{
  gint64 id = CT_RECORD (visit->appointment)->id;
  CtBlock *block = NULL;

  g_hash_table_steal_extended (old, &id, NULL, (gpointer *) &block);
  return block;
}

static gboolean
is_left (GHashTable *old, CtBlock *block)
{
  return g_hash_table_lookup (old, &CT_RECORD (ct_block_get_visit (block)->appointment)->id) == block;
}

/* A block whose booking is gone, for another one: cheaper than a new widget, and in the order they were, so that their
 * places among the children stay. Never one with the focus, which would then be on somebody else. */
static CtBlock *
spare_block (GHashTable *old, GPtrArray *in_order, guint *next)
{
  while (*next < in_order->len)
    {
      CtBlock *block = g_ptr_array_index (in_order, (*next)++);

      if (!is_left (old, block) || gtk_widget_has_focus (GTK_WIDGET (block)))
        continue;
      g_hash_table_remove (old, &CT_RECORD (ct_block_get_visit (block)->appointment)->id);
      return block;
    }
  return NULL;
}

static CtBlock *
take_block (CtTimeGrid *self, CtBlock *spare, CtVisit *visit)
{
  if (spare == NULL)
    return CT_BLOCK (ct_block_new (self->clinic, visit));
  ct_block_set_style (spare, CT_BLOCK_PLACED, NULL);
  ct_block_set_visit (spare, visit);
  return spare;
}

/* For every child that comes or goes, GTK counts those before it, to tell assistive technology which it is. So the first
 * go first, and of new ones the last come first, each to the front: else a full week costs its square. */
static void
drop_blocks (GHashTable *old, GPtrArray *in_order)
{
  for (guint i = 0; i < in_order->len; i++)
    {
      CtBlock *block = g_ptr_array_index (in_order, i);

      if (is_left (old, block))
        gtk_widget_unparent (GTK_WIDGET (block));
    }
}

static void
adopt_blocks (CtTimeGrid *self)
{
  for (guint i = self->blocks->len; i-- > 0;)
    if (gtk_widget_get_parent (g_ptr_array_index (self->blocks, i)) == NULL)
      gtk_widget_insert_after (g_ptr_array_index (self->blocks, i), GTK_WIDGET (self), NULL);
}

/* Blocks that stay are the same widgets, so that focus and pointer stay with them. */
static GHashTable *
blocks_by_id (CtTimeGrid *self)
{
  GHashTable *old = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      CtBlock *block = g_ptr_array_index (self->blocks, i);

      g_hash_table_insert (old, &CT_RECORD (ct_block_get_visit (block)->appointment)->id, block);
    }
  return old;
}

static void
place_blocks (CtTimeGrid *self)
{
  g_autoptr (GHashTable) old = blocks_by_id (self);
  g_autoptr (GPtrArray) before = g_ptr_array_copy (self->blocks, NULL, NULL);
  /* The keys of @old live in the visits of its blocks, which ct_block_set_visit() lets go of. */
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  guint spare = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    g_ptr_array_add (kept, g_object_ref (ct_block_get_visit (g_ptr_array_index (self->blocks, i))));
  g_ptr_array_set_size (self->blocks, 0);
  g_array_set_size (self->layout, 0);
  for (guint i = 0; i < self->visits->len; i++)
    {
      CtVisit *visit = g_ptr_array_index (self->visits, i);
      const CtAppointment *a = visit->appointment;
      int column = ct_day_columns_find (self->columns, a);
      CtLayoutBlock block = { .id = CT_RECORD (visit->appointment)->id, .column = column,
                              .minutes = ct_appointment_held (a), .aside = !ct_appointment_holds_chair (a) };

      if (column < 0)
        continue;
      g_array_append_val (self->layout, block);
      g_ptr_array_add (self->blocks, same_block (old, visit));
      g_ptr_array_add (shown, visit);
    }
  for (guint i = 0; i < self->blocks->len; i++)
    if (self->blocks->pdata[i] != NULL)
      ct_block_set_visit (self->blocks->pdata[i], shown->pdata[i]);
    else
      self->blocks->pdata[i] = take_block (self, spare_block (old, before, &spare), shown->pdata[i]);
  ct_day_layout_pack ((CtLayoutBlock *) (void *) self->layout->data, self->layout->len, CT_GRID_STEP);
  drop_blocks (old, before);
  adopt_blocks (self);
  ct_time_grid_dim_blocks (self);
}

/* What is not looked for steps back, and stays where it is. */
void
ct_time_grid_dim_blocks (CtTimeGrid *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      GtkWidget *block = g_ptr_array_index (self->blocks, i);
      const CtAppointment *appointment = ct_block_get_visit (CT_BLOCK (block))->appointment;

      CtWall now = ct_clinic_now_at (self->clinic, appointment->site_id);

      gtk_widget_set_opacity (block, ct_visit_filter_matches (&self->filter, appointment, now) ? 1 : DIMMED);
    }
}

/* Assistive technology and the Tab order go by day, column and time: children are kept in the order of the visits,
 * which come by day and minute. */
static void
order_children (CtTimeGrid *self)
{
  GtkWidget *before = NULL;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      GtkWidget *block = g_ptr_array_index (self->blocks, i);

      if (gtk_widget_get_prev_sibling (block) != before)
        gtk_widget_insert_after (block, GTK_WIDGET (self), before);
      before = block;
    }
}

/* Where the eye goes first: to the present, on another day to the beginning. */
static int
first_minute_of_interest (CtTimeGrid *self)
{
  const CtDayColumn *column = n_columns (self) > 0 ? ct_day_columns_get (self->columns, 0) : NULL;

  if (column != NULL && column->day == self->now.date)
    return ct_day_snap (self->now.minute, CT_GRID_STEP);
  return column != NULL && column->n_open > 0 ? column->open[0].from : self->extent.from;
}

static void
fit_cursor (CtTimeGrid *self, gboolean same_columns)
{
  if (!same_columns && (self->cursor_column >= n_columns (self) || self->cursor_minute < 0))
    self->cursor_column = MAX (0, MIN (self->cursor_column, n_columns (self) - 1));
  if (self->cursor_minute < 0)
    self->cursor_minute = first_minute_of_interest (self);
  self->cursor_minute = CLAMP (self->cursor_minute, self->extent.from, self->extent.to - CT_GRID_STEP);
}

/**
 * ct_time_grid_set_content:
 * @self: a grid
 * @columns: the columns
 * @visits: (element-type CtVisit): all visits of those days
 *
 * Shows them. What is selected stays so as long as it is there.
 */
void
ct_time_grid_set_content (CtTimeGrid *self, CtDayColumns *columns, GPtrArray *visits)
{
  gboolean same;
  gboolean had_focus;

  g_return_if_fail (CT_IS_TIME_GRID (self));
  g_return_if_fail (columns != NULL && visits != NULL);
  same = ct_day_columns_same (self->columns, columns);
  had_focus = ct_time_grid_focused_block (self) != NULL;
  ct_day_columns_ref (columns);
  g_clear_pointer (&self->columns, ct_day_columns_unref);
  self->columns = columns;
  g_ptr_array_ref (visits);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->visits = visits;
  g_clear_pointer (&self->occupancy, ct_occupancy_free);
  self->extent = ct_day_columns_extent (columns, visits);
  place_blocks (self);
  order_children (self);
  fit_cursor (self, same);
  ct_time_grid_foresee (self);
  if (had_focus && ct_time_grid_focused_block (self) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    ct_time_grid_settle_cursor (self);
  ct_time_grid_hand_follow (self);
  ct_time_grid_tell_place (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ct_time_grid_get_occupancy:
 * @self: a grid with content
 *
 * Returns: (transfer none) (nullable): who sits where on the days shown.
 */
const CtOccupancy *
ct_time_grid_get_occupancy (CtTimeGrid *self)
{
  g_return_val_if_fail (CT_IS_TIME_GRID (self), NULL);
  if (self->occupancy == NULL && self->columns != NULL)
    self->occupancy = ct_floor_occupancy (self->clinic, self->columns->site_id, self->visits, CT_DATE_NONE);
  return self->occupancy;
}

/**
 * ct_time_grid_why_not:
 * @self: a grid with content
 * @visit: a visit to be moved
 * @place: where to
 * @may_override: (out): whether who is logged in may book it all the same, with a reason
 *
 * Says what is known here without asking the clinic, which has the last word.
 *
 * Returns: (transfer full) (nullable): everything that stands against it, in sentences.
 */
char *
ct_time_grid_why_not (CtTimeGrid *self, CtVisit *visit, const CtPlace *place, gboolean *may_override)
{
  CtRulesQuestion question = { .desk = ct_clinic_get_desk (self->clinic, self->columns->site_id),
                               .occupancy = ct_time_grid_get_occupancy (self),
                               .wanted = ct_floor_booking (self->clinic, visit) };
  g_autoptr (GPtrArray) breaches = NULL;

  if (place->chair_id != 0)
    question.wanted.chair_id = place->chair_id;
  if (place->clinician_id != 0)
    question.wanted.clinician_id = place->clinician_id;
  question.wanted.date = place->day;
  question.wanted.minutes = (CtMinutes) { place->minute, place->minute + place->minutes };
  breaches = ct_rules_check (&question);
  *may_override = ct_rules_worst (breaches) == CT_SEVERITY_OVERRIDE &&
                  ct_clinic_user_may (self->clinic, CT_MAY_OVERRIDE);
  return ct_rules_worst (breaches) != CT_SEVERITY_NOTE ? ct_rules_sentence (&question, breaches) : NULL;
}
