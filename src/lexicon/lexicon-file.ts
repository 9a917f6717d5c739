/**
 * A compiled lexicon as bytes: a container (`bytes/container.ts`) of these sections, all little-endian.
 *
 *     head         total f64, words u32, reserved u32
 *     codes        u16[65536]                 the trie's, see `double-array.ts`
 *     bases        i32[cells]
 *     marks        u32[cells]
 *     threes       u8[power of two]           see `threes.ts`
 *     frequencies  f64[pairs]                 of each pair of frequency and tag; [0] for characters that are no word
 *     tags         u8[pairs]
 *     tag names    UTF-8, one a line
 *     rows         u16[65536]                 the hidden Markov model's, see `hmm-model.ts`; all three or none
 *     emissions    f64[4 × rows]
 *     transitions  f64[20]
 *
 * Law: opening parses nothing; the arrays are views on the bytes. It checks that the sections have sizes which fit each
 * other; what stands in them is trusted only as far as no walk can loop or leave its bounds.
 */
import { MemorySource } from '../bytes/byte-source.ts';
import { ByteWriter } from '../bytes/byte-writer.ts';
import { checksum } from '../bytes/checksum.ts';
import { Container, type ContainerFormat } from '../bytes/container.ts';
import { type SectionBytes, writeContainer } from '../bytes/container-writer.ts';
import { HansouError } from '../errors.ts';
import type { HmmModel } from './hmm-model.ts';
import { computeLogProbabilities, type LexiconTable } from './lexicon-table.ts';
import { buildPrefixFilter } from './prefix-filter.ts';

const lexiconFormat: ContainerFormat = {
  magic: 'HSLX',
  version: 1,
  name: 'lexicon',
  errorCode: 'BAD_LEXICON',
  hint: 'Take the lexicon that came with this version of hansou (hansou/lexicon), or make it anew with npm run lexicon.',
};

const SectionKind = {
  Head: 1,
  Codes: 2,
  Bases: 3,
  Checks: 4,
  Frequencies: 5,
  Tags: 6,
  TagNames: 7,
  Rows: 8,
  Emissions: 9,
  Transitions: 10,
  PrefixFilter: 11,
} as const;

const headBytes = 16;
const unitCount = 0x10000;
const transitionCount = 20;

/** What a file is made of. */
export type LexiconContent = Omit<LexiconTable, 'prefixFilter' | 'logProbabilities' | 'fingerprint'>;

/** Lays a lexicon out as a file. The same content gives the same bytes. */
export function writeLexiconFile(content: LexiconContent): Uint8Array {
  const head = new ByteWriter(headBytes);
  head.writeF64(content.total);
  head.writeU32(content.size);
  head.writeU32(0);
  const section = (kind: number, bytes: Uint8Array): SectionBytes => ({ kind, ordinal: 0, bytes });
  const sections = [
    section(SectionKind.Head, head.finish()),
    section(SectionKind.Codes, bytesOf(content.trie.codes)),
    section(SectionKind.Bases, bytesOf(content.trie.bases)),
    section(SectionKind.Checks, bytesOf(content.trie.checks)),
    section(SectionKind.PrefixFilter, buildPrefixFilter(content.trie)),
    section(SectionKind.Frequencies, bytesOf(content.frequencies)),
    section(SectionKind.Tags, content.tags),
    section(SectionKind.TagNames, new TextEncoder().encode(content.tagNames.join('\n'))),
  ];
  if (content.hmm) {
    sections.push(section(SectionKind.Rows, bytesOf(content.hmm.rows)));
    sections.push(section(SectionKind.Emissions, bytesOf(content.hmm.emissions)));
    sections.push(section(SectionKind.Transitions, bytesOf(content.hmm.transitions)));
  }
  return writeContainer(lexiconFormat, sections);
}

/** A file that was opened: its words, and the container for `verify`. */
export interface LexiconFile {
  readonly table: LexiconTable;
  readonly container: Container;
}

/**
 * Opens a file of `writeLexiconFile`. Keeps views on the bytes, or on one copy when they are not aligned.
 * @throws HansouError BAD_LEXICON, FORMAT_VERSION
 */
