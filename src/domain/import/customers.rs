//! Partner Center's export of customers (specification §1): one row a tenant, known by its
//! Microsoft ID, or where it has none by its primary domain. It says name, primary domain and relationship, and nothing else: what staff have
//! added to an account here stays.

use uuid::Uuid;

use super::row::{Listed, RefusedRow, once_each};
use super::table::{Column, Table};
use crate::domain::customer::{self, Account, COMPANY_LIMIT, RESELLER};
use crate::domain::refusal::Refused;
use crate::domain::text;
use crate::domain::user_name::Domain;

/// The longest relationship, in characters.
const RELATIONSHIP_LIMIT: usize = 100;

/// The export's columns.
pub const COLUMNS: [Column; 4] = [
    Column::required("microsoft_id", &["Microsoft ID", "ID Microsoft"]),
    Column::required("company_name", &["Company name", "Nome società", "Nome azienda", "Nome della società"]),
    Column::required(
        "primary_domain",
        &[
            "Primary domain name",
            "Primary domain",
            "Nome di dominio primario",
            "Nome dominio primario",
            "Dominio primario",
        ],
    ),
    Column::optional("relationship", &["Relationship", "Relazione"]),
];

/// A customer as the export tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenant {
    /// `None` where the export does not say.
    pub microsoft_id: Option<Uuid>,
    pub company_name: String,
    pub primary_domain: Domain,
    /// `None` where the export does not say.
    pub relationship: Option<String>,
}

/// The customers of an export, each once, and its rows that cannot be taken.
pub fn read(table: Table<4>) -> (Vec<Listed<Tenant>>, Vec<RefusedRow>) {
    let (mut rows, mut refused) = (Vec::new(), table.refused);
    for row in table.rows {
        match parse(&row.cells) {
            Ok(what) => rows.push(Listed { line: row.line, what }),
            Err(reasons) => refused.push(row.line.refuse(reasons)),
        }
    }
    let key = |tenant: &Tenant| match tenant.microsoft_id {
        Some(id) => ("microsoft_id", id.to_string()),
        None => ("primary_domain", tenant.primary_domain.to_string()),
    };
    let rows = once_each(rows, key, &mut refused);
    (rows, refused)
}

fn parse([microsoft_id, company_name, primary_domain, relationship]: &[String; 4]) -> Result<Tenant, Refused> {
    let mut refused = Refused::default();
    let microsoft_id = refused.take("microsoft_id", customer::microsoft_id(microsoft_id));
    let company_name = refused.take("company_name", text::required(company_name, COMPANY_LIMIT));
    let primary_domain = refused.take("primary_domain", Domain::parse(primary_domain));
    let relationship = refused.take("relationship", text::optional(relationship, RELATIONSHIP_LIMIT));
    match (microsoft_id, company_name, primary_domain, relationship) {
        (Some(microsoft_id), Some(company_name), Some(primary_domain), Some(relationship)) => {
            Ok(Tenant { microsoft_id, company_name, primary_domain, relationship })
        }
        _ => Err(refused),
    }
}

impl Tenant {
    /// The account of a customer that was not here before, whose users are at `location`.
    pub fn account(&self, location: Option<&str>) -> Account {
        Account {
            company_name: self.company_name.clone(),
            microsoft_id: self.microsoft_id,
            domains: vec![self.primary_domain.clone()],
            default_location: location.map(ToOwned::to_owned),
            contact_name: None,
            contact_email: None,
            contact_language: None,
            relationship: self.relationship.clone().unwrap_or_else(|| RESELLER.to_owned()),
        }
    }

