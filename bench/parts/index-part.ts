/** The part `index`: what an index costs to build, to store and to open. */
import { type Bench, bytesPerMegabyte, exactCell, roundsCell } from '../bench.ts';
import type { Engine } from '../engines/engine.ts';
import type { BuildAnswer, QueryAnswer, QuerySet } from '../measure/task.ts';
import { type Cell, type Column, cannot, cellValue, type PartReport, type Row } from '../report/report.ts';
import { describeConfigurations, describeMaterial, notePartialEngines, rowHead, selectInstalled } from './part.ts';

/** What was measured, by engine name. */
interface Measurements {
  readonly builds: ReadonlyMap<string, readonly BuildAnswer[]>;
  readonly buildsOnAllCores: ReadonlyMap<string, readonly BuildAnswer[]>;
  readonly gzippedBytes: ReadonlyMap<string, number>;
  readonly opens: ReadonlyMap<string, readonly QueryAnswer[]>;
}

const columns: readonly Column[] = [
  { title: 'build', unit: 's', better: 'lower' },
  { title: 'of that, segmentation', unit: 's', better: 'lower' },
  { title: 'build on all cores', unit: 's', better: 'lower' },
  { title: 'file', unit: 'MB', better: 'lower' },
  { title: 'gzipped', unit: 'MB', better: 'lower' },
  { title: 'includes texts' },
  { title: 'open', unit: 'ms', better: 'lower' },
  { title: 'first query', unit: 'ms', better: 'lower' },
  { title: 'next hundred, mean', unit: 'ms', better: 'lower' },
  { title: 'heap and buffers', unit: 'MB', better: 'lower' },
  { title: 'resident', unit: 'MB' },
  { title: 'build, peak memory', unit: 'MB', better: 'lower' },
];

export async function indexPart(bench: Bench): Promise<PartReport> {
  const { corpus } = bench.context;
  const notes: string[] = [];
  const engines = selectInstalled(bench.context.engines, notes);
  const measurements = await measure(bench, engines, notes);
  const { builds, gzippedBytes } = measurements;
  const built = engines.filter(({ info }) => builds.has(info.name));
  const count = corpus.count.toLocaleString('en');
  return {
    name: 'index',
    title: 'Building and opening an index',
    about: [
      'Building is the time from texts in memory to saved bytes, segmentation included, on one thread (Pagefind uses all cores). Loading the dictionary is not included; the part on segmentation measures it. “Of that, segmentation” is the time spent on segmenting. On all cores, hansou builds through files on the disk, in memory that does not grow with the texts (IndexBuilder).',
      'Some files include the texts, so that results can be shown from them; the others need the texts from elsewhere, and their bytes come on top. Gzipped is the size for sending over a network.',
      'Opening happens in a new process, from bytes in memory to an index that answers. Memory after opening counts live objects and buffers, the file included; native memory (of SQLite) only shows in the resident memory. Peak memory of the build is what the process needed in addition to texts and dictionary.',
    ],
    material: describeMaterial(bench),
    corpus: { name: corpus.name, documents: corpus.count, characters: corpus.characters },
    tables: [
      {
        title: 'An index of the whole corpus',
        rowHeading: 'engine',
        columns,
        rows: engines.map((engine): Row => ({ ...rowHead(bench, engine), cells: cellsOf(engine, measurements) })),
      },
    ],
    charts: [
      {
        name: 'index-build',
        title: `Seconds to build an index of ${count} documents`,
        kind: 'bar',
        yTitle: 's',
        x: built.map(engine => rowHead(bench, engine).name),
        series: [
          {
            name: 'build',
            values: built.map(({ info }) =>
              cellValue(roundsCell(builds.get(info.name)?.map(answer => answer.milliseconds / 1000))),
            ),
          },
        ],
      },
      {
        name: 'index-bytes',
        title: `Megabytes of the saved index of ${count} documents`,
        kind: 'bar',
        yTitle: 'MB',
        x: built.map(engine => `${rowHead(bench, engine).name}${engine.info.includesTexts ? ' (with texts)' : ''}`),
        series: [
          {
            name: 'as saved',
            values: built.map(({ info }) => (builds.get(info.name)?.[0].bytes ?? 0) / bytesPerMegabyte),
          },
          {
            name: 'gzipped',
            values: built.map(({ info }) => (gzippedBytes.get(info.name) ?? 0) / bytesPerMegabyte),
          },
        ],
      },
    ],
    notes: [...notePartialEngines(bench, built), ...notes, ...describeConfigurations(built)],
  };
}

