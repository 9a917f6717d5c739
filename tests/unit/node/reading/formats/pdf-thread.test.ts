/** Law (pdf-thread.ts): whatever a file does to the thread that reads it, it is answered or refused by name, and others are read. */
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it, vi } from 'vitest';
import { readPdfInThread } from '../../../../../src/node/reading/formats/pdf/pdf-thread.ts';

const threads: Worker[] = [];

/** A thread in place of the one with PDF.js, which does what the name of a file says, and names the files that it read. */
const module = `
const { parentPort } = require('node:worker_threads');
const read = [];
parentPort.on('message', ({ file }) => {
  read.push(file);
  const answer = () => parentPort.postMessage({ text: { pages: read.map(text => ({ text })) } });
  const fail = () => setImmediate(() => { throw new Error('out of PDF.js'); });
  const kept = [];
  switch (file) {
    case 'fills memory': while (true) kept.push(Array(1000).fill(Math.random()));
    case 'exits': return process.exit(3);
    case 'throws': return fail();
    case 'throws nothing': return setImmediate(() => { throw undefined; });
    case 'works without end': while (true) ;
    case 'waits without end': return;
    case 'throws after its answer': answer(); return fail();
    case 'needs a new thread': return read.length === 1 ? answer() : process.exit(3);
    default: answer();
  }
});`;

vi.mock('../../../../../src/node/start-thread.ts', () => ({
  startThread() {
    const thread = new Worker(module, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
    threads.push(thread);
    return thread;
  },
}));
afterAll(() => Promise.all(threads.map(thread => thread.terminate())));

/** Longer than any of them takes that ends. */
const limit = 20_000;
const read = (file: string, signal?: AbortSignal) =>
  readPdfInThread(
    { file, bytes: new Uint8Array(9), keptHead: /never/ },
    { limit: file.endsWith('without end') ? 1000 : limit, signal },
  );

/** What each of these files, asked for at once, became: the files that its thread had read, or why it was refused. */
async function readAll(...files: string[]): Promise<(string[] | string)[]> {
  const ends = await Promise.allSettled(files.map(file => read(file)));
  return ends.map(end => {
    if (end.status === 'fulfilled') return end.value.pages.map(({ text }) => text);
    expect(end.reason).toMatchObject({ code: 'BAD_FILE' });
    return String(end.reason.message);
  });
}

it.each([
  ['fills memory', 'takes too much to read: expected a PDF that fits into memory'],
  ['exits', 'cannot be read: expected a PDF that PDF.js reads, got one that ends its thread'],
  ['throws', 'cannot be read: expected a PDF that PDF.js reads, got out of PDF.js'],
  ['throws nothing', 'cannot be read: expected a PDF that PDF.js reads, got undefined'],
  ['works without end', 'takes too much to read: expected at most 1 s for its size'],
  ['waits without end', 'takes too much to read: expected at most 1 s for its size'],
])('refuses by name a file that %s, and reads those before and behind it', async (file, why) => {
  const [before, refused, behind, again, last] = await readAll('a', file, 'b', file, 'c');
  expect([before.slice(-1), behind, last]).toEqual([['a'], ['b'], ['c']]);
  for (const each of [refused, again]) expect(each).toContain(`${file} ${why}`);
  // One waits for more.
  expect(threads.filter(({ threadId }) => threadId > 0).length).toBe(1);
});

it('does not blame a file for what the one before it did to the thread after its answer', async () => {
  const [first, second, third] = await readAll('throws after its answer', 'b', 'c');
  expect(first.slice(-1)).toEqual(['throws after its answer']);
  expect([second.slice(-1), third.slice(-1)]).toEqual([['b'], ['c']]);
  // The thread may also die while nobody reads.
  await read('throws after its answer');
  await new Promise(resolve => setTimeout(resolve, 100));
  expect((await readAll('d'))[0]).toEqual(['d']);
});

it('reads a file once more, in a new thread, when it ended one that had read others', async () => {
  expect(await readAll('a', 'needs a new thread', 'b')).toEqual([
    expect.arrayContaining(['a']),
    ['needs a new thread'],
    ['needs a new thread', 'b'],
  ]);
});

it('ends with its signal the thread that reads, and what waits for its turn', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const readings = [read('a'), read('works without end', controller.signal), read('b', controller.signal), read('c')];
  await readings[0];
  setTimeout(() => controller.abort(reason), 50);
  const [, second, third, fourth] = await Promise.allSettled(readings);
  expect([second, third]).toMatchObject([{ reason }, { reason }]);
  expect(fourth).toMatchObject({ value: { pages: [{ text: 'c' }] } });
  await expect(read('d', controller.signal)).rejects.toBe(reason);
});
