/** Wrong arguments of the entry points besides `hansou`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  adapterCalls,
  clusterCalls,
  lexiconCalls,
  namesCalls,
  nodeCalls,
  nodejiebaCalls,
  remoteCalls,
  removeFiles,
  workerCalls,
} from './entry-calls.ts';
import { passJunk, passWrongValues } from './junk.ts';
import { bytes } from './main-calls.ts';
import { pluginCalls, toolCalls } from './plugin-calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'hansou-plugins-'));
afterAll(() => rmSync(folder, { recursive: true }));

let server: Server;
let address = '';
beforeAll(async () => {
  server = createServer((_, response) => response.end(bytes));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise<void>(resolve => server.close(() => resolve())));

/** Of each entry: 20,000 and more in all. `npm run study -- fuzz` draws more. */
const draws = 2_500;
describe.each([
  ['hansou/lexicon', () => lexiconCalls, draws],
  ['the plugins of site generators', () => pluginCalls(folder), draws],
  ['the tools of language models', () => toolCalls, draws],
  ['hansou/nodejieba', () => nodejiebaCalls, 100],
  ['hansou/flexsearch, hansou/minisearch and hansou/orama', () => adapterCalls, draws],
  ['hansou/names', () => namesCalls, draws],
  ['hansou/node', () => nodeCalls, draws],
  ['hansou/remote', () => remoteCalls, draws],
  ['hansou/opensearch', () => clusterCalls, draws],
  ['hansou/worker', () => workerCalls(address), draws],
] as const)('a wrong argument of %s', (name, calls, runs) => {
  it('is accepted or refused with a HansouError that has a hint', async () => {
    const table = calls();
    for (const call of Object.keys(table)) await passWrongValues(table, call);
  }, 600_000);

  it(
    'of any shape, drawn at random, is accepted or refused with a HansouError',
    () => passJunk(calls(), runs, { isFixed: name === 'hansou/nodejieba' }),
    7_200_000,
  );

  if (name === 'hansou/node') it('leaves no files behind', removeFiles);
});
