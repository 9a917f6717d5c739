/** Spoils answers of a cluster, as a proxy that fails and a network that is lost do. */

/** Every so manieth answer is spoiled. */
const every = 4;

/** How an answer is spoiled, by turns. */
const spoilers: readonly ((response: Response) => Promise<Response>)[] = [
  async response => {
    const text = await response.text();
    return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status });
  },
  async () => new Response('<html><body>Welcome</body></html>', { status: 200 }),
  async () => new Response('<html><body>Bad gateway</body></html>', { status: 502 }),
  async () => {
    throw new TypeError('fetch failed', { cause: new Error('the connection was reset') });
  },
];

/** A `fetch` whose answers are spoiled while it is told so: the cluster has done what it was asked for, and nobody knows. */
export class BadAnswers {
  isOn = false;
  spoiled = 0;
  private answers = 0;

  readonly fetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    // The answer to HEAD is its status.
    if (!this.isOn || init?.method === 'HEAD' || ++this.answers % every !== 0) return response;
    return spoilers[this.spoiled++ % spoilers.length](response);
  };
}
