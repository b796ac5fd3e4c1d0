#include "ui/patient/ct-score-item.h"

#include <glib/gi18n.h>

#include "base/ct-text.h"
#include "ui/patient/ct-patient-parts.h"
#include "ui/patient/ct-wrap-layout.h"

/* Up to here every answer has a button and a digit; beyond, a number is typed. */
#define MAX_BUTTONS 10

struct _CtScoreItem
{
  AdwBin        parent_instance;
  const CtItem *item;    /* the instrument's; the window keeps it alive */
  GtkWidget    *buttons; /* of GtkToggleButton, lowest answer first, then "left out" */
  GtkWidget    *entry;   /* (nullable): instead of buttons */
  GtkWidget    *mark;
  int           answer;
  gboolean      asked;
  gboolean      setting;
};

enum
{
  ANSWERED,
  LEAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CtScoreItem, ct_score_item, ADW_TYPE_BIN)

static gboolean
has_buttons (CtScoreItem *self)
{
  return self->item->answers->max - self->item->answers->min < MAX_BUTTONS;
}

static char *
answer_words (CtScoreItem *self, int value)
{
  const CtAnswer *answer = ct_item_get_answer (self->item, value);

  return answer != NULL ? g_strdup_printf ("%d %s", value, answer->label) : g_strdup_printf ("%d", value);
}

/* ---- What it shows ---- */

static void
say (CtScoreItem *self)
{
  g_autofree char *answer = NULL;
  g_autofree char *name = NULL;

  if (!self->asked)
    answer = g_strdup (_("not asked"));
  else if (self->answer == CT_ANSWER_OPEN)
    answer = g_strdup (_("not answered yet"));
  else if (self->answer == CT_ANSWER_MISSING)
    answer = g_strdup (_("left out"));
  else
    answer = answer_words (self, self->answer);
  name = g_strdup_printf ("%s. %s: %s", self->item->code, self->item->label, answer);
  ct_part_name (GTK_WIDGET (self), name);
}

static void
show_buttons (CtScoreItem *self)
{
  int value = self->item->answers->min;
  GtkWidget *button;

  for (button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button), value++)
    {
      int means = value > self->item->answers->max ? CT_ANSWER_MISSING : value;

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), self->answer == means);
    }
}

static void
show_entry (CtScoreItem *self)
{
  g_autofree char *text = self->answer >= 0 ? g_strdup_printf ("%d", self->answer) : g_strdup ("");
  int value;

  if (!ct_item_parse_answer (self->item, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &value) ||
      value != self->answer)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
update (CtScoreItem *self)
{
  self->setting = TRUE;
  if (self->entry != NULL)
    show_entry (self);
  else
    show_buttons (self);
  gtk_label_set_text (GTK_LABEL (self->mark),
                      self->answer == CT_ANSWER_OPEN && self->asked && !self->item->optional ? "•" : "");
  self->setting = FALSE;
  say (self);
}

static void
answer (CtScoreItem *self, int value, gboolean leave)
{
  self->answer = value;
  update (self);
  g_signal_emit (self, signals[ANSWERED], 0);
  if (leave)
    g_signal_emit (self, signals[LEAVE], 0, 1);
}

/* ---- Hands ---- */

static void
on_toggled_cb (GtkToggleButton *button, CtScoreItem *self)
{
  int value = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "value"));

  if (!self->setting)
    answer (self, value, FALSE);
}

static void
on_entry_cb (CtScoreItem *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int value;

  if (self->setting)
    return;
  if (ct_text_is_blank (text) || !ct_item_parse_answer (self->item, text, &value))
    value = CT_ANSWER_OPEN;
  self->answer = value;
  gtk_label_set_text (GTK_LABEL (self->mark), value == CT_ANSWER_OPEN ? "•" : "");
  say (self);
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
step_answer (CtScoreItem *self, int step)
{
  int value = self->answer < 0 ? (step > 0 ? self->item->answers->min : self->item->answers->max) : self->answer + step;

  answer (self, CLAMP (value, self->item->answers->min, self->item->answers->max), FALSE);
}

static gboolean
press_letter (CtScoreItem *self, guint key)
{
  char text[8] = { 0 };
  int value;

  if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9)
    text[0] = (char) ('0' + key - GDK_KEY_KP_0);
  else
    g_unichar_to_utf8 (gdk_keyval_to_unicode (gdk_keyval_to_lower (key)), text);
  if (text[0] == '\0' || !g_unichar_isgraph (g_utf8_get_char (text))
      || !ct_item_parse_answer (self->item, text, &value))
    return FALSE;
  answer (self, value, TRUE);
  return TRUE;
}

/**
 * ct_score_item_press:
 * @self: a question
 * @key: a key's value
 *
 * Digits (and the letters the instrument names) answer and go on; "-" and Delete leave the question out and go on;
 * Backspace goes back.
 *
 * Returns: whether the key means something here.
 */
