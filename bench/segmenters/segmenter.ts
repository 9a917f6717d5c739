/** A segmenter that the part `segment` measures. */
export interface BenchSegmenter {
  readonly info: SegmenterInfo;
  /** Loads everything that is needed to segment a first text. */
  load(): Promise<LoadedSegmenter>;
}

interface SegmenterInfo {
  /** The name in tasks: `node-rs`. */
  readonly name: string;
  /** The name in tables: `@node-rs/jieba`. */
  readonly title: string;
  /** The npm package; none for hansou and for what is part of Node. */
  readonly package?: string;
  readonly configuration: string;
  /** The page of its makers that documents the configuration. */
  readonly documentation: string;
  /** Maximum number of characters it is given, because more would take minutes. */
  readonly maxCharacters?: number;
}

/** The ways to segment a text. A method is missing where the segmenter has no such function. */
interface LoadedSegmenter {
  /** Segments into strings, which joined are the text. */
  cut(text: string): readonly string[];
  /** Segments into strings with the start and end of each word. Returns the number of words. */
  cutWithOffsets?(text: string): number;
  /** Segments into the start and end of each word, without strings. Returns the number of words. */
  cutToOffsets?(text: string): number;
}
