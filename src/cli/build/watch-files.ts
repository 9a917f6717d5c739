/** Waits for files to change. */
import { existsSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { findFiles } from '../../node/reading/find-files.ts';
import type { Streams } from '../command.ts';

/** Changes that follow each other within this time in ms are one: an editor that replaces a file, a copied folder. */
const quietMs = 200;

/**
 * Calls `rebuild` whenever the files that the names stand for have changed, until the user ends the program. Calls never
 * overlap; what changes while one runs leads to another one. Whether files have changed is told from the files themselves
 * (names, sizes, times), so the index that is written beside them does not matter.
 * @param state `describeFiles` of before the last build
 */
export async function watchFiles(
  { names, output, state }: { readonly names: readonly string[]; readonly output: string; readonly state: string },
  streams: Streams,
  rebuild: () => Promise<void>,
): Promise<void> {
  const interrupted = streams.untilInterrupted();
  let seen = state;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const check = async () => {
    const current = describeFiles(names);
    if (current === seen) return;
    seen = current;
    await rebuild();
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(check);
    }, quietMs);
  };
  const watcher = openWatcher(names, output);
  try {
    await new Promise(ready => watcher.once('ready', () => ready(undefined)));
    watcher.on('all', schedule);
    // What changed before the watcher was ready.
    schedule();
    await interrupted;
  } finally {
    clearTimeout(timer);
    await watcher.close();
    await running;
  }
}

function openWatcher(names: readonly string[], output: string): FSWatcher {
  const roots = names.map(watchedPath);
  const ownFile = resolve(output);
  return watch(roots, {
    ignoreInitial: true,
    // What is found through a link inside a folder is inside it too.
    followSymlinks: false,
    ignored(path) {
      const whole = resolve(path);
      // Its temporary folder begins with its name.
      if (whole.startsWith(ownFile)) return true;
      const root = roots.find(each => whole === each || whole.startsWith(each + sep));
      return root !== undefined && /[\\/](?:\.|node_modules(?:[\\/]|$))/.test(whole.slice(root.length));
    },
  });
}

/** A file or folder; of a glob, the folder before its first part with a special character. */
function watchedPath(name: string): string {
  if (existsSync(name)) return resolve(name);
  const parts = name.split('/');
  const end = parts.findIndex(part => /[*?[\]{}()!+@]/.test(part));
  return resolve(parts.slice(0, end).join('/') || (name.startsWith('/') ? '/' : '.'));
}

/** A text that differs when a file appears, disappears or changes. */
export function describeFiles(names: readonly string[]): string {
  try {
    return findFiles(names)
      .map(({ name, error }) => {
        const stat = error ? undefined : statSync(name, { throwIfNoEntry: false });
        return `${name}\n${stat?.size} ${stat?.mtimeMs} ${stat?.ino}`;
      })
      .join('\n');
  } catch {
    return 'none';
  }
}
