/** What the plugins use of Vite's development server, which several site generators are built on. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HansouError } from '../errors.ts';

/** Answers a request or passes it on. */
type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/** Vite's `ViteDevServer`. */
export interface ViteServer {
  readonly middlewares: { use(handle: Middleware): unknown };
  readonly watcher: { on(event: 'all', listener: (event: string, path: string) => void): unknown };
  /** Where it listens, once it does. */
  readonly resolvedUrls?: { readonly local: readonly string[]; readonly network: readonly string[] } | null;
}

/**
 * The address of the site that it shows.
 * @param base the path of the site
 * @throws HansouError IO when it does not listen itself, but inside another server
 */
export function findServedSite({ resolvedUrls }: ViteServer, base: string): string {
  const [address] = [...(resolvedUrls?.local ?? []), ...(resolvedUrls?.network ?? [])];
  if (address !== undefined) return new URL(base, address).href;
  throw new HansouError('IO', 'the pages of the site cannot be read', {
    expected: 'a server of Vite that listens itself',
    got: 'one inside another server',
    hint: 'Build the site: its pages are read then.',
  });
}
