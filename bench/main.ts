/** `npm run bench -- [part…] [options]`: measures hansou and its peers. */
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { basename, join } from 'node:path';
import { checkBaseline, updateBaseline } from './baseline/main.ts';
import { Bench, isInstalled } from './bench.ts';
import { type Corpus, importCorpus, readCorpusDocuments } from './corpus/corpus.ts';
import { generateCorpus } from './corpus/default.ts';
import type { Engine } from './engines/engine.ts';
import { engines as allEngines } from './engines/index.ts';
import { installPeers } from './install.ts';
import { bundleChild, cacheDirectory } from './measure/bundle.ts';
import { readNativeVersions } from './native/native-program.ts';
import { type BenchOptions, help, type PartName, parseOptions, UsageError } from './options.ts';
import { coldPart } from './parts/cold-part.ts';
import { indexPart } from './parts/index-part.ts';
import { nativePart } from './parts/native-part.ts';
import { queryPart } from './parts/query-part.ts';
import { scalePart } from './parts/scale-part.ts';
import { segmentPart } from './parts/segment-part.ts';
import { webPart } from './parts/web-part.ts';
import { defaultDraw, drawQueries, warmUpDraw } from './queries/draw.ts';
import { readQueries } from './queries/read.ts';
import { publishReport } from './report/publish.ts';
import { renderForTerminal } from './report/render.ts';
import {
  type Machine,
  type MeasuredPart,
  type PartReport,
  type Report,
  type Run,
  readReport,
  reportPath,
  storeReport,
} from './report/report.ts';
import { loadJieba } from './segmenters/jieba.ts';
import { Skips } from './skips.ts';
import { clusterFaultsStudy, clusterSpeedStudy, clusterStudy } from './studies/cluster/cluster-study.ts';
import { findingStudy } from './studies/finding/finding-study.ts';
import { fuzzStudy } from './studies/fuzz/fuzz-study.ts';
import { limitsStudy } from './studies/limits/limits-study.ts';
import { namesStudy } from './studies/names/names-study.ts';
import { qualityStudy } from './studies/quality/quality-study.ts';
import { readingStudy } from './studies/reading/reading-study.ts';
import { repairStudy } from './studies/repair/repair-study.ts';
import { soakStudy } from './studies/soak/soak-study.ts';
import { typedStudy } from './studies/typed/typed-study.ts';
import { typoStudy } from './studies/typos/typo-study.ts';
import { readInstalledVersions } from './versions.ts';

/** The parts that compare engines on a corpus. */
const parts: Readonly<Record<Exclude<PartName, WithoutCorpus>, (bench: Bench) => Promise<PartReport>>> = {
  segment: segmentPart,
  index: indexPart,
  query: queryPart,
  cold: coldPart,
  scale: scalePart,
  web: webPart,
  native: nativePart,
  quality: qualityStudy,
  typed: typedStudy,
  typos: typoStudy,
  repair: repairStudy,
  limits: limitsStudy,
  reading: readingStudy,
  cluster: clusterStudy,
  'cluster-speed': clusterSpeedStudy,
};

/** The studies that need neither a corpus nor engines. */
const withoutCorpus = {
  finding: findingPart,
  names: namesPart,
  soak: soakPart,
  fuzz: fuzzPart,
  'cluster-faults': clusterFaultsStudy,
} as const;
type WithoutCorpus = keyof typeof withoutCorpus;

/** The studies that need none of the packages in bench/package.json. */
const withoutPeers: readonly PartName[] = [
  'finding',
  'names',
  'typed',
  'typos',
  'repair',
  'limits',
  'reading',
  'soak',
  'fuzz',
  'cluster',
  'cluster-speed',
  'cluster-faults',
];

/** Default number of documents of the generated corpus. */
const defaultDocumentCount = 2000;
const smokeDocumentCount = 100;

