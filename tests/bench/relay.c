/*
 * The limit: a relay in C. What one connection sends all get, unchanged. What arrives in one turn of
 * the loop is one write for each; what a socket does not take waits in a buffer of its own.
 */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_CLIENTS = 65536, MAX_EVENTS = 1024, READ_BYTES = 4096, TURN_BYTES = 1 << 20 };

struct client {
  int fd, index;
  char *waiting;
  size_t length, size;
};

static struct client *clients[MAX_CLIENTS];
static int count, poller;
static char turn[TURN_BYTES];
static size_t used;

static void watch(struct client *client, int operation, unsigned events) {
  struct epoll_event event = {.events = events, .data.ptr = client};
  epoll_ctl(poller, operation, client->fd, &event);
}

static void leave(struct client *client) {
  clients[client->index] = clients[--count];
  clients[client->index]->index = client->index;
  close(client->fd);
  free(client->waiting);
  free(client);
}

static void keep(struct client *client, const char *bytes, size_t length) {
  if (client->length == 0) watch(client, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  if (client->length + length > client->size) {
    client->size = 2 * (client->length + length);
    if (!(client->waiting = realloc(client->waiting, client->size))) exit(1);
  }
  memcpy(client->waiting + client->length, bytes, length);
  client->length += length;
}

static void write_waiting(struct client *client) {
  ssize_t written = write(client->fd, client->waiting, client->length);
  if (written <= 0) return;
  client->length -= written;
  memmove(client->waiting, client->waiting + written, client->length);
  if (client->length == 0) watch(client, EPOLL_CTL_MOD, EPOLLIN);
}

static void relay_turn(void) {
  for (int i = 0; used > 0 && i < count; i++) {
    ssize_t written = clients[i]->length > 0 ? 0 : write(clients[i]->fd, turn, used);
    if (written < 0) written = 0;
    if ((size_t)written < used) keep(clients[i], turn + written, used - written);
  }
  used = 0;
}

static void accept_all(int listener) {
  for (int fd, one = 1; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    struct client *client = count < MAX_CLIENTS ? calloc(1, sizeof *client) : NULL;
    if (!client) exit(1);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    client->fd = fd;
    client->index = count;
    clients[count++] = client;
    watch(client, EPOLL_CTL_ADD, EPOLLIN);
  }
}

static void serve(struct client *client, unsigned events) {
  if (events & EPOLLOUT) write_waiting(client);
  if (!(events & ~EPOLLOUT)) return;
  if (TURN_BYTES - used < READ_BYTES) relay_turn();
  ssize_t length = read(client->fd, turn + used, READ_BYTES);
  if (length > 0) used += length;
  else leave(client);
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (bind(listener, (struct sockaddr *)&at, size) || listen(listener, 4096)) return 1;
  getsockname(listener, (struct sockaddr *)&at, &size);
  poller = epoll_create1(0);
  struct epoll_event accepting = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &accepting);
  fprintf(stderr, "Listening on 127.0.0.1:%d\n", ntohs(at.sin_port));
  for (struct epoll_event events[MAX_EVENTS];;) {
    int ready = epoll_wait(poller, events, MAX_EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.ptr) serve(events[i].data.ptr, events[i].events);
      else accept_all(listener);
    }
    relay_turn();
  }
}
