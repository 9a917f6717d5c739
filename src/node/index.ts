/** `hansou/node`: reading files, and indexes that stay in their file. */

export { type BuilderOptions, type BuildProgress, type BuildResult, IndexBuilder } from './build/index-builder.ts';
export { FileSource } from './file-source.ts';
export { FileIndex, type OpenFileOptions, openFile } from './open-file.ts';
export { documentFields, type ReadDocument, type Skipped } from './reading/document.ts';
export { type DecodedText, decodeText, type Encoding } from './reading/encoding.ts';
export { type FoundFile, findFiles } from './reading/find-files.ts';
export type { Format } from './reading/format.ts';
export { type ReadOptions, readDocuments } from './reading/read-documents.ts';
export { WholeFile, writeWhole } from './whole-file.ts';
