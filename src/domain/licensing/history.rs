//! How it stands with taking back a change: what undid it, what undid that in turn, and whom that left.
//!
//! An undo is a change like any other, so it is judged by the same few lines: an undo that was undone
//! counts no more. That is one rule for every level; to stop after the first would take a second one.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Moment;
use crate::domain::id::{JobId, UserId};

/// A job that takes back what another one did, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undoing {
    pub id: JobId,
    pub undoes: JobId,
    pub created_at: Moment,
    pub finished_at: Option<Moment>,
    /// Users to whom it did something.
    pub changed: i64,
    /// Whether it ended with something left that was not done.
    pub falls_short: bool,
}

impl Undoing {
    /// Whether it took back anything, or may do so yet.
    fn counts(&self) -> bool {
        self.finished_at.is_none() || self.changed > 0
    }
}

/// What a change was taken back by, as far as that was not taken back in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Nothing,
    /// Not for everybody, or given again to some.
    Part(JobId),
    /// Or it is about to be.
    Whole(JobId),
}

/// To whom a job did something, and whether that was only a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    pub user: UserId,
    pub is_partial: bool,
}

/// All that takes changes back, and all that takes that back, and so on.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// By what they take back, the newest first.
    of: BTreeMap<JobId, Vec<Undoing>>,
}

impl History {
    /// From `undoings` in whatever order.
    pub fn new(undoings: impl IntoIterator<Item = Undoing>) -> Self {
        let mut of: BTreeMap<JobId, Vec<Undoing>> = BTreeMap::new();
        for one in undoings {
            of.entry(one.undoes).or_default().push(one);
        }
        for all in of.values_mut() {
            all.sort_by_key(|one| std::cmp::Reverse((one.created_at, one.id)));
        }
        Self { of }
    }

