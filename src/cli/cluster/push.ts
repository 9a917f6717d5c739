/** `hansou cluster push`: sends documents to a cluster. */

import { extname } from 'node:path';
import { HansouError } from '../../errors.ts';
import { readInputDocument } from '../../index/live/input-document.ts';
import { FreeIds } from '../../node/free-ids.ts';
import { type FileIndex, openFile } from '../../node/open-file.ts';
import { documentFields, namedDocumentFields } from '../../node/reading/document.ts';
import { type ReadOptions, readDocuments } from '../../node/reading/read-documents.ts';
import { collectLiveDocuments } from '../../query/context/live-documents.ts';
import { toPrintable } from '../../text/printable.ts';
import { counted } from '../terminal/counted.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { Progress } from '../terminal/progress.ts';
import { Terminal } from '../terminal/terminal.ts';
import { CutThreads } from './cut-threads.ts';
import { type ClusterJob, openWith } from './place.ts';

/** What is sent. */
interface PushJob extends ClusterJob {
  readonly names: readonly string[];
  readonly options: ReadOptions;
  readonly hasNameFields: boolean;
}

/** Sends the documents. @returns the exit code: 1 when something could not be read */
export async function push(job: PushJob): Promise<number> {
  const { lexicon, names, place, streams, options, hasNameFields, printsJson } = job;
  const file = names.length === 1 && extname(names[0]) === '.hansou' ? openFile(names[0]) : undefined;
  const progress = new Progress(streams.stderr);
  const started = performance.now();
  let skipped = 0;
  let cutter: CutThreads | undefined;
  const onSkip: ReadOptions['onSkip'] = ({ message, code }) => {
    skipped++;
    progress.clear();
    streams.stderr.write(`hansou: skipped: ${toPrintable(message)} [${code}]\n`);
  };
  try {
    const fields = file ? file.fields : hasNameFields ? namedDocumentFields : documentFields;
    const index = await openWith(job, fields);
    const signal = streams.interruptSignal();
    const { stdin } = streams;
    const documents = file ? inputsOf(file) : readInputs(names, { ...options, stdin, onSkip, signal });
    cutter = new CutThreads(fields, lexicon);
    const { written, unchanged } = await index.updateAllCutBy(cutter, documents as AsyncIterable<unknown>, {
      onlyChanged: true,
      withoutReplicas: await index.isUnfilled(),
      refresh: true,
      signal,
      onProgress: ({ written, unchanged }) => {
        const done = written + unchanged;
        progress.show(file ? done / Math.max(1, file.size) : 0, done, 'acknowledged');
      },
    });
    progress.clear();
    const total = await index.countDocuments();
    if (printsJson) streams.stdout.write(toJsonLine({ written, unchanged, skipped, documents: total }));
    else {
      const terminal = new Terminal(streams.stdout, streams.environment);
      const count = (value: number) => value.toLocaleString('en');
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      streams.stdout.write(
        `${terminal.style('bold', place.index)}  ${counted(written, 'document')} acknowledged, ${count(unchanged)} unchanged, ` +
          `${count(total)} on the cluster, ${seconds} s\n`,
      );
    }
    return skipped > 0 ? 1 : 0;
  } finally {
    progress.clear();
    await cutter?.close();
    file?.close();
  }
}

async function* inputsOf(file: FileIndex): AsyncGenerator<Record<string, unknown>> {
  const reader = file.live.reader();
  for (const document of collectLiveDocuments(reader).toArray()) yield readInputDocument(reader, document);
}

/** The documents of files; those with the id of another one get an id of their own, as in a build. */
async function* readInputs(names: readonly string[], options: ReadOptions): AsyncGenerator<Record<string, unknown>> {
  const freeIds = new FreeIds();
  const taken = new Set<string>();
  for await (const document of readDocuments(names, options)) {
    let id = '';
    await freeIds.add(document, async ({ id: wanted }) => {
      if (taken.has(wanted)) throw takenError(wanted);
      id = wanted;
    });
    taken.add(id);
    yield { ...document, id };
  }
}

function takenError(id: string): HansouError {
  return new HansouError('DUPLICATE_ID', 'two documents have the same id', {
    expected: 'a distinct id for each document',
    got: id,
    hint: 'One of them gets another id.',
  });
}
