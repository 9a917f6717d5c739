/** `npm run bench -- [part…] [options]`: measures hansou beside its peers. */
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { basename, join } from 'node:path';
import { baseline } from './baseline/main.ts';
import { Bench, isInstalled } from './bench.ts';
import { type Corpus, documentsOf, givenCorpus } from './corpus/corpus.ts';
import { generatedCorpus } from './corpus/default.ts';
import { installPeers } from './install.ts';
import { bundleChild, cacheDirectory } from './measure/bundle.ts';
import { type BenchOptions, help, type PartName, parseOptions, UsageError } from './options.ts';
import { indexPart } from './parts/index-part.ts';
import { qualityPart } from './parts/quality-part.ts';
import { queryPart } from './parts/query-part.ts';
import { repairPart } from './parts/repair-part.ts';
import { scalePart } from './parts/scale-part.ts';
import { segmentPart } from './parts/segment-part.ts';
import { drawQueries, usualDraw, warmUpDraw } from './queries/draw.ts';
import { readQueries } from './queries/read.ts';
import type { Machine, MeasuredPart, PartReport, Report, Run } from './report/report.ts';
import { terminalReport } from './report/terminal.ts';
import { storeReport, writePage } from './report/write.ts';
import { loadJieba } from './segmenters/jieba.ts';
import { Skips } from './skips.ts';
import { subjects as allSubjects } from './subjects/index.ts';
import { installedVersions } from './versions.ts';

const parts: Readonly<Record<PartName, (bench: Bench) => Promise<PartReport>>> = {
  segment: segmentPart,
  index: indexPart,
  query: queryPart,
  quality: qualityPart,
  scale: scalePart,
  repair: repairPart,
};

/** Documents of the generated corpus when nobody says how many. */
const usualCount = 2000;
const smokeCount = 100;

async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words);
  if (options.help) {
    console.log(help);
    return 0;
  }
  if (options.isBaseline) return baseline(options.update);
  if (!options.isSmoke) installPeers();
  const started = performance.now();
  const log = (line: string) => console.error(`[${((performance.now() - started) / 1000).toFixed(0)} s] ${line}`);
  const directory = join(cacheDirectory, `run-${process.pid}`);
  try {
    const bench = await prepare(options, directory, log);
    const run: Run = { date: new Date().toISOString(), command: commandOf(words), machine: thisMachine() };
    const versions = installedVersions(bench.context.subjects);
    const measured: MeasuredPart[] = [];
    for (const part of options.parts) {
      log(`${part} begins`);
      const report = { ...withSkips(await parts[part](bench), bench.context.skips), run };
      measured.push(report);
      // After each part: a run that is ended keeps what it has measured.
      if (options.save) log(`wrote ${await writePage(storeReport({ versions, parts: [report] }))}`);
    }
    show({ versions, parts: measured }, options);
    log('done');
    return 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function prepare(options: BenchOptions, directory: string, log: (line: string) => void): Promise<Bench> {
  const skips = new Skips();
  log('bundling hansou');
  const script = await bundleChild();
  const corpus = await corpusOf(options, directory, skips);
  log(`corpus ${corpus.name}: ${corpus.count.toLocaleString('en')} documents`);
  const jieba = await loadJieba();
  const draw = options.isSmoke ? { ...usualDraw, words: 30, quoted: 20, questions: 20 } : usualDraw;
  const documents = await documentsOf(corpus);
  const queries = options.queries ? await readQueries(options.queries, skips) : drawQueries(documents, jieba, draw);
  const warmUps = drawQueries(documents, jieba, warmUpDraw(draw));
  return new Bench({
    options,
    script,
    corpus,
    queries,
    warmUps,
    wordsName: jieba.name,
    subjects: chosenSubjects(options),
    skips,
    directory,
    log,
  });
}

function chosenSubjects(options: BenchOptions) {
  if (options.subjects) {
    const names = new Set(allSubjects.map(({ info }) => info.name));
    for (const name of options.subjects)
      if (!names.has(name)) throw new UsageError(`there is no subject ${name}; there are ${[...names].join(', ')}`);
  }
  return allSubjects.filter(
    ({ info }) =>
      (!options.subjects || options.subjects.includes(info.name)) &&
      // A smoke run takes what is there, each engine once: it has at most a minute.
      (!options.isSmoke || info.package === undefined || (info.words === 'jieba' && isInstalled(info.package))),
  );
}

function corpusOf(options: BenchOptions, directory: string, skips: Skips): Promise<Corpus> | Corpus {
  const usual = options.isSmoke ? smokeCount : usualCount;
  if (options.corpus === undefined) return generatedCorpus(options.count ?? usual, directory);
  const count = options.count ?? (options.isSmoke ? smokeCount : Number.POSITIVE_INFINITY);
  return givenCorpus(options.corpus, count, { directory, skips });
}

/** A part with the lines, judgements and queries that were skipped since the part before. */
function withSkips(part: PartReport, skips: Skips): PartReport {
  const notes = skips.takeNotes();
  return notes.length > 0 ? { ...part, notes: [...(part.notes ?? []), ...notes] } : part;
}

/** The words as a reader would type them: where files lie on this machine tells nothing. */
function commandOf(words: readonly string[]): string {
  return words
    .map(word =>
      word
        .split(',')
        .map(path => basename(path))
        .join(','),
    )
    .join(' ');
}

function show(report: Report, options: BenchOptions): void {
  const json = JSON.stringify(report, null, 1);
  if (options.json === '') console.log(json);
  else console.log(terminalReport(report, { hasColor: process.stdout.isTTY === true }));
  if (options.json) writeFileSync(options.json, `${json}\n`);
}

function thisMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    memory: totalmem(),
    system: `${type()} ${release()}`,
  };
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${help}`);
    process.exitCode = 2;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
