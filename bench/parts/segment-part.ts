/** The part `segment`: segmenting texts into words. */
import { type Bench, bytesPerMegabyte, roundsCell } from '../bench.ts';
import { runInRounds } from '../measure/rounds.ts';
import type { SegmentAnswer } from '../measure/task.ts';
import { type Cell, cannot, cellValue, type PartReport } from '../report/report.ts';
import { segmenters } from '../segmenters/index.ts';
import { measureAgreement } from './agreement.ts';
import { describeConfigurations, describeMaterial, selectInstalled } from './part.ts';

/** Number of characters that are segmented. */
const defaultCharacters = 2_000_000;
const smokeCharacters = 30_000;
/** ms during which they are segmented again and again: one pass of a fast segmenter is too short to measure. */
const defaultMilliseconds = 1000;

export async function segmentPart(bench: Bench): Promise<PartReport> {
  const { options, corpus } = bench.context;
  const notes: string[] = [];
  const characters = Math.min(corpus.characters, options.isSmoke ? smokeCharacters : defaultCharacters);
  const subjects = selectInstalled(segmenters, notes);
  const wordEnds = new Map<string, NonNullable<SegmentAnswer['wordEnds']>>();
  const answers = await runInRounds(
    subjects,
    {
      rounds: options.isSmoke ? 1 : options.rounds,
      nameOf: ({ info }) => info.name,
      isMain: ({ info }) => info.maxCharacters === undefined,
      log: line => bench.context.log(line),
      onFailure: ({ info }, reason) => notes.push(`${info.title} failed: ${reason}`),
    },
    async ({ info }, round) => {
      const answer = await bench.run({
        kind: 'segment',
        segmenter: info.name,
        documents: corpus.path,
        characters: Math.min(characters, info.maxCharacters ?? characters),
        milliseconds: options.isSmoke ? 0 : defaultMilliseconds,
        withWordEnds: round === 0,
      });
      if (answer.wordEnds) wordEnds.set(info.name, answer.wordEnds);
      return answer;
    },
  );

  const speedCell = (name: string, speed: (answer: SegmentAnswer) => number | undefined): Cell => {
    const rounds = answers.get(name);
    if (!rounds) return { words: 'failed' };
    return rounds.some(round => speed(round) !== undefined)
      ? roundsCell(rounds.map(speed).map(value => value && value / 1e6))
      : cannot;
  };
  const compared = subjects.filter(({ info }) => wordEnds.has(info.name));
  return {
    name: 'segment',
    title: 'Segmenting text into words',
    about: [
      'Chinese is written without spaces, so an engine that searches for words has to find them first. Speed is in million characters per second: segmenting into words as strings; into strings with their start and end offsets, which highlighting needs; and into offsets only, which is what hansou’s own index reads. The texts are segmented again and again for a second, and the median pass counts.',
      'Loading is the time from nothing to the first word, in a new process: the code, the dictionary, and a first text. Memory is what the loaded segmenter takes: live objects and buffers, and resident memory, which includes the dictionaries of native modules.',
      'Agreement is the F1 of the word ends in the first 200,000 characters, in percent. It does not show who is right: @node-rs/jieba, nodejieba and jieba-wasm share one dictionary and one algorithm, and hansou follows them.',
    ],
    material: `${describeMaterial(bench)} The first ${(characters / 1e6).toFixed(1)} million characters are segmented.`,
    tables: [
      {
        title: 'Speed and memory',
        rowHeading: 'segmenter',
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
            speedCell(info.name, answer => answer.words),
            speedCell(info.name, answer => answer.wordsWithOffsets),
            speedCell(info.name, answer => answer.offsetsOnly),
            roundsCell(answers.get(info.name)?.map(answer => answer.load)),
            roundsCell(answers.get(info.name)?.map(answer => answer.heap / bytesPerMegabyte)),
            roundsCell(answers.get(info.name)?.map(answer => answer.resident / bytesPerMegabyte)),
          ],
        })),
      },
      {
        title: 'Agreement of the segmenters',
        about: 'In percent, from the first round.',
        rowHeading: 'segmenter',
        columns: compared.map(({ info }) => ({ title: info.title, digits: 1 })),
        rows: compared.map(({ info }) => ({
          name: info.title,
          cells: compared.map(
            (other): Cell =>
              other.info === info
                ? { words: '' }
                : { value: 100 * measureAgreement(wordEnds.get(info.name) ?? [], wordEnds.get(other.info.name) ?? []) },
          ),
        })),
      },
    ],
    charts: [
      {
        name: 'segment-speed',
        title: 'Million characters per second, words as strings',
        kind: 'bar',
        yTitle: 'million characters per second',
        x: subjects.map(({ info }) => info.title),
        series: [
          {
            name: 'words',
            values: subjects.map(({ info }) => cellValue(speedCell(info.name, answer => answer.words))),
          },
        ],
      },
    ],
    notes: [...notes, ...describeConfigurations(subjects)],
  };
}
