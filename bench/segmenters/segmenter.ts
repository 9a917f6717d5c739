/** A segmenter of the `segment` part. What it lacks, it cannot. */
export interface BenchSegmenter {
  readonly info: SegmenterInfo;
  /** Everything from nothing to the first word. */
  load(): Promise<LoadedSegmenter>;
}

export interface SegmenterInfo {
  readonly name: string;
  readonly title: string;
  readonly package?: string;
  readonly configuration: string;
  readonly documentation: string;
  /** Cuts no more than so many characters, because it would take minutes. */
  readonly mostCharacters?: number;
}

export interface LoadedSegmenter {
  /** Words as strings; joined they are the text. */
  cut(text: string): readonly string[];
  /** Words as strings with where they begin and end; returns how many. */
  offsets?(text: string): number;
  /** Where words begin and end, as numbers only; returns how many. */
  numbers?(text: string): number;
}
