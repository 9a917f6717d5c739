/** `hansou mcp`, as a process, asked by the client of the official SDK. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MessageLines } from '../../src/cli/mcp/message-lines.ts';
import { createIndex, date, keyword, text } from '../../src/index.ts';
import { hansou } from './streams.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hansou-mcp-'));
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  const news = createIndex({ fields: { title: text({ weight: 3 }), body: text(), author: keyword(), date: date() } });
  news.add({ id: '1', title: '石桥村新桥通车', body: '石桥村的新桥今天通车。', author: '何田', date: '2022-09-05' });
  news.add({
    id: '2',
    title: '公交',
    body: `公交通到新桥。${'长'.repeat(30_000)}`,
    author: '周禾',
    date: '2023-01-01',
  });
  writeFileSync(join(folder, 'news.hansou'), news.toBytes());
  const notes = createIndex({ fields: { body: text() } });
  notes.add({ id: 'n', body: '记一笔新桥' });
  writeFileSync(join(folder, 'notes.hansou'), notes.toBytes());
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(inject('program'), 'cli.js'), 'mcp', join(folder, 'news.hansou'), join(folder, 'notes.hansou')],
      cwd: root,
    }),
  );
});
afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

async function call(name: string, input: Record<string, unknown>) {
  const { structuredContent, content, isError } = await client.callTool({ name, arguments: input });
  const [{ text: said }] = content as { text: string }[];
  if (!isError) expect(JSON.parse(said)).toEqual(structuredContent);
  return { data: structuredContent as never, said, isError: isError === true };
}

describe('hansou mcp', () => {
  it('names its tools, the indexes and their fields', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['search', 'passages', 'fetch']);
    expect(tools[0].description).toContain('news: 2 documents with title (text), body (text), author (keyword)');
    for (const { annotations } of tools) expect(annotations?.readOnlyHint).toBe(true);
  });

  it('searches, with a filter, in one of the indexes', async () => {
    const { data } = await call('search', { query: '新桥', filter: { date: { from: '2022', to: '2022' } } });
    expect(data).toMatchObject({
      index: 'news',
      total: 1,
      results: [{ id: '1', title: '石桥村新桥通车', author: '何田' }],
    });
    expect((data as { results: object[] }).results[0]).not.toHaveProperty('body');
    expect((await call('search', { query: '新桥', index: 'notes' })).data).toMatchObject({ results: [{ id: 'n' }] });
  });

  it('leaves out what holds too little of the question', async () => {
    const question = '石桥村 新桥 量子';
    expect((await call('search', { query: question, minRelevance: 0 })).data).toMatchObject({ total: 2 });
    expect((await call('search', { query: question, minRelevance: 0.9 })).data).toMatchObject({
      total: 0,
      results: [],
    });
    expect((await call('passages', { query: question })).data).not.toMatchObject({ passages: [] });
    expect((await call('passages', { query: question, minRelevance: 0.9 })).data).toMatchObject({ passages: [] });
    expect(await call('search', { query: question, minRelevance: 3 })).toMatchObject({ isError: true });
  });

  it('finds passages for citing', async () => {
    const { data } = await call('passages', { query: '新桥什么时候通车', limit: 1 });
    expect(data).toMatchObject({ passages: [{ id: '1', field: 'body', span: { start: 0 } }] });
  });

  it('fetches a document, long texts in parts', async () => {
    const { data } = await call('fetch', { id: '2' });
    expect(data).toMatchObject({ document: { title: '公交' }, nextOffset: 20_000 });
    const rest = (await call('fetch', { id: '2', offset: 20_000 })).data as { document: { body: string } };
    expect(rest.document.body.length).toBe(10_007);
    expect(rest).not.toHaveProperty('nextOffset');
  });

  it.each([
    ['search', {}, 'query is invalid: expected a string'],
    ['search', { query: '新桥', limit: 1000 }, 'limit is invalid: expected an integer from 0 to 50'],
    ['search', { query: '新桥', filter: { nobody: 1 } }, 'the filter names an unknown field'],
    ['search', { query: '新桥', index: 'nowhere' }, 'index is invalid: expected news, notes'],
    ['fetch', { id: 'nobody' }, 'id is invalid'],
    ['drop', {}, 'tool is invalid: expected search, passages or fetch'],
  ])('answers a wrong call of %s %j with what to correct', async (name, input, message) => {
    const { isError, said } = await call(name, input);
    expect(isError).toBe(true);
    expect(said).toContain(message);
  });
});

it('refuses to start without an index, or with two of one name', async () => {
  expect(await hansou(['mcp'])).toMatchObject({ code: 2, err: expect.stringContaining('no index') });
  const file = join(folder, 'news.hansou');
  expect(await hansou(['mcp', file, file])).toMatchObject({ code: 2, err: expect.stringContaining('one name') });
});

describe('hostile messages', () => {
  const message = (id: unknown, method: string, params: object) =>
    JSON.stringify({ jsonrpc: '2.0', id, method, params });
  const begin = message(0, 'initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  });
  const search = (id: unknown, input: unknown) =>
    message(id, 'tools/call', { name: 'search', arguments: input as object });
  const hostile: readonly (string | Uint8Array)[] = [
    'hello \u001b[31m',
    '{{{',
    '\0',
    'null',
    '[]',
    Uint8Array.of(0xff, 0xfe, 0x7b),
    ...[null, true, 1.5, {}, []].map(id => message(id, 'ping', {})),
    ...['__proto__', 'constructor', 'no/such \u001b[2J'].map(method => message(3, method, {})),
    '{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"__proto__","arguments":{"__proto__":1}}}',
    search(5, null),
    search(6, 'x'),
    search(7, { query: '新桥', filter: {} }).replace('{}', `${'{"not":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
    search(8, { query: '新桥'.repeat(100_000) }),
    message(9, 'x'.repeat(9 * 2 ** 20), {}),
    '{"jsonrpc":"2.0","id":77,"error":{"code":1,"message":"\\u001b[31m"}}',
  ];

  it('are answered or passed over, said without control characters, and the next call is answered', async () => {
    const args = [join(inject('program'), 'cli.js'), 'mcp', join(folder, 'news.hansou')];
    const server = spawn(process.execPath, args, { cwd: root });
    let out = '';
    let err = '';
    server.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    server.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const ended = new Promise<number | null>(resolve => server.once('close', resolve));
    for (const line of [begin, ...hostile, search('last', { query: '新桥' })]) {
      server.stdin.write(line);
      server.stdin.write('\n');
    }
    await expect.poll(() => out, { timeout: 30_000 }).toContain('"id":"last"');
    server.stdin.end();
    expect(await ended).toBe(0);
    const answers = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { id: unknown; result?: { structuredContent?: object } });
    expect(answers.find(({ id }) => id === 'last')?.result?.structuredContent).toMatchObject({ total: 2 });
    for (const id of [3, 4, 5, 6, 7, 8]) expect(answers.map(each => each.id)).toContain(id);
    expect(err.replace(/\n/g, '')).not.toMatch(/[\u0000-\u001f]/);
    expect(err).toContain('more than 8388608 bytes');
  });

  it('are divided into the same lines however they arrive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat({ max: 60 })), (drawn, cuts) => {
        const bytes = drawn.map(byte => (byte % 5 === 0 ? 10 : byte));
        const lines = new MessageLines(() => expect.unreachable());
        const bounds = [0, ...cuts.filter(at => at <= bytes.length).sort((a, b) => a - b), bytes.length];
        for (let i = 1; i < bounds.length; i++)
          lines._transform(Buffer.from(bytes.subarray(bounds[i - 1], bounds[i])), 'utf8', () => {});
        const passed: number[] = [];
        for (let chunk = lines.read(); chunk !== null; chunk = lines.read()) passed.push(...chunk);
        // A line that does not end is no message yet.
        expect(passed).toEqual([...bytes.subarray(0, bytes.lastIndexOf(10) + 1)]);
      }),
    );
  });
});
