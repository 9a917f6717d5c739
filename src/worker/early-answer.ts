/**
 * The first answer of a server, which the page asks for while its worker still starts: an index is open after the longer of
 * both times, not after their sum.
 *
 * Law: the worker gets what it would have been sent itself. Where the page gets no answer, the worker asks.
 */
import { openingRange } from '../remote/http/http-source.ts';

/** What the page sends: the head of the answer, its bytes as they come, and whether these were all. */
type Sent =
  | { readonly status: number; readonly headers: [string, string][] }
  | { readonly bytes: Uint8Array }
  | { readonly isWhole: boolean };

/**
 * Asks for what opening a file needs first. Everything that is sent to the port that it returns gives the answer up.
 * @param signal gives it up too
 */
export function askEarly(address: string, signal: AbortSignal): MessagePort {
  const { port1, port2 } = new MessageChannel();
  void sendAnswer(address, port1, signal);
  return port2;
}

async function sendAnswer(address: string, port: MessagePort, outer: AbortSignal): Promise<void> {
  const send = (sent: Sent) => port.postMessage(sent);
  const ending = new AbortController();
  const end = () => ending.abort();
  port.onmessage = end;
  outer.addEventListener('abort', end);
  try {
    const { status, headers, body } = await fetch(address, {
      headers: { Range: openingRange(address) },
      signal: ending.signal,
    });
    send({ status, headers: [...headers] });
    const reader = body!.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) send({ bytes: next.value });
    send({ isWhole: true });
  } catch {
    // The worker asks again, and tells what is wrong.
    send({ isWhole: false });
  }
  outer.removeEventListener('abort', end);
}

/** A `fetch` whose first answer for each of these addresses is the one that the page sends to the port. */
export function fetchEarly(addresses: readonly string[], ports: readonly MessagePort[]): typeof fetch {
  const early = new Map(addresses.map((address, i) => [address, ports[i]]));
  return async (address, init) => {
    const port = early.get(String(address));
    early.delete(String(address));
    return (port && (await receiveAnswer(port, init?.signal ?? undefined))) ?? fetch(address, init);
  };
}

/** The answer; undefined if the page got none. @throws what the signal was aborted with */
function receiveAnswer(port: MessagePort, signal: AbortSignal | undefined): Promise<Response | undefined> {
  return new Promise((resolve, reject) => {
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    const settle = () => {
      // What was sent before may still come.
      port.onmessage = null;
      port.close();
      signal?.removeEventListener('abort', abort);
    };
    const giveUp = () => {
      port.postMessage(undefined);
      settle();
    };
    const abort = () => {
      giveUp();
      reject(signal!.reason);
      body?.error(signal!.reason);
    };
    port.onmessage = ({ data }: MessageEvent<Sent>) => {
      if ('bytes' in data) body!.enqueue(data.bytes);
      else if ('status' in data) {
        const stream = new ReadableStream<Uint8Array>({
          start: controller => void (body = controller),
          cancel: giveUp,
        });
        // These have no body.
        const isEmpty = [204, 205, 304].includes(data.status);
        resolve(new Response(isEmpty ? null : stream, data));
      } else {
        settle();
        if (data.isWhole) body!.close();
        else if (body) body.error(new TypeError('the answer was broken off'));
        else resolve(undefined);
      }
    };
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort);
  });
}
