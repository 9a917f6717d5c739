import { type Bench, cellOf, isInstalled, megabyte } from '../bench.ts';
import { inRounds } from '../measure/rounds.ts';
import type { SegmentAnswer } from '../measure/task.ts';
import { agreement } from '../quality/agreement.ts';
import { type Cell, cannot, type PartReport } from '../report/report.ts';
import { segmenters } from '../segmenters/index.ts';
import { ranOn } from './part.ts';

/** UTF-16 units that are cut in a round. */
const usualCharacters = 2_000_000;
const smokeCharacters = 30_000;
/** ms for which they are cut again and again: one pass of a fast segmenter is too short to tell. */
const usualMilliseconds = 1000;

/** `segment`: cutting texts into words. */
export async function segmentPart(bench: Bench): Promise<PartReport> {
  const { options, corpus } = bench.context;
  const notes: string[] = [];
  const characters = Math.min(corpus.characters, options.isSmoke ? smokeCharacters : usualCharacters);
  const subjects = segmenters.filter(({ info }) => {
    if (info.package === undefined || isInstalled(info.package)) return true;
    notes.push(`${info.title}: its package is not installed, so it is left out.`);
    return false;
  });
  const cuts = new Map<string, NonNullable<SegmentAnswer['cuts']>>();
  const answers = await inRounds(
    subjects,
    {
      rounds: options.isSmoke ? 1 : options.rounds,
      nameOf: ({ info }) => info.name,
      isMain: ({ info }) => info.mostCharacters === undefined,
      log: line => bench.context.log(line),
      failed: ({ info }, reason) => notes.push(`${info.title} failed: ${reason}`),
    },
    async ({ info }, round) => {
      const { cuts: found, ...answer } = await bench.run({
        kind: 'segment',
        segmenter: info.name,
        documents: corpus.path,
        characters: Math.min(characters, info.mostCharacters ?? characters),
        milliseconds: options.isSmoke ? 0 : usualMilliseconds,
        withCuts: round === 0,
      });
      if (found) cuts.set(info.name, found);
      return answer;
    },
  );

  const perSecond = (name: string, figure: (answer: Omit<SegmentAnswer, 'cuts'>) => number | undefined): Cell => {
    const rounds = answers.get(name);
    if (!rounds) return { words: 'failed' };
    return rounds.some(round => figure(round) !== undefined)
      ? cellOf(rounds.map(round => figure(round)).map(value => value && value / 1e6))
      : cannot;
  };
  const compared = subjects.filter(({ info }) => cuts.has(info.name));
  return {
    name: 'segment',
    title: 'Cutting texts into words',
    about: [
      'Chinese is written without blanks, so every engine that searches for words first has to find them. Speed is in million characters a second: words as strings; as strings with the places where they begin and end, which highlighting needs; and as numbers only, which is what hansou’s own index reads. The texts are cut again and again for a second, and the median pass counts.',
      'Loading runs from nothing to the first word, in a fresh process: the code, the dictionary, and the first cut. Memory is what it takes then: live objects and buffers, and resident memory, in which dictionaries of native modules show.',
      'Agreement is the F1 of the ends of words in the first 200,000 characters, in percent. It does not say who is right: @node-rs/jieba, nodejieba and jieba-wasm share one dictionary and one algorithm, and hansou’s follows it.',
    ],
    ran: `${ranOn(bench)} The first ${(characters / 1e6).toFixed(1)} million characters are cut.`,
    tables: [
      {
        title: 'Speed and weight',
        subject: 'segmenter',
        columns: [
          { title: 'words', unit: 'M/s', better: 'higher' },
          { title: 'words with offsets', unit: 'M/s', better: 'higher' },
          { title: 'offsets only', unit: 'M/s', better: 'higher' },
          { title: 'load', unit: 'ms', better: 'lower' },
          { title: 'heap and buffers', unit: 'MB' },
          { title: 'resident', unit: 'MB', better: 'lower' },
        ],
        rows: subjects.map(({ info }) => ({
          name: info.title,
          isReference: info.name === 'hansou',
          cells: [
            perSecond(info.name, answer => answer.strings),
            perSecond(info.name, answer => answer.offsets),
            perSecond(info.name, answer => answer.numbers),
            cellOf(answers.get(info.name)?.map(answer => answer.load)),
            cellOf(answers.get(info.name)?.map(answer => answer.heap / megabyte)),
            cellOf(answers.get(info.name)?.map(answer => answer.resident / megabyte)),
          ],
        })),
      },
      {
        title: 'Agreement of the cuts',
        about: 'In percent, in the first round.',
        subject: 'segmenter',
        columns: compared.map(({ info }) => ({ title: info.title, digits: 1 })),
        rows: compared.map(({ info }) => ({
          name: info.title,
          cells: compared.map(other =>
            other.info === info
              ? { words: '' }
              : { value: 100 * agreement(cuts.get(info.name) ?? [], cuts.get(other.info.name) ?? []) },
          ),
        })),
      },
    ],
    charts: [
      {
        name: 'segment-speed',
        title: 'Million characters a second, words as strings',
        kind: 'bar',
        yTitle: 'million characters a second',
        x: subjects.map(({ info }) => info.title),
        series: [
          {
            name: 'strings',
            values: subjects.map(({ info }) => {
              const cell = perSecond(info.name, answer => answer.strings);
              return 'value' in cell ? cell.value : null;
            }),
          },
        ],
      },
    ],
    notes: [
      ...notes,
      ...subjects.map(({ info }) => `**${info.title}**: ${info.configuration} (${info.documentation})`),
    ],
  };
}
