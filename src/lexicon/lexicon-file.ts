/**
 * A compiled lexicon as bytes: a container (`bytes/container.ts`) of these sections, all little-endian. Words with the same
 * frequency and tag share a payload, an index into both.
 *
 *     head         total f64, words u32, reserved u32
 *     codes        u16[65536]                 of the trie, see `double-array.ts`
 *     bases        i32[cells]
 *     checks       u32[cells]
 *     filter       u8[power of two]           see `prefix-filter.ts`
 *     frequencies  f64[payloads]              [0] for characters that are not words
 *     tags         u8[payloads]               numbers of tag names
 *     tag names    UTF-8, one per line
 *     rows         u16[65536]                 of the hidden Markov model, see `hmm-model.ts`; all three or none
 *     emissions    f64[4 × rows]
 *     transitions  f64[20]
 *
 * Law: opening parses nothing; the arrays are views on the bytes. It checks that the sizes of the sections agree. With
 * damaged contents every walk still ends and stays in bounds.
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
  hint: 'Use the lexicon that came with this version of hansou (hansou/lexicon), or build it again with npm run lexicon.',
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
/** Number of different UTF-16 units. */
const unitCount = 0x10000;
const transitionCount = 20;

/** The content of a lexicon file. The rest of a `LexiconTable` is derived from it. */
type LexiconContent = Omit<LexiconTable, 'prefixFilter' | 'logProbabilities' | 'fingerprint'>;

/** Writes a lexicon as the bytes of a file. The same content gives the same bytes. */
export function writeLexiconFile(content: LexiconContent): Uint8Array {
  const head = new ByteWriter(headBytes);
  head.writeF64(content.total);
  head.writeU32(content.size);
  head.writeU32(0);
  const section = (kind: number, bytes: Uint8Array): SectionBytes => ({ kind, ordinal: 0, bytes });
  const sections = [
    section(SectionKind.Head, head.finish()),
    section(SectionKind.Codes, viewBytes(content.trie.codes)),
    section(SectionKind.Bases, viewBytes(content.trie.bases)),
    section(SectionKind.Checks, viewBytes(content.trie.checks)),
    section(SectionKind.PrefixFilter, buildPrefixFilter(content.trie)),
    section(SectionKind.Frequencies, viewBytes(content.frequencies)),
    section(SectionKind.Tags, content.tags),
    section(SectionKind.TagNames, new TextEncoder().encode(content.tagNames.join('\n'))),
  ];
  if (content.hmm) {
    sections.push(section(SectionKind.Rows, viewBytes(content.hmm.rows)));
    sections.push(section(SectionKind.Emissions, viewBytes(content.hmm.emissions)));
    sections.push(section(SectionKind.Transitions, viewBytes(content.hmm.transitions)));
  }
  return writeContainer(lexiconFormat, sections);
}

/** An open lexicon file: its words, and the container for `verify`. */
interface LexiconFile {
  readonly table: LexiconTable;
  readonly container: Container;
}

/**
 * Opens the bytes of a lexicon file. The table keeps views on the bytes, or on a copy if they are not aligned to 8 bytes.
 * @throws HansouError BAD_LEXICON, FORMAT_VERSION
 */
