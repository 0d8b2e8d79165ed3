//! Who acts: somebody of the staff, a customer's own user, another program, or this one. What each may do is
//! the permissions' business; here stands who it is, how strongly that was shown, and which customers it
//! reaches.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use super::id::{ApiClientId, CustomerId, StaffId, UserId};
use super::role::Role;
use super::staff::Staff;

/// Who acts.
#[derive(Clone, Debug)]
pub enum Principal {
    Staff(Box<Staff>),
    /// A customer's own user, at the own page.
    CustomerUser(CustomerUser),
    /// Another program, in the name of the partner. There is no door for one yet.
    ApiClient(ApiClient),
    /// Somebody at the machine itself, who may do everything.
    CommandLine,
    /// The program, by itself.
    System,
}

/// A customer's user who signs in with the password of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerUser {
    pub customer: CustomerId,
    pub id: UserId,
    pub name: String,
    /// The password is one that was handed out.
    pub must_change_password: bool,
}

/// A program with a key of its own and a role as the staff have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    pub id: ApiClientId,
    pub name: String,
    pub role: Role,
    pub reach: Reach,
}

/// Which customers somebody reaches. Another one is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    Only(BTreeSet<CustomerId>),
}

impl Reach {
    /// Whether `customer` is among them. The installation is no customer: what belongs to none is reached by
    /// right alone.
    pub fn includes(&self, customer: CustomerId) -> bool {
        match self {
            Self::All => true,
            Self::Only(customers) => customer.is_installation() || customers.contains(&customer),
        }
    }
}

/// By what somebody has shown who it is, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A password that somebody else has made: good for putting one's own in its place.
    TemporaryPassword,
    Password,
    /// A key that no person types.
    Key,
    /// Being at the machine.
    Machine,
}

impl Principal {
    /// As records name its kind. Part of what their chain binds, so it never changes.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Staff(_) => STAFF,
            Self::CustomerUser(_) => CUSTOMER_USER,
            Self::ApiClient(_) => API_CLIENT,
            Self::CommandLine => "command-line",
            Self::System => "system",
        }
    }

    /// By which it is found again; nothing where there is nobody to be found.
    pub fn id(&self) -> Option<PrincipalId> {
        match self {
            Self::Staff(staff) => Some(PrincipalId::Staff(staff.id)),
            Self::CustomerUser(user) => Some(PrincipalId::CustomerUser(user.customer, user.id)),
            Self::ApiClient(client) => Some(PrincipalId::ApiClient(client.id)),
            Self::CommandLine | Self::System => None,
        }
    }

    /// What it is called now, as records tell; empty for the program.
    pub fn name(&self) -> &str {
        match self {
            Self::Staff(staff) => &staff.name,
            Self::CustomerUser(user) => &user.name,
            Self::ApiClient(client) => &client.name,
            Self::CommandLine | Self::System => "",
        }
    }

    pub fn staff(&self) -> Option<&Staff> {
        if let Self::Staff(staff) = self { Some(staff) } else { None }
    }

    pub fn strength(&self) -> Strength {
        let of_password = |is_temporary| if is_temporary { Strength::TemporaryPassword } else { Strength::Password };
        match self {
            Self::Staff(staff) => of_password(staff.must_change_password),
            Self::CustomerUser(user) => of_password(user.must_change_password),
            Self::ApiClient(_) => Strength::Key,
            Self::CommandLine | Self::System => Strength::Machine,
        }
    }

    pub fn reach(&self) -> Reach {
        match self {
            Self::Staff(_) | Self::CommandLine | Self::System => Reach::All,
            Self::CustomerUser(user) => Reach::Only(BTreeSet::from([user.customer])),
            Self::ApiClient(client) => client.reach.clone(),
        }
    }
}

impl From<Staff> for Principal {
    fn from(staff: Staff) -> Self {
        Self::Staff(Box::new(staff))
    }
}

/// Chains of sign-ins for each kind: who signs in waits for one in so many of those who do so at this moment, and
/// for nothing else.
pub const SIGN_IN_CHAINS: u8 = 16;

/// Whose sign-ins a chain tells of, as its id has it.
pub const STAFF_SIGN_INS: u8 = 0;
pub const CUSTOMER_USER_SIGN_INS: u8 = 1;

