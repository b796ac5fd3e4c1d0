/* How much of a long test is run: a sample in the suites, all of it by ./run torture. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the whole was asked for. */
static inline gboolean
torture_is_full (void)
{
  return g_getenv ("CHAIRTIME_TORTURE") != NULL;
}

/* @all rounds, or @sample of them. */
static inline guint
torture_times (guint all, guint sample)
{
  return torture_is_full () ? all : sample;
}

/* From the n-th operation of a disk, counted from 1, to the next that is tried: each of them, or ever wider steps of
 * chance. */
static inline guint
torture_step (guint n)
{
  return torture_is_full () ? 1 : 1 + (guint) g_test_rand_int_range (0, (gint32) (2 + n / 2));
}

/* A line of the report of ./run torture: what @format says, and how many. */
#define torture_figure(format, number, ...) \
  g_print ("# figure\t" format "\t%g\n", __VA_ARGS__, (double) (number))

G_END_DECLS