export function openLexiconFile(file: Uint8Array): LexiconFile {
  const bytes = file.byteOffset % 8 === 0 ? file : new Uint8Array(file);
  const container = Container.open(lexiconFormat, new MemorySource(bytes));
  const readSection: ReadSection = (kind, name, elementBytes, count) => {
    const section = container.getSection(kind);
    if (section.length % elementBytes || (count !== undefined && section.length !== elementBytes * count))
      throw new HansouError('BAD_LEXICON', 'a section of the lexicon has the wrong size', {
        expected:
          count === undefined
            ? `${name} in a multiple of ${elementBytes} bytes`
            : `${name} in ${elementBytes * count} bytes`,
        got: `${section.length} bytes`,
        hint: lexiconFormat.hint,
      });
    return section.bytes();
  };
  const head = readSection(SectionKind.Head, 'the head', headBytes, 1);
  const headData = new DataView(head.buffer, head.byteOffset, headBytes);
  const total = headData.getFloat64(0, true);
  const frequencies = viewAs(Float64Array, readSection(SectionKind.Frequencies, 'frequencies', 8));
  if (!(total > 0 && total < Infinity) || frequencies.length === 0)
    throw new HansouError('BAD_LEXICON', 'the lexicon has no frequencies', {
      expected: 'a total frequency above 0 and at least one frequency',
      got: `total ${total}, ${frequencies.length} frequencies`,
      hint: lexiconFormat.hint,
    });
  const bases = viewAs(Int32Array, readSection(SectionKind.Bases, 'bases', 4));
  if (bases.length === 0)
    throw new HansouError('BAD_LEXICON', 'the lexicon has no trie', {
      expected: 'at least one cell',
      got: 'none',
      hint: lexiconFormat.hint,
    });
  const prefixFilter = readSection(SectionKind.PrefixFilter, 'the prefix filter', 1);
  if (prefixFilter.length === 0 || (prefixFilter.length & (prefixFilter.length - 1)) !== 0)
    throw new HansouError('BAD_LEXICON', 'the prefix filter of the lexicon has the wrong size', {
      expected: 'a power of two of bytes',
      got: `${prefixFilter.length} bytes`,
      hint: lexiconFormat.hint,
    });
  const table: LexiconTable = {
    trie: {
      codes: viewAs(Uint16Array, readSection(SectionKind.Codes, 'codes', 2, unitCount)),
      bases,
      checks: viewAs(Int32Array, readSection(SectionKind.Checks, 'checks', 4, bases.length)),
    },
    prefixFilter,
    size: headData.getUint32(8, true),
    total,
    frequencies,
    logProbabilities: computeLogProbabilities(frequencies, total),
    tags: readSection(SectionKind.Tags, 'tags', 1, frequencies.length),
    tagNames: new TextDecoder().decode(container.getSection(SectionKind.TagNames).bytes()).split('\n'),
    hmm: openHmm(container, readSection),
    fingerprint: computeFingerprint(container),
  };
  return { table, container };
}

/** Reads a section and checks that its size is a multiple of `elementBytes`, or `count` times that. */
type ReadSection = (kind: number, name: string, elementBytes: number, count?: number) => Uint8Array;

/** Opens the hidden Markov model, if the file contains one. */
function openHmm(container: Container, readSection: ReadSection): HmmModel | undefined {
  if (!container.findSection(SectionKind.Rows)) return undefined;
  return {
    rows: viewAs(Uint16Array, readSection(SectionKind.Rows, 'rows', 2, unitCount)),
    emissions: viewAs(Float64Array, readSection(SectionKind.Emissions, 'emissions', 32)),
    transitions: viewAs(Float64Array, readSection(SectionKind.Transitions, 'transitions', 8, transitionCount)),
  };
}

/** Computes the fingerprint from the checksums in the directory, so that no section is read. */
function computeFingerprint(container: Container): string {
  const writer = new ByteWriter();
  for (const section of container.directory) {
    writer.writeU32(section.kind);
    writer.writeU32(section.length);
    writer.writeU32(section.checksum);
  }
  return checksum(writer.finish()).toString(16).padStart(8, '0');
}

type NumberArray = Uint16Array | Int32Array | Float64Array;

/** Returns the bytes as an array of numbers, without copying. */
function viewAs<T extends NumberArray>(
  type: { new (buffer: ArrayBufferLike, start: number, length: number): T; readonly BYTES_PER_ELEMENT: number },
  bytes: Uint8Array,
): T {
  return new type(bytes.buffer, bytes.byteOffset, bytes.length / type.BYTES_PER_ELEMENT);
}

function viewBytes(array: NumberArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