const STAFF: &str = "staff";
const CUSTOMER_USER: &str = "customer-user";
const API_CLIENT: &str = "api-client";

/// By which a principal is found again. It is written `kind:id`; a customer's user is one of that customer's, written
/// `customer-user:customer:id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalId {
    Staff(StaffId),
    CustomerUser(CustomerId, UserId),
    ApiClient(ApiClientId),
}

impl PrincipalId {
    pub fn kind(self) -> &'static str {
        match self {
            Self::Staff(_) => STAFF,
            Self::CustomerUser(..) => CUSTOMER_USER,
            Self::ApiClient(_) => API_CLIENT,
        }
    }

    pub fn uuid(self) -> Uuid {
        match self {
            Self::Staff(id) => id.0,
            Self::CustomerUser(_, id) => id.0,
            Self::ApiClient(id) => id.0,
        }
    }

    /// The chain in which it is noted when this one signs in.
    pub fn sign_in_chain(self) -> CustomerId {
        let kind = match self {
            Self::Staff(_) => STAFF_SIGN_INS,
            Self::CustomerUser(..) => CUSTOMER_USER_SIGN_INS,
            Self::ApiClient(_) => 2,
        };
        let last = self.uuid().as_bytes().last().copied().unwrap_or_default();
        CustomerId::authentication(kind, last % SIGN_IN_CHAINS)
    }

    pub fn staff(self) -> Option<StaffId> {
        if let Self::Staff(id) = self { Some(id) } else { None }
    }
}

impl From<StaffId> for PrincipalId {
    fn from(id: StaffId) -> Self {
        Self::Staff(id)
    }
}

impl fmt::Display for PrincipalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.kind())?;
        if let Self::CustomerUser(customer, _) = self {
            write!(f, "{customer}:")?;
        }
        write!(f, "{}", self.uuid())
    }
}

/// What is written there is no principal's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is no principal's id")]
pub struct NoPrincipalId;

impl FromStr for PrincipalId {
    type Err = NoPrincipalId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, id) = text.split_once(':').ok_or(NoPrincipalId)?;
        let uuid = |id: &str| id.parse::<Uuid>().map_err(|_| NoPrincipalId);
        match (kind, id.split_once(':')) {
            (STAFF, None) => Ok(Self::Staff(StaffId(uuid(id)?))),
            (CUSTOMER_USER, Some((customer, id))) => {
                Ok(Self::CustomerUser(CustomerId(uuid(customer)?), UserId(uuid(id)?)))
            }
            (API_CLIENT, None) => Ok(Self::ApiClient(ApiClientId(uuid(id)?))),
            _ => Err(NoPrincipalId),
        }
    }
}

impl Serialize for PrincipalId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PrincipalId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written_and_kinds_are_not_mixed_up() {
        let id = Uuid::from_u128(7);
        let ids = [
            PrincipalId::Staff(StaffId(id)),
            PrincipalId::CustomerUser(CustomerId(Uuid::from_u128(9)), UserId(id)),
            PrincipalId::ApiClient(ApiClientId(id)),
        ];
        for (at, one) in ids.into_iter().enumerate() {
            assert_eq!(one.to_string().parse(), Ok(one));
            assert!(ids.iter().enumerate().all(|(other, id)| (other == at) == (*id == one)));
        }
        let (of_nobody, without_customer) = (format!("nobody:{id}"), format!("customer-user:{id}"));
        for wrong in ["", "staff", "staff:", "staff:x", &of_nobody, &without_customer, &id.to_string()] {
            assert_eq!(wrong.parse::<PrincipalId>(), Err(NoPrincipalId), "{wrong}");
        }
    }

    #[test]
    fn who_reaches_some_customers_does_not_reach_another() {
        let [ours, other] = [1_u128, 2].map(|id| CustomerId(Uuid::from_u128(id << 100)));
        let only = Reach::Only(BTreeSet::from([ours]));
        assert!(only.includes(ours) && !only.includes(other) && Reach::All.includes(other));
        assert!(!Reach::Only(BTreeSet::new()).includes(ours));
    }
}
