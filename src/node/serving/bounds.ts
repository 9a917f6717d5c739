/** What a client of a server may take: a stranger's page reaches servers of this machine too. */

export const bounds = {
  /** Maximum number of bytes of a request's first line and headers. */
  headerBytes: 8192,
  /** How long the headers of a request, and then a request as a whole, may take to arrive. */
  requestMs: 10_000,
  /** How often that is looked at. */
  checkMs: 1000,
  /** How long a connection may stay silent, in either direction. */
  idleMs: 30_000,
  /** Maximum number of connections at a time. */
  connections: 256,
} as const;
