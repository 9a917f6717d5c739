//! The engines in Rust that hansou's bench compares with. `hansou-bench-native TASK.json` runs one task and prints its answer as
//! JSON, so that each measurement has a process of its own. The tasks and their answers are described in
//! `bench/native/native-task.ts`, and the part of the bench that asks them is `bench/parts/native-part.ts`.

mod building;
mod clock;
mod cutting;
mod documents;
mod queries;
mod schema;
mod tokenizers;

use std::{env, fs, process};

use serde::Deserialize;

/// Any failure, as text.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Task {
    Build(building::BuildTask),
    Query(queries::QueryTask),
    Segment(cutting::SegmentTask),
}

fn main() {
    match run() {
        Ok(answer) => println!("{answer}"),
        Err(failure) => {
            eprintln!("error: {failure}");
            process::exit(1);
        }
    }
}

fn run() -> Result<String, Failure> {
    let path = env::args().nth(1).ok_or("the path of a task is missing")?;
    let answer = match serde_json::from_str(&fs::read_to_string(path)?)? {
        Task::Build(task) => serde_json::to_string(&building::build(&task)?)?,
        Task::Query(task) => serde_json::to_string(&queries::measure(&task)?)?,
        Task::Segment(task) => serde_json::to_string(&cutting::measure(&task)?)?,
    };
    Ok(answer)
}