    fn of_job(&self, id: JobId) -> &[Undoing] {
        self.of.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Whether the change `id` is in force. What ended without doing anything to anybody is no matter;
    /// what is under way counts as done, so that nobody begins the same again, and takes nothing back yet.
    pub fn standing(&self, id: JobId) -> Standing {
        let undos = || self.of_job(id).iter().filter(|one| one.counts());
        let ended = |undo: &Undoing, by: JobId| {
            self.of_job(undo.id).iter().find(|again| again.id == by).filter(|again| again.finished_at.is_some())
        };
        let is_reversed = |undo: &&Undoing| match self.standing(undo.id) {
            Standing::Whole(by) => ended(undo, by).is_some(),
            Standing::Part(_) | Standing::Nothing => false,
        };
        let Some(newest) = undos().find(|undo| !is_reversed(undo)) else { return Standing::Nothing };
        if newest.finished_at.is_none() {
            return Standing::Whole(newest.id);
        }
        // An earlier undo that was undone before this one is no matter any more.
        let is_given_again = |undo: &Undoing| match self.standing(undo.id) {
            Standing::Part(by) | Standing::Whole(by) => {
                ended(undo, by).is_some_and(|again| again.created_at > newest.created_at)
            }
            Standing::Nothing => false,
        };
        if newest.falls_short || undos().any(is_given_again) {
            Standing::Part(newest.id)
        } else {
            Standing::Whole(newest.id)
        }
    }

    /// What gave the change `id` again, by undoing an undo of it.
    pub fn given_again_by(&self, id: JobId) -> Vec<&Undoing> {
        let again = self.of_job(id).iter().flat_map(|undo| self.of_job(undo.id));
        again.flat_map(|again| [vec![again], self.given_again_by(again.id)].concat()).collect()
    }

    /// Whom the undoings of `id` reached, and whom undoing those did not reach in turn: in whole. Who was
    /// given only a part of it again is not left out of the next undo. `done` tells whom each job reached.
    pub fn taken_back(&self, id: JobId, done: &BTreeMap<JobId, Vec<Reached>>) -> BTreeSet<UserId> {
        self.reached(id, done, true)
    }

    fn reached(&self, id: JobId, done: &BTreeMap<JobId, Vec<Reached>>, in_whole: bool) -> BTreeSet<UserId> {
        let mut over = BTreeSet::new();
        for undoing in self.of_job(id) {
            let again = self.reached(undoing.id, done, !in_whole);
            let counts = |one: &&Reached| (!in_whole || !one.is_partial) && !again.contains(&one.user);
            over.extend(done.get(&undoing.id).into_iter().flatten().filter(counts).map(|one| one.user));
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const CHANGE: JobId = job(1);

    const fn job(number: u128) -> JobId {
        JobId(Uuid::from_u128(number))
    }

    fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    fn at(minute: i64) -> Moment {
        Moment::from_timestamp(minute * 60, 0).unwrap()
    }

    /// Done to three, a minute after it began, which is told by its number.
    fn whole(number: u128, undoes: u128) -> Undoing {
        let minute = i64::try_from(number).unwrap() * 10;
        Undoing {
            id: job(number),
            undoes: job(undoes),
            created_at: at(minute),
            finished_at: Some(at(minute + 1)),
            changed: 3,
            falls_short: false,
        }
    }

    fn in_part(number: u128, undoes: u128) -> Undoing {
        Undoing { falls_short: true, ..whole(number, undoes) }
    }

    fn under_way(number: u128, undoes: u128) -> Undoing {
        Undoing { finished_at: None, changed: 1, ..whole(number, undoes) }
    }

    fn for_nobody(number: u128, undoes: u128) -> Undoing {
        Undoing { changed: 0, falls_short: true, ..whole(number, undoes) }
    }

    /// The change is job 1; each undoing is its number and what it undoes.
    #[test]
    fn a_change_stands_as_what_undid_it_does() {
        use Standing::{Nothing, Part, Whole};
        let table: Vec<(&str, Vec<Undoing>, Standing)> = vec![
            ("nothing undone", vec![], Nothing),
            ("something else was undone", vec![whole(3, 2)], Nothing),
            ("under way", vec![under_way(2, 1)], Whole(job(2))),
            ("under way, nobody done yet", vec![Undoing { changed: 0, ..under_way(2, 1) }], Whole(job(2))),
            ("undone whole", vec![whole(2, 1)], Whole(job(2))),
            ("undone in part", vec![in_part(2, 1)], Part(job(2))),
            ("nobody succeeded", vec![for_nobody(2, 1)], Nothing),
            ("a later one reached nobody", vec![whole(2, 1), for_nobody(3, 1)], Whole(job(2))),
            ("redone", vec![whole(2, 1), whole(3, 2)], Nothing),
            ("redone in part", vec![whole(2, 1), in_part(3, 2)], Part(job(2))),
            ("the redo is under way", vec![whole(2, 1), under_way(3, 2)], Whole(job(2))),
            ("the redo reached nobody", vec![whole(2, 1), for_nobody(3, 2)], Whole(job(2))),
            ("undone in part, and that redone", vec![in_part(2, 1), whole(3, 2)], Nothing),
            ("the redo was undone", vec![whole(2, 1), whole(3, 2), whole(4, 3)], Whole(job(2))),
            ("the redo was undone in part", vec![whole(2, 1), whole(3, 2), in_part(4, 3)], Part(job(2))),
            ("undone again after a redo", vec![whole(2, 1), whole(3, 2), whole(4, 1)], Whole(job(4))),
            ("the rest was undone later", vec![in_part(2, 1), whole(3, 1)], Whole(job(3))),
            ("the rest in part again", vec![in_part(2, 1), in_part(3, 1)], Part(job(3))),
            ("of two, the earlier was redone later", vec![in_part(2, 1), whole(3, 1), whole(4, 2)], Part(job(3))),
            ("of two, the earlier was redone before", vec![in_part(2, 1), in_part(3, 2), whole(4, 1)], Whole(job(4))),
            ("of two, the later was redone", vec![in_part(2, 1), whole(3, 1), whole(4, 3)], Part(job(2))),
            ("both were redone", vec![in_part(2, 1), whole(3, 1), whole(4, 3), whole(5, 2)], Nothing),
            ("undone, and once more under way", vec![in_part(2, 1), under_way(3, 1)], Whole(job(3))),
        ];
        for (name, mut undoings, standing) in table {
            assert_eq!(History::new(undoings.clone()).standing(CHANGE), standing, "{name}");
            // In whatever order they are found.
            for _ in 0..undoings.len() {
                undoings.rotate_left(1);
                assert_eq!(History::new(undoings.clone()).standing(CHANGE), standing, "{name}, out of order");
            }
            undoings.reverse();
            assert_eq!(History::new(undoings).standing(CHANGE), standing, "{name}, the newest first");
        }
    }

    #[test]
    fn what_gives_a_change_again_undoes_an_undo_of_it() {
        let all = [whole(2, 1), whole(3, 2), whole(4, 3), whole(5, 4), whole(6, 1), whole(9, 8)];
        let history = History::new(all);
        let again = |id: JobId| history.given_again_by(id).iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(again(CHANGE), [job(3), job(5)]);
        assert_eq!(again(job(2)), [job(4)]);
        assert!(again(job(6)).is_empty());
    }

    /// Users 1 and 2 had something done to them; each job with whom it reached, a part marked.
    #[test]
    fn who_is_left_for_the_next_undo() {
        type Expected = (u128, &'static [(u128, bool)]);
        type Case = (&'static str, Vec<Undoing>, &'static [Expected], &'static [u128]);
        let table: [Case; 6] = [
            ("nothing undone", vec![], &[], &[]),
            ("both are over", vec![whole(2, 1)], &[(2, &[(1, false), (2, false)])], &[1, 2]),
            ("a part is not enough", vec![in_part(2, 1)], &[(2, &[(1, false), (2, true)])], &[1]),
            ("redone", vec![whole(2, 1), whole(3, 2)], &[(2, &[(1, false), (2, false)]), (3, &[(1, false)])], &[2]),
            // What came again in part can be taken back again.
            ("redone in part", vec![whole(2, 1), in_part(3, 2)], &[(2, &[(1, false)]), (3, &[(1, true)])], &[]),
            (
                "and the redo undone",
                vec![whole(2, 1), whole(3, 2), whole(4, 3)],
                &[(2, &[(1, false), (2, false)]), (3, &[(1, false), (2, false)]), (4, &[(1, false), (2, true)])],
                &[1],
            ),
        ];
        for (name, undoings, told, over) in table {
            let reached = |(id, users): &Expected| {
                let users =
                    users.iter().map(|(number, is_partial)| Reached { user: user(*number), is_partial: *is_partial });
                (job(*id), users.collect())
            };
            let done = told.iter().map(reached).collect();
            let over: BTreeSet<UserId> = over.iter().map(|number| user(*number)).collect();
            assert_eq!(History::new(undoings).taken_back(CHANGE, &done), over, "{name}");
        }
    }
}
