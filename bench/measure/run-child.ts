import { fork } from 'node:child_process';
import type { Answers, Task } from './task.ts';

/** A child that did not answer, and why. */
export class ChildFailed extends Error {}

/** No task takes longer on purpose; a child that does is ended and named. ms. */
const longest = 20 * 60_000;

/**
 * Does a task in a process of its own.
 * @param script the bundled child, plain JavaScript
 * @throws ChildFailed with the reason in one line
 */
export function runInChild<T extends Task>(script: string, task: T): Promise<Answers[T['kind']]> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [], {
      execArgv: ['--expose-gc', '--max-old-space-size=8192'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    let complaint = '';
    child.stderr?.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString()).slice(-2000);
    });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new ChildFailed(`stopped after ${longest / 60_000} minutes`));
    }, longest);
    child.once('message', (message: { answer: Answers[T['kind']] } | { error: string }) => {
      clearTimeout(timer);
      if ('error' in message) reject(new ChildFailed(message.error));
      else resolve(message.answer);
    });
    child.once('error', error => {
      clearTimeout(timer);
      reject(new ChildFailed(error.message));
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      const last =
        complaint
          .trim()
          .split('\n')
          .find(line => /error|fatal/i.test(line)) ?? '';
      reject(
        new ChildFailed(`its process ended with ${signal ?? code}${last ? `: ${last.trim().slice(0, 160)}` : ''}`),
      );
    });
    child.send(task);
  });
}