gboolean
ct_score_item_press (CtScoreItem *self, guint key)
{
  gboolean rtl;

  g_return_val_if_fail (CT_IS_SCORE_ITEM (self), FALSE);
  rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  switch (key)
    {
    case GDK_KEY_BackSpace:
    case GDK_KEY_Up:
      g_signal_emit (self, signals[LEAVE], 0, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      g_signal_emit (self, signals[LEAVE], 0, 1);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      answer (self, CT_ANSWER_MISSING, TRUE);
      return TRUE;
    case GDK_KEY_Left:
      step_answer (self, rtl ? 1 : -1);
      return TRUE;
    case GDK_KEY_Right:
      step_answer (self, rtl ? -1 : 1);
      return TRUE;
    default:
      return press_letter (self, key);
    }
}

static gboolean
on_key_cb (CtScoreItem *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || self->entry != NULL)
    return FALSE;
  return ct_score_item_press (self, key);
}

/* ---- The object ---- */

static GtkWidget *
create_button (CtScoreItem *self, int value)
{
  g_autofree char *label = value == CT_ANSWER_MISSING ? g_strdup ("–") : answer_words (self, value);
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "value", GINT_TO_POINTER (value));
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "ct-answer");
  if (value == CT_ANSWER_MISSING)
    {
      gtk_widget_set_tooltip_text (button, _("Left out (-)"));
      ct_part_name (button, _("Left out"));
    }
  else
    ct_part_name (button, label);
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled_cb), self);
  return button;
}

static GtkWidget *
create_answers (CtScoreItem *self)
{
  g_autofree char *hint = NULL;

  if (!has_buttons (self))
    {
      self->entry = gtk_entry_new ();
      hint = g_strdup_printf ("%d–%d", self->item->answers->min, self->item->answers->max);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
      gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_DIGITS);
      ct_part_name (self->entry, self->item->label);
      g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_entry_cb), self);
      return self->entry;
    }
  self->buttons = ct_wrap_new (3, 3);
  for (int value = self->item->answers->min; value <= self->item->answers->max; value++)
    ct_wrap_append (self->buttons, create_button (self, value));
  ct_wrap_append (self->buttons, create_button (self, CT_ANSWER_MISSING));
  return self->buttons;
}

static void
build (CtScoreItem *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *number = g_strdup_printf ("%s.", self->item->code);
  GtkWidget *code = gtk_label_new (number);
  GtkWidget *label = ct_part_label (self->item->label, "heading");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_label_set_width_chars (GTK_LABEL (code), 3);
  gtk_label_set_xalign (GTK_LABEL (code), 1);
  gtk_widget_add_css_class (code, "ct-tabular");
  gtk_widget_add_css_class (code, "dim-label");
  self->mark = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->mark, "accent");
  gtk_box_append (GTK_BOX (head), code);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), self->mark);
  if (self->item->optional)
    gtk_box_append (GTK_BOX (head), ct_part_label (_("optional"), "dim-label"));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), create_answers (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_focusable (GTK_WIDGET (self), self->entry == NULL);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
ct_score_item_class_init (CtScoreItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ANSWERED]
      = g_signal_new ("answered", CT_TYPE_SCORE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEAVE] = g_signal_new ("leave", CT_TYPE_SCORE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "ctscoreitem");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
}

static void
ct_score_item_init (CtScoreItem *self)
{
  self->answer = CT_ANSWER_OPEN;
  self->asked = TRUE;
}

/**
 * ct_score_item_new:
 * @item: a question, which must outlive the widget
 *
 * Returns: (transfer floating): the question, not answered yet.
 */
GtkWidget *
ct_score_item_new (const CtItem *item)
{
  CtScoreItem *self = g_object_new (CT_TYPE_SCORE_ITEM, NULL);

  self->item = item;
  build (self);
  update (self);
  return GTK_WIDGET (self);
}

/** ct_score_item_get_item: Returns: the question. */
const CtItem *
ct_score_item_get_item (CtScoreItem *self)
{
  g_return_val_if_fail (CT_IS_SCORE_ITEM (self), NULL);
  return self->item;
}

/**
 * ct_score_item_set_answer:
 * @self: a question
 * @value: an answer, or %CT_ANSWER_MISSING
 *
 * Answers it without going on to the next.
 */
void
ct_score_item_set_answer (CtScoreItem *self, int value)
{
  g_return_if_fail (CT_IS_SCORE_ITEM (self));
  answer (self, value, FALSE);
}

/** ct_score_item_get_answer: Returns: the answer, %CT_ANSWER_MISSING or %CT_ANSWER_OPEN. */
int
ct_score_item_get_answer (CtScoreItem *self)
{
  g_return_val_if_fail (CT_IS_SCORE_ITEM (self), CT_ANSWER_OPEN);
  return self->answer;
}

/**
 * ct_score_item_set_asked:
 * @self: a question
 * @asked: whether it is to be asked: some are not, after certain answers to others
 */
void
ct_score_item_set_asked (CtScoreItem *self, gboolean asked)
{
  g_return_if_fail (CT_IS_SCORE_ITEM (self));
  if (self->asked == asked)
    return;
  self->asked = asked;
  gtk_widget_set_sensitive (GTK_WIDGET (self), asked);
  update (self);
}

/** ct_score_item_is_asked: Returns: whether it is to be asked. */
gboolean
ct_score_item_is_asked (CtScoreItem *self)
{
  g_return_val_if_fail (CT_IS_SCORE_ITEM (self), FALSE);
  return self->asked;
}
