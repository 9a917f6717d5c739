/** Shows how an index is built from files. */
import { HansouError } from '../../errors.ts';
import type { IndexFilesReport, IndexFilesRequest } from '../../node/index-files.ts';
import type { SkippedInput } from '../../node/reading/document.ts';
import { toPrintable } from '../../text/printable.ts';
import type { Streams } from '../command.ts';
import { Progress } from '../terminal/progress.ts';

/** Maximum number of skipped files and lines that are listed one by one. */
const maxListedSkips = 20;

/** Where a build reports what it does. */
type Watch = Pick<IndexFilesRequest, 'onSkip' | 'onRead' | 'onProgress' | 'signal'>;

/**
 * Builds an index and shows the progress on standard error, with the first files and lines that are skipped. When the user ends
 * the program, the build removes what it wrote first.
 * @param build builds it, and reports to `watch`
 */
export async function showIndexing<Report extends Pick<IndexFilesReport, 'skipped'>>(
  build: (watch: Watch) => Promise<Report>,
  { stderr, interruptSignal }: Streams,
): Promise<Report> {
  const progress = new Progress(stderr);
  const interruption = new AbortController();
  const interrupted = interruptSignal();
  const abort = () => interruption.abort(interruptedError());
  if (interrupted.aborted) abort();
  interrupted.addEventListener('abort', abort);
  let listed = 0;
  const onSkip = (input: SkippedInput) => {
    if (++listed > maxListedSkips) return;
    progress.clear();
    stderr.write(`hansou: skipped: ${toPrintable(input.message)} [${input.code}]\n`);
  };
  try {
    const report = await build({
      onSkip,
      signal: interruption.signal,
      onRead: (share, documents, file) => progress.show(share, documents, file),
      onProgress({ phase, documents, bytes }) {
        if (phase === 'merging') progress.show(1, documents, `${(bytes / 1e6).toFixed(0)} MB written`);
      },
    });
    progress.clear();
    if (listed > maxListedSkips)
      stderr.write(`hansou: skipped: ${listed - maxListedSkips} more (all of them with --json)\n`);
    return report;
  } finally {
    interrupted.removeEventListener('abort', abort);
    progress.clear();
  }
}

function interruptedError(): HansouError {
  return new HansouError('IO', 'the index was not written', {
    expected: 'to finish the build',
    got: 'an interruption',
    hint: 'What was there before is still there. Run the command again.',
  });
}
