/** Serves tools by the Model Context Protocol, with its official SDK. */
import type { Readable, Writable } from 'node:stream';
import { HansouError } from '../../errors.ts';
import { toPrintable } from '../../text/printable.ts';
import type { Streams } from '../command.ts';
import { readVersion } from '../version.ts';
import { MessageLines } from './message-lines.ts';
import type { SearchTools } from './search-tools.ts';

/** What is said of a message that is passed over, at most. */
const maxReasonUnits = 300;

/**
 * Answers calls until the input ends or the user ends the program. What is no message of the protocol is passed over, and
 * said on standard error.
 */
export async function serveTools(tools: SearchTools, streams: Streams): Promise<void> {
  const { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema } = await loadSdk();
  const server = new Server({ name: 'hansou', version: readVersion() }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.list().map(tool => ({ ...tool, annotations: { readOnlyHint: true, openWorldHint: false } })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    try {
      return answer(tools.call(params.name, params.arguments ?? {}));
    } catch (error) {
      if (!(error instanceof HansouError)) throw error;
      return { content: [{ type: 'text' as const, text: error.message }], isError: true };
    }
  });
  const ended = new Promise<void>(resolve => {
    streams.stdin.once('end', resolve);
    streams.stdin.once('close', resolve);
    server.onclose = resolve;
  });
  const passOver = (reason: string) =>
    streams.stderr.write(`hansou: a message was passed over: ${toPrintable(reason).slice(0, maxReasonUnits)}\n`);
  server.onerror = ({ message }) => passOver(message);
  const lines = new MessageLines(passOver);
  (streams.stdin as Readable).pipe(lines);
  await server.connect(new StdioServerTransport(lines, streams.stdout as unknown as Writable));
  await Promise.race([ended, streams.untilInterrupted()]);
  await server.close();
}

/** As the protocol has it: data, and the same as text for clients that read only text. */
function answer(data: unknown) {
  return {
    content: [{ type: 'text' as const, text: JSON.stringify(data) }],
    structuredContent: data as Record<string, unknown>,
  };
}

async function loadSdk() {
  try {
    const [{ Server }, { StdioServerTransport }, { ListToolsRequestSchema, CallToolRequestSchema }] = await Promise.all(
      [
        import('@modelcontextprotocol/sdk/server/index.js'),
        import('@modelcontextprotocol/sdk/server/stdio.js'),
        import('@modelcontextprotocol/sdk/types.js'),
      ],
    );
    return { Server, StdioServerTransport, ListToolsRequestSchema, CallToolRequestSchema };
  } catch (cause) {
    throw new HansouError('IO', 'the server of the Model Context Protocol cannot be loaded', {
      expected: 'the package @modelcontextprotocol/sdk',
      got: cause instanceof Error ? cause.message.split('\n')[0] : String(cause),
      hint: 'Install it beside hansou: npm install @modelcontextprotocol/sdk.',
      cause,
    });
  }
}
