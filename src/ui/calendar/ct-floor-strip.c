#include "ui/calendar/ct-floor-strip.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "clinic/ct-floor-now.h"
#include "ui/calendar/ct-visit-words.h"

/* As many chairs are told of at once: those that somebody is due in first. */
#define MAX_ROWS 4

/** A chair that runs over, and who is due in it. */
typedef struct
{
  gint64         visit_id;
  GtkWidget     *box;
  GtkLabel      *label;
  GtkButton     *button;
  GtkMenuButton *more;
  GMenu         *menu;    /* of @more, which makes its popover when it is opened */
} Row;

struct _CtFloorStrip
{
  GtkWidget  parent_instance;
  GtkBox    *list;  /* (nullable) once disposed of */
  GtkLabel  *more;
  GPtrArray *rows;  /* of Row: those that are shown */
  GPtrArray *spare; /* of Row: those that were */
};

enum
{
  RESEAT,
  FIND_TIME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtFloorStrip, ct_floor_strip, GTK_TYPE_WIDGET)

/* ---- Words ---- */

/**
 * ct_reseat_words:
 * @clinic: the clinic
 * @visit: a visit
 * @reseat: where it could go
 *
 * Returns: (transfer full): what a button says that takes it there: "Reseat in Chair 5", with the time where that is another.
 */
char *
ct_reseat_words (CtClinic *clinic, CtVisit *visit, const CtReseat *reseat)
{
  CtChair *chair = ct_clinic_get_chair (clinic, reseat->chair_id);
  g_autofree char *time = ct_minute_format (reseat->minute);

  if (reseat->minute == visit->appointment->minute)
    return g_strdup_printf (_("Reseat in %s"), chair != NULL ? chair->name : "");
  /* Translators: a chair, then a time */
  return g_strdup_printf (_("Reseat in %s at %s"), chair != NULL ? chair->name : "", time);
}

/* "T. Okafor, 714-555-0132": who may have to be told. */
static char *
who_words (CtVisit *visit)
{
  g_autofree char *name = ct_visit_short_name (visit);

  if (ct_text_is_blank (visit->patient_phone) || ct_way_stage (visit->appointment) == CT_STAGE_HERE)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s, %s", name, visit->patient_phone);
}

static char *
row_words (CtClinic *clinic, CtVisit *visit, const CtRunEntry *entry, gboolean has_other)
{
  CtChair *chair = ct_clinic_get_chair (clinic, entry->chair_id);
  g_autofree char *free_at = ct_expected_time (entry->expected.from);
  g_autofree char *due = ct_minute_format (entry->booked.from);
  g_autofree char *who = who_words (visit);
  const char *name = chair != NULL ? chair->name : "";

  if (has_other)
    /* Translators: a chair, when it will be free, when somebody is due in it, who: "Chair 3 free ≈14:25, next due 14:00 (T. Okafor)" */
    return g_strdup_printf (_("%s free %s, next due %s (%s)"), name, free_at, due, who);
  return g_strdup_printf (_("%s free %s, next due %s (%s) · no other chair is free sooner"), name, free_at, due, who);
}

/* ---- Rows ---- */

static void
row_free (gpointer data)
{
  Row *row = data;

  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (row->box)), row->box);
  g_object_unref (row->menu);
  g_free (row);
}

/* A menu that is open while a minute passes stays what it is. */
static void
make_popover (GtkMenuButton *button, gpointer data)
{
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (((Row *) data)->menu));
}

static Row *
add_row (CtFloorStrip *self)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *icon = gtk_image_new_from_icon_name ("ct-status-late-symbolic"), *label = gtk_label_new (NULL);

  row->menu = g_menu_new ();
  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  row->label = GTK_LABEL (label);
  row->button = GTK_BUTTON (gtk_button_new ());
  row->more = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_label_set_xalign (row->label, 0);
  gtk_label_set_wrap (row->label, TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "ct-tabular");
  gtk_widget_set_valign (GTK_WIDGET (row->button), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (row->more), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (row->more), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->more), _("Other chairs and times"));
  gtk_menu_button_set_create_popup_func (row->more, make_popover, row, NULL);
  gtk_box_append (GTK_BOX (row->box), icon);
  gtk_box_append (GTK_BOX (row->box), label);
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->button));
  gtk_box_append (GTK_BOX (row->box), GTK_WIDGET (row->more));
  gtk_box_prepend (self->list, row->box);
  return row;
}