    /// `account` with what the export says. A primary domain that was replaced stays as a further
    /// one: users have names in it. Of a location nobody has said anything else, `location` is taken.
    pub fn over(&self, account: &Account, location: Option<&str>) -> Account {
        let mut further: Vec<Domain> =
            account.domains.iter().filter(|domain| **domain != self.primary_domain).cloned().collect();
        further.sort();
        Account {
            company_name: self.company_name.clone(),
            domains: [vec![self.primary_domain.clone()], further].concat(),
            relationship: self.relationship.clone().unwrap_or_else(|| account.relationship.clone()),
            microsoft_id: self.microsoft_id.or(account.microsoft_id),
            default_location: account.default_location.clone().or_else(|| location.map(ToOwned::to_owned)),
            ..account.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::refusal::{AccountRefusal, InputRefusal, Refusal};

    fn tenants(text: &str) -> (Vec<Listed<Tenant>>, Vec<RefusedRow>) {
        read(Table::read(text.as_bytes(), &COLUMNS).unwrap())
    }

    const ID: &str = "11111111-2222-4333-8444-555555555555";

    #[test]
    fn an_italian_export_says_the_same_as_an_english_one() {
        let english = tenants(&format!(
            "Microsoft ID,Company name,Primary domain name,Relationship\n{ID},Aquila,aquila.example,Reseller\n"
        ));
        let italian = tenants(&format!(
            "Relazione;Nome di dominio primario;NOME SOCIETÀ;ID Microsoft\nReseller;Aquila.Example;Aquila;{ID}\n"
        ));
        assert_eq!(english.0[0].what, italian.0[0].what);
        assert!(english.1.is_empty() && italian.1.is_empty());
    }

    #[test]
    fn every_reason_stands_at_its_column() {
        let (rows, refused) = tenants("Microsoft ID,Company name,Primary domain name\n17,,nodomain\n");
        assert!(rows.is_empty());
        let refused = &refused[0].refused;
        assert_eq!(refused.at("microsoft_id"), Some(&Refusal::Input(InputRefusal::NotAnId)));
        assert_eq!(refused.at("company_name"), Some(&Refusal::Input(InputRefusal::Required)));
        assert_eq!(refused.at("primary_domain"), Some(&Refusal::Account(AccountRefusal::NotADomain)));
    }

    #[test]
    fn a_row_without_a_microsoft_id_is_known_by_its_domain() {
        let (rows, refused) = tenants(
            "Microsoft ID,Company name,Primary domain name\n,Aquila,aquila.example\n,Aquila,AQUILA.example\n\
             ,Corvo,aquila.example\n,Bo,bo.example\n",
        );
        let names: Vec<_> = rows.iter().map(|row| (row.what.company_name.as_str(), row.what.microsoft_id)).collect();
        assert_eq!(names, [("Aquila", None), ("Bo", None)]);
        assert_eq!(refused.iter().map(|row| row.line.number).collect::<Vec<_>>(), [4]);
        assert!(refused[0].refused.at("primary_domain").is_some());
    }

    #[test]
    fn what_staff_added_stays() {
        let text = format!("Microsoft ID,Company name,Primary domain name\n{ID},Aquila S.p.A.,new.example\n");
        let tenant = tenants(&text).0.remove(0).what;
        let domain = |name: &str| Domain::parse(name).unwrap();
        let before = Account {
            domains: vec![domain("old.example"), domain("mail.example"), domain("new.example")],
            default_location: Some("IT".into()),
            relationship: "Indirect reseller".into(),
            ..Tenant { company_name: "Aquila".into(), ..tenant.clone() }.account(None)
        };
        let after = tenant.over(&before, Some("FR"));
        assert_eq!(after.company_name, "Aquila S.p.A.");
        assert_eq!(after.domains, [domain("new.example"), domain("mail.example"), domain("old.example")]);
        assert_eq!((after.default_location.as_deref(), after.relationship.as_str()), (Some("IT"), "Indirect reseller"));
        assert_eq!(tenant.over(&after, None), after);
        let nowhere = Account { default_location: None, ..before };
        assert_eq!(tenant.over(&nowhere, Some("FR")).default_location.as_deref(), Some("FR"));
    }
}
