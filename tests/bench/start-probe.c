/* The program itself, with somebody beside it who types the passphrase and notes what stands on the screen when.
 *
 * Marks: "shown" the log-in page was drawn, "entered" the passphrase is complete and Enter is pressed, "day" a calendar
 * with bookings was drawn; and, where words follow on the command line, "stroke" each letter of them typed into the
 * search box and "rows" the hits of it drawn. */
#include <string.h>

#include "start-mark.h"
#include "ui/ct-application.h"

#define PASSPHRASE       "correct horse battery"
#define PATIENCE_SECONDS 60

typedef enum
{
  COMING_UP,
  LOGGING_IN,
  AT_THE_DAY,
  SEARCHING,
} Stage;

static struct
{
  Stage       stage;
  const char *words;   /* (nullable): to search for */
  gsize       n_typed; /* letters of it */
  gboolean    awaiting; /* the hits of the last of them */
} probe;

typedef gboolean (*WidgetTest) (GtkWidget *widget);

/* The first widget on the screen that passes, depth first. */
static GtkWidget *
find (GtkWidget *place, WidgetTest test)
{
  if (place == NULL || !gtk_widget_get_mapped (place))
    return NULL;
  if (test (place))
    return place;
  for (GtkWidget *child = gtk_widget_get_first_child (place); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, test);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_passphrase (GtkWidget *widget)
{
  return ADW_IS_PASSWORD_ENTRY_ROW (widget);
}

static gboolean
is_block (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "CtBlock");
}

static gboolean
is_search_box (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "CtSearchBox");
}

static gboolean
is_editable (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget);
}

/* The row that offers a new patient repeats what was typed, so the hits above it are those of the last letter. */
static gboolean
tells_of_letters (GtkWidget *widget)
{
  g_autofree char *typed = g_strndup (probe.words, probe.n_typed);

  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), typed) != NULL;
}

/* ---- What the one beside it does ---- */

static gboolean
enter_passphrase_cb (gpointer entry)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), PASSPHRASE);
  start_mark ("entered");
  g_signal_emit_by_name (entry, "entry-activated");
  return G_SOURCE_REMOVE;
}

static gboolean
type_letter_cb (gpointer editable)
{
  int end = -1;
  GtkEditable *text = gtk_editable_get_delegate (editable);

  gtk_widget_grab_focus (GTK_WIDGET (text != NULL ? text : editable));
  probe.awaiting = TRUE;
  start_mark ("stroke");
  gtk_editable_insert_text (editable, probe.words + probe.n_typed++, 1, &end);
  return G_SOURCE_REMOVE;
}

static void
type_next (GtkWidget *window)
{
  GtkWidget *box = find (window, is_search_box);
  GtkWidget *entry = box != NULL ? find (box, is_editable) : NULL;

  if (entry == NULL || probe.words[probe.n_typed] == '\0')
    start_mark ("done");
  else
    g_timeout_add (50, type_letter_cb, entry); /* between two letters all comes to rest */
}

static void
on_painted_cb (GdkFrameClock *clock, gpointer window)
{
  GtkWidget *found;

  switch (probe.stage)
    {
    case COMING_UP:
      if ((found = find (window, is_passphrase)) == NULL)
        return;
      start_mark ("shown");
      probe.stage = LOGGING_IN;
      g_timeout_add (300, enter_passphrase_cb, found); /* people need longer */
      break;
    case LOGGING_IN:
      if (find (window, is_block) == NULL)
        return;
      start_mark ("day");
      probe.stage = AT_THE_DAY;
      if (probe.words == NULL)
        return;
      probe.stage = SEARCHING;
      type_next (window);
      break;
    case AT_THE_DAY:
      break;
    case SEARCHING:
      if (!probe.awaiting || find (find (window, is_search_box), tells_of_letters) == NULL)
        return;
      probe.awaiting = FALSE;
      start_mark ("rows");
      type_next (window);
      break;
    }
}

static void
on_realized_cb (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted_cb), window, 0);
}

static void
on_window_added_cb (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect_after (window, "realize", G_CALLBACK (on_realized_cb), NULL);
}

/* What never comes to the screen ends the measuring, with what was awaited. */
static gboolean
give_up_cb (gpointer data)
{
  g_error ("Nothing more was drawn after %d s, at stage %d.", PATIENCE_SECONDS, probe.stage);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (CtApplication) application = NULL;
  char *arguments[] = { argv[0], "--now", argc > 1 ? argv[1] : NULL, NULL };

  setvbuf (stdout, NULL, _IOLBF, 0);
  probe.words = argc > 2 ? argv[2] : NULL;
  g_timeout_add_seconds (PATIENCE_SECONDS, give_up_cb, NULL);
  application = ct_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc > 1 ? 3 : 1, arguments);
}
