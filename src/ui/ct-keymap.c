#include "ui/ct-keymap.h"

#include <glib/gi18n.h>

static const CtKey keys[] = {
  { CT_KEY_EVERYWHERE, "win.find", { "<Control>k" }, N_("Find a patient") },
  { CT_KEY_EVERYWHERE, "win.new-patient::", { "<Control><Shift>n" }, N_("New patient") },
  { CT_KEY_EVERYWHERE, "win.new-enquiry", { "<Control><Shift>e" }, N_("Somebody rings: new enquiry") },
  { CT_KEY_EVERYWHERE, "win.new", { "<Control>n" }, N_("New, on this page") },
  { CT_KEY_EVERYWHERE, "win.import", { "<Control>o" }, N_("Import a referral") },
  { CT_KEY_WINDOW, "win.undo", { "<Control>z" }, N_("Undo") },
  { CT_KEY_WINDOW, "win.redo", { "<Control><Shift>z" }, N_("Redo") },
  { CT_KEY_WINDOW, "win.back", { "<Alt>Left" }, N_("Back to the page before") },
  { CT_KEY_EVERYWHERE, "win.lock", { "<Control>l" }, N_("Lock the window") },
  { CT_KEY_EVERYWHERE, "win.toggle-sidebar", { "<Control>b" }, N_("Narrow or widen the sidebar") },
  { CT_KEY_EVERYWHERE, "win.preferences", { "<Control>comma" }, N_("Preferences") },
  { CT_KEY_EVERYWHERE, "app.shortcuts", { "<Control>question" }, N_("Keyboard shortcuts") },
  { CT_KEY_EVERYWHERE, "app.quit", { "<Control>q" }, N_("Quit") },
  { CT_KEY_EVERYWHERE, "win.page::today", { "<Control>1" }, N_("Today") },
  { CT_KEY_EVERYWHERE, "win.page::calendar", { "<Control>2" }, N_("Calendar") },
  { CT_KEY_EVERYWHERE, "win.page::patients", { "<Control>3" }, N_("Patients") },
  { CT_KEY_EVERYWHERE, "win.page::audit", { "<Control>4" }, N_("Audit") },
  { CT_KEY_EVERYWHERE, "win.view(1)", { "F1" }, N_("The calendar view on F1") },
  { CT_KEY_EVERYWHERE, "win.view(2)", { "F2" }, N_("The calendar view on F2") },
  { CT_KEY_EVERYWHERE, "win.view(3)", { "F3" }, N_("The calendar view on F3") },
  { CT_KEY_EVERYWHERE, "win.view(4)", { "F4" }, N_("The calendar view on F4") },
  { CT_KEY_EVERYWHERE, "win.view(5)", { "F5" }, N_("The calendar view on F5") },
  { CT_KEY_EVERYWHERE, "win.view(6)", { "F6" }, N_("The calendar view on F6") },
  { CT_KEY_EVERYWHERE, "win.view(7)", { "F7" }, N_("The calendar view on F7") },
  { CT_KEY_EVERYWHERE, "win.view(8)", { "F8" }, N_("The calendar view on F8") },
  { CT_KEY_EVERYWHERE, "win.view(9)", { "F9" }, N_("The calendar view on F9") },
  { CT_KEY_EVERYWHERE, "win.view(10)", { "F10" }, N_("The calendar view on F10") },
  { CT_KEY_EVERYWHERE, "win.view(11)", { "F11" }, N_("The calendar view on F11") },
  { CT_KEY_EVERYWHERE, "win.view(12)", { "F12" }, N_("The calendar view on F12") },
  { CT_KEY_EVERYWHERE, "win.page::lists", { "<Control>5" }, N_("Lists") },
  { CT_KEY_EVERYWHERE, "win.page::enquiries", { "<Control>6" }, N_("Enquiries") },
  { CT_KEY_CALENDAR, "calendar.book", { "n" }, N_("Book here") },
  { CT_KEY_CALENDAR, "calendar.walk-in", { "<Shift>w" }, N_("Walk-in: book somebody who is here") },
  { CT_KEY_CALENDAR, "calendar.find-slot", { "f" }, N_("Find a slot") },
  { CT_KEY_CALENDAR, "calendar.offer", { "w" }, N_("Offer this place: who fits?") },
  { CT_KEY_CALENDAR, "calendar.repair", { "r" }, N_("Go on after a missed session") },
  { CT_KEY_CALENDAR, "calendar.leave", { "l" }, N_("Somebody is away: put their visits elsewhere") },
  { CT_KEY_CALENDAR, "calendar.wait", { "s" }, N_("Wait for something sooner") },
  { CT_KEY_CALENDAR, "calendar.past", { "<Control>h" }, N_("How the day stood before") },
  { CT_KEY_CALENDAR, "calendar.reminders", { "<Control>m" }, N_("Reminders") },
  { CT_KEY_CALENDAR, "calendar.print-menu", { "<Control>p" }, N_("Print: day sheet, week, labels") },
  { CT_KEY_CALENDAR, "calendar.open-patient", { "<Control>Return", "o" }, N_("Open the patient") },
  { CT_KEY_CALENDAR, "calendar.move", { "m" }, N_("Move the booking: arrows, then Enter") },
  { CT_KEY_CALENDAR, "calendar.reseat", { "<Shift>m" }, N_("Another chair for who would wait") },
  { CT_KEY_CALENDAR, "calendar.hold", { "h" }, N_("Hold this time, or change what is held") },
  { CT_KEY_CALENDAR, "calendar.cut", { "<Control>x" }, N_("To the pinboard") },
  { CT_KEY_CALENDAR, "calendar.paste", { "<Control>v" }, N_("From the pinboard to here") },
  { CT_KEY_CALENDAR, "calendar.longer", { "equal", "KP_Add", "plus" }, N_("Longer") },
  { CT_KEY_CALENDAR, "calendar.shorter", { "KP_Subtract", "minus" }, N_("Shorter") },
  { CT_KEY_CALENDAR, "calendar.cancel", { "Delete" }, N_("Cancel the booking") },
  { CT_KEY_CALENDAR, "calendar.confirm::phone", { "c" }, N_("Confirmed by telephone") },
  { CT_KEY_CALENDAR, "calendar.confirm::", { "u" }, N_("Not confirmed after all") },
  { CT_KEY_CALENDAR, "calendar.status::arrived", { "a" }, N_("Arrived") },
  { CT_KEY_CALENDAR, "calendar.status::ready", { "e" }, N_("Ready") },
  { CT_KEY_CALENDAR, "calendar.status::in-chair", { "i" }, N_("In chair") },
  { CT_KEY_CALENDAR, "calendar.status::recovery", { "<Shift>r" }, N_("Recovery") },
  { CT_KEY_CALENDAR, "calendar.status::leaving", { "<Shift>l" }, N_("Ready to leave") },
  { CT_KEY_CALENDAR, "calendar.status::done", { "d" }, N_("Check out") },
  { CT_KEY_CALENDAR, "calendar.status::stopped", { "<Shift>x" }, N_("Stopped early") },
  { CT_KEY_CALENDAR, "calendar.status::missed", { "x" }, N_("Did not come") },
  { CT_KEY_CALENDAR, "calendar.back", { "b" }, N_("One step back") },
  { CT_KEY_CALENDAR, "calendar.legend", { "k" }, N_("What the marks mean") },
  { CT_KEY_CALENDAR, "calendar.today", { "t" }, N_("Go to today") },
  { CT_KEY_CALENDAR, "calendar.go-to", { "g" }, N_("Go to a day: 6w, +3d, mon, 23 nov") },
  { CT_KEY_CALENDAR, "calendar.step(-1)", { "<Alt>Left" }, N_("The day before") },
  { CT_KEY_CALENDAR, "calendar.step(1)", { "<Alt>Right" }, N_("The day after") },
  { CT_KEY_CALENDAR, "calendar.step(-7)", { "Page_Up" }, N_("The week before, or the month") },
  { CT_KEY_CALENDAR, "calendar.step(7)", { "Page_Down" }, N_("The week after, or the month") },
  { CT_KEY_CALENDAR, "calendar.switch-view", { "v" }, N_("Day, week, month or agenda") },
  { CT_KEY_CALENDAR, "calendar.switch-columns", { "<Shift>v" }, N_("Chairs, clinicians or rooms") },
  { CT_KEY_CALENDAR, "calendar.year", { "y" }, N_("The year of the patient") },
  { CT_KEY_CALENDAR, "calendar.filter", { "<Shift>f" }, N_("What is looked for") },
  { CT_KEY_CALENDAR, "calendar.clear-filters", { "<Shift>c" }, N_("Show all again") },
  { CT_KEY_CALENDAR, "calendar.beside", { "<Shift>b" }, N_("Another site beside it") },
  { CT_KEY_CALENDAR, "calendar.views", { "<Shift>s" }, N_("Kept views") },
  { CT_KEY_CALENDAR, "calendar.keep-view", { "<Control>s" }, N_("Keep this view, or change others") },
  { CT_KEY_CALENDAR, "calendar.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" }, N_("Taller hours") },
  { CT_KEY_CALENDAR, "calendar.zoom-out", { "<Control>minus", "<Control>KP_Subtract" }, N_("Lower hours") },
  { CT_KEY_CALENDAR, "calendar.zoom-fit", { "<Control>0" }, N_("Hours as high as there is room") },
  { CT_KEY_CALENDAR, "calendar.stop", { "Escape" }, N_("Let go, or close") },
  { CT_KEY_TODAY, "today.confirm::phone", { "c" }, N_("Confirmed by telephone") },
  { CT_KEY_TODAY, "today.confirm::", { "u" }, N_("Not confirmed after all") },
  { CT_KEY_TODAY, "today.status::arrived", { "a" }, N_("Arrived") },
  { CT_KEY_TODAY, "today.status::ready", { "e" }, N_("Ready") },
  { CT_KEY_TODAY, "today.status::in-chair", { "i" }, N_("In chair") },
  { CT_KEY_TODAY, "today.status::recovery", { "<Shift>r" }, N_("Recovery") },
  { CT_KEY_TODAY, "today.status::leaving", { "<Shift>l" }, N_("Ready to leave") },
  { CT_KEY_TODAY, "today.status::done", { "d" }, N_("Check out") },
  { CT_KEY_TODAY, "today.status::stopped", { "<Shift>x" }, N_("Stopped early") },
  { CT_KEY_TODAY, "today.status::missed", { "x" }, N_("Did not come") },
  { CT_KEY_TODAY, "today.back", { "b" }, N_("One step back") },
  { CT_KEY_TODAY, "today.open-patient", { "o", "<Control>Return" }, N_("Open the patient") },

  { CT_KEY_LISTS, "lists.open", { "o", "<Control>Return" }, N_("Open the patient") },
  { CT_KEY_LISTS, "lists.book", { "b" }, N_("Find a place, and book") },
  { CT_KEY_LISTS, "lists.step", { "a" }, N_("The next step of the visit") },
  { CT_KEY_LISTS, "lists.confirm", { "c" }, N_("Confirmed") },
  { CT_KEY_LISTS, "lists.score", { "f" }, N_("Fill in the scale") },
  { CT_KEY_LISTS, "lists.consent", { "n" }, N_("Write down a new consent") },
  { CT_KEY_LISTS, "lists.later", { "l" }, N_("Remind me later") },
  { CT_KEY_LISTS, "lists.handled", { "h" }, N_("Handled") },
  { CT_KEY_LISTS, "lists.back", { "u" }, N_("Bring back what was put off") },
  { CT_KEY_LISTS, "lists.reminders", { "<Control>m" }, N_("Reminders") },
  { CT_KEY_LISTS, "lists.print", { "<Control>p" }, N_("Print the list") },
  { CT_KEY_LISTS, "lists.export", { "<Control>s" }, N_("Save the list as a table") },

  { CT_KEY_ENQUIRIES, "enquiries.open", { "o", "<Control>Return" }, N_("Open the enquiry, or its patient") },
  { CT_KEY_ENQUIRIES, "enquiries.admit", { "p" }, N_("Make a patient, with a consultation") },
  { CT_KEY_ENQUIRIES, "enquiries.later", { "l" }, N_("Ring back on another day") },
  { CT_KEY_ENQUIRIES, "enquiries.close", { "x" }, N_("Close: it came to nothing") },
  { CT_KEY_ENQUIRIES, "enquiries.sums", { "w" }, N_("What became of them") },
  { CT_KEY_ENQUIRIES, "enquiries.print", { "<Control>p" }, N_("Print the list") },
  { CT_KEY_ENQUIRIES, "enquiries.export", { "<Control>s" }, N_("Save the list as a table") },

  { CT_KEY_PATIENT, "patient.tab::overview", { "<Alt>1" }, N_("Overview") },
  { CT_KEY_PATIENT, "patient.tab::course", { "<Alt>2" }, N_("Course") },
  { CT_KEY_PATIENT, "patient.tab::scores", { "<Alt>3" }, N_("Scores") },
  { CT_KEY_PATIENT, "patient.tab::sessions", { "<Alt>4" }, N_("Sessions") },
  { CT_KEY_PATIENT, "patient.tab::facts", { "<Alt>5" }, N_("Medicines & problems") },
  { CT_KEY_PATIENT, "patient.tab::documents", { "<Alt>6" }, N_("Documents") },
  { CT_KEY_PATIENT, "patient.tab::contact", { "<Alt>7" }, N_("Contact") },
  { CT_KEY_PATIENT, "patient.tab::history", { "<Alt>8" }, N_("History") },
  { CT_KEY_PATIENT, "patient.record-score::", { "<Control>r" }, N_("Record a score") },
  { CT_KEY_PATIENT, "patient.plan-course", { "<Control>j" }, N_("Plan a course") },
  { CT_KEY_PATIENT, "patient.show-summary", { "<Control>p" }, N_("Treatment summary") },
  { CT_KEY_PATIENT, "patient.edit", { "<Control>e" }, N_("Edit the patient") },

  { CT_KEY_SCORE, "score.save", { "<Control>s", "<Control>Return", "<Control>KP_Enter" }, N_("Save the answers") },
  { CT_KEY_SCORE, "window.close", { "Escape" }, N_("Leave; asks if something would be lost") },

  { CT_KEY_EDITOR, "editor.save", { "<Control>s" }, N_("Save") },
  { CT_KEY_EDITOR, "editor.undo", { "<Control>z" }, N_("Undo") },
  { CT_KEY_EDITOR, "editor.redo", { "<Control><Shift>z" }, N_("Redo") },
  { CT_KEY_EDITOR, "editor.cancel", { "Escape" }, N_("Leave; asks if something would be lost") },
};

