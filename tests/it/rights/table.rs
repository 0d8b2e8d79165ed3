//! What each address answers to each role.

/// What a route is sent, and what it answers to each role at a customer of ours.
#[derive(Clone, Copy)]
pub struct Expected {
    /// Method and path, as in the table of routes.
    pub route: &'static str,
    /// Query of a GET, body of a POST; ids are filled in.
    pub sent: &'static str,
    /// Global admin, Admin agent, Sales agent, Helpdesk agent, User management admin.
    pub answers: [u16; 5],
    /// The same where the user is an administrator, or the staff a Global admin, if that makes a difference.
    pub of_administrator: Option<[u16; 5]>,
    /// The same where the user is a deleted one; every route about a user has this.
    pub of_deleted: Option<[u16; 5]>,
}

const fn expect(route: &'static str, sent: &'static str, answers: [u16; 5]) -> Expected {
    Expected { route, sent, answers, of_administrator: None, of_deleted: None }
}

const fn unlike(expected: Expected, of_administrator: [u16; 5]) -> Expected {
    Expected { of_administrator: Some(of_administrator), ..expected }
}

const fn deleted(expected: Expected, of_deleted: [u16; 5]) -> Expected {
    Expected { of_deleted: Some(of_deleted), ..expected }
}

#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "one line a route")]
pub fn table() -> Vec<Expected> {
    let user = "first_name=&last_name=&display_name=New&user_name=new.{new}&domain=aquila.example&location=IT&permissions=user";
    vec![
        expect("GET /sign-in", "", [303, 303, 303, 303, 303]),
        expect("POST /sign-in", "email=a@b.example&password=x", [422, 422, 422, 422, 422]),
        expect("POST /sign-out", "", [303, 303, 303, 303, 303]),
        expect("GET /setup/{token}", "", [404, 404, 404, 404, 404]),
        expect("POST /setup/{token}", "", [404, 404, 404, 404, 404]),
        expect("GET /handover/{token}", "", [404, 404, 404, 404, 404]),
        expect("POST /handover/{token}", "", [404, 404, 404, 404, 404]),
        expect("POST /language", "language=it&return=/", [303, 303, 303, 303, 303]),
        expect("GET /reauthentication", "", [200, 200, 200, 200, 200]),
        expect("POST /reauthentication", "", [422, 422, 422, 422, 422]),
        expect("GET /kept-forms/{form}", "", [410, 410, 410, 410, 410]),
        expect("POST /clock-confirmation", "", [303, 403, 403, 403, 403]),
        expect("GET /", "", [200, 200, 200, 200, 303]),

        // Nobody of the staff is anybody there; what customers' users are answered is told in `crate::account::rights`.
        expect("GET /account/sign-in", "", [200, 200, 200, 200, 200]),
        expect("POST /account/sign-in", "user_name=a%40b.example&password=x", [422, 422, 422, 422, 422]),
        expect("POST /account/sign-out", "", [303, 303, 303, 303, 303]),
        expect("POST /account/language", "language=it&return=/account", [303, 303, 303, 303, 303]),
        expect("GET /account/password", "", [303, 303, 303, 303, 303]),
        expect("POST /account/password", "", [303, 303, 303, 303, 303]),
        expect("GET /account", "", [303, 303, 303, 303, 303]),

        expect("GET /profile", "", [200, 200, 200, 200, 200]),
        expect("POST /profile", "name=", [422, 422, 422, 422, 422]),
        expect("GET /profile/password", "", [200, 200, 200, 200, 200]),
        expect("POST /profile/password", "", [422, 422, 422, 422, 422]),
        expect("GET /profile/columns", "", [200, 200, 200, 200, 403]),
        expect("POST /profile/columns", "", [303, 303, 303, 303, 403]),
        expect("POST /profile/sessions/end", "", [303, 303, 303, 303, 303]),
        expect("POST /profile/sessions/{session}/end", "", [404, 404, 404, 404, 404]),
        expect("GET /settings/mail", "", [200, 403, 403, 403, 403]),
        expect("POST /settings/mail", "mails_an_hour=", [422, 403, 403, 403, 403]),
        // There is no mail server.
        expect("POST /settings/mail/test", "", [422, 403, 403, 403, 403]),
        expect("GET /roles", "", [200, 200, 200, 200, 200]),

        expect("GET /staff", "", [200, 403, 403, 403, 200]),
        expect("POST /staff", "name=", [422, 403, 403, 403, 422]),
        expect("GET /staff/new", "", [200, 403, 403, 403, 200]),
        expect("GET /staff/{staff}", "", [200, 403, 403, 403, 200]),
        unlike(expect("POST /staff/{staff}", "name=Kim&role=user-management-admin&version=1", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("GET /staff/{staff}/blocking", "", [200, 403, 403, 403, 200]), [200, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/blocking", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/unblocking", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("GET /staff/{staff}/removal", "", [200, 403, 403, 403, 200]), [200, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/removal", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        expect("GET /staff/{staff}/password", "", [200, 403, 403, 403, 403]),
        expect("POST /staff/{staff}/password", "", [200, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/sessions/end", "", [303, 403, 403, 403, 303]), [303, 403, 403, 403, 403]),
        unlike(expect("POST /staff/{staff}/sessions/{session}/end", "", [404, 403, 403, 403, 404]), [404, 403, 403, 403, 403]),

        // Which records each role finds there is told in `activity::rights`.
        expect("GET /activity", "", [200, 200, 200, 200, 200]),
        expect("GET /activity.csv", "", [200, 200, 200, 200, 200]),
        expect("GET /customers/{customer}/activity", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/activity.csv", "", [200, 200, 200, 200, 403]),

        expect("GET /catalog/products", "", [200, 403, 403, 403, 403]),
        expect("GET /catalog/products/{product}", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/aliases", "alias=", [422, 403, 403, 403, 403]),
        expect("GET /catalog/products/{product}/aliases/removal", "alias=None", [404, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/aliases/removal", "alias=None", [303, 403, 403, 403, 403]),
        expect("GET /catalog/products/{product}/retirement", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/retirement", "", [303, 403, 403, 403, 403]),
        expect("POST /catalog/products/{product}/reinstatement", "", [303, 403, 403, 403, 403]),
        expect("GET /catalog/rules", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/rules", "kind=need", [422, 403, 403, 403, 403]),
        expect("GET /catalog/rules/new", "", [200, 403, 403, 403, 403]),
        expect("GET /catalog/rules/{rule}/removal", "", [200, 403, 403, 403, 403]),
        expect("POST /catalog/rules/{rule}/removal", "", [303, 403, 403, 403, 403]),

        expect("GET /customers", "", [200, 200, 200, 200, 403]),
        expect("GET /sheets", "", [200, 403, 403, 403, 403]),

        expect("POST /customers", "company_name=New&primary_domain=d{new}.example&default_location=IT", [303, 303, 303, 403, 403]),
        expect("GET /customers.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/new", "", [200, 200, 200, 403, 403]),
        expect("GET /customers/{customer}", "", [200, 200, 200, 200, 403]),
        expect("POST /customers/{customer}", "company_name=", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/new-user-defaults", "", [200, 200, 200, 403, 403]),
        expect("POST /customers/{customer}/new-user-defaults", "user_name_pattern=none", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/archiving", "", [200, 200, 200, 403, 403]),
        expect("POST /customers/{customer}/archiving", "", [303, 303, 303, 403, 403]),
        expect("POST /customers/{customer}/unarchiving", "", [303, 303, 303, 403, 403]),
        expect("GET /customers/{customer}/removal", "", [200, 403, 403, 403, 403]),
        // It has users.
        expect("POST /customers/{customer}/removal", "", [422, 403, 403, 403, 403]),

        expect("GET /customers/{customer}/subscriptions", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/subscriptions.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/subscriptions/new", "", [200, 200, 200, 403, 403]),
        expect("POST /customers/{customer}/subscriptions/new", "product=x", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/subscriptions/{subscription}", "", [200, 200, 200, 200, 403]),
        expect("POST /customers/{customer}/subscriptions/{subscription}", "quantity=x", [422, 422, 422, 403, 403]),
        expect("GET /customers/{customer}/subscriptions/{subscription}/suspension", "", [200, 200, 403, 403, 403]),
        expect("POST /customers/{customer}/subscriptions/{subscription}/suspension", "", [303, 303, 403, 403, 403]),
        expect("POST /customers/{customer}/subscriptions/{subscription}/reactivation", "", [303, 303, 403, 403, 403]),

        expect("GET /customers/{customer}/users", "", [200, 200, 200, 200, 403]),
        expect("POST /customers/{customer}/users", user, [303, 303, 403, 403, 403]),
        expect("GET /customers/{customer}/users.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/users/deleted", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/users/deleted.csv", "", [200, 200, 200, 200, 403]),
        expect("GET /customers/{customer}/users/new", "", [200, 200, 403, 403, 403]),
        deleted(expect("GET /customers/{customer}/users/{user}", "", [200, 200, 200, 200, 403]), [404, 404, 404, 404, 403]),
        // What somebody may not change is not taken from the form, but for sign-in.
        deleted(unlike(expect("POST /customers/{customer}/users/{user}", "version=1&sign_in=blocked", [422, 422, 403, 303, 403]), [422, 422, 403, 403, 403]), [409, 409, 409, 409, 403]),
        deleted(expect("POST /customers/{customer}/selections", "go=stay&user={user}&shown={user}", [303, 303, 303, 303, 403]), [422, 422, 422, 422, 403]),

        expect("GET /customers/{customer}/uploads", "", [200, 200, 403, 403, 403]),
        // Nobody chose a file.
        expect("POST /customers/{customer}/uploads", "", [422, 422, 403, 403, 403]),
        expect("GET /customers/{customer}/uploads/new", "", [200, 200, 403, 403, 403]),
        expect("GET /customers/{customer}/uploads/template.csv", "", [200, 200, 403, 403, 403]),
        expect("GET /customers/{customer}/uploads/{upload}.csv", "", [404, 404, 403, 403, 403]),
        expect("GET /customers/{customer}/uploads/{upload}", "", [404, 404, 403, 403, 403]),
        expect("POST /customers/{customer}/uploads/{upload}", "then=save", [404, 404, 403, 403, 403]),
        expect("GET /customers/{customer}/uploads/{upload}/reading", "", [404, 404, 403, 403, 403]),
        expect("POST /customers/{customer}/uploads/{upload}/reading", "encoding=utf-8", [404, 404, 403, 403, 403]),
        expect("POST /customers/{customer}/uploads/{upload}/stopping", "", [404, 404, 403, 403, 403]),
        expect("GET /customers/{customer}/uploads/{upload}/removal", "", [404, 404, 403, 403, 403]),
        expect("POST /customers/{customer}/uploads/{upload}/removal", "", [404, 404, 403, 403, 403]),

        deleted(expect("GET /customers/{customer}/deletions/new", "user={user}", [200, 200, 403, 403, 403]), [404, 404, 403, 403, 403]),
        deleted(expect("POST /customers/{customer}/deletions", "user={user}", [303, 303, 403, 403, 403]), [303, 303, 403, 403, 403]),
        deleted(unlike(expect("GET /customers/{customer}/password-resets/new", "user={user}", [200, 200, 403, 200, 403]), [200, 200, 403, 403, 403]), [404, 404, 403, 404, 403]),
        deleted(unlike(expect("POST /customers/{customer}/password-resets", "user={user}", [303, 303, 403, 303, 403]), [303, 303, 403, 403, 403]), [303, 303, 403, 303, 403]),
        deleted(unlike(expect("GET /customers/{customer}/sign-in-blocks", "user={user}", [200, 200, 403, 200, 403]), [200, 200, 403, 403, 403]), [404, 404, 403, 404, 403]),
        deleted(unlike(expect("POST /customers/{customer}/sign-in-blocks", "user={user}&to=blocked", [303, 303, 403, 303, 403]), [303, 303, 403, 403, 403]), [303, 303, 403, 303, 403]),
        // Of users who are not deleted: each is told, and nothing is removed; the last numbers tell of deleted ones.
        deleted(expect("GET /customers/{customer}/restorations/new", "user={user}", [404, 404, 403, 403, 403]), [200, 200, 403, 403, 403]),
        deleted(expect("POST /customers/{customer}/restorations", "user={user}", [303, 303, 403, 403, 403]), [303, 303, 403, 403, 403]),
        deleted(expect("GET /customers/{customer}/purges/new", "user={user}", [404, 403, 403, 403, 403]), [200, 403, 403, 403, 403]),
        deleted(expect("POST /customers/{customer}/purges", "user={user}&user_name={upn}", [409, 403, 403, 403, 403]), [303, 403, 403, 403, 403]),
        expect("GET /customers/{customer}/jobs/{job}", "", [404, 404, 404, 404, 403]),

        deleted(expect("GET /customers/{customer}/license-assignments/new", "user={user}", [200, 200, 200, 200, 403]), [404, 404, 404, 404, 403]),
        deleted(expect("POST /customers/{customer}/license-assignments", "user={user}", [303, 303, 303, 303, 403]), [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/licenses", "", [200, 200, 200, 200, 403]),
        deleted(expect("POST /customers/{customer}/license-assignments/preview", "user={user}&license={sku}", [303, 303, 303, 303, 403]), [404, 404, 404, 404, 403]),
        deleted(expect("GET /customers/{customer}/license-swaps/new", "user={user}", [200, 200, 200, 200, 403]), [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/license-previews/{preview}", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/license-changes/{change}", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/license-changes/{change}.csv", "", [404, 404, 404, 404, 403]),
        expect("POST /customers/{customer}/license-changes/{change}/undo", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}.csv", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}/print", "", [404, 404, 404, 404, 403]),
        expect("POST /customers/{customer}/sheets/{sheet}/completion", "", [404, 404, 404, 404, 403]),
        expect("POST /customers/{customer}/sheets/{sheet}/links", "", [404, 404, 403, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}/links.csv", "", [404, 404, 404, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}/mails/new", "", [404, 404, 403, 404, 403]),
        expect("POST /customers/{customer}/sheets/{sheet}/mails", "to=me", [404, 404, 403, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}/drafts", "", [404, 404, 403, 404, 403]),
        expect("GET /customers/{customer}/sheets/{sheet}/drafts.eml", "", [404, 404, 403, 404, 403]),
        deleted(expect("GET /customers/{customer}/sheets/{sheet}/drafts/{user}.eml", "", [404, 404, 403, 404, 403]), [404, 404, 403, 404, 403]),
        expect("POST /customers/{customer}/mails/{mail}/withdrawal", "", [404, 404, 403, 404, 403]),
        expect("POST /customers/{customer}/mails/{mail}/repetition", "", [404, 404, 403, 404, 403]),
        deleted(unlike(expect("POST /customers/{customer}/users/{user}/link-revocation", "", [303, 303, 403, 303, 403]), [303, 303, 403, 403, 403]), [303, 303, 403, 303, 403]),
    ]
}