async function measure(bench: Bench, engines: readonly Engine[], notes: string[]): Promise<Measurements> {
  const { corpus, warmUps } = bench.context;
  const gzippedBytes = new Map<string, number>();
  const builds = await bench.runInRounds(engines, notes, async (engine, round) => {
    const directory = bench.createDirectory(engine.info.name);
    const answer = await bench.run({
      kind: 'build',
      engine: engine.info.name,
      documents: corpus.path,
      count: bench.documentCountFor(engine),
      directory,
      withGzip: round === 0,
    });
    if (answer.gzippedBytes !== undefined) gzippedBytes.set(engine.info.name, answer.gzippedBytes);
    bench.rememberIndex(engine, directory);
    return answer;
  });

  const threaded = engines.filter(engine => engine.buildOnAllCores && builds.has(engine.info.name));
  const buildsOnAllCores = await bench.runInRounds(threaded, notes, engine =>
    bench.run({
      kind: 'build',
      engine: engine.info.name,
      documents: corpus.path,
      count: bench.documentCountFor(engine),
      directory: bench.createDirectory(`${engine.info.name}-all-cores`),
      withGzip: false,
      onAllCores: true,
    }),
  );

  const none = { all: [], any: [], quoted: [], question: [] };
  const queryFile = bench.writeDataFile({ timed: none, warmUps } satisfies QuerySet);
  const openable = engines.filter(({ info }) => !info.buildsOnly && builds.has(info.name));
  const opens = await bench.runInRounds(openable, notes, async engine =>
    bench.run({
      kind: 'query',
      engine: engine.info.name,
      directory: await bench.indexDirectory(engine),
      queryFile,
      limit: 10,
      documentCount: bench.documentCountFor(engine),
      withCounts: false,
    }),
  );
  return { builds, buildsOnAllCores, gzippedBytes, opens };
}

/** The cells of an engine's row, in the order of `columns`. */
function cellsOf(engine: Engine, { builds, buildsOnAllCores, gzippedBytes, opens }: Measurements): Cell[] {
  const { info } = engine;
  const built = builds.get(info.name);
  const opened = opens.get(info.name);
  const builtCell = (figure: (answer: BuildAnswer) => number | undefined, missing?: string) =>
    roundsCell(built?.map(figure), missing);
  const openedCell = (figure: (answer: QueryAnswer) => number): Cell =>
    info.buildsOnly ? { words: 'only in a page' } : roundsCell(opened?.map(figure));
  const allCoresCell = (): Cell => {
    if (info.buildsOnly) return { words: 'always' };
    if (!engine.buildOnAllCores) return cannot;
    return roundsCell(buildsOnAllCores.get(info.name)?.map(answer => answer.milliseconds / 1000));
  };
  return [
    builtCell(answer => answer.milliseconds / 1000),
    builtCell(
      answer => (answer.segmentMilliseconds === undefined ? undefined : answer.segmentMilliseconds / 1000),
      built ? 'internal' : 'failed',
    ),
    allCoresCell(),
    exactCell(built?.[0] && built[0].bytes / bytesPerMegabyte, 'failed'),
    exactCell(built && (gzippedBytes.get(info.name) ?? Number.NaN) / bytesPerMegabyte, 'failed'),
    { words: info.includesTexts ? 'yes' : 'no' },
    openedCell(answer => answer.open),
    openedCell(answer => answer.firstQuery),
    openedCell(answer => answer.nextQueries),
    openedCell(answer => answer.heap / bytesPerMegabyte),
    openedCell(answer => answer.resident / bytesPerMegabyte),
    info.buildsOnly
      ? { words: 'not measured' }
      : builtCell(answer => (answer.peakMemory - answer.memoryBefore) / bytesPerMegabyte),
  ];
}
