//! The sample's products: 18 real ones, by the SKU ids and part numbers that Microsoft publishes,
//! each with its best-known service plans. A real list comes with `partnerdesk import products`.
//!
//! The first eight are suites, of which a user has one; the others come on top.

use uuid::{Uuid, uuid};

use crate::domain::id::{ServicePlanId, SkuId};
use crate::domain::product::{Product, ServicePlan};

/// How many of [`PRODUCTS`], from the first on, are suites.
pub const SUITES: usize = 8;

/// The products, each with its service plans in their order.
pub fn catalog() -> Vec<(Product, Vec<ServicePlan>)> {
    let whole = |plan: &&(&str, Uuid, &str)| ServicePlan {
        id: ServicePlanId(plan.1),
        name: plan.2.to_owned(),
        part_number: plan.0.to_owned(),
    };
    let product = |(part_number, sku, name, plans): &(&str, Uuid, &str, &[&str])| {
        let product = Product {
            sku: SkuId(*sku),
            name: (*name).to_owned(),
            part_number: (*part_number).to_owned(),
            shares_name: false,
            assignable: true,
            retired: false,
        };
        let known = |part: &&str| PLANS.iter().find(|plan| plan.0 == *part);
        (product, plans.iter().filter_map(|part| known(part).as_ref().map(whole)).collect())
    };
    PRODUCTS.iter().map(product).collect()
}

/// Part number, id and name of the service plans.
pub const PLANS: [(&str, Uuid, &str); 37] = [
    ("EXCHANGE_S_STANDARD", uuid!("9aaf7827-d63c-4b61-89c3-182f06f82e5c"), "Exchange Online (Plan 1)"),
    ("EXCHANGE_S_ENTERPRISE", uuid!("efb87545-963c-4e0d-99df-69c6916d9eb0"), "Exchange Online (Plan 2)"),
    ("EXCHANGE_S_DESKLESS", uuid!("4a82b400-a79f-41a4-b4e2-e94f5787b113"), "Exchange Online Kiosk"),
    ("EXCHANGE_S_FOUNDATION", uuid!("113feb6c-3fe4-4440-bddc-54d774bf0318"), "Exchange Foundation"),
    ("TEAMS1", uuid!("57ff2da0-773e-42df-b2af-ffb7a2317929"), "Microsoft Teams"),
    ("SHAREPOINTSTANDARD", uuid!("c7699d2e-19aa-44de-8edf-1736da088ca1"), "SharePoint (Plan 1)"),
    ("SHAREPOINTENTERPRISE", uuid!("5dbe027f-2339-4123-9542-606e4d348a72"), "SharePoint (Plan 2)"),
    ("SHAREPOINTDESKLESS", uuid!("902b47e5-dcb2-4fdc-858b-c63a90a2bdb9"), "SharePoint Kiosk"),
    ("OFFICE_BUSINESS", uuid!("094e7854-93fc-4d55-b2c0-3ab5369ebdc1"), "Microsoft 365 Apps for business"),
    ("OFFICESUBSCRIPTION", uuid!("43de0ff5-c92c-492b-9116-175376d08c38"), "Microsoft 365 Apps for enterprise"),
    ("SHAREPOINTWAC", uuid!("e95bec33-7c88-4a70-8e19-b10bd9d0c014"), "Office for the web"),
    ("PROJECTWORKMANAGEMENT", uuid!("b737dad2-2f6c-4c65-90e3-ca563267e8b9"), "Microsoft Planner"),
    ("YAMMER_ENTERPRISE", uuid!("7547a3fe-08ee-4ccb-b430-5077c5041653"), "Yammer Enterprise"),
    ("SWAY", uuid!("a23b959c-7ce8-4e57-9140-b90eb88a9e97"), "Sway"),
    ("MICROSOFTBOOKINGS", uuid!("199a5c09-e0ca-4e37-8f7c-b05d533e1ea2"), "Microsoft Bookings"),
    ("INTUNE_A", uuid!("c1ec4a95-1f05-45b3-a911-aa3fa01094f5"), "Microsoft Intune"),
    ("AAD_PREMIUM", uuid!("41781fb2-bc02-4b7c-bd55-b576c07bb09d"), "Microsoft Entra ID P1"),
    ("AAD_PREMIUM_P2", uuid!("eec0eb4f-6444-4f95-aba0-50c24d67f998"), "Microsoft Entra ID P2"),
    ("MFA_PREMIUM", uuid!("8a256a2b-b617-496d-b51b-e76466e88db0"), "Microsoft Azure Multi-Factor Authentication"),
    ("ATP_ENTERPRISE", uuid!("f20fedf3-f3c3-43c3-8267-2bfdd51c0939"), "Microsoft Defender for Office 365 (Plan 1)"),
    (
        "THREAT_INTELLIGENCE",
        uuid!("8e0c0a52-6a6c-4d40-8370-dd62790dcd70"),
        "Microsoft Defender for Office 365 (Plan 2)",
    ),
    ("MDE_SMB", uuid!("bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4"), "Microsoft Defender for Business"),
    ("WINDEFATP", uuid!("871d91ec-ec1a-452b-a83f-bd76c7d770ef"), "Microsoft Defender for Endpoint"),
    ("RMS_S_PREMIUM", uuid!("6c57d4b6-3b23-47a5-9bc9-69f17b4947b3"), "Azure Information Protection Premium P1"),
    ("MCOMEETADV", uuid!("3e26ee1f-8a5f-4d52-aee2-b81ce45c8f40"), "Microsoft 365 Audio Conferencing"),
    ("MCOEV", uuid!("4828c8ec-dc2e-4779-b502-87ac9ce28ab7"), "Microsoft 365 Phone System"),
    ("BI_AZURE_P2", uuid!("70d33638-9c74-4d01-bfd3-562de28bd4ba"), "Power BI Pro"),
    ("M365_COPILOT_BUSINESS_CHAT", uuid!("3f30311c-6b1e-48a4-ab79-725b469da960"), "Microsoft 365 Chat"),
    ("M365_COPILOT_TEAMS", uuid!("b95945de-b3bd-46db-8437-f2beb6ea2347"), "Microsoft 365 Copilot in Microsoft Teams"),
    ("M365_COPILOT_APPS", uuid!("a62f8878-de10-42f3-b68f-6149a25ceb97"), "Microsoft 365 Copilot in Productivity Apps"),
    (
        "GRAPH_CONNECTORS_COPILOT",
        uuid!("82d30987-df9b-4486-b146-198b21d164c7"),
        "Graph Connectors in Microsoft 365 Copilot",
    ),
    ("PROJECT_PROFESSIONAL", uuid!("818523f5-016b-4355-9be8-ed6944946ea7"), "Project P3"),
    ("PROJECT_CLIENT_SUBSCRIPTION", uuid!("fafd7243-e5c1-4a3a-9e40-495efcb1d3c3"), "Project Online Desktop Client"),
    ("SHAREPOINT_PROJECT", uuid!("fe71d6c3-a2ea-4499-9778-da042bf08063"), "Project Online Service"),
    ("VISIOONLINE", uuid!("2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f"), "Visio web app"),
    ("VISIO_CLIENT_SUBSCRIPTION", uuid!("663a804f-1c30-4ff0-9915-9db84f0d1cea"), "Visio desktop app"),
    ("ONEDRIVE_BASIC", uuid!("da792a53-cbc0-4184-a10d-e544dd34b3c1"), "OneDrive for business Basic"),
];

