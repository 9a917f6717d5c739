/** What the parts of the bench have in common: the material, the engines and the notes of a report. */
import { type Bench, isInstalled } from '../bench.ts';
import type { Engine } from '../engines/engine.ts';
import type { Row } from '../report/report.ts';

/** An engine or a segmenter. */
interface Described {
  readonly info: {
    readonly title: string;
    readonly package?: string;
    readonly configuration: string;
    readonly documentation: string;
  };
}

/** Selects those whose package is installed. The others are named in `notes`. */
export function selectInstalled<T extends Described>(all: readonly T[], notes: string[]): T[] {
  return all.filter(({ info }) => {
    if (info.package === undefined || isInstalled(info.package)) return true;
    notes.push(`${info.title} is left out because its package ${info.package} is not installed.`);
    return false;
  });
}

/** Describes the corpus and the words that a part was measured with. */
export function describeMaterial(bench: Bench): string {
  const { corpus, wordsName } = bench.context;
  const megabytes = (corpus.bytes / 1e6).toFixed(1);
  return `${corpus.about}: ${corpus.count.toLocaleString('en')} documents, ${(corpus.characters / 1e6).toFixed(2)} million characters, ${megabytes} MB in UTF-8. Words for the peers: ${wordsName}.`;
}

/** Notes with the configuration of each engine or segmenter. */
export function describeConfigurations(all: readonly Described[]): string[] {
  return all.map(({ info }) => `**${info.title}**: ${info.configuration} (${info.documentation})`);
}

/** The head of an engine's row. It says when the engine was given fewer documents than the corpus has. */
export function rowHead(bench: Bench, engine: Engine): Omit<Row, 'cells'> {
  const { title, name } = engine.info;
  const count = bench.documentCountFor(engine);
  return count < bench.context.corpus.count
    ? { name: `${title}, ${count.toLocaleString('en')} documents`, isPartial: true }
    : { name: title, isReference: name === 'hansou' };
}

/** Notes about the engines that were given fewer documents than the corpus has. */
export function notePartialEngines(bench: Bench, engines: readonly Engine[]): string[] {
  return engines
    .filter(engine => bench.documentCountFor(engine) < bench.context.corpus.count)
    .map(
      ({ info }) =>
        `${info.title} was given only the first ${info.maxDocuments?.toLocaleString('en')} documents, so its figures cannot be compared with the others.`,
    );
}
