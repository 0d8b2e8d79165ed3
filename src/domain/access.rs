//! A customer's user's way in: what the right password opens, and what is said where it opens nothing.
//!
//! Knows how an account stands; whether a password is right is looked at elsewhere, and before anything of this is told.

use super::Moment;
use super::refusal::AccessRefusal;

/// How the account of a customer's user stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    pub deleted_at: Option<Moment>,
    pub is_allowed: bool,
    /// The password is one that was handed out.
    pub must_change_password: bool,
    /// Until when such a password can be used.
    pub password_expires_at: Option<Moment>,
}

impl Access {
    /// Why the right password does not let this user in: the user's administrator knows what to do. What lasts
    /// longest comes first.
    pub fn refusal(&self, now: Moment) -> Option<AccessRefusal> {
        let is_over = self.must_change_password && self.password_expires_at.is_some_and(|end| end <= now);
        if self.deleted_at.is_some() {
            Some(AccessRefusal::UserDeleted)
        } else if !self.is_allowed {
            Some(AccessRefusal::UserBlocked)
        } else {
            is_over.then_some(AccessRefusal::PasswordExpired)
        }
    }

    /// Whether the right password lets this user in.
    pub fn may_sign_in(&self, now: Moment) -> bool {
        self.refusal(now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn what_keeps_a_user_out_is_told_the_longest_first() {
        let now = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        let open =
            Access { deleted_at: None, is_allowed: true, must_change_password: true, password_expires_at: Some(now) };
        assert!(open.may_sign_in(now - TimeDelta::seconds(1)));
        assert_eq!(open.refusal(now), Some(AccessRefusal::PasswordExpired), "not at that moment any more");
        let blocked = Access { is_allowed: false, ..open };
        assert_eq!(blocked.refusal(now), Some(AccessRefusal::UserBlocked));
        let deleted = Access { deleted_at: Some(now), ..blocked };
        assert_eq!(deleted.refusal(now), Some(AccessRefusal::UserDeleted));
        let own = Access { must_change_password: false, ..open };
        assert!(own.may_sign_in(now + TimeDelta::days(900)), "one's own password does not expire");
    }
}
