//! Partner Center's export of customers (specification §1): one row a tenant, known by its
//! Microsoft ID. It says name, primary domain and relationship, and nothing else: what staff have
//! added to an account here stays.

use uuid::Uuid;

use super::products::id;
use super::row::{Listed, RefusedRow, once_each};
use super::table::{Column, Table};
use crate::domain::customer::{Account, COMPANY_LIMIT, RESELLER};
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
    pub microsoft_id: Uuid,
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
    let rows = once_each(rows, "microsoft_id", |tenant| tenant.microsoft_id, &mut refused);
    (rows, refused)
}

fn parse([microsoft_id, company_name, primary_domain, relationship]: &[String; 4]) -> Result<Tenant, Refused> {
    let mut refused = Refused::default();
    let microsoft_id = refused.take("microsoft_id", id(microsoft_id));
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
    /// The account of a customer that was not here before.
    pub fn account(&self) -> Account {
        Account {
            company_name: self.company_name.clone(),
            microsoft_id: self.microsoft_id,
            domains: vec![self.primary_domain.clone()],
            default_location: None,
            contact_name: None,
            contact_email: None,
            contact_language: None,
            relationship: self.relationship.clone().unwrap_or_else(|| RESELLER.to_owned()),
        }
    }

    /// `account` with what the export says. A primary domain that was replaced stays as a further
    /// one: users have names in it.
    pub fn over(&self, account: &Account) -> Account {
        let mut further: Vec<Domain> =
            account.domains.iter().filter(|domain| **domain != self.primary_domain).cloned().collect();
        further.sort();
        Account {
            company_name: self.company_name.clone(),
            domains: [vec![self.primary_domain.clone()], further].concat(),
            relationship: self.relationship.clone().unwrap_or_else(|| account.relationship.clone()),
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
    fn what_staff_added_stays() {
        let text = format!("Microsoft ID,Company name,Primary domain name\n{ID},Aquila S.p.A.,new.example\n");
        let tenant = tenants(&text).0.remove(0).what;
        let domain = |name: &str| Domain::parse(name).unwrap();
        let before = Account {
            domains: vec![domain("old.example"), domain("mail.example"), domain("new.example")],
            default_location: Some("IT".into()),
            relationship: "Indirect reseller".into(),
            ..Tenant { company_name: "Aquila".into(), ..tenant.clone() }.account()
        };
        let after = tenant.over(&before);
        assert_eq!(after.company_name, "Aquila S.p.A.");
        assert_eq!(after.domains, [domain("new.example"), domain("mail.example"), domain("old.example")]);
        assert_eq!((after.default_location.as_deref(), after.relationship.as_str()), (Some("IT"), "Indirect reseller"));
        assert_eq!(tenant.over(&after), after);
    }
}
