/** The module that a thread of `hansou cluster push` runs: cuts the documents that it is sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { Analyzer } from '../../analysis/analyzer.ts';
import { Lexicon } from '../../lexicon/lexicon.ts';
import { cleanOutput } from '../../node/clean-output.ts';
import { packError } from '../../node/thread-error.ts';
import { DocumentEncoder } from '../../opensearch/documents/cluster-document.ts';
import { LocalCutter } from '../../opensearch/documents/document-writer.ts';
import { createSegmenter } from '../../segment/dictionary-segmenter.ts';
import { openNames } from '../../segment/names/open-names.ts';
import type { CutReply, CutRequest, CutSetup } from './cut-threads.ts';

cleanOutput();
const { fields, lexicon: packed } = workerData as CutSetup;
const lexicon = Lexicon.fromPacked(packed).withNames(packed.names && openNames(packed.names));
const cutter = new LocalCutter(new DocumentEncoder(fields, new Analyzer(createSegmenter({ lexicon }))));

parentPort!.on('message', async ({ number, documents }: CutRequest) => {
  let reply: CutReply;
  try {
    reply = { number, sources: await cutter.cut(documents) };
  } catch (error) {
    reply = { number, failure: packError(error) };
  }
  parentPort!.postMessage(reply);
});
