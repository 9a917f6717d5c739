/**
 * The entry point `hansou/node`: builds and opens index files, and reads documents from files.
 *
 * @module hansou/node
 */

export type { EarlierFiles } from '../index/segment/earlier-files.ts';
export type { BuildExtras, BuilderOptions, BuildProgress, BuildResult } from './build/builder-options.ts';
export { IndexBuilder } from './build/index-builder.ts';
export { type MergeFilesOptions, type MergeResult, mergeFiles } from './merge-files.ts';
export { type FileIndex, type OpenFileOptions, openFile } from './open-file.ts';
export {
  type DocumentSection,
  documentFields,
  type FileDocument,
  namedDocumentFields,
  type SkippedInput,
} from './reading/document.ts';
export { type DecodedText, type DecodeOptions, decodeText, type Encoding } from './reading/encoding/encoding.ts';
export { findFiles, type InputFile } from './reading/find-files.ts';
export type { FileFormat } from './reading/format.ts';
export type { FieldMapping } from './reading/formats/records/record-keys.ts';
export type { LeftOut, LeftOutCount, LeftOutKind } from './reading/left-out.ts';
export { type ReadOptions, readDocuments } from './reading/read-documents.ts';
export type { FormatOptions } from './reading/reader.ts';
