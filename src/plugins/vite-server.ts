/** What the plugins use of Vite's development server, which several site generators are built on. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request or passes it on. */
type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;

/** Vite's `ViteDevServer`. */
export interface ViteServer {
  readonly middlewares: { use(handle: Middleware): unknown };
  readonly watcher: { on(event: 'all', listener: (event: string, path: string) => void): unknown };
  /** Where it listens, once it does. */
  readonly resolvedUrls?: { readonly local: readonly string[]; readonly network: readonly string[] } | null;
}
