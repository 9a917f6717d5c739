//! The task `segment`: how fast a text is cut into words.

use std::hint::black_box;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::clock::milliseconds_since;
use crate::{documents, Failure};

#[derive(Deserialize)]
pub struct SegmentTask {
    segmenter: Segmenter,
    documents: String,
    /// Number of UTF-16 units to cut.
    characters: usize,
    /// How long each kind of cut is repeated; the median pass counts.
    milliseconds: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Segmenter {
    Jieba,
    Charabia,
}

/// Characters a second.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SegmentAnswer {
    /// From nothing to the first word.
    load: f64,
    /// Words with the model for unknown words, as pieces of the text.
    words: f64,
    words_with_offsets: f64,
}

pub fn measure(task: &SegmentTask) -> Result<SegmentAnswer, Failure> {
    let texts = read_texts(&task.documents, task.characters)?;
    let first = "长江大学的学生们来到南保村";
    match task.segmenter {
        Segmenter::Jieba => {
            let start = Instant::now();
            let jieba = jieba_rs::Jieba::new();
            black_box(jieba.cut(first, true).len());
            let load = milliseconds_since(start);
            let default = jieba_rs::TokenizeMode::Default;
            Ok(SegmentAnswer {
                load,
                words: speed(&texts, task.milliseconds, |text| jieba.cut(text, true).len()),
                words_with_offsets: speed(&texts, task.milliseconds, |text| jieba.tokenize(text, default, true).len()),
            })
        }
        Segmenter::Charabia => {
            use charabia::{Segment, Tokenize};
            let start = Instant::now();
            black_box(first.tokenize().count());
            let load = milliseconds_since(start);
            Ok(SegmentAnswer {
                load,
                words: speed(&texts, task.milliseconds, |text| text.segment_str().collect::<Vec<_>>().len()),
                words_with_offsets: speed(&texts, task.milliseconds, |text| text.tokenize().collect::<Vec<_>>().len()),
            })
        }
    }
}

/// The first texts, `characters` UTF-16 units in all.
fn read_texts(path: &str, characters: usize) -> Result<Vec<String>, Failure> {
    let mut texts = Vec::new();
    let mut left = characters;
    for document in documents::read(path, usize::MAX)? {
        if left == 0 {
            break;
        }
        let whole =
            if document.title.is_empty() { document.text } else { format!("{}\n{}", document.title, document.text) };
        let units: Vec<u16> = whole.encode_utf16().take(left).collect();
        left -= units.len();
        texts.push(String::from_utf16_lossy(&units));
    }
    Ok(texts)
}

/// Characters (UTF-16 units) a second in the median pass.
fn speed(texts: &[String], milliseconds: f64, cut: impl Fn(&str) -> usize) -> f64 {
    let characters: usize = texts.iter().map(|text| text.encode_utf16().count()).sum();
    let started = Instant::now();
    let mut passes = Vec::new();
    while passes.is_empty() || milliseconds_since(started) < milliseconds {
        let start = Instant::now();
        for text in texts {
            black_box(cut(text));
        }
        passes.push(milliseconds_since(start));
    }
    passes.sort_by(f64::total_cmp);
    characters as f64 / passes[passes.len() / 2] * 1e3
}
