//! The task `build`: how long an index takes to build, and how large it is.

use std::fs;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use tantivy::indexer::NoMergePolicy;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument};

use crate::clock::{milliseconds_since, processor_milliseconds};
use crate::tokenizers::{self, Terms};
use crate::{documents, schema, Failure};

/// Bytes of memory for each thread: enough that it writes a single segment.
const MEMORY_PER_THREAD: usize = 1_000_000_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildTask {
    terms: Terms,
    documents: String,
    count: usize,
    directory: String,
    threads: usize,
    /// Whether texts are stored in large blocks of zstd, for the smallest files, and not as tantivy does by default (lz4).
    is_small: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildAnswer {
    /// From nothing to the first term; not part of the build.
    load: f64,
    milliseconds: f64,
    processor_milliseconds: f64,
    bytes: u64,
    segments: usize,
}

pub fn build(task: &BuildTask) -> Result<BuildAnswer, Failure> {
    let documents = documents::read(&task.documents, task.count)?;
    let start = Instant::now();
    tokenizers::list(&mut tokenizers::create(task.terms), "开始");
    let load = milliseconds_since(start);

    let processor_start = processor_milliseconds();
    let start = Instant::now();
    let schema = schema::create();
    let fields = schema::fields(&schema)?;
    let index = Index::builder().schema(schema).settings(settings(task.is_small)).create_in_dir(&task.directory)?;
    schema::register_terms(&index, task.terms);
    let mut writer: IndexWriter = index.writer_with_num_threads(task.threads, MEMORY_PER_THREAD * task.threads)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for (number, document) in documents.iter().enumerate() {
        let mut added = TantivyDocument::default();
        added.add_text(fields.id, number.to_string());
        added.add_text(fields.title, &document.title);
        added.add_text(fields.text, &document.text);
        writer.add_document(added)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let milliseconds = milliseconds_since(start);
    let processor_milliseconds = processor_milliseconds() - processor_start;

    let mut bytes = 0;
    for entry in fs::read_dir(&task.directory)? {
        bytes += entry?.metadata()?.len();
    }
    let segments = index.searchable_segment_ids()?.len();
    Ok(BuildAnswer { load, milliseconds, processor_milliseconds, bytes, segments })
}

fn settings(is_small: bool) -> IndexSettings {
    let defaults = IndexSettings::default();
    if !is_small {
        return defaults;
    }
    let compression = ZstdCompressor { compression_level: Some(9) };
    IndexSettings { docstore_compression: Compressor::Zstd(compression), docstore_blocksize: 1 << 16, ..defaults }
}