static void
append_item (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static GVariant *
reseat_target (gint64 visit_id, const CtReseat *reseat)
{
  return g_variant_new ("(xxi)", visit_id, reseat->chair_id, reseat->minute);
}

/* The other chairs, then another time. */
static void
fill_menu (Row *row, CtClinic *clinic, CtVisit *visit, GArray *reseats)
{
  g_object_unref (row->menu);
  row->menu = g_menu_new ();
  for (guint i = 1; i < reseats->len; i++)
    {
      const CtReseat *reseat = &g_array_index (reseats, CtReseat, i);
      g_autofree char *words = ct_reseat_words (clinic, visit, reseat);

      append_item (row->menu, words, "floor.reseat", reseat_target (row->visit_id, reseat));
    }
  append_item (row->menu, _("Find Another Time…"), "floor.find-time", g_variant_new_int64 (row->visit_id));
  gtk_widget_set_visible (GTK_WIDGET (row->more), reseats->len > 0);
}

static void
fill_button (Row *row, CtClinic *clinic, CtVisit *visit, GArray *reseats)
{
  GtkActionable *actionable = GTK_ACTIONABLE (row->button);
  const CtReseat *best = reseats->len > 0 ? &g_array_index (reseats, CtReseat, 0) : NULL;
  g_autofree char *words = best != NULL ? ct_reseat_words (clinic, visit, best) : g_strdup (_("Find Another Time…"));

  gtk_button_set_label (row->button, words);
  if (best != NULL)
    gtk_actionable_set_action_target_value (actionable, reseat_target (row->visit_id, best));
  else
    gtk_actionable_set_action_target_value (actionable, g_variant_new_int64 (row->visit_id));
  gtk_actionable_set_action_name (actionable, best != NULL ? "floor.reseat" : "floor.find-time");
}

static void
fill_row (Row *row, CtClinic *clinic, CtVisit *visit, const CtRunEntry *entry, GPtrArray *visits, CtWall now)
{
  g_autoptr (GArray) reseats = ct_floor_find_reseats (clinic, visit, visits, now);
  g_autofree char *words = row_words (clinic, visit, entry, reseats->len > 0);
  gboolean may = ct_clinic_user_may (clinic, CT_MAY_BOOK);

  gtk_label_set_text (row->label, words);
  fill_button (row, clinic, visit, reseats);
  fill_menu (row, clinic, visit, reseats);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->button), may ? NULL : _("Your role may not book."));
  gtk_widget_set_sensitive (GTK_WIDGET (row->more), may);
}

static CtVisit *
find_visit (GPtrArray *visits, gint64 id)
{
  for (guint i = 0; i < visits->len; i++)
    if (CT_RECORD (CT_VISIT (g_ptr_array_index (visits, i))->appointment)->id == id)
      return g_ptr_array_index (visits, i);
  return NULL;
}

/* The row of a visit stays the same widgets, so that the focus stays where it is; no other visit gets the row that has it. */
static Row *
take_row (CtFloorStrip *self, gint64 visit_id)
{
  for (guint i = 0; i < self->spare->len; i++)
    if (((Row *) g_ptr_array_index (self->spare, i))->visit_id == visit_id)
      return g_ptr_array_steal_index (self->spare, i);
  return NULL;
}

static Row *
take_any_row (CtFloorStrip *self)
{
  for (guint i = 0; i < self->spare->len; i++)
    if (gtk_widget_get_focus_child (((Row *) g_ptr_array_index (self->spare, i))->box) == NULL)
      return g_ptr_array_steal_index (self->spare, i);
  return add_row (self);
}

/* Rows are kept for the next time: making buttons takes longer than showing them. */
static void
spare_rows (CtFloorStrip *self)
{
  while (self->rows->len > 0)
    g_ptr_array_add (self->spare, g_ptr_array_steal_index (self->rows, self->rows->len - 1));
}

