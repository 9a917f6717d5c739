/** Tells what a build left out. */
import { type LeftOutCount, type LeftOutCounts, type LeftOutKind, leftOutKinds } from '../../node/reading/left-out.ts';
import { toPrintable } from '../../text/printable.ts';

/** What was left out, by kind. */
export type LeftOutByKind = ReturnType<LeftOutCounts['byKind']>;

/** One line for each kind of what was left out. */
export function describeLeftOut(leftOut: LeftOutByKind): string[] {
  return (Object.entries(leftOut) as [LeftOutKind, LeftOutCount][]).map(
    ([kind, { files, parts, hanCharacters, examples }]) => {
      const size =
        hanCharacters > 0
          ? `${hanCharacters.toLocaleString('en')} characters in `
          : parts > files
            ? `${parts} in `
            : '';
      const amount = `${size}${files} ${files === 1 ? 'file' : 'files'}`;
      const named = kind === 'other format' || kind === 'project file' ? examples : examples.slice(0, 1);
      const names = named.map(toPrintable).join(', ');
      return `  left out: ${leftOutKinds[kind]}: ${amount} (${names}${files > named.length ? ', …' : ''})`;
    },
  );
}
