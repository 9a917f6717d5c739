/** `hansou/node`: reading files, and indexes that stay in their file. */

export { AtomicFile as WholeFile, writeFileAtomically as writeWhole } from './atomic-file.ts';
export { type BuilderOptions, type BuildProgress, type BuildResult, IndexBuilder } from './build/index-builder.ts';
export { FileSource } from './file-source.ts';
export { FileIndex, type OpenFileOptions, openFile } from './open-file.ts';
export { documentFields, type FileDocument as ReadDocument, type SkippedInput as Skipped } from './reading/document.ts';
export { type DecodedText, decodeText, type Encoding } from './reading/encoding.ts';
export { findFiles, type InputFile as FoundFile } from './reading/find-files.ts';
export type { FileFormat as Format } from './reading/format.ts';
export { type ReadOptions, readDocuments } from './reading/read-documents.ts';