static void
hide_spare_rows (CtFloorStrip *self)
{
  for (guint i = 0; i < self->spare->len; i++)
    {
      Row *row = g_ptr_array_index (self->spare, i);

      row->visit_id = 0;
      gtk_widget_set_visible (row->box, FALSE);
    }
}

/* Whoever is due first comes first. */
static int
compare_due (gconstpointer a, gconstpointer b)
{
  const CtRunEntry *x = *(const CtRunEntry *const *) a, *y = *(const CtRunEntry *const *) b;

  if (x->booked.from != y->booked.from)
    return x->booked.from - y->booked.from;
  return x->chair_id < y->chair_id ? -1 : x->chair_id > y->chair_id;
}

/* Of CtRunEntry: who is due in a chair of the site that runs over. */
static GPtrArray *
list_held_up (CtClinic *clinic, gint64 site_id, const CtRunOver *run)
{
  GPtrArray *chairs = ct_clinic_get_chairs (clinic), *held_up = g_ptr_array_new ();

  for (guint i = 0; run != NULL && i < chairs->len; i++)
    {
      CtChair *chair = g_ptr_array_index (chairs, i);
      const CtRunEntry *entry = chair->site_id == site_id ? ct_run_over_held_up (run, CT_RECORD (chair)->id) : NULL;

      if (entry != NULL)
        g_ptr_array_add (held_up, (gpointer) entry);
    }
  g_ptr_array_sort (held_up, compare_due);
  return held_up;
}

static void
tell_more (CtFloorStrip *self, guint n)
{
  g_autofree char *words = g_strdup_printf (ngettext ("%u more chair runs over", "%u more chairs run over", n), n);

  gtk_label_set_text (self->more, words);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > 0);
}

/* Row @index, after those before it. */
static void
show_row (CtFloorStrip *self, guint index, CtClinic *clinic, const CtRunEntry *entry, GPtrArray *visits, CtWall now)
{
  Row *row = g_ptr_array_index (self->rows, index);
  Row *before = index > 0 ? g_ptr_array_index (self->rows, index - 1) : NULL;
  CtVisit *visit = find_visit (visits, entry->appointment_id);

  g_return_if_fail (visit != NULL);
  row->visit_id = entry->appointment_id;
  fill_row (row, clinic, visit, entry, visits, now);
  gtk_box_reorder_child_after (self->list, row->box, before != NULL ? before->box : NULL);
  gtk_widget_set_visible (row->box, TRUE);
}

/**
 * ct_floor_strip_update:
 * @self: a strip
 * @clinic: the clinic
 * @site_id: one of its sites
 * @visits: (element-type CtVisit): all its visits of today
 * @run: (nullable): what is to be expected of them; %NULL: today is not shown
 * @now: the present there
 *
 * Shows a row for each chair that runs over while somebody is due in it, and itself where there is one.
 */
void
ct_floor_strip_update (CtFloorStrip *self, CtClinic *clinic, gint64 site_id, GPtrArray *visits, const CtRunOver *run,
                       CtWall now)
{
  g_autoptr (GPtrArray) held_up = NULL;

  g_return_if_fail (CT_IS_FLOOR_STRIP (self) && CT_IS_CLINIC (clinic) && visits != NULL);
  held_up = list_held_up (clinic, site_id, run);
  spare_rows (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "floor.reseat", ct_clinic_user_may (clinic, CT_MAY_BOOK));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "floor.find-time", ct_clinic_user_may (clinic, CT_MAY_BOOK));
  for (guint i = 0; i < MIN (held_up->len, MAX_ROWS); i++)
    g_ptr_array_add (self->rows, take_row (self, ((const CtRunEntry *) g_ptr_array_index (held_up, i))->appointment_id));
  for (guint i = 0; i < self->rows->len; i++)
    {
      const CtRunEntry *entry = g_ptr_array_index (held_up, i);

      if (self->rows->pdata[i] == NULL)
        self->rows->pdata[i] = take_any_row (self);
      show_row (self, i, clinic, entry, visits, now);
    }
  hide_spare_rows (self);
  tell_more (self, held_up->len - MIN (held_up->len, MAX_ROWS));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

