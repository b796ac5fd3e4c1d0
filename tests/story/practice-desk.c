/* A small window to practise on: a field, buttons, a list, two pages, a dialog and a place that feels the pointer. */
#include <gtk/gtk.h>

typedef struct
{
  GtkWidget     *window, *name, *add, *said, *stack;
  GtkStringList *names;
} Desk;

static void
say (Desk *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->said), words);
}

static void
on_add_cb (Desk *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autofree char *words = g_strdup_printf ("Added %s", name);

  gtk_string_list_append (self->names, name);
  say (self, words);
  g_print ("%s\n", words);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

static void
on_name_changed_cb (Desk *self)
{
  gtk_widget_set_sensitive (self->add, *gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0');
}

static void
on_turn_cb (Desk *self)
{
  const char *now = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), g_str_equal (now, "front") ? "back" : "front");
}

static void
on_drag_end_cb (GtkGestureDrag *drag, double across, double down, Desk *self)
{
  g_autofree char *words = g_strdup_printf ("Dragged %d %d", (int) across, (int) down);

  say (self, words);
}

static void
on_ask_cb (Desk *self)
{
  GtkWidget *dialog = gtk_window_new ();
  GtkWidget *yes = gtk_button_new_with_label ("Yes, close it");

  gtk_window_set_title (GTK_WINDOW (dialog), "Question");
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self->window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_child (GTK_WINDOW (dialog), yes);
  g_signal_connect_swapped (yes, "clicked", G_CALLBACK (gtk_window_destroy), dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_greet_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  say (data, "Greeted by keys");
}

static void
on_setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkWidget *
make_list (Desk *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  self->names = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_row_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (self->names))), factory);
  gtk_widget_set_size_request (list, -1, 120);
  return list;
}

static GtkWidget *
make_place_for_the_pointer (Desk *self)
{
  GtkWidget *place = gtk_drawing_area_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_size_request (place, 300, 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (place), GTK_ACCESSIBLE_PROPERTY_LABEL, "Place to drag", -1);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end_cb), self);
  gtk_widget_add_controller (place, GTK_EVENT_CONTROLLER (drag));
  return place;
}

static GtkWidget *
make_button (Desk *self, const char *label, void (*pressed) (Desk *))
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (pressed), self);
  return button;
}

static void
fill_window (Desk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->name = gtk_entry_new ();
  self->said = gtk_label_new ("Nothing yet");
  self->add = make_button (self, "Add", on_add_cb);
  self->stack = gtk_stack_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, "Name", -1);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (on_name_changed_cb), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (on_add_cb), self);
  on_name_changed_cb (self);
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_label_new ("The front page"), "front");
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_label_new ("The back page"), "back");
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_box_append (GTK_BOX (box), make_button (self, "Turn", on_turn_cb));
  gtk_box_append (GTK_BOX (box), make_button (self, "Ask", on_ask_cb));
  gtk_box_append (GTK_BOX (box), self->said);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), make_place_for_the_pointer (self));
  gtk_window_set_child (GTK_WINDOW (self->window), box);
}

static void
on_activate_cb (GtkApplication *application, Desk *self)
{
  const char *greet[] = { "<Control>g", NULL };
  const char *close[] = { "<Control>q", NULL };
  GSimpleAction *action = g_simple_action_new ("greet", NULL);

  self->window = gtk_application_window_new (application);
  gtk_window_set_title (GTK_WINDOW (self->window), "Practice");
  gtk_window_set_default_size (GTK_WINDOW (self->window), 500, 600);
  fill_window (self);
  g_signal_connect (action, "activate", G_CALLBACK (on_greet_action), self);
  g_action_map_add_action (G_ACTION_MAP (self->window), G_ACTION (action));
  gtk_application_set_accels_for_action (application, "win.greet", greet);
  gtk_application_set_accels_for_action (application, "window.close", close);
  gtk_window_present (GTK_WINDOW (self->window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GtkApplication) application = gtk_application_new ("org.chairtime.Practice", G_APPLICATION_DEFAULT_FLAGS);
  Desk self = { NULL };

  g_signal_connect (application, "activate", G_CALLBACK (on_activate_cb), &self);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
