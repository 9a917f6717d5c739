import { type Bench, cellOf, exact, megabyte } from '../bench.ts';
import type { BuildAnswer, QueryAnswer, QuerySet } from '../measure/task.ts';
import { cannot, type PartReport, type Row } from '../report/report.ts';
import type { Subject } from '../subjects/subject.ts';
import { configurations, fewerDocuments, installed, ranOn, rowHead } from './part.ts';

const none = { all: [], any: [], quoted: [], question: [] };

/** `index`: what an index costs to build, to keep and to open. */
export async function indexPart(bench: Bench): Promise<PartReport> {
  const { corpus } = bench.context;
  const notes: string[] = [];
  const subjects = installed(bench.context.subjects, notes);
  const gzipped = new Map<string, number>();

  const builds = await bench.rounds(subjects, notes, async (subject, round) => {
    const directory = bench.emptyDirectory(subject.info.name);
    const answer = await bench.run({
      kind: 'build',
      subject: subject.info.name,
      documents: corpus.path,
      count: bench.countFor(subject),
      directory,
      withGzip: round === 0,
    });
    if (answer.gzipped !== undefined) gzipped.set(subject.info.name, answer.gzipped);
    bench.remember(subject, directory);
    return answer;
  });

  const threaded = subjects.filter(subject => subject.buildOnAllCores && builds.has(subject.info.name));
  const builtOnAllCores = await bench.rounds(threaded, notes, subject =>
    bench.run({
      kind: 'build',
      subject: subject.info.name,
      documents: corpus.path,
      count: bench.countFor(subject),
      directory: bench.emptyDirectory(`${subject.info.name}-all-cores`),
      withGzip: false,
      onAllCores: true,
    }),
  );

  const queries = bench.dataFile({ asked: none, before: bench.context.warmUps } satisfies QuerySet);
  const openable = subjects.filter(({ info }) => !info.buildsOnly && builds.has(info.name));
  const opens = await bench.rounds(openable, notes, async subject =>
    bench.run({
      kind: 'query',
      subject: subject.info.name,
      directory: await bench.builtDirectory(subject),
      queries,
      limit: 10,
      documents: bench.countFor(subject),
      withCounts: false,
    }),
  );

  const rowOf = (subject: Subject): Row => {
    const { info } = subject;
    const built = builds.get(info.name);
    const opened = opens.get(info.name);
    const ofBuild = (figure: (answer: BuildAnswer) => number | undefined, missing?: string) =>
      cellOf(built?.map(figure), missing);
    const ofOpen = (figure: (answer: QueryAnswer) => number) =>
      info.buildsOnly ? { words: 'in a page only' } : cellOf(opened?.map(figure));
    return {
      ...rowHead(bench, subject),
      cells: [
        ofBuild(answer => answer.build / 1000),
        ofBuild(
          answer => (answer.segment === undefined ? undefined : answer.segment / 1000),
          built ? 'inside' : 'failed',
        ),
        info.buildsOnly
          ? { words: 'as it is' }
          : subject.buildOnAllCores
            ? cellOf(builtOnAllCores.get(info.name)?.map(answer => answer.build / 1000))
            : cannot,
        exact(built?.[0] && built[0].saved / megabyte, 'failed'),
        exact(built && (gzipped.get(info.name) ?? Number.NaN) / megabyte, 'failed'),
        { words: info.holdsTexts ? 'yes' : 'no' },
        ofOpen(answer => answer.open),
        ofOpen(answer => answer.first),
        ofOpen(answer => answer.firstHundred),
        ofOpen(answer => answer.heap / megabyte),
        ofOpen(answer => answer.resident / megabyte),
        info.buildsOnly ? { words: 'another process' } : ofBuild(answer => (answer.peak - answer.before) / megabyte),
      ],
    };
  };
  const shown = subjects.filter(subject => builds.has(subject.info.name));
  return {
    name: 'index',
    title: 'Building and opening an index',
    about: [
      'Building runs from texts in memory to saved bytes, cutting words inside, on one thread (Pagefind takes all cores). What a dictionary needs to load is not in it; it stands in the part on segmentation. “Of that, words” is the time spent on cutting words. On all cores, hansou builds through files on the disk, in memory that does not grow with the texts (IndexBuilder).',
      'Some files hold the texts, so that results can be shown from them; the others need the texts from elsewhere, and their bytes come on top. Gzipped is what would travel over a network.',
      'Opening happens in a fresh process, from bytes in memory to an index that answers. Memory after opening counts live objects and buffers, the file included; native memory (SQLite’s) only shows in the resident memory beside it. Peak memory of the build is what the process took beyond texts and words.',
    ],
    ran: ranOn(bench),
    corpus: { name: corpus.name, documents: corpus.count, characters: corpus.characters },
    tables: [
      {
        title: 'An index of the whole corpus',
        subject: 'engine',
        columns: [
          { title: 'build', unit: 's', better: 'lower' },
          { title: 'of that, words', unit: 's', better: 'lower' },
          { title: 'build on all cores', unit: 's', better: 'lower' },
          { title: 'file', unit: 'MB', better: 'lower' },
          { title: 'gzipped', unit: 'MB', better: 'lower' },
          { title: 'holds the texts' },
          { title: 'open', unit: 'ms', better: 'lower' },
          { title: 'first query', unit: 'ms', better: 'lower' },
          { title: 'next hundred, mean', unit: 'ms', better: 'lower' },
          { title: 'heap and buffers', unit: 'MB', better: 'lower' },
          { title: 'resident', unit: 'MB' },
          { title: 'build, peak memory', unit: 'MB', better: 'lower' },
        ],
        rows: subjects.map(rowOf),
      },
    ],
    charts: [
      {
        name: 'index-build',
        title: `Seconds to build an index of ${corpus.count.toLocaleString('en')} documents`,
        kind: 'bar',
        yTitle: 's',
        x: shown.map(subject => rowHead(bench, subject).name),
        series: [
          {
            name: 'build',
            values: shown.map(({ info }) => numberIn(cellOf(builds.get(info.name)?.map(a => a.build / 1000)))),
          },
        ],
      },
      {
        name: 'index-bytes',
        title: `Megabytes of the saved index of ${corpus.count.toLocaleString('en')} documents`,
        kind: 'bar',
        yTitle: 'MB',
        x: shown.map(subject => `${rowHead(bench, subject).name}${subject.info.holdsTexts ? ' (with texts)' : ''}`),
        series: [
          { name: 'as saved', values: shown.map(({ info }) => (builds.get(info.name)?.[0].saved ?? 0) / megabyte) },
          { name: 'gzipped', values: shown.map(({ info }) => (gzipped.get(info.name) ?? 0) / megabyte) },
        ],
      },
    ],
    notes: [...fewerDocuments(bench, shown, corpus.count), ...notes, ...configurations(shown)],
  };
}

function numberIn(cell: ReturnType<typeof cellOf>): number | null {
  return 'value' in cell ? cell.value : null;
}