static const char *const scope_titles[] = {
  [CT_KEY_EVERYWHERE] = N_("Everywhere"),     [CT_KEY_WINDOW] = N_("In the window"),
  [CT_KEY_CALENDAR] = N_("In the calendar"),
  [CT_KEY_TODAY] = N_("In today's list"),     [CT_KEY_PATIENT] = N_("On a patient's page"),
  [CT_KEY_LISTS] = N_("In a list"),           [CT_KEY_ENQUIRIES] = N_("In the enquiries"),
  [CT_KEY_EDITOR] = N_("While filling in"),   [CT_KEY_SCORE] = N_("In a questionnaire"),
};

/**
 * ct_keymap_get:
 * @n_keys: (out): how many
 *
 * Returns: (array length=n_keys): every key of the program.
 */
const CtKey *
ct_keymap_get (guint *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

/**
 * ct_keymap_install:
 * @application: the program
 *
 * Puts the keys of the whole program in place.
 */
void
ct_keymap_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].scope == CT_KEY_EVERYWHERE)
      gtk_application_set_accels_for_action (application, keys[i].action, keys[i].shortcuts);
}

static void
bind_key (GtkWidgetClass *klass, const CtKey *key, const char *shortcut)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkShortcut *bound;

  g_return_if_fail (g_action_parse_detailed_name (key->action, &name, &target, NULL));
  bound = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcut), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (bound, target);
  gtk_widget_class_add_shortcut (klass, bound);
  g_object_unref (bound);
}

/**
 * ct_keymap_bind_class:
 * @klass: the class of a page or window, in its class_init
 * @scope: whose keys
 *
 * Binds the keys of that scope to the class actions of the same name.
 */
void
ct_keymap_bind_class (GtkWidgetClass *klass, CtKeyScope scope)
{
  g_return_if_fail (GTK_IS_WIDGET_CLASS (klass) && scope != CT_KEY_EVERYWHERE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; keys[i].scope == scope && keys[i].shortcuts[j] != NULL; j++)
      bind_key (klass, &keys[i], keys[i].shortcuts[j]);
}

/**
 * ct_keymap_get_scope_title:
 * @scope: where keys work
 *
 * Returns: what to write above them.
 */
const char *
ct_keymap_get_scope_title (CtKeyScope scope)
{
  g_return_val_if_fail (scope < G_N_ELEMENTS (scope_titles), NULL);
  return _(scope_titles[scope]);
}