/** @returns the exit code */
async function main(words: readonly string[]): Promise<number> {
  const options = parseOptions(words);
  if (options.wantsHelp) {
    console.log(help);
    return 0;
  }
  if (options.command === 'baseline') {
    if (!options.updatesBaseline) return checkBaseline();
    await updateBaseline();
    return 0;
  }
  if (options.command === 'report') return publishStoredReport();
  const needsCorpus = options.parts.some(part => !isWithoutCorpus(part));
  if (options.parts.some(part => !withoutPeers.includes(part)) && !options.isSmoke) installPeers();
  const started = performance.now();
  const log = (line: string) => console.error(`[${((performance.now() - started) / 1000).toFixed(0)} s] ${line}`);
  const directory = join(cacheDirectory, `run-${process.pid}`);
  try {
    const bench = needsCorpus ? await prepareBench(options, directory, log) : undefined;
    const run: Run = { date: new Date().toISOString(), command: describeCommand(words), machine: describeMachine() };
    const versions = {
      ...readInstalledVersions(bench?.context.engines ?? []),
      ...(options.parts.includes('native') && readNativeVersions()),
    };
    const measured: MeasuredPart[] = [];
    for (const part of options.parts) {
      log(`${part} starts`);
      const report = {
        ...(isWithoutCorpus(part)
          ? await withoutCorpus[part](options, log)
          : withSkips(await parts[part](bench!), bench!.context.skips)),
        run,
      };
      measured.push(report);
      // Stored after each part, so that an interrupted run keeps what it has measured.
      if (options.saves) log(`wrote ${await publishReport(storeReport({ versions, parts: [report] }))}`);
    }
    printReport({ versions, parts: measured }, options);
    log('done');
    return 0;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function isWithoutCorpus(part: PartName): part is WithoutCorpus {
  return part in withoutCorpus;
}

function findingPart({ cases }: BenchOptions): Promise<PartReport> {
  return findingStudy(cases);
}

function namesPart({ namesData, isSmoke }: BenchOptions, log: (line: string) => void): Promise<PartReport> {
  return namesStudy({ ...(namesData !== undefined && { data: namesData }), isSmoke, log });
}

function soakPart({ minutes, isSmoke }: BenchOptions, log: (line: string) => void): Promise<PartReport> {
  return soakStudy(isSmoke ? 0.05 : minutes, log);
}

function fuzzPart({ fuzzers, isSmoke }: BenchOptions, log: (line: string) => void): Promise<PartReport> {
  return fuzzStudy({ ...(fuzzers && { names: fuzzers }), isSmoke, log });
}

/** @returns the exit code */
async function publishStoredReport(): Promise<number> {
  const report = readReport();
  if (!report) {
    console.error(`There is no report at ${reportPath}. Measure one with: npm run bench -- --save`);
    return 1;
  }
  installPeers();
  console.log(await publishReport(report));
  return 0;
}

async function prepareBench(options: BenchOptions, directory: string, log: (line: string) => void): Promise<Bench> {
  const skips = new Skips();
  const engines = chooseEngines(options);
  log('bundling hansou');
  const script = await bundleChild();
  const corpus = await prepareCorpus(options, directory, skips);
  log(`corpus ${corpus.name}: ${corpus.count.toLocaleString('en')} documents`);
  const jieba = await loadJieba();
  const draw = options.isSmoke ? { ...defaultDraw, words: 30, quoted: 20, questions: 20 } : defaultDraw;
  const documents = await readCorpusDocuments(corpus);
  const queries = options.queries ? await readQueries(options.queries, skips) : drawQueries(documents, jieba, draw);
  const warmUps = drawQueries(documents, jieba, warmUpDraw(draw));
  const wordsName = jieba.name;
  return new Bench({ options, script, corpus, queries, warmUps, wordsName, engines, skips, directory, log });
}

function chooseEngines(options: BenchOptions): Engine[] {
  const names = allEngines.map(({ info }) => info.name);
  for (const name of options.engines ?? [])
    if (!names.includes(name)) throw new UsageError(`engine must be one of ${names.join(', ')}, got ${name}`);
  return allEngines.filter(
    ({ info }) =>
      (!options.engines || options.engines.includes(info.name)) &&
      // A smoke run takes the installed engines, each in one configuration: it has less than a minute.
      (!options.isSmoke || info.package === undefined || (info.words === 'jieba' && isInstalled(info.package))),
  );
}

async function prepareCorpus(options: BenchOptions, directory: string, skips: Skips): Promise<Corpus> {
  const { corpus, isSmoke } = options;
  if (corpus === undefined)
    return generateCorpus(options.count ?? (isSmoke ? smokeDocumentCount : defaultDocumentCount), directory);
  const count = options.count ?? (isSmoke ? smokeDocumentCount : Number.POSITIVE_INFINITY);
  return importCorpus(corpus, count, { directory, skips });
}

/** Adds to a part's notes the lines, judgements and queries that have been skipped since the previous part. */
function withSkips(part: PartReport, skips: Skips): PartReport {
  const notes = skips.takeNotes();
  return notes.length > 0 ? { ...part, notes: [...(part.notes ?? []), ...notes] } : part;
}

/** The command without the folders of its paths, which mean nothing on another machine. */
function describeCommand(words: readonly string[]): string {
  return words
    .map(word =>
      word
        .split(',')
        .map(path => basename(path))
        .join(','),
    )
    .join(' ');
}

function printReport(report: Report, options: BenchOptions): void {
  const json = JSON.stringify(report, null, 1);
  if (options.printsJson) console.log(json);
  else console.log(renderForTerminal(report, { hasColor: process.stdout.isTTY === true }));
  if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, `${json}\n`);
}

function describeMachine(): Machine {
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
