//! What a node does by itself: it takes tasks from the queue, each kind in a file of its own, and keeps its own
//! house. Knows when to look and what a failure costs; what is done is the actions' business.

mod clean_up;
mod job;
mod kind;
mod message;
mod node;
mod queue;
mod upload;

pub use self::node::{keep_schedules, run};
pub use self::queue::{Turn, run_next, work_off};
