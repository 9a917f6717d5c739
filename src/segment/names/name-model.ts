/**
 * The model for names of places and organisations: an averaged perceptron over hashed features, as bytes. It holds weights and
 * no text.
 *
 *     container of   transitions  i16[13 · 13]        by label and next label, in sixteenths of a weight
 *                    weights      i8[13 · 2^18]       by label and row
 *
 * Law: opening checks the sizes; the same features give the same labels on every machine (sums of small integers are exact).
 */
import { MemorySource } from '../../bytes/byte-source.ts';
import { Container, type ContainerFormat } from '../../bytes/container.ts';
import { writeContainer } from '../../bytes/container-writer.ts';
import { HansouError } from '../../errors.ts';
import { labelCount, labelStride } from './label-path.ts';
import { rowBits } from './name-features.ts';

const nameModelFormat: ContainerFormat = {
  magic: 'HSNP',
  version: 1,
  name: 'name model',
  errorCode: 'BAD_LEXICON',
  hint: 'Use dict/names.model.gz of this version of hansou, or train it again with npm run names:train.',
};
const SectionKind = { Transitions: 1, Weights: 2 } as const;
const rowCount = 1 << rowBits;

export interface NameModel {
  /** By row and label, `labelStride` of them a row. */
  readonly weights: Int8Array;
  /** By label and next label, in sixteenths. */
  readonly transitions: Int32Array;
}

/** Writes a model as the bytes of a file. */
export function writeNameModel({ weights, transitions }: NameModel): Uint8Array {
  const columns = new Int8Array(labelCount * rowCount);
  for (let label = 0; label < labelCount; label++)
    for (let row = 0; row < rowCount; row++) columns[label * rowCount + row] = weights[row * labelStride + label];
  const data = new DataView(new ArrayBuffer(2 * transitions.length));
  transitions.forEach((weight, i) => {
    data.setInt16(2 * i, weight, true);
  });
  return writeContainer(nameModelFormat, [
    { kind: SectionKind.Transitions, ordinal: 0, bytes: new Uint8Array(data.buffer) },
    { kind: SectionKind.Weights, ordinal: 0, bytes: new Uint8Array(columns.buffer) },
  ]);
}

/** Opens the bytes of a model. @throws HansouError BAD_LEXICON, FORMAT_VERSION */
export function openNameModel(file: Uint8Array): NameModel {
  const container = Container.open(nameModelFormat, new MemorySource(file));
  const read = (kind: number, size: number): Uint8Array => {
    const bytes = container.getSection(kind).bytes();
    if (bytes.length === size) return bytes;
    throw new HansouError('BAD_LEXICON', 'a section of the name model has the wrong size', {
      expected: `${size} bytes`,
      got: `${bytes.length} bytes`,
      hint: nameModelFormat.hint,
    });
  };
  const columns = read(SectionKind.Weights, labelCount * rowCount);
  const weights = new Int8Array(rowCount * labelStride);
  for (let label = 0; label < labelCount; label++)
    for (let row = 0; row < rowCount; row++) weights[row * labelStride + label] = columns[label * rowCount + row];
  const bytes = read(SectionKind.Transitions, 2 * labelCount * labelCount);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const transitions = Int32Array.from({ length: labelCount * labelCount }, (_, i) => data.getInt16(2 * i, true));
  return { weights, transitions };
}