/**
 * ct_floor_strip_get_n_rows:
 * @self: a strip
 *
 * Returns: how many chairs it tells of.
 */
guint
ct_floor_strip_get_n_rows (CtFloorStrip *self)
{
  g_return_val_if_fail (CT_IS_FLOOR_STRIP (self), 0);
  return self->rows->len;
}

static const Row *
get_row (CtFloorStrip *self, guint row)
{
  return row < self->rows->len ? g_ptr_array_index (self->rows, row) : NULL;
}

/**
 * ct_floor_strip_get_words:
 * @self: a strip
 * @row: which row, from 0
 *
 * Returns: (nullable): what it says there; %NULL where there is no such row.
 */
const char *
ct_floor_strip_get_words (CtFloorStrip *self, guint row)
{
  g_return_val_if_fail (CT_IS_FLOOR_STRIP (self), NULL);
  return get_row (self, row) != NULL ? gtk_label_get_text (get_row (self, row)->label) : NULL;
}

/**
 * ct_floor_strip_get_visit:
 * @self: a strip
 * @row: which row, from 0
 *
 * Returns: the booking it is about; 0 where there is no such row.
 */
gint64
ct_floor_strip_get_visit (CtFloorStrip *self, guint row)
{
  g_return_val_if_fail (CT_IS_FLOOR_STRIP (self), 0);
  return get_row (self, row) != NULL ? get_row (self, row)->visit_id : 0;
}

/**
 * ct_floor_strip_get_button:
 * @self: a strip
 * @row: which row, from 0
 *
 * Returns: (transfer none) (nullable): the button that does the best that can be done.
 */
GtkWidget *
ct_floor_strip_get_button (CtFloorStrip *self, guint row)
{
  g_return_val_if_fail (CT_IS_FLOOR_STRIP (self), NULL);
  return get_row (self, row) != NULL ? GTK_WIDGET (get_row (self, row)->button) : NULL;
}

/* ---- The widget ---- */

static void
act_reseat (GtkWidget *widget, const char *action, GVariant *target)
{
  gint64 visit_id, chair_id;
  int minute;

  g_variant_get (target, "(xxi)", &visit_id, &chair_id, &minute);
  g_signal_emit (widget, signals[RESEAT], 0, visit_id, chair_id, minute);
}

static void
act_find_time (GtkWidget *widget, const char *action, GVariant *target)
{
  g_signal_emit (widget, signals[FIND_TIME], 0, g_variant_get_int64 (target));
}

static void
ct_floor_strip_dispose (GObject *object)
{
  CtFloorStrip *self = CT_FLOOR_STRIP (object);

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->spare, 0);
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  G_OBJECT_CLASS (ct_floor_strip_parent_class)->dispose (object);
}

static void
ct_floor_strip_finalize (GObject *object)
{
  g_ptr_array_unref (CT_FLOOR_STRIP (object)->rows);
  g_ptr_array_unref (CT_FLOOR_STRIP (object)->spare);
  G_OBJECT_CLASS (ct_floor_strip_parent_class)->finalize (object);
}

static void
ct_floor_strip_class_init (CtFloorStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ct_floor_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = ct_floor_strip_finalize;
  signals[RESEAT] = g_signal_new ("reseat", CT_TYPE_FLOOR_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                  G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT);
  signals[FIND_TIME] = g_signal_new ("find-time", CT_TYPE_FLOOR_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                     1, G_TYPE_INT64);
  gtk_widget_class_install_action (widget_class, "floor.reseat", "(xxi)", act_reseat);
  gtk_widget_class_install_action (widget_class, "floor.find-time", "x", act_find_time);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "ctfloorstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
ct_floor_strip_init (CtFloorStrip *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->spare = g_ptr_array_new_with_free_func (row_free);
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->more, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  gtk_box_append (self->list, GTK_WIDGET (self->more));
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Chairs that run over"), -1);
}
