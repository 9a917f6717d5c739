import { type Bench, isInstalled } from '../bench.ts';
import type { Row } from '../report/report.ts';
import type { Subject } from '../subjects/subject.ts';

/** Subjects whose package is there; the others are named in `notes`. */
export function installed(subjects: readonly Subject[], notes: string[]): Subject[] {
  return subjects.filter(({ info }) => {
    if (info.package === undefined || isInstalled(info.package)) return true;
    notes.push(`${info.title}: its package ${info.package} is not installed, so it is left out.`);
    return false;
  });
}

/** What a part ran on, for the reader. */
export function ranOn(bench: Bench): string {
  const { corpus, wordsName } = bench.context;
  const megabytes = (corpus.bytes / 1e6).toFixed(1);
  return `${corpus.about}: ${corpus.count.toLocaleString('en')} documents, ${(corpus.characters / 1e6).toFixed(2)} million characters, ${megabytes} MB in UTF-8. Words for the peers: ${wordsName}.`;
}

/** How each subject is configured, once for the report. */
export function configurations(subjects: readonly Subject[]): string[] {
  return subjects.map(({ info }) => `**${info.title}**: ${info.configuration} (${info.documentation})`);
}

/** The head of a subject's row, which says so when it got fewer documents than the corpus has. */
export function rowHead(bench: Bench, subject: Subject): Omit<Row, 'cells'> {
  const { title, name } = subject.info;
  const count = bench.countFor(subject);
  return count < bench.context.corpus.count
    ? { name: `${title}, ${count.toLocaleString('en')} documents`, isPartial: true }
    : { name: title, isReference: name === 'hansou' };
}

/** Says which subjects got fewer documents than the corpus has. */
export function fewerDocuments(bench: Bench, subjects: readonly Subject[], count: number): string[] {
  return subjects
    .filter(subject => bench.countFor(subject, count) < count)
    .map(
      ({ info }) =>
        `${info.title} was given the first ${info.mostDocuments?.toLocaleString('en')} documents only, so its figures do not compare with the others.`,
    );
}
