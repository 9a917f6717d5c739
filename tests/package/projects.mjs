// Runs real tools in folders outside of this project: installers, bundlers, servers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// What is printed is read, so it must not be coloured, as it would be where CI is set.
const env = {
  ...process.env,
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  ASTRO_TELEMETRY_DISABLED: '1',
  DISABLE_VERSION_CHECK: '1',
};
const deadlineMs = 120_000;
/** Whoever waits longer for a registry has none to speak of. */
export const installMs = 120_000;

/** The reason why a test was not run. */
export class Skipped extends Error {}

/** Runs a program to its end. @returns its exit code and what it printed */
export async function run(command, args, cwd, timeout = deadlineMs) {
  const child = spawn(command, args, { cwd, env, timeout, shell: process.platform === 'win32' });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (out += chunk));
  const [code] = await once(child, 'close');
  return { code, out };
}

/** Runs a program of an installed package with Node. @throws when it fails */
export async function runTool(folder, script, args) {
  const { code, out } = await run(process.execPath, [join(folder, 'node_modules', script), ...args], folder);
  assert.equal(code, 0, out);
  return out;
}

/** Starts a server, with environment variables added; calls `test` with its address. */
export async function whileServing(folder, script, args, test, added = {}) {
  const server = spawn(process.execPath, [join(folder, 'node_modules', script), ...args], {
    cwd: folder,
    env: { ...env, ...added },
  });
  try {
    let out = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', chunk => (out += chunk));
    const signal = AbortSignal.timeout(deadlineMs);
    const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/;
    while (!address.test(out)) await once(server.stdout, 'data', { signal }).catch(() => assert.fail(out));
    await test(address.exec(out)[0]);
  } finally {
    server.kill();
  }
}

/** Asks until the answer is as it should be: what changed is found after a moment. */
export async function waitFor(what, read, expected) {
  let found;
  for (let tries = 0; tries < 200; tries++) {
    found = await read();
    if (JSON.stringify(found) === JSON.stringify(expected)) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  assert.deepEqual(found, expected, what);
}