export function openLexiconFile(given: Uint8Array): LexiconFile {
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const container = Container.open(lexiconFormat, new MemorySource(bytes));
  const sized = (kind: number, name: string, unit: number, count?: number): Uint8Array => {
    const section = container.getSection(kind);
    if (section.length % unit || (count !== undefined && section.length !== unit * count))
      throw new HansouError('BAD_LEXICON', 'this hansou lexicon has a section that cannot be', {
        expected: count === undefined ? `${name} in a multiple of ${unit} bytes` : `${name} in ${unit * count} bytes`,
        got: `${section.length}`,
        hint: lexiconFormat.hint,
      });
    return section.bytes();
  };
  const head = sized(SectionKind.Head, 'the head', headBytes, 1);
  const headData = new DataView(head.buffer, head.byteOffset, headBytes);
  const total = headData.getFloat64(0, true);
  const frequencies = viewAs(Float64Array, sized(SectionKind.Frequencies, 'frequencies', 8));
  if (!(total > 0 && total < Infinity) || frequencies.length === 0)
    throw new HansouError('BAD_LEXICON', 'this hansou lexicon counts nothing', {
      expected: 'a total above 0 and at least one frequency',
      got: `${total}, ${frequencies.length} frequencies`,
      hint: lexiconFormat.hint,
    });
  const bases = viewAs(Int32Array, sized(SectionKind.Bases, 'bases', 4));
  if (bases.length === 0)
    throw new HansouError('BAD_LEXICON', 'this hansou lexicon has no trie', {
      expected: 'at least one cell',
      got: 'none',
      hint: lexiconFormat.hint,
    });
  const threes = sized(SectionKind.PrefixFilter, 'threes', 1);
  if (threes.length === 0 || (threes.length & (threes.length - 1)) !== 0)
    throw new HansouError('BAD_LEXICON', 'this hansou lexicon has a filter that cannot be', {
      expected: 'threes in a power of two of bytes',
      got: `${threes.length}`,
      hint: lexiconFormat.hint,
    });
  const table: LexiconTable = {
    trie: {
      codes: viewAs(Uint16Array, sized(SectionKind.Codes, 'codes', 2, unitCount)),
      bases,
      checks: viewAs(Int32Array, sized(SectionKind.Checks, 'marks', 4, bases.length)),
    },
    prefixFilter: threes,
    size: headData.getUint32(8, true),
    total,
    frequencies,
    logProbabilities: computeLogProbabilities(frequencies, total),
    tags: sized(SectionKind.Tags, 'tags', 1, frequencies.length),
    tagNames: new TextDecoder().decode(container.getSection(SectionKind.TagNames).bytes()).split('\n'),
    hmm: openHmm(container, sized),
    fingerprint: computeFingerprint(container),
  };
  return { table, container };
}

function openHmm(
  container: Container,
  sized: (kind: number, name: string, unit: number, count?: number) => Uint8Array,
): HmmModel | undefined {
  if (!container.findSection(SectionKind.Rows)) return undefined;
  return {
    rows: viewAs(Uint16Array, sized(SectionKind.Rows, 'rows', 2, unitCount)),
    emissions: viewAs(Float64Array, sized(SectionKind.Emissions, 'emissions', 32)),
    transitions: viewAs(Float64Array, sized(SectionKind.Transitions, 'transitions', 8, transitionCount)),
  };
}

/** Of the sections' checksums, which the directory holds: nothing is read for it. */
function computeFingerprint(container: Container): string {
  const writer = new ByteWriter();
  for (const section of container.directory) {
    writer.writeU32(section.kind);
    writer.writeU32(section.length);
    writer.writeU32(section.checksum);
  }
  return checksum(writer.finish()).toString(16).padStart(8, '0');
}

type Integers = Uint16Array | Int32Array | Float64Array;

function viewAs<T extends Integers>(
  type: { new (buffer: ArrayBufferLike, start: number, length: number): T; readonly BYTES_PER_ELEMENT: number },
  bytes: Uint8Array,
): T {
  return new type(bytes.buffer, bytes.byteOffset, bytes.length / type.BYTES_PER_ELEMENT);
}

function bytesOf(array: Integers): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
