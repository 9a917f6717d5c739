/** Clients that send slowly, never end, read nothing or are many: each is given up, and others are answered meanwhile. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type FileServer, serveFolder } from '../../../../src/node/serving/server.ts';

// Shorter bounds, and fewer connections.
vi.mock('../../../../src/node/serving/bounds.ts', async original => {
  const { bounds } = await original<typeof import('../../../../src/node/serving/bounds.ts')>();
  return { bounds: { ...bounds, requestMs: 200, checkMs: 20, idleMs: 600, connections: 20 } };
});
const idleMs = 600;

/** More than is on its way between two processes. */
const largeBytes = 2 ** 28;
const folder = mkdtempSync(join(tmpdir(), 'hansou-bounds-'));
let server: FileServer;
const sockets: Socket[] = [];
beforeAll(() => {
  writeFileSync(join(folder, 'index.html'), '<p>首页');
  writeFileSync(join(folder, 'large.bin'), '');
  truncateSync(join(folder, 'large.bin'), largeBytes);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  server = await serveFolder(folder);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

/** Connects; `write` is called again and again until the connection ends. */
function open(write: (socket: Socket, time: number) => void, everyMs = 20) {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  sockets.push(socket);
  let said = '';
  socket.on('error', () => {});
  socket.on('data', chunk => (said += String(chunk).slice(0, 200)));
  let time = 0;
  socket.on('connect', () => write(socket, time++));
  const again = setInterval(() => !socket.connecting && !socket.destroyed && write(socket, time++), everyMs);
  const closed = new Promise<string>(resolve =>
    socket.on('close', () => {
      clearInterval(again);
      resolve(said);
    }),
  );
  return { socket, closed };
}

const host = () => new URL(server.url).host;
const begin = (target = '/', method = 'GET') => `${method} ${target} HTTP/1.1\r\nHost: ${host()}\r\n`;

async function expectAnswer(): Promise<void> {
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([200, '<p>首页']);
}

it.each<[string, (socket: Socket, time: number) => void]>([
  ['says nothing', () => {}],
  ['sends its headers one by one, without end', (socket, time) => socket.write(time ? `X-${time}: 1\r\n` : begin())],
  ['sends a target letter by letter', (socket, time) => socket.write(time ? 'a' : 'GET /')],
  [
    'sends a body without end',
    (socket, time) => socket.write(time ? '5\r\nabcde\r\n' : `${begin('/', 'POST')}Transfer-Encoding: chunked\r\n\r\n`),
  ],
  [
    'sends less than it says',
    (socket, time) => !time && socket.write(`${begin('/', 'POST')}Content-Length: 9\r\n\r\nab`),
  ],
  ['goes on asking for nothing', (socket, time) => !time && socket.write(`${begin()}\r\n`)],
])('gives up a client that %s', async (_, write) => {
  await open(write).closed;
  await expectAnswer();
});

it('gives up a client that reads nothing of what it asked for', async () => {
  const { socket, closed } = open((socket, time) => !time && socket.write(`${begin('/large.bin')}\r\n`));
  socket.pause();
  await new Promise(resolve => setTimeout(resolve, 3 * idleMs));
  // What is on its way is read, and then the end of the connection, not of the file.
  socket.resume();
  await closed;
  expect(socket.bytesRead).toBeLessThan(largeBytes);
  await expectAnswer();
});

it('keeps no more connections than it may, and answers again when they have ended', async () => {
  const many = Array.from({ length: 60 }, () => open((socket, time) => !time && socket.write(begin())));
  await Promise.all(many.map(({ closed }) => closed));
  await expectAnswer();
});

it('refuses at once a connection that is one too many', async () => {
  const kept = Array.from({ length: 20 }, () => open(() => {}));
  await Promise.all(kept.map(({ socket }) => new Promise(resolve => socket.once('connect', resolve))));
  await new Promise(resolve => setTimeout(resolve, 20));
  const { closed } = open((socket, time) => !time && socket.write(`${begin()}\r\n`));
  expect(await closed).toBe('');
  expect(kept.every(({ socket }) => !socket.destroyed)).toBe(true);
});