/// Part number, SKU id and name of the products, and the part numbers of their plans.
pub const PRODUCTS: [(&str, Uuid, &str, &[&str]); 18] = [
    (
        "O365_BUSINESS_ESSENTIALS",
        uuid!("3b555118-da6a-4418-894f-7df1e2096870"),
        "Microsoft 365 Business Basic",
        &[
            "EXCHANGE_S_STANDARD",
            "TEAMS1",
            "SHAREPOINTSTANDARD",
            "SHAREPOINTWAC",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "SWAY",
        ],
    ),
    (
        "O365_BUSINESS_PREMIUM",
        uuid!("f245ecc8-75af-4f8e-b61f-27d8114de5f3"),
        "Microsoft 365 Business Standard",
        &[
            "EXCHANGE_S_STANDARD",
            "TEAMS1",
            "SHAREPOINTSTANDARD",
            "OFFICE_BUSINESS",
            "SHAREPOINTWAC",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "SWAY",
            "MICROSOFTBOOKINGS",
        ],
    ),
    (
        "SPB",
        uuid!("cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46"),
        "Microsoft 365 Business Premium",
        &[
            "EXCHANGE_S_STANDARD",
            "EXCHANGE_S_FOUNDATION",
            "TEAMS1",
            "SHAREPOINTSTANDARD",
            "OFFICE_BUSINESS",
            "SHAREPOINTWAC",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "SWAY",
            "MICROSOFTBOOKINGS",
            "INTUNE_A",
            "AAD_PREMIUM",
            "MFA_PREMIUM",
            "ATP_ENTERPRISE",
            "MDE_SMB",
            "RMS_S_PREMIUM",
        ],
    ),
    (
        "SPE_E3",
        uuid!("05e9a617-0261-4cee-bb44-138d3ef5d965"),
        "Microsoft 365 E3",
        &[
            "EXCHANGE_S_ENTERPRISE",
            "TEAMS1",
            "SHAREPOINTENTERPRISE",
            "OFFICESUBSCRIPTION",
            "SHAREPOINTWAC",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "SWAY",
            "MICROSOFTBOOKINGS",
            "INTUNE_A",
            "AAD_PREMIUM",
            "MFA_PREMIUM",
            "ATP_ENTERPRISE",
            "RMS_S_PREMIUM",
        ],
    ),
    (
        "SPE_E5",
        uuid!("06ebc4ee-1bb5-47dd-8120-11324bc54e06"),
        "Microsoft 365 E5",
        &[
            "EXCHANGE_S_ENTERPRISE",
            "TEAMS1",
            "SHAREPOINTENTERPRISE",
            "OFFICESUBSCRIPTION",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "INTUNE_A",
            "AAD_PREMIUM",
            "AAD_PREMIUM_P2",
            "ATP_ENTERPRISE",
            "THREAT_INTELLIGENCE",
            "WINDEFATP",
            "RMS_S_PREMIUM",
            "MCOMEETADV",
            "MCOEV",
            "BI_AZURE_P2",
        ],
    ),
    (
        "SPE_F1",
        uuid!("66b55226-6b4f-492c-910c-a3b7a3c9d993"),
        "Microsoft 365 F3",
        &[
            "EXCHANGE_S_DESKLESS",
            "TEAMS1",
            "SHAREPOINTDESKLESS",
            "SHAREPOINTWAC",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "SWAY",
            "MICROSOFTBOOKINGS",
            "INTUNE_A",
            "AAD_PREMIUM",
            "MFA_PREMIUM",
            "RMS_S_PREMIUM",
        ],
    ),
    (
        "STANDARDPACK",
        uuid!("18181a46-0d4e-45cd-891e-60aabd171b4e"),
        "Office 365 E1",
        &[
            "EXCHANGE_S_STANDARD",
            "TEAMS1",
            "SHAREPOINTSTANDARD",
            "SHAREPOINTWAC",
            "PROJECTWORKMANAGEMENT",
            "YAMMER_ENTERPRISE",
            "SWAY",
            "MICROSOFTBOOKINGS",
        ],
    ),
    (
        "EXCHANGEDESKLESS",
        uuid!("80b2d799-d2ba-4d2a-8842-fb0d0f3a4b82"),
        "Exchange Online Kiosk",
        &["EXCHANGE_S_DESKLESS"],
    ),
    (
        "EXCHANGESTANDARD",
        uuid!("4b9405b0-7788-4568-add1-99614e613b69"),
        "Exchange Online (Plan 1)",
        &["EXCHANGE_S_STANDARD"],
    ),
    ("INTUNE_A", uuid!("061f9ace-7d42-4136-88ac-31dc755f143f"), "Intune", &["INTUNE_A"]),
    ("MCOMEETADV", uuid!("0c266dff-15dd-4b49-8397-2bb16070ed52"), "Microsoft 365 Audio Conferencing", &["MCOMEETADV"]),
    (
        "Microsoft_365_Copilot",
        uuid!("639dec6b-bb19-468b-871c-c5c441c4b0cb"),
        "Microsoft Copilot for Microsoft 365",
        &["M365_COPILOT_BUSINESS_CHAT", "M365_COPILOT_TEAMS", "M365_COPILOT_APPS", "GRAPH_CONNECTORS_COPILOT"],
    ),
    (
        "ATP_ENTERPRISE",
        uuid!("4ef96642-f096-40de-a3e9-d83fb2f90211"),
        "Microsoft Defender for Office 365 (Plan 1)",
        &["ATP_ENTERPRISE"],
    ),
    (
        "AAD_PREMIUM",
        uuid!("078d2b04-f1bd-4111-bbd4-b4b1b354cef4"),
        "Microsoft Entra ID P1",
        &["EXCHANGE_S_FOUNDATION", "AAD_PREMIUM", "MFA_PREMIUM"],
    ),
    ("MCOEV", uuid!("e43b5b99-8dfb-405f-9987-dc307f34bcbd"), "Microsoft Teams Phone Standard", &["MCOEV"]),
    (
        "PROJECTPROFESSIONAL",
        uuid!("53818b1b-4a27-454b-8896-0dba576410e6"),
        "Planner and Project Plan 3",
        &[
            "EXCHANGE_S_FOUNDATION",
            "SHAREPOINTENTERPRISE",
            "SHAREPOINTWAC",
            "PROJECT_PROFESSIONAL",
            "PROJECT_CLIENT_SUBSCRIPTION",
            "SHAREPOINT_PROJECT",
        ],
    ),
    (
        "POWER_BI_PRO",
        uuid!("f8a1db68-be16-40ed-86d5-cb42ce701560"),
        "Power BI Pro",
        &["EXCHANGE_S_FOUNDATION", "BI_AZURE_P2"],
    ),
    (
        "VISIOCLIENT",
        uuid!("c5928f49-12ba-48f7-ada3-0d743a3601d5"),
        "Visio Plan 2",
        &["EXCHANGE_S_FOUNDATION", "VISIOONLINE", "VISIO_CLIENT_SUBSCRIPTION", "ONEDRIVE_BASIC"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_has_its_plans() {
        let catalog = catalog();
        assert_eq!(catalog.len(), 18);
        for ((product, plans), (_, _, _, parts)) in catalog.iter().zip(&PRODUCTS) {
            assert!(!plans.is_empty(), "{}", product.name);
            assert_eq!(plans.len(), parts.len(), "{}", product.name);
        }
    }
}
