#include "ct-cable.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* One connection through the cable; a side that is closed is -1. */
typedef struct
{
  int near; /* the desk's */
  int far;  /* the server's */
} Strand;

struct _CtCable
{
  char    *socket_path;
  int      listener;
  int      port;
  int      wake;
  GThread *thread;
  GMutex   lock;
  GArray  *strands; /* of Strand; with @lock */
  gboolean pulled;  /* with @lock */
  gboolean gone;    /* with @lock */
};

/* The kernel throws away whatever comes for this socket, and acknowledges none of it. */
static void
deafen (int fd)
{
  struct sock_filter nothing[] = { { BPF_RET | BPF_K, 0, 0, 0 } };
  struct sock_fprog program = { G_N_ELEMENTS (nothing), nothing };

  g_assert_no_errno (setsockopt (fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program));
}

static void
let_hear (int fd)
{
  int unused = 0;

  if (fd >= 0)
    g_assert_no_errno (setsockopt (fd, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused));
}

static void
tell (CtCable *self)
{
  const guint64 one = 1;

  g_assert_cmpint (write (self->wake, &one, sizeof one), ==, sizeof one);
}

static void
cut (Strand *strand)
{
  close (strand->near);
  close (strand->far);
  strand->near = strand->far = -1;
}

/* ---- The thread that carries ---- */

static void
carry (Strand *strand, int from, int to)
{
  char bytes[65536];
  ssize_t n = read (from, bytes, sizeof bytes);

  for (ssize_t done = 0; done < n;)
    {
      ssize_t written = write (to, bytes + done, (size_t) (n - done));

      if (written <= 0)
        {
          n = -1;
          break;
        }
      done += written;
    }
  if (n <= 0)
    cut (strand);
}

static void
answer (CtCable *self)
{
  struct sockaddr_un server = { .sun_family = AF_UNIX };
  Strand strand = { accept (self->listener, NULL, NULL), socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) };

  g_strlcpy (server.sun_path, self->socket_path, sizeof server.sun_path);
  if (strand.near < 0 || connect (strand.far, (struct sockaddr *) &server, sizeof server) != 0)
    cut (&strand);
  else
    g_array_append_val (self->strands, strand);
}

/* What is listened to: the wake, and, while the cable is in, new connections and both ends of the others. */
static GArray *
list_ends (CtCable *self)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (struct pollfd));

  g_array_append_val (ends, ((struct pollfd){ self->wake, POLLIN, 0 }));
  if (self->pulled)
    return ends;
  g_array_append_val (ends, ((struct pollfd){ self->listener, POLLIN, 0 }));
  for (guint i = 0; i < self->strands->len; i++)
    {
      const Strand *strand = &g_array_index (self->strands, Strand, i);

      g_array_append_val (ends, ((struct pollfd){ strand->near, POLLIN, 0 }));
      g_array_append_val (ends, ((struct pollfd){ strand->far, POLLIN, 0 }));
    }
  return ends;
}

static void
carry_all (CtCable *self, GArray *ends)
{
  guint n = self->strands->len;

  for (guint i = 0; i < n && 2 * i + 3 < ends->len; i++)
    {
      Strand *strand = &g_array_index (self->strands, Strand, i);

      if (strand->near >= 0 && g_array_index (ends, struct pollfd, 2 * i + 2).revents != 0)
        carry (strand, strand->near, strand->far);
      if (strand->far >= 0 && g_array_index (ends, struct pollfd, 2 * i + 3).revents != 0)
        carry (strand, strand->far, strand->near);
    }
  if (ends->len > 1 && g_array_index (ends, struct pollfd, 1).revents != 0)
    answer (self);
}

static gboolean
turn (CtCable *self)
{
  g_autoptr (GArray) ends = NULL;
  guint64 count;

  g_mutex_lock (&self->lock);
  ends = list_ends (self);
  g_mutex_unlock (&self->lock);
  if (poll ((struct pollfd *) (gpointer) ends->data, ends->len, -1) < 0 && errno != EINTR)
    return FALSE;
  g_mutex_lock (&self->lock);
  while (read (self->wake, &count, sizeof count) > 0)
    ;
  if (!self->pulled && !self->gone)
    carry_all (self, ends);
  g_mutex_unlock (&self->lock);
  return !self->gone;
}

static gpointer
run (gpointer data)
{
  while (turn (data))
    ;
  return NULL;
}

/* ---- For tests ---- */

/**
 * ct_cable_lay:
 * @socket_path: where the server listens on this machine
 *
 * Returns: (transfer full): a cable to it, plugged in: a port of 127.0.0.1.
 */
CtCable *
ct_cable_lay (const char *socket_path)
{
  CtCable *self = g_new0 (CtCable, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;

  self->socket_path = g_strdup (socket_path);
  self->strands = g_array_new (FALSE, FALSE, sizeof (Strand));
  self->wake = eventfd (0, EFD_NONBLOCK | EFD_CLOEXEC);
  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_no_errno (bind (self->listener, (struct sockaddr *) &address, sizeof address));
  g_assert_no_errno (listen (self->listener, 64));
  g_assert_no_errno (getsockname (self->listener, (struct sockaddr *) &address, &length));
  self->port = ntohs (address.sin_port);
  self->thread = g_thread_new ("cable", run, self);
  return self;
}

/** ct_cable_port: Returns: where desks connect to. */
int
ct_cable_port (CtCable *self)
{
  return self->port;
}

/**
 * ct_cable_pull:
 * @self: a cable
 *
 * From now on nothing comes through in either direction, and neither side hears of it.
 */
void
ct_cable_pull (CtCable *self)
{
  g_mutex_lock (&self->lock);
  self->pulled = TRUE;
  deafen (self->listener);
  for (guint i = 0; i < self->strands->len; i++)
    if (g_array_index (self->strands, Strand, i).near >= 0)
      deafen (g_array_index (self->strands, Strand, i).near);
  g_mutex_unlock (&self->lock);
  tell (self);
}

/**
 * ct_cable_plug:
 * @self: a cable that was pulled
 *
 * New connections come through; those of before are gone.
 */
void
ct_cable_plug (CtCable *self)
{
  g_mutex_lock (&self->lock);
  self->pulled = FALSE;
  let_hear (self->listener);
  for (guint i = 0; i < self->strands->len; i++)
    {
      Strand *strand = &g_array_index (self->strands, Strand, i);

      let_hear (strand->near);
      cut (strand);
    }
  g_array_set_size (self->strands, 0);
  g_mutex_unlock (&self->lock);
  tell (self);
}

/**
 * ct_cable_remove:
 * @self: (transfer full): a cable
 */
void
ct_cable_remove (CtCable *self)
{
  g_mutex_lock (&self->lock);
  self->gone = TRUE;
  g_mutex_unlock (&self->lock);
  tell (self);
  g_thread_join (self->thread);
  for (guint i = 0; i < self->strands->len; i++)
    cut (&g_array_index (self->strands, Strand, i));
  g_array_unref (self->strands);
  close (self->listener);
  close (self->wake);
  g_free (self->socket_path);
  g_free (self);
}
