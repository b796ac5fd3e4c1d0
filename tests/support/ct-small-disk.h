/* A disk on which nothing more fits. */
#pragma once

#include <glib.h>
#include <signal.h>
#include <sys/resource.h>

G_BEGIN_DECLS

/* From here on no file of this process can grow beyond @bytes; the kernel answers as for a disk that has no room. */
static inline void
ct_small_disk_begin (struct rlimit *before, rlim_t bytes)
{
  struct rlimit small;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, before), ==, 0);
  small = (struct rlimit) { bytes, before->rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
}

static inline void
ct_small_disk_end (const struct rlimit *before)
{
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, before), ==, 0);
}

G_END_DECLS
