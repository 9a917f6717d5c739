/** Runs `hansou cluster push` in a process that can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const pollMs = 200;

/** Sends a file of documents to an index, as often as it is told to. */
export class KilledPush {
  private readonly folder = mkdtempSync(join(tmpdir(), 'hansou-push-'));
  private readonly file = join(this.folder, 'documents.jsonl');
  private child: ChildProcess | undefined;
  /** Documents that the last whole run did not send again. */
  unchanged = 0;

  constructor(
    private readonly addresses: readonly string[],
    private readonly index: string,
    documents: readonly { readonly id: string; readonly title: string; readonly body: string }[],
  ) {
    const lines = documents.map(({ id, title, body }) => `${JSON.stringify({ id, title, text: body })}\n`);
    writeFileSync(this.file, lines.join(''));
  }

  /**
   * Runs the command to its end.
   * @param onWritten told of the number of documents that the cluster has written so far
   * @returns whether all were acknowledged; false when it was killed
   */
  async run(onWritten: (written: number) => void): Promise<boolean> {
    const words = ['cluster', 'push', this.file, '--to', this.addresses.join(), '--index', this.index, '--json'];
    const child = spawn(process.execPath, ['--import', 'tsx', command, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const poll = setInterval(() => void this.countWritten().then(onWritten, () => {}), pollMs);
    try {
      const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
      if (signal === 'SIGKILL') return false;
      if (code !== 0) throw new Error(`hansou cluster push ended with code ${code}`);
      this.unchanged = (JSON.parse(out) as { unchanged: number }).unchanged;
      return true;
    } finally {
      clearInterval(poll);
    }
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  close(): void {
    this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async countWritten(): Promise<number> {
    const answer = await fetch(`${this.addresses[0]}/${this.index}/_stats/indexing`);
    const { _all: all } = (await answer.json()) as { _all?: { primaries: { indexing: { index_total: number } } } };
    return all?.primaries.indexing.index_total ?? 0;
  }
}
