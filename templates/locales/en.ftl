# The words of the interface. Every key stands in both catalogues; a test tells what is missing or unused.

## Frame

skip-to-content = Skip to content
menu-main = Main menu
menu-customer = Customer menu
dashboard = Dashboard
customers = Customers
customer = Customer
subscriptions = Subscriptions
users-and-licenses = Users and licenses
account = Account
language = Language
where-am-i = You are here
plain-http-banner = This server is reached by plain http: passwords and sessions can be read on the way. Put it behind https and set --public-url.
save = Save
cancel = Cancel
continue = Continue
go-back = Back
apply = Apply
search = Search
search-clear = Clear search and filter
yes = Yes
no = No
pages = Pages
page-first = First
page-previous = Previous
page-next = Next
page-last = Last
page-size = Rows per page

## Months

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## Staff

role-global-admin = Global admin
role-admin-agent = Admin agent
role-sales-agent = Sales agent
role-helpdesk-agent = Helpdesk agent
role-user-management-admin = User management admin
role-choose = Choose a role
role-hint-short = Roles that reach customers are given by Global admins.
role-own = Your role
role = Role
roles = Roles
roles-permission = Permission
roles-grant = A role that reaches customers is given only by Global admins. There is always one Global admin left who can sign in.
staff = User management
staff-add = Add staff member
staff-count = { $count ->
     [one] { $count } person
    *[other] { $count } people
    }
staff-name = Name
staff-email-hint = The person signs in with it.
staff-you = You
staff-status-active = Active
staff-status-blocked = Blocked
staff-status-password-expired = Temporary password expired
staff-status-never-signed-in = Never signed in
staff-status-must-change-password = Must change password
staff-added = { $name } was added.
staff-was-reset = { $name } has a new temporary password. All sessions ended.
staff-password-ask = A Global admin can issue the temporary password: ask one to reset it.
staff-password-once = You will see a temporary password once. It can be used for { $count } hours.
staff-password-now = This password is shown only now.
staff-password-hand-over = Hand it over in a way that nobody else can read.
staff-password-shown = This form was sent before, and the password was shown then. If nobody noted it, reset it.
staff-password-until = Temporary password valid until
staff-self = This is you. Choosing another role takes effect at once. You cannot block or remove yourself; your password and sessions are on your own page.
staff-global-only = Only Global admins can change a Global admin.
staff-block = Block sign-in
staff-waits = After several failed tries, signing in from an unknown place is refused until { $time }. This person still gets in from a browser or an address where it worked before.
staff-unblock = Allow sign-in
staff-reset = Reset password
staff-remove = Remove
staff-block-title = Block sign-in of { $name }
staff-block-text = { $name } ({ $email }) is signed out everywhere and cannot sign in anymore.
staff-block-back = You can allow it again later.
staff-reset-title = Reset password of { $name }
staff-reset-text = { $name } ({ $email }) is signed out everywhere, and the present password stops working.
staff-reset-hint = You will see the new temporary password once. It can be used for { $count } hours.
staff-remove-title = Remove { $name }
staff-remove-text = { $name } ({ $email }) can no longer sign in, and is gone from all lists.
staff-remove-ends = This ends with it
staff-remove-sessions = { $count ->
     [one] { $count } session
    *[other] { $count } sessions
    }
staff-remove-sheets = { $first ->
     [one] { $first } open confirmation
    *[other] { $first } open confirmations
    } { $second ->
     [0] {""}
     [one] with { $second } temporary password, which is destroyed: hand it out first
    *[other] with { $second } temporary passwords, which are destroyed: hand them out first
    }
staff-remove-selections = { $count ->
     [one] { $count } selection of users
    *[other] { $count } selections of users
    }
staff-remove-back = This cannot be undone. The activity log goes on naming the person, and the e-mail address can be used again.
flash-staff-saved = { $name } was saved.
flash-own-role = Your role is now { $name }.
flash-staff-blocked = { $name } is blocked and signed out everywhere.
flash-staff-unblocked = { $name } can sign in again.
flash-staff-removed = { $name } was removed.

## Own page

profile = Your page
flash-profile-saved = Your page was saved.
flash-password-changed = Your password is changed. Your other sessions ended.
time-zone = Time zone
time-zone-installation = Same as the installation ({ $name })
time-zone-now = Times are shown in it. For you it is now { $name }.
password-change = Change password
password-current = Current password
password-new = New password
password-first = Your password is a temporary one. Choose one that only you know; then you can go on.
password-ends-sessions = Your other sessions end.
password-choose = Choose your password
password-temporary = Temporary password
password-save = Save and continue
password-hint-user = At least { $count } characters. Several words together are easy to remember. Your name, your company and passwords that many people use are refused.
flash-password-strong = Your password is changed, and it is strong.
flash-password-very-strong = Your password is changed, and it is very strong.
account-sign-in = Sign in to your account
account-user-name-hint = The whole name, with what follows the @.
account-help = No password, or it does not work? Ask your administrator.
account-own = Your account
account-company = Company
account-permissions = Permissions
account-other-roles = { $count ->
    [one] and { $count } other role
   *[other] and { $count } other roles
 }
account-ends-soon = Your session ends in less than two minutes.
account-over = You have been signed out. Sign in again to go on.
account-licenses-none = No license is assigned to you. Ask your administrator.
account-plans-off = Switched off: { $name }
sessions = Sessions
sessions-none = Not signed in anywhere.
sessions-end-all = End all sessions
sessions-end-others = End all other sessions
session-browser = Browser
session-browser-unknown = Unknown browser
session-address = Address
session-started = Signed in
session-seen = Last seen
session-this = This session
session-end = End
staff-one = The person
session-end-this = End the session
session-end-named = End the session of { $name }
flash-sessions-ended = { $count ->
     [0] No session was left to end.
     [one] { $count } session ended.
    *[other] { $count } sessions ended.
    }

## What each role may do

permission-signed-in = Sign in, change one’s own page
permission-see-customers = See customers, users and licenses
permission-manage-users = Add, edit, delete and restore users
permission-reset-passwords = Reset passwords, block or allow sign-in (not of administrators)
permission-reset-administrators = Reset passwords, block or allow sign-in of administrators
permission-purge-users = Delete users for good before their time
permission-grant-roles = Grant or take administrator permissions of users
permission-manage-licenses = Assign and revoke licenses
permission-edit-customers = Add and edit customers
permission-remove-customers = Remove customers without users for good
permission-buy-subscriptions = Buy subscriptions, change their quantity
permission-suspend-subscriptions = Suspend and reactivate subscriptions
permission-manage-staff = Add, change, block and remove staff (not Global admins)
permission-manage-global-admins = Manage Global admins, issue temporary passwords of staff
permission-see-customers-activity = See the activity log of all customers
permission-see-all-activity = See the activity log of everything

## Signing in

sign-in = Sign in
sign-out = Sign out
email = Email
password = Password
password-again = Password again
password-hint = At least { $count } characters. Several words together are easy to remember.
your-name = Your name
setup-title = Set up Partnerdesk
setup-text = You are making the first Global admin of this installation. This page works once.
setup-submit = Create Global admin
flash-signed-out = You are signed out.
flash-not-saved = You are not signed in any more. What you sent was not saved.
signed-out-idle = { $count ->
    [one] You were signed out because nothing was done for a minute.
   *[other] You were signed out because nothing was done for { $count } minutes.
}
signed-out-absolute = { $count ->
    [one] You were signed out because you signed in an hour ago.
   *[other] You were signed out because you signed in { $count } hours ago.
}
signed-out-kept = What you typed is kept until { $name }. Sign in, and it is there again.
reauthentication = Enter your password
reauthentication-why = You entered your password more than 10 minutes ago. Enter it again to go on. Nothing has been done yet.
comes-back = Here is your form as you left it. Nothing of it has been done yet: check it, then go on.
clock-doubted = { $count ->
    [one] This machine’s clock says { $now }; the newest entry before was of { $newest }. One deleted user, whose 30 days have ended by this clock, waits to be removed for good until you confirm it, or it has run for 24 hours.
   *[other] This machine’s clock says { $now }; the newest entry before was of { $newest }. { $count } deleted users, whose 30 days have ended by this clock, wait to be removed for good until you confirm it, or it has run for 24 hours.
}
clock-confirm = The clock is right
clock-wrong = If it is wrong, set it right on the machine: then nobody is removed, and nothing needs to be confirmed.
flash-clock-moved = The clock says something else than what you saw. Look at it again.
flash-clock-confirmed = The clock is confirmed. Who is due is removed bit by bit: in each hour those who became due within one day.

## Dashboard

tile-users = Users
tile-unlicensed = { $count } unlicensed
tile-seats-bought = Licenses bought
tile-seats-assigned = Licenses assigned
tile-seats-over = { $count } more than there are
tile-seats-free = Licenses available
tile-expiring-users = Deleted users that expire within 3 days
tile-ending-subscriptions = Subscriptions that end within 30 days

## Customers

add-customer = Add customer
export-customers = Export customers
search-customers = Search customers
customers-count = { $count ->
     [one] { $count } customer
    *[other] { $count } customers
    }
customers-none = There is no customer yet.
customers-none-archived = No customer is archived.
customers-found-archived = { $count ->
     [one] One archived customer has it
    *[other] { $count } archived customers have it
    }
customers-none-add = Add the first one, or bring them along with: partnerdesk import customers FILE
customers-not-found = No customer has this in its name or domain.
customer-more = More about { $name }
column-company-name = Company name
column-primary-domain = Primary domain name
column-relationship = Relationship
column-microsoft-id = Microsoft ID
column-users-count = Users
column-unlicensed = Unlicensed
column-more = More
company-name = Company name
primary-domain = Primary domain
primary-domain-hint = User names end in it, like contoso.example.
further-domains = Further domains
further-domains-hint = One per line. A domain that users have cannot be removed.
default-location-hint = New users get this location.
location-no-default = This customer has no location that every form begins with.
location-set-default = Set it under Account
microsoft-id-hint = The customer’s GUID at Microsoft. Leave it empty if you do not know it.
contact-name = Contact name
contact-email = Contact email
contact-language = Contact language
contact-language-none = Not known
language-en = English
language-it = Italian
flash-customer-added-namesake = { $name } was added. Another customer has the same name: { $domains }. Check that it is not the same one.
flash-customer-saved-namesake = { $name } was saved. Another customer has the same name: { $domains }.
flash-customer-added = { $name } was added. Next, add its subscriptions and users.
flash-customer-saved = { $name } was saved.

archive = Archive
unarchive = Take back from the archive
archive-title = Archive { $name }
archive-text = { $count ->
     [0] { $name } leaves the list of customers and the figures of the dashboard. It has no active users.
     [one] { $name } leaves the list of customers and the figures of the dashboard. Its active user keeps account and licenses.
    *[other] { $name } leaves the list of customers and the figures of the dashboard. Its { $count } active users keep their accounts and licenses.
    }
archive-after = Nothing is deleted, and everything can still be seen and changed. You find it under Archived in the list of customers, and can take it back at any time.
customer-archived = Archived since { $name }: not in the list of customers, and not in the figures of the dashboard.
customer-leaves = No longer a customer
remove-customer-title = Remove for good: { $name }
remove-customer-text = { $count ->
     [0] { $name } is removed for good with its domains. It has no users and no subscriptions.
     [one] { $name } is removed for good with its domains and its subscription. It has no users.
    *[other] { $name } is removed for good with its domains and its { $count } subscriptions. It has no users.
    }
remove-customer-after = Nobody can take it back afterwards. What was done stays in the activity log of everything.
remove-customer-instead = Archive it instead, or first delete its users and remove the deleted ones for good.
flash-customer-archived = { $name } is archived.
flash-customer-unarchived = { $name } is back in the list of customers.
flash-customer-removed = { $name } was removed for good.
tab-customers = Customers ({ $count })
tab-archived = Archived ({ $count })

## Users: the list

tab-users = Users
add-user = Add user
manage-licenses = Manage licenses
export-users = Export users
export-all = All that match ({ $name })
export-selected = The selected users
search-users = Search users
filter-by = Filter users by…
filter-all = All users
filter-licensed = Licensed users
filter-unlicensed = Unlicensed users
filter-sign-in-allowed = Sign-in allowed
filter-sign-in-blocked = Sign-in blocked
filter-never-signed-in = Never signed in
filter-global-administrators = Global administrators
filter-limited-administrators = Limited administrators
filter-license-problem = Users with a license problem
filter-products = By product
filter-has = Has { $name }
filter-lacks = Does not have { $name }
filter-blocked-with = Blocked users with { $name }
filter-unused-with = Never signed in, with { $name }
filter-locations = By location
users-count = { $count ->
     [one] { $count } user
    *[other] { $count } users
    }
unlicensed-count = { $count } unlicensed
users-found = { $count } found
users-found-many = { $name } found
users-none = This customer has no users yet.
users-none-active = This customer has no active users. Deleted users can still be restored.
users-not-found = No user matches.
chosen-count = { $count } selected
selected-users = Selected users
show-everybody = Show all users
select-all-matching = Select all { $name } users that match
clear-selection = Clear
select-page = Select all users on this page
column-users = Users
column-user-name = User name
column-display-name = Display name
column-first-name = First name
column-last-name = Last name
column-created = Created
column-licenses = Licenses
column-permissions = Permissions
column-location = Location
column-sign-in = Sign-in status
more-licenses = { $count ->
     [one] { $count } more license
    *[other] { $count } more licenses
    }
unlicensed = Unlicensed
level-user = Can use licenses and services
level-limited = Limited administrator
level-global = Global administrator
sign-in-allowed = Allowed
sign-in-blocked = Blocked
sign-in-never = Never signed in

## Users: one of them

user-details = User details
first-name = First name
last-name = Last name
display-name = Display name
user-name = User name
domain = Domain
location = Location
location-none = Choose a country
location-hint = Licenses are assigned for this country.
user-permissions = User permissions
permission-user = User: can use licenses and services
permission-global = Global administrator
permission-limited = Limited administrator
limited-roles = Roles of a limited administrator
directory-role-billing = Billing admin
directory-role-helpdesk = Helpdesk (password)
directory-role-service-support = Service support
directory-role-user-management = User management
other-roles = Further roles, which stay as they are:
sign-in-status = Sign-in status
sign-in-hint = A blocked user keeps the licenses.
last-sign-in = Last sign-in
temporary-password-until = Not changed yet; can be used until { $name }
temporary-password-expired = Not changed; expired on { $name }
add-another-user = Add another user
save-without-it = Save without it
added-on-sheet = { $count ->
     [one] { $count } user was added and stands on the confirmation screen.
    *[other] { $count } users were added and stand on the confirmation screen.
    }
flash-selected-too = { $count ->
     [one] The user that matches is selected
    *[other] All { $count } users that match are selected
    }, and { $more ->
     [one] the one you had ticked.
    *[other] the { $more } you had ticked.
    }
flash-user-saved = { $name } was saved.
flash-nothing-changed = Nothing was changed: the licenses are already as you chose them.

## Licenses

licenses = Licenses
products-none = This customer owns no products yet.
seats-available = { $first } of { $second } available
seats-none = 0 available
buy-more = Buy more
buy-more-of = Buy more of { $name }
view-service-plans = View service plans
view-service-plans-of = View service plans of { $name }
assign-and-revoke = Assign and revoke licenses
licenses-updated = Licenses updated
column-product = Product
column-assigned = Assigned
column-available = Available licenses
column-added = Added
column-removed = Removed
column-licenses-now = Licenses now
column-outcome = Outcome
outcome-success = Success

## Confirmation screen

confirmation = Confirmation
sheet-count = { $count ->
     [one] { $count } user with a new temporary password.
    *[other] { $count } users with new temporary passwords.
    }
sheet-warning = The temporary passwords cannot be seen again once you choose Done.
sheet-warning-more = Print, copy or download them first. Each user must choose a new password at the next sign-in.
sheet-fed = An upload is still adding passwords to this sheet.
sheet-hidden = { $count ->
     [one] { $count } administrator is not shown: only Admin agents and Global admins see such passwords.
    *[other] { $count } administrators are not shown: only Admin agents and Global admins see such passwords.
    }
sheet-closes = Only you and Global admins can open this page. It closes by itself on { $name }.
sheet-open = Temporary passwords are waiting to be handed out.
sheet-open-empty = No temporary password is left on your confirmation.
sheet-empty = No temporary password is left here: the users chose their own, others made newer ones, or the users were deleted. Who still needs one gets a new one by Reset password.
sheet-replaced = Newer passwords were made for these users; those on this confirmation no longer work
sheet-replaced-by = by { $name } on { $time }
sheet-of = This is the confirmation of { $name }. That you opened it stands in the activity log.
sheet-done-title = { $count ->
     [one] { $count } temporary password would be lost
    *[other] { $count } temporary passwords would be lost
    }
sheet-done-text = Neither they nor one-time links to them were printed, copied, downloaded or mailed
sheet-done-more = { $count ->
     [one] and { $count } more user
    *[other] and { $count } more users
    }
sheet-done-lost = Once they are destroyed, these users need a new password by Reset password.
sheet-done-anyway = Destroy all passwords
sheet-unhanded = { $count ->
     [one] { $count } not handed out
    *[other] { $count } not handed out
    }
sheets-open = Open confirmations
sheets-hint = Temporary passwords that were not put away yet, of everybody. Who opens one is noted in the activity log.
sheets-none = No confirmation is open.
sheets-cut = Only those that close first are shown.
column-temporary-passwords = Temporary passwords
column-valid-until = Can be used until
column-opened = Opened
column-closes = Closes by itself
copy-both = Copy both
copy-both-of = Copy both, the user name and the password of { $name }
copy-all = Copy all
copy-page = Copy this page
sheet-open-link = Open the confirmation
sheet-file = temporary passwords
column-temporary-password = Temporary password
print = Print
download-csv = Download CSV
done = Done
copy-password-of = Copy the password of { $name }
copied = Copied
print-zone = Times are those of { $name }.
print-hint = One slip for each user. Print this page with your browser.
back-to-confirmation = Back to the confirmation
slip-change = Choose a new password at your next sign-in.
slip-valid = The temporary password can be used until { $name }.
slip-address = Sign in at
sheet-address = The users sign in at { $name }
flash-sheet-closed = The confirmation is closed and its temporary passwords are destroyed.

## Conflicts

conflict-title = Somebody else changed this in the meantime
conflict-by-somebody = { $name } saved a change on { $time }.
conflict-by-program = It was changed on { $time }.
conflict-field = Field
conflict-theirs = Saved now
conflict-yours = Typed by you
conflict-what-to-do = Nothing of yours is lost. Compare, then save again to put your version in its place.
field-channel = Channel
field-company-name = Company name
field-archived = Archived
field-microsoft-id = Microsoft ID
field-domains = Domains
field-default-location = Location
field-contact-name = Contact name
field-contact-email = Contact email
field-contact-language = Contact language
field-first-name = First name
field-last-name = Last name
field-display-name = Display name
field-user-name = User name
field-credentials = Password
field-permissions = User permissions
field-licenses = Licenses
field-sign-in = Sign-in status
field-sign-in-allowed = Sign-in status
field-sign-in-blocked = Sign-in blocked
field-deleted = Deleted
field-location = Location
field-quantity = Quantity
field-relationship = Relationship
field-external-id = Subscription ID
field-product = Product
field-name = Name
field-status = Status
field-started-on = Start
field-reseller = Reseller
field-term-ends-on = End of term
field-auto-renew = Renews automatically
field-term = Term
field-offer-id = Offer ID
field-email = Email
field-role = Role
field-users = Users
field-file = File
field-rows = Rows
field-deleted-users = Deleted users
field-subscriptions = Subscriptions
field-added = Added
field-updated = Updated
field-plan = Service plan
field-other-plan = Other service plan
field-country = Country or region
field-reason = Reason
field-alias = Alias
field-retired = Retired
field-plans = Service plans
field-refused = Refused rows
field-sessions = Sessions ended
field-sheet-of = Confirmation of
field-sheets = Confirmations closed
field-language = Language
field-time-zone = Time zone
field-current = Current password
field-password = Password
field-password-again = Password again
field-primary-domain = Primary domain
field-further-domains = Further domains
field-domain = Domain

## Activity log

activity-log = Activity log
export-log = Export log
activity-from = From
activity-to = To
activity-any-action = Any action
activity-anybody = Anybody
activity-text = Name or user name
activity-program = Partnerdesk
activity-command-line = Command line
activity-installation = This installation
activity-everything = Everything that was done, the newest first. Nothing expires.
activity-own = What you did yourself, the newest first.
activity-of-customers = What was done for customers, and what you did yourself, the newest first.
activity-none = No activity matches in this period.
activity-none-so-far = Nothing matches back to { $name }. Choose Next to search further.
activity-so-far = Searched back to { $name } for this page; there may be more before that.
activity-none-up-to = Nothing matches up to { $name }. Choose Previous to search further.
activity-up-to = Searched up to { $name } for this page; there may be more after that.
activity-without = without { $name }
activity-result = Show the result
activity-deleted = Deleted
activity-removed = removed
activity-details-removed = Details removed with the user
column-date-time = Date-Time
column-affected-customer = Affected customer
column-action = Action
column-target = User or object
column-partner-user = Partner user
column-before = Before
column-after = After
column-operation = Operation
column-record = Record

## Activity log: what was done

operation-create-customer = Added customer
operation-update-customer = Changed customer
operation-import-customer = Imported customer
operation-seed-customer = Made sample customer
operation-archive-customer = Archived customer
operation-unarchive-customer = Took customer back from the archive
operation-remove-customer = Removed customer for good
operation-create-subscription = Added subscription
operation-update-subscription = Changed subscription
operation-suspend-subscription = Suspended subscription
operation-reactivate-subscription = Reactivated subscription
operation-import-subscription = Imported subscription
operation-create-customer-user = Added user
operation-update-customer-user = Changed user
operation-update-customer-user-principal-name = Changed user name
operation-update-customer-user-licenses = Changed licenses
operation-delete-customer-user = Deleted user
operation-restore-customer-user = Restored user
operation-purge = Removed user for good
operation-reauthenticate = Entered the password again
operation-confirm-clock = Confirmed the clock
operation-give-up-message = Gave up sending a message
operation-reset-customer-user-password = Reset password
operation-change-customer-user-password = Password changed by the user
operation-open-credential-sheet = Opened confirmation
operation-print-credential-sheet = Printed temporary passwords
operation-download-credential-sheet = Downloaded temporary passwords
operation-close-credential-sheet = Closed confirmation
operation-expire-credential-sheet = Confirmation closed by itself
operation-create-staff = Added partner user
operation-update-staff-role = Changed role of partner user
operation-update-staff = Changed partner user
operation-update-staff-password = Changed password of partner user
operation-block-staff = Blocked partner user
operation-unblock-staff = Unblocked partner user
operation-remove-staff = Removed partner user
operation-end-staff-sessions = Ended sessions of partner user
operation-update-profile = Changed own page
operation-sign-in = Signed in
operation-sign-in-failed = Failed sign-in
operation-sign-out = Signed out
operation-import-products = Imported products
operation-create-catalog-rule = Added catalog rule
operation-delete-catalog-rule = Removed catalog rule
operation-create-product-alias = Added alias of product
operation-delete-product-alias = Removed alias of product
operation-retire-product = Retired product
operation-reinstate-product = Offered product again

## Reasons

summary-title = This could not be done yet
refusal-required = Fill this in.
refusal-too-long = Use at most { $limit } characters.
refusal-control-characters = Remove the invisible characters: line breaks, tabs or direction marks.
refusal-not-a-domain = Write a domain like contoso.example: letters, digits and hyphens, with a dot.
refusal-not-an-address = Write one e-mail address, like name@contoso.example.
refusal-user-name-characters = Use only letters without accents, digits and ' . - _ ! # ^ ~ in a user name.
refusal-dot-at-start = A user name cannot begin with a dot. Remove it.
refusal-dot-before-at = A user name cannot end with a dot right before @. Remove it.
refusal-user-name-taken = { $name } is already taken. Choose another user name.
refusal-domain-not-owned = { $domain } is not a domain of this customer. Choose one of its domains.
refusal-domain-taken-by = { $domain } belongs to { $customer }. If it has moved, remove it from that customer's domains first: users there must not have names in it.
refusal-match-by-domain = { $domain } belongs to { $customer }, and nothing says whether that is the same customer: one of them has no Microsoft ID.
refusal-domain-taken = { $domain } belongs to another customer. A domain can belong to one customer only.
refusal-domain-in-use = { $domain } cannot be removed: { $users ->
     [one] { $users } user has
    *[other] { $users } users have
    } a name in it. Rename them first.
refusal-has-users = A customer that has users cannot be removed: here are { $active } active and { $deleted } deleted.
refusal-unknown-location = Choose a country from the list.
refusal-location-required = Choose a location: licenses are assigned for a country.
refusal-choose = Choose one of the entries.
refusal-choose-role = Tick at least one role for a limited administrator.
refusal-not-an-id = Write a GUID like 01234567-89ab-cdef-0123-456789abcdef, or leave it empty.
refusal-microsoft-id-taken-by = { $customer } has this Microsoft ID. Check which of the two is right.
refusal-not-a-guid = Write a GUID like 01234567-89ab-cdef-0123-456789abcdef.
refusal-microsoft-id-taken = Another customer has this Microsoft ID. Check it.
refusal-no-seats = No license of { $product } is left. Buy more, or leave it out.
refusal-pool-not-usable = The subscription of { $product } is suspended. Reactivate it first.
refusal-not-assignable = { $product } is for the whole customer and cannot be assigned to users.
refusal-product-not-owned = The customer does not own one of these products anymore. Reload the page.
refusal-unknown-plan = One of the service plans does not belong to its product. Reload the page.
refusal-not-a-number = Write a whole number.
refusal-number-out-of-range = Write a number from { $least } to { $most }.
refusal-quantity-in-use = { $free ->
     [one] Free { $free } license first: more are assigned than that.
    *[other] Free { $free } licenses first: more are assigned than that.
    }
refusal-password-too-short = Use at least { $least } characters.
refusal-password-too-long = Use at most { $most } bytes: plain letters take one, others up to four.
refusal-password-common = This password is among the first that attackers try. Choose another.
refusal-password-guessable = Do not use your name, your e-mail address, your company’s name or the product’s name in it.
refusal-passwords-differ = The two passwords differ. Type them again.
refusal-password-wrong = This is not your current password. Type it again.
refusal-password-alike = This is the current password with little changed: who knows that one guesses it. Choose another.
refusal-password-same = Choose a password that differs from the current one.
refusal-email-taken = Somebody with this e-mail address exists already.
refusal-last-global-admin = This is the last Global admin who can sign in. Make somebody else Global admin first.
refusal-own-account = You cannot do this to your own account. Ask somebody else who manages staff; your password is changed on your own page.
refusal-sign-in-failed = E-mail or password is wrong, or the account is blocked. Try again, or ask a Global admin.
refusal-user-sign-in-failed = User name or password is wrong. Try again, or ask your administrator for a new password.
refusal-user-deleted = This account was deleted. Ask your administrator.
refusal-user-blocked = Sign-in is blocked for this account. Ask your administrator.
refusal-password-expired = This temporary password has expired. Ask your administrator for a new one.
refusal-too-many-tries = Too many failed attempts. Wait a few minutes, then try again.
refusal-missing-role = { $count ->
     [one] This needs the role { $roles }. Ask a Global admin.
    *[other] This needs one of the roles { $roles }. Ask a Global admin.
    }
refusal-nobody-left = Nobody of those you selected is here anymore: a colleague may have deleted or restored them, or they no longer match. Go back to the list and select again.
refusal-selection-gone = This selection is no longer here: it is forgotten 12 hours after it was last changed. Go back to the list and select again.
refusal-nobody-chosen = Choose a user first: tick the box in front of the name.
refusal-users-not-found = { $users ->
     [one] { $users } of the ticked users is no longer here
    *[other] { $users } of the ticked users are no longer here
    }. The others stay selected.
refusal-sheet-closed = Its temporary passwords are destroyed. Who still needs one gets a new one by Reset password.
refusal-file-empty = The file is empty. Export it again.
refusal-file-not-text = This is neither text nor a workbook. Save the list as a workbook (.xlsx) or as CSV and try again.
refusal-file-old-workbook = This is a workbook in Excel’s old format (.xls), whatever its name says. Open it, save it as an Excel workbook (.xlsx) or as CSV UTF-8, and try again.
refusal-file-binary-workbook = This is a binary workbook (.xlsb). Open it, save it as an Excel workbook (.xlsx) or as CSV UTF-8, and try again.
refusal-file-open-document = This is an OpenDocument file (.ods). Open it, save it as an Excel workbook (.xlsx) or as CSV, and try again.
refusal-file-numbers = This is a file of Apple’s Numbers, Pages or Keynote. Open it, export it as an Excel workbook (.xlsx) or as CSV, and try again.
refusal-file-locked = This workbook is encrypted with a password or a sensitivity label. Open it, save a copy without either as an Excel workbook (.xlsx), and try again.
refusal-file-document = This is a document or a presentation, not a workbook. Copy its list into a spreadsheet, save that as an Excel workbook (.xlsx) or as CSV, and try again.
refusal-file-web-page = This is a web page, whatever its name says. Open it in a spreadsheet, save it as an Excel workbook (.xlsx) or as CSV UTF-8, and try again.
refusal-file-zip = This is a ZIP archive without a workbook in it. Unpack it, and choose the list that is in it.
refusal-file-compressed = This is a compressed file. Unpack it, and choose the list that is in it.
refusal-file-pdf = This is a PDF. Copy its list into a spreadsheet, save that as an Excel workbook (.xlsx) or as CSV, and try again.
refusal-file-picture = This is a picture. Copy its list into a spreadsheet, save that as an Excel workbook (.xlsx) or as CSV, and try again.
refusal-file-data = This is a file that programs exchange (such as JSON, XML, vCard or LDIF), not a table. Export the list as CSV or as an Excel workbook (.xlsx), and try again.
refusal-file-too-large = The file is larger than { $limit } MB. Split it into several files.
refusal-file-too-many-rows = The file has more than { $limit } rows. Split it into several files.
refusal-file-too-many-columns = The file has more than { $limit } columns. Keep those that are needed.
refusal-row-too-wide = The row has a cell beyond column { $limit }. Empty it, or move it to the others.
refusal-workbook-too-large = Unpacked, the workbook is larger than { $limit } MB, or has too many texts or formats. Copy the list into a new workbook, or save it as CSV UTF-8.
refusal-workbook-damaged = The workbook is damaged. Open it in a spreadsheet, save it again as an Excel workbook (.xlsx) or as CSV UTF-8, and try again.
refusal-no-worksheet = No visible worksheet of the workbook has any text. Show the one with the list, save the workbook and try again.
refusal-worksheet-unknown = The workbook has no visible worksheet called { $name }. Choose another one.
refusal-choose-worksheet = The workbook has several worksheets, and none has headers that are known. Choose one: { $worksheets }.
refusal-cell-too-long = A cell of this row has more than { $limit } characters. Is a quotation mark or a line end missing?
refusal-no-stored-value = Cell { $cell } has a formula and no stored value. Open the workbook in a spreadsheet, save it and try again, or put the value in its place.
refusal-error-value = Cell { $cell } has an error in place of a value. Correct it in the spreadsheet.
refusal-quote-not-closed = A quotation mark of this row is not closed. Close it, or remove it.
refusal-line-wrapped = The whole row stands in quotation marks, and its cells cannot be told apart. Write it without those around it.
refusal-letters-lost = Letters of this cell cannot be read in the encoding of the file. Write them again.
refusal-columns-missing = { $count ->
     [1] The column { $columns } is missing.
    *[other] These columns are missing: { $columns }.
    }
refusal-column-twice = Two columns are called { $column }. Keep one of them.
refusal-too-many-cells = The row has more cells than there are headers. Put quotation marks around text that holds the separator of the columns.
refusal-shifted = An address stands in a column that has none: the cells are under other headers than their own. Put quotation marks around text that contains what separates the cells.
refusal-parted-otherwise = This row is separated otherwise than the headers. Write all rows with the same separator.
refusal-row-repeated = Line { $line } says something else about the same one. Keep one of the two rows.
refusal-plan-unknown = No service plan of the catalog has this name, part number or GUID.
refusal-plan-ambiguous = Several service plans are meant. Say which one by its GUID: { $candidates }.
refusal-excludes-itself = A service plan cannot exclude itself. Choose another one.
refusal-rule-exists = This rule stands already.
refusal-alias-exists = The product goes by this name already.
refusal-alias-taken = This name means { $product } already. Remove it there first, or choose another name.
refusal-product-retired = { $product } is retired and cannot be bought any more. Choose another product.
refusal-several-ids = Line { $line } has the same name and part number under another ID. Has a column been dragged down in a spreadsheet? Get the list again from Microsoft.
refusal-known-by-other-id = The catalog has this name and part number under the ID { $id }. If the new one is right, retire that one first.
refusal-counts-up = This ID and that of line { $line } count up while the name or part number stays. Has a column been dragged down in a spreadsheet? Get the list again from Microsoft.
refusal-name-counts-up = Other rows of this product, as line { $line }, have the same with another number at its end. Has a column been dragged down in a spreadsheet? Get the list again from Microsoft.
refusal-of-another-product = Line { $line } has this for another product. Has a column slipped or been copied down in a spreadsheet? Get the list again from Microsoft.
refusal-of-another-plan = Line { $line } has this ID for another service plan. Has a column slipped or been copied down in a spreadsheet? Get the list again from Microsoft.
refusal-known-as-other = The catalog has this as the part number of { $id }. Has a column slipped in a spreadsheet? Get the list again from Microsoft.
refusal-spreadsheet-value = A spreadsheet has turned this into a number, a date or an error. Get the list again and do not save it from a spreadsheet.
refusal-garbled = The text was read in a wrong encoding and is broken. Get the list again and do not save it from a spreadsheet.
refusal-column-shifted = An ID stands here: the columns of this row have slipped. Get the list again.
refusal-product-unknown = { $count ->
     [0] No product has this name, part number or GUID. Import the newest product list, or say which one it is.
    *[other] No product has this name, part number or GUID. Import the newest product list, or say which one it is. Similar: { $candidates }.
    }
refusal-product-ambiguous = Several products are meant. Say which one by its part number or GUID: { $candidates }.
refusal-product-contradicted = This GUID is that of { $product }, the name in this row another product’s. One of the two columns has slipped: correct it, or leave the GUID empty.
refusal-ends-before-start = The term would end before it starts. Change one of the two days.
refusal-unknown-status = This is no known status. Write Active, Warning, Suspended or Deleted.
skipped-usage = It is paid by use and has no licenses to assign.
skipped-reservation = It is a reservation and has no licenses to assign.
skipped-software = It is software that is bought once and has no licenses to assign.
skipped-pending = It is not active yet. Import it again when it is.
refusal-subscription-of = { $customer } has this subscription. Check whose export this is.
import-namesakes = another customer is called { $name }, too: { $domains }. Check that it is not the same one.
refusal-subscription-of-other = Another customer has this subscription. Check whose export this is.
refusal-subscription-suspended = This subscription is suspended. Reactivate it before you change its quantity.
refusal-subscription-deleted = This subscription is deleted. Add a new one instead.
refusal-not-a-date = Write a day like 2026-11-24, or leave it empty.
refusal-dates-reversed = To is before From. Swap the two dates.

## Problems

problem-bad-address = This address is not quite right
problem-bad-address-text = It names a filter, an order or a page that does not exist. Go back and choose again.
problem-not-found = Not found
problem-not-found-text = There is nothing at this address. It may have been removed meanwhile.
problem-missing-role = Your role does not allow this
problem-refused = This cannot be done
problem-sheet-closed = This confirmation is closed
problem-wrong-method = This address is not used like that
problem-wrong-method-text = Go back and use the buttons of the page.
problem-too-large = Too much at once
problem-too-large-text = More was sent than this page takes. Nothing was changed. Send less at a time.
problem-too-slow = That took too long
problem-too-slow-text = What was sent stopped coming, so nothing was changed. Look at the connection and try again.
problem-not-yet = Do it now?
problem-not-yet-text = You asked for this before you had to sign in or enter your password.
problem-form-gone = There is no such form for you
problem-form-gone-text = A form is kept for an hour, for whoever filled it in. If it was yours, fill it in anew.
problem-form-done = This has been done
problem-form-done-text = You sent this form after it had come back, and it was carried out. The activity log tells what was changed.
problem-unreadable = This could not be read
problem-unreadable-text = What was sent is not what this page sends. Nothing was changed. Go back, reload the page and try again.
problem-cross-site = Refused for your safety
problem-cross-site-text = This did not come from a page of this server, so nothing was changed. Open the page here and try again.
problem-wrong-host = Another name is needed
problem-wrong-host-text = This server does not answer to the name in the address. Use its own, or allow this one with --also-host.
problem-role-changed = You have another role now
problem-role-changed-text = Your role was changed while this was on its way, so nothing was changed. What you may do now is shown on the pages; open this one again.
problem-busy = Very busy
problem-busy-text = Too many people are signing in at this moment. Try again in a few seconds.
problem-outage = Not possible at the moment
problem-unknown = Perhaps done, perhaps not
problem-kept = What you sent is kept on this page.
problem-kept-once = What you sent is kept on this page. If it was done already, it is not done a second time.
problem-again = Try again
outage-read-only = The database is read-only at the moment, so nothing was changed. Try again later; who runs this installation knows when.
outage-full = There is no room left where the data is stored, so nothing was changed. Ask who runs this installation to make room, then try again.
outage-locked = Another program is holding the database, so nothing was changed. Try again in a moment.
outage-unreachable = The database fails or does not answer at the moment. Try again in a moment. If it goes on, who runs this installation finds the cause in its log.
outage-memory = The server has too little memory at the moment. Try again in a moment.
outage-unknown = The database failed at the very end, so it is not known whether this was done. Try again, or look whether it is there.
problem-unexpected = Something went wrong
problem-unexpected-text = It was noted. Nothing was changed halfway. Try again; if it happens again, tell your administrator the number below.
problem-request-id = Request

## Countries, by their codes of ISO 3166-1

country-AD = Andorra
country-AE = United Arab Emirates
country-AF = Afghanistan
country-AG = Antigua & Barbuda
country-AI = Anguilla
country-AL = Albania
country-AM = Armenia
country-AO = Angola
country-AQ = Antarctica
country-AR = Argentina
country-AS = American Samoa
country-AT = Austria
country-AU = Australia
country-AW = Aruba
country-AX = Åland Islands
country-AZ = Azerbaijan
country-BA = Bosnia & Herzegovina
country-BB = Barbados
country-BD = Bangladesh
country-BE = Belgium
country-BF = Burkina Faso
country-BG = Bulgaria
country-BH = Bahrain
country-BI = Burundi
country-BJ = Benin
country-BL = St. Barthélemy
country-BM = Bermuda
country-BN = Brunei
country-BO = Bolivia
country-BQ = Caribbean Netherlands
country-BR = Brazil
country-BS = Bahamas
country-BT = Bhutan
country-BV = Bouvet Island
country-BW = Botswana
country-BY = Belarus
country-BZ = Belize
country-CA = Canada
country-CC = Cocos (Keeling) Islands
country-CD = Congo - Kinshasa
country-CF = Central African Republic
country-CG = Congo - Brazzaville
country-CH = Switzerland
country-CI = Côte d’Ivoire
country-CK = Cook Islands
country-CL = Chile
country-CM = Cameroon
country-CN = China
country-CO = Colombia
country-CR = Costa Rica
country-CU = Cuba
country-CV = Cape Verde
country-CW = Curaçao
country-CX = Christmas Island
country-CY = Cyprus
country-CZ = Czechia
country-DE = Germany
country-DJ = Djibouti
country-DK = Denmark
country-DM = Dominica
country-DO = Dominican Republic
country-DZ = Algeria
country-EC = Ecuador
country-EE = Estonia
country-EG = Egypt
country-EH = Western Sahara
country-ER = Eritrea
country-ES = Spain
country-ET = Ethiopia
country-FI = Finland
country-FJ = Fiji
country-FK = Falkland Islands
country-FM = Micronesia
country-FO = Faroe Islands
country-FR = France
country-GA = Gabon
country-GB = United Kingdom
country-GD = Grenada
country-GE = Georgia
country-GF = French Guiana
country-GG = Guernsey
country-GH = Ghana
country-GI = Gibraltar
country-GL = Greenland
country-GM = Gambia
country-GN = Guinea
country-GP = Guadeloupe
country-GQ = Equatorial Guinea
country-GR = Greece
country-GS = South Georgia & South Sandwich Islands
country-GT = Guatemala
country-GU = Guam
country-GW = Guinea-Bissau
country-GY = Guyana
country-HK = Hong Kong SAR China
country-HM = Heard & McDonald Islands
country-HN = Honduras
country-HR = Croatia
country-HT = Haiti
country-HU = Hungary
country-ID = Indonesia
country-IE = Ireland
country-IL = Israel
country-IM = Isle of Man
country-IN = India
country-IO = British Indian Ocean Territory
country-IQ = Iraq
country-IR = Iran
country-IS = Iceland
country-IT = Italy
country-JE = Jersey
country-JM = Jamaica
country-JO = Jordan
country-JP = Japan
country-KE = Kenya
country-KG = Kyrgyzstan
country-KH = Cambodia
country-KI = Kiribati
country-KM = Comoros
country-KN = St. Kitts & Nevis
country-KP = North Korea
country-KR = South Korea
country-KW = Kuwait
country-KY = Cayman Islands
country-KZ = Kazakhstan
country-LA = Laos
country-LB = Lebanon
country-LC = St. Lucia
country-LI = Liechtenstein
country-LK = Sri Lanka
country-LR = Liberia
country-LS = Lesotho
country-LT = Lithuania
country-LU = Luxembourg
country-LV = Latvia
country-LY = Libya
country-MA = Morocco
country-MC = Monaco
country-MD = Moldova
country-ME = Montenegro
country-MF = St. Martin
country-MG = Madagascar
country-MH = Marshall Islands
country-MK = North Macedonia
country-ML = Mali
country-MM = Myanmar (Burma)
country-MN = Mongolia
country-MO = Macao SAR China
country-MP = Northern Mariana Islands
country-MQ = Martinique
country-MR = Mauritania
country-MS = Montserrat
country-MT = Malta
country-MU = Mauritius
country-MV = Maldives
country-MW = Malawi
country-MX = Mexico
country-MY = Malaysia
country-MZ = Mozambique
country-NA = Namibia
country-NC = New Caledonia
country-NE = Niger
country-NF = Norfolk Island
country-NG = Nigeria
country-NI = Nicaragua
country-NL = Netherlands
country-NO = Norway
country-NP = Nepal
country-NR = Nauru
country-NU = Niue
country-NZ = New Zealand
country-OM = Oman
country-PA = Panama
country-PE = Peru
country-PF = French Polynesia
country-PG = Papua New Guinea
country-PH = Philippines
country-PK = Pakistan
country-PL = Poland
country-PM = St. Pierre & Miquelon
country-PN = Pitcairn Islands
country-PR = Puerto Rico
country-PS = Palestinian Territories
country-PT = Portugal
country-PW = Palau
country-PY = Paraguay
country-QA = Qatar
country-RE = Réunion
country-RO = Romania
country-RS = Serbia
country-RU = Russia
country-RW = Rwanda
country-SA = Saudi Arabia
country-SB = Solomon Islands
country-SC = Seychelles
country-SD = Sudan
country-SE = Sweden
country-SG = Singapore
country-SH = St. Helena
country-SI = Slovenia
country-SJ = Svalbard & Jan Mayen
country-SK = Slovakia
country-SL = Sierra Leone
country-SM = San Marino
country-SN = Senegal
country-SO = Somalia
country-SR = Suriname
country-SS = South Sudan
country-ST = São Tomé & Príncipe
country-SV = El Salvador
country-SX = Sint Maarten
country-SY = Syria
country-SZ = Eswatini
country-TC = Turks & Caicos Islands
country-TD = Chad
country-TF = French Southern Territories
country-TG = Togo
country-TH = Thailand
country-TJ = Tajikistan
country-TK = Tokelau
country-TL = Timor-Leste
country-TM = Turkmenistan
country-TN = Tunisia
country-TO = Tonga
country-TR = Türkiye
country-TT = Trinidad & Tobago
country-TV = Tuvalu
country-TW = Taiwan
country-TZ = Tanzania
country-UA = Ukraine
country-UG = Uganda
country-UM = U.S. Outlying Islands
country-US = United States
country-UY = Uruguay
country-UZ = Uzbekistan
country-VA = Vatican City
country-VC = St. Vincent & Grenadines
country-VE = Venezuela
country-VG = British Virgin Islands
country-VI = U.S. Virgin Islands
country-VN = Vietnam
country-VU = Vanuatu
country-WF = Wallis & Futuna
country-WS = Samoa
country-YE = Yemen
country-YT = Mayotte
country-ZA = South Africa
country-ZM = Zambia
country-ZW = Zimbabwe

## Subscriptions

subscription-add = Add subscription
subscription-export = Export subscriptions
column-subscription = Subscription
column-subscription-id = Subscription ID
column-quantity = Quantity
column-status = Status
column-start = Start
column-term-end = End of term
column-reseller = Reseller
column-product-guid = Product GUID
subscription-status-active = Active
subscription-status-warning = In grace
subscription-status-suspended = Suspended
subscription-status-deleted = Deleted
subscription-seats = { $first } of { $second } assigned
subscription-over = { $count } too many
subscription-holders = Show the users who hold it
subscription-renews = Renews
subscription-ends = Does not renew
subscription-auto-renew = Renews automatically
subscription-term = Term
subscription-offer-id = Offer ID
term-years = { $count ->
     [one] { $count } year
    *[other] { $count } years
    }
term-months = { $count ->
     [one] { $count } month
    *[other] { $count } months
    }
term-weeks = { $count ->
     [one] { $count } week
    *[other] { $count } weeks
    }
term-days = { $count ->
     [one] { $count } day
    *[other] { $count } days
    }
subscription-none = This customer has no subscriptions yet.
subscription-none-import = Add the first one, or bring them along with: partnerdesk import subscriptions FILE --customer { $name }
subscription-none-ask = Ask a Sales agent, an Admin agent or a Global admin to add one.
subscription-catalog-empty = There are no products to choose from yet. Load them with: partnerdesk import products FILE
subscription-search = Search by name or part number
subscription-search-first = Search for a product first.
subscription-not-found = No product has this in its name or part number.
subscription-found-more = More products match. Search for more of the name to find them.
subscription-change = Change its quantity ({ $count })
subscription-not-known = Not known
subscription-start-hint = Today, if left empty.
subscription-term-end-hint = Follows from start and term, if left empty.
subscription-deleted-hint = It is deleted: its licenses cannot be used, and nothing of it can be changed anymore.
subscription-quantity-hint = From 1 to 1,000,000 licenses.
subscription-suspend = Suspend
subscription-reactivate = Reactivate
subscription-suspended-hint = Its licenses cannot be used, and its quantity stays as it is. An Admin agent or a Global admin can reactivate it.
suspend-subscription-title = Suspend { $name }
suspend-subscription-text = { $count ->
     [one] { $count } license of { $name } at { $customer } cannot be used anymore.
    *[other] { $count } licenses of { $name } at { $customer } cannot be used anymore.
    }
suspend-subscription-loses = { $first ->
     [one] { $first } user holds a license of this product.
    *[other] { $first } users hold a license of this product.
    } { $second ->
     [one] { $second } of them loses it.
    *[other] { $second } of them lose it.
    }
suspend-subscription-loses-nobody = { $count ->
     [0] No user holds a license of this product.
     [one] { $count } user holds a license of this product and keeps it: enough others are left.
    *[other] { $count } users hold a license of this product and keep it: enough others are left.
    }
suspend-subscription-back = You can reactivate it later. Who holds a license stays noted meanwhile.
flash-subscription-added = A subscription of { $name } was added.
flash-subscription-saved = { $name } was saved.
flash-subscription-suspended = { $name } is suspended.
flash-subscription-reactivated = { $name } is active again.

# ---- Questions before something is done to users, and what became of it ----
choose-users = Choose users first
reset-password = Reset password
block-sign-in = Block or allow sign-in
delete = Delete
delete-user-account = Delete user account
question-more = { $count ->
     [one] and { $count } more
    *[other] and { $count } more
    }
question-left-out = { $count ->
     [one] { $count } of those selected is left out: no such user is here anymore.
    *[other] { $count } of those selected are left out: no such users are here anymore.
    }
question-administrators = { $users ->
     [1] This user is an administrator.
    *[other] Administrators among them: { $names }.
    }
question-out-of-reach = { $count ->
     [one] Left out, because this user is an administrator: { $names }. Only these roles may do that: { $roles }.
    *[other] Left out, because these { $count } users are administrators: { $names }. Only these roles may do that: { $roles }.
    }
delete-one = Delete user account: { $name }
delete-many = { $count ->
     [one] Delete { $count } user account
    *[other] Delete { $count } user accounts
    }
delete-text = { $count ->
     [one] The account at { $customer } is deleted. The person cannot sign in anymore.
    *[other] { $count } accounts at { $customer } are deleted. These people cannot sign in anymore.
    }
delete-seats = These licenses become free at once: { $products }.
delete-no-seats = No license becomes free: none is assigned.
delete-until = { $count ->
     [one] The account can be restored with its licenses for 30 days, until { $time }. After that it is gone for good.
    *[other] The accounts can be restored with their licenses for 30 days, until { $time }. After that they are gone for good.
    }
delete-last-administrator = { $customer } would be left without any Global administrator.
delete-last-administrator-tick = { $count ->
     [one] Delete the last Global administrator, too
    *[other] Delete all Global administrators, too
    }
delete-button = { $count ->
     [one] Delete user account
    *[other] Delete user accounts
    }
reset-one = Reset password: { $name }
reset-many = { $count ->
     [one] Reset { $count } password
    *[other] Reset { $count } passwords
    }
reset-text = { $count ->
     [one] The current password of this user at { $customer } stops working at once.
    *[other] The current passwords of { $count } users at { $customer } stop working at once.
    }
reset-then = { $count ->
     [one] You get a new temporary password on the confirmation screen. It must be changed at the next sign-in.
    *[other] You get new temporary passwords on the confirmation screen. They must be changed at the next sign-in.
    }
block-one = Block or allow sign-in: { $name }
block-many = { $count ->
     [one] Block or allow sign-in of { $count } user
    *[other] Block or allow sign-in of { $count } users
    }
block-text = { $count ->
     [one] One user at { $customer }.
    *[other] { $count } users at { $customer }.
    }
block-now = { $users ->
     [1] { $count ->
         [0] Sign-in is allowed now.
        *[other] Sign-in is blocked now.
        }
    *[other] { $count ->
         [0] Sign-in is allowed for all of them now.
         [one] Sign-in is blocked for { $count } of them now.
        *[other] Sign-in is blocked for { $count } of them now.
        }
    }
block-licenses = A blocked user keeps licenses, permissions and password.
block-button = Block sign-in
allow-button = Allow sign-in
job-delete = Delete user accounts
job-reset-password = Reset passwords
job-block-sign-in = Block sign-in
job-allow-sign-in = Allow sign-in
job-begun = Started { $name }
job-progress = { $second ->
     [one] { $first } of { $second } user done
    *[other] { $first } of { $second } users done
    }
job-goes-on = This goes on by itself, also when you leave this page.
job-look-again = Look again
job-under-way = Something is being done to many users of this customer.
job-look = See how far it is
job-done-delete = { $count ->
     [one] { $count } user account was deleted.
    *[other] { $count } user accounts were deleted.
    }
job-done-reset-password = { $count ->
     [one] { $count } password was reset.
    *[other] { $count } passwords were reset.
    }
job-done-block-sign-in = { $count ->
     [one] Sign-in of { $count } user is blocked.
    *[other] Sign-in of { $count } users is blocked.
    }
job-done-allow-sign-in = { $count ->
     [one] Sign-in of { $count } user is allowed.
    *[other] Sign-in of { $count } users is allowed.
    }
job-refused = { $count ->
     [one] Not done for { $count } user.
    *[other] Not done for { $count } users.
    }
job-partly = { $count ->
     [one] { $count } of them without all their licenses.
    *[other] { $count } of them without all their licenses.
    }
job-undone = This deletion was undone on { $name }.
job-undone-look = See who came back
job-show-refused = Show only these
job-joined = { $count ->
     [one] { $count } user who matches now was not among those selected, and is left as is.
    *[other] { $count } users who match now were not among those selected, and are left as they are.
    }
outcome-delete = Deleted
outcome-reset-password = Password reset
outcome-block-sign-in = Sign-in blocked
outcome-allow-sign-in = Sign-in allowed
outcome-unchanged = Already so: nothing changed
outcome-gone = There is no such user anymore. Look for the name in the list.
outcome-already-deleted = Was deleted before. See Deleted users.
outcome-already-deleted-by = Was deleted before by { $name }. See Deleted users.
outcome-last-global-administrator = Not deleted: the customer would be left without a Global administrator. Delete this user alone, and tick that you mean it.
outcome-stopped = Not done: who asked for it may no longer act here. Ask again in your own name.
outcome-failed = Not done: something unexpected failed. Try again later.
outcome-waiting = Waiting
user-gone = Removed user
refusal-last-global-administrator = Tick the box about the last Global administrator if you mean it, or make somebody else a Global administrator first.
flash-unchanged = Nothing was changed for { $name }: it was so already.
flash-user-deleted = { $name } was deleted and can be restored for 30 days.
flash-sign-in-blocked = Sign-in of { $name } is blocked.
flash-sign-in-allowed = Sign-in of { $name } is allowed.

# ---- A user whom a colleague deleted or restored meanwhile ----
user-was-deleted = { $name } was deleted on { $time }.
user-was-deleted-by = { $name } was deleted by { $by } on { $time }.
user-is-active = { $name } is active: somebody restored this user before.
nothing-was-saved = Nothing was saved.
open-user = Open this user

# ---- Deleted users: the list, restoring, removing for good ----
tab-deleted-users = Deleted users ({ $count })
deleted-count = { $count ->
     [one] { $count } deleted user
    *[other] { $count } deleted users
    }
deleted-none = Nobody can be restored: no user of this customer was deleted in the last 30 days.
deleted-waiting = { $count ->
    [one] One deleted user can no longer be restored and waits to be removed for good.
   *[other] { $count } deleted users can no longer be restored and wait to be removed for good.
}
deleted-by-program = The program
column-deleted-on = Deleted on
column-deleted-by = Deleted by
column-days-left = Days left
column-restorable-until = Can be restored until
column-licenses-to-restore = Licenses to restore
column-obstacles = What stands in the way
column-come-back = Come back now
column-actions = Actions
days-left = { $count ->
     [one] { $count } day left
    *[other] { $count } days left
    }
until-time = until { $name }
licenses-to-restore-none = None
license-no-seats = no seats
license-suspended = suspended
license-not-usable = not available
license-over = more assigned than bought
license-no-location = no usage location
license-closed-in-location = not available at the location
license-excluded = excluded by another license
license-needs-another = needs another license
clash-name-taken = User name is taken
clash-domain-gone = Domain is gone
restore = Restore
restore-one = Restore: { $name }
restore-many = { $count ->
     [one] Restore { $count } user
    *[other] Restore { $count } users
    }
restore-text = { $count ->
     [one] The account at { $customer } comes back with its permissions and settings, and with its licenses as far as seats are free.
    *[other] { $count } accounts at { $customer } come back with their permissions and settings, and with their licenses as far as seats are free.
    }
restore-no-licenses = There are no licenses to restore.
restore-lacking = { $count ->
     [one] { $count } without a license
    *[other] { $count } without a license
    }
restore-order = Seats are given in the order of the list: fewest days left first.
restore-stay-away = Licenses that will not come back
restore-names = Other user names
restore-name-hint = The old user name cannot be used anymore.
restore-names-hint = These user names cannot be used anymore. A user whose field is empty stays deleted; the others are restored.
restore-user-name-of = User name of { $name }
restore-more-names = { $count ->
     [one] { $count } more user needs another user name and stays deleted for now.
    *[other] { $count } more users need other user names and stay deleted for now.
    }
password-new-temporary = new temporary password
restore-new-passwords = With new temporary passwords, on the confirmation screen
restore-renamed = Restore with another user name
undo = Undo
job-restore = Restore users
job-done-restore = { $count ->
     [one] { $count } user was restored.
    *[other] { $count } users were restored.
    }
outcome-restore = Restored with everything
outcome-restored-partly = Restored.{ $lacking ->
     [0] {""}
    *[other] {" "}No seat was free for: { $seatless }. Buy more, then assign it.
    }{ $resting ->
     [0] {""}
    *[other] {" "}Suspended: { $suspended }. Reactivate the subscription, then assign it.
    }{ $closed ->
     [0] {""}
    *[other] {" "}Cannot be assigned anymore: { $unusable }. Add a subscription or choose another product, then assign it.
    }{ $against ->
     [0] {""}
    *[other] {" "}Not assigned because of the location or other licenses: { $ruled }. Assign it to see why.
    }
outcome-not-deleted = Is active already: somebody restored this user before.
outcome-too-late = Not restored: the 30 days are over.
outcome-name-taken = Not restored: the user name is taken. Restore this user alone with another user name.
outcome-domain-gone = Not restored: the customer no longer has the domain of the user name. Restore this user alone with another user name.
flash-user-restored = { $name } was restored with everything.
flash-user-purged = { $name } was removed for good.
purge = Remove for good
purge-one = Remove for good: { $name }
purge-text = The deleted account { $name } at { $customer } is removed with everything that belongs to it.
purge-forever = Nobody can restore it afterwards. What the activity log tells about this user is deleted, too.
purge-type = Type the user name to confirm
refusal-name-differs = This is not the user name. Type it as it stands below.
field-missing-licenses = Licenses that stayed away
filter-blocked-licensed = Blocked users with licenses
administrators-only = Only Admin agents and Global admins can reset the password of administrators or block their sign-in.

## Licenses of a customer

column-bought = Bought
column-in-grace = In grace
column-suspended = Suspended
column-idle = Not used
pool-warning = In grace
pool-suspended = Suspended
pool-deleted = Deleted
licenses-who-has = Who has it
licenses-who-lacks = Who lacks it
licenses-blocked = { $count } blocked
licenses-unused = { $count } never signed in
licenses-not-for-users = For the whole organization: it is not assigned to users.
licenses-total = { $bought ->
     [one] { $bought } license bought
    *[other] { $bought } licenses bought
    }, { $assigned } assigned, { $available } available.
licenses-total-over = { $count ->
     [one] { $count } is assigned beyond what its product has.
    *[other] { $count } are assigned beyond what their products have.
    }
licenses-total-idle = { $count ->
     [one] { $count } is assigned to a user who is blocked or never signed in.
    *[other] { $count } are assigned to users who are blocked or never signed in.
    }

## Work on users, on the dashboard

jobs-lately = Under way and just finished
column-work = Work
column-started = Started
# ---- Licenses of many users ----
preview = Preview
swap-licenses = Swap one product for another
swap-text = Each selected user who has the first product gets the second one instead, and keeps everything else. Whoever cannot get the second keeps the first.
swap-nothing = None of the selected users has a product to replace.
field-swap-from = Instead of
field-swap-to = Give
assigned-of = { $first } of { $second }
holders-among = Which of the selected users have { $name }:
boxes-hint = Filled: all { $count } users have it. Partly filled, or “{ want-leave }”: some do, and nobody changes unless you choose. Empty: none.
want-leave = Leave as it is
want-assign = Assign to all { $count }
want-revoke = Revoke from { $count }
want-on = On for all
want-off = Off for all
location-of-nowhere = { $count ->
     [one] Location of { $count } user who has none
    *[other] Location of { $count } users who have none
    }
question-left = { $count ->
     [one] { $count } of those selected no longer matches and is left alone{ $named ->
         [0] .
        *[other] : { $names }.
        }
    *[other] { $count } of those selected no longer match and are left alone{ $named ->
         [0] .
        *[other] : { $names }.
        }
    }
question-gone = { $count ->
     [one] { $count } of those selected is no longer here and is left out{ $named ->
         [0] .
        *[other] : { $names }.
        }
    *[other] { $count } of those selected are no longer here and are left out{ $named ->
         [0] .
        *[other] : { $names }.
        }
    }
question-joined = { $count ->
     [one] { $count } user matches now who was not selected and is left as is: { $names }.
    *[other] { $count } users match now who were not selected and are left as they are: { $names }.
    }
preview-undo = Undo: preview
preview-text = { $total ->
     [one] At { $customer }, saving changes { $changing } of { $total } user. Nothing is written yet.
    *[other] At { $customer }, saving changes { $changing } of { $total } users. Nothing is written yet.
    }
preview-moved = Something has changed since this was planned on { $name }. Nothing was saved. Look at it again.
preview-older = This preview is newer than the one on which you chose Save. Nothing was saved. Look at it again, then save.
preview-seats-moved = Licenses of { $product } available: { $was } then, { $now } now.
preview-different = { $count ->
     [one] For { $count } user it would be different now.
    *[other] For { $count } users it would be different now.
    }
preview-was = Before:
preview-left = { $count ->
     [one] { $count } of those selected was no longer here, or no longer matched, and is left alone.
    *[other] { $count } of those selected were no longer here, or no longer matched, and are left alone.
    }
preview-drifted = { $count ->
     [one] For { $count } user, things are not as this change left them. Only what still is so can be undone.
    *[other] For { $count } users, things are not as this change left them. Only what still is so can be undone.
    }
preview-idle = There is nothing to save: nobody would change.
preview-unchanged = Already so: nothing changes
preview-short = { $count } short
preview-order = { $count ->
     [one] { $count } license is missing. Buy more, or save: licenses are then given in the order of this list, by display name, as far as they go. Whoever comes later goes without.
    *[other] { $count } licenses are missing. Buy more, or save: licenses are then given in the order of this list, by display name, as far as they go. Whoever comes later goes without.
    }
preview-not-done = What will not be done
preview-some = Some of the selected users.
preview-without = { $product } without { $plans }
preview-switched-on = { $product }: { $plans } on
preview-switched-off = { $product }: { $plans } off
preview-located = Location: { $country }
preview-unlocated = Location { $country } removed
column-needed = Needed
column-freed = Freed
column-after-saving = After saving
column-will-add = Will be added
column-will-remove = Will be removed
column-not-done = Will not be done
save-for = { $count ->
     [one] Save for { $count } user
    *[other] Save for { $count } users
    }
drift-revoked-since = { $product } was revoked since: nothing to take back.
drift-assigned-since = { $product } was assigned again since: nothing to give back.
drift-plans-changed = Service plans of { $product } were changed since.
drift-assigned-anew = { $product } was revoked and assigned again since: it stays.
drift-location-stays = The location was changed since, or something else needs it: it stays.
job-change-licenses = Assign and revoke licenses
job-undo-licenses = Undo of a license change
job-done-change-licenses = { $count ->
     [one] Licenses of { $count } user were updated.
    *[other] Licenses of { $count } users were updated.
    }
job-unchanged = { $count ->
     [one] For { $count } user it was so already: nothing changed.
    *[other] For { $count } users it was so already: nothing changed.
    }
job-partly-change-licenses = { $count ->
     [one] Done in part for { $count } user.
    *[other] Done in part for { $count } users.
    }
change-retry = { $count ->
     [one] Try again with { $count } user
    *[other] Try again with { $count } users
    }
change-undoes = This undid an earlier change.
change-undoes-look = See that change
change-undone = This change was undone on { $name }.
change-undone-some = This change was undone in part on { $name }.
change-undoing = This change is being undone.
change-undone-partly = This change was undone in part on { $name }. What is left can be undone as well.
change-undone-look = See what was undone
undo-change = Undo this change
undo-whole-change = Undo for all { $count } users
change-undo-until = It can be undone until { $name }.
export-changes = Export list
outcome-partly = Done in part
outcome-not-done = Not done
outcome-returned = Was deleted when this was planned, and is back now. Select this user again.
outcome-deleted = This user was deleted. See Deleted users.
outcome-unmatched = No longer matches the filter by which all were selected, and is left alone.
why-no-seats = { $product }: no license left
why-pool-not-usable = { $product }: suspended
why-not-assignable = { $product }: not for users
why-product-not-owned = { $product }: not owned anymore
why-no-location = { $product }: no location
why-closed-in-location = { $product }: not to be had in { $country }
why-excludes = { $product }: conflicts with { $other }
why-needs = { $product }: needs another product
why-needed-by = { $product } stays: { $other } needs it
why-held-back = { $product } stays as it is, as not everything can be assigned
why-has-otherwise = { $product } was assigned meanwhile with other service plans, and stays so
refusal-not-owned-anymore = The customer does not own { $product }. Buy it, or leave it out.
refusal-no-location = { $product } needs a location, and none is set. Set one under Manage licenses, or on the user’s page.
refusal-closed-in-location = { $product } cannot be had in { $country }. Check the user’s location.
refusal-plans-exclude = { $plan } in { $product } and { $theirs } in { $other } exclude each other. Keep only one of the two products, or switch one of the two plans off under View service plans.
refusal-needs-plan = { $count ->
     [1] { $product } needs a product with { $plans }. Assign that first, or together with it.
    *[other] { $product } needs a product with one of: { $plans }. Assign that first, or together with it.
    }
refusal-needed-by = { $product } stays: { $other } needs it. Revoke that, too.
refusal-held-back = { $product } stays as it is, as not everything could be assigned.
refusal-has-otherwise = { $product } was assigned meanwhile with other service plans, and stays so. Change them under View service plans.
refusal-nothing-chosen = Nothing is changed yet. Tick or untick a product, or one of its service plans.
refusal-nothing-to-do = There is nothing to save: nobody would change.
refusal-contradicting = This product is to be assigned and revoked at once: choose one of the two.
refusal-plans-alone = Tick the product as well: nobody selected has it, so its service plans change nothing.
refusal-swap-alike = Choose another product than the one that is to be replaced.
refusal-preview-expired = This preview is more than 12 hours old, and nothing of it was saved. Select the users again and choose Manage licenses.
refusal-undo-too-late = A change can be undone for 24 hours, and those are over. Change the licenses by Manage licenses.
refusal-undone-already = This change was undone already, or is being undone.
refusal-undo-too-early = This change is still under way. Wait until it has ended, then undo it.

# ---- More about a person; columns of the list; staying signed in ----
field-job-title = Job title
field-department = Department
field-office = Office
field-phone = Phone
field-mobile = Mobile phone
field-street = Street
field-city = City
field-state = State or province
field-postal-code = Postal code
field-alternate-email = Alternate email
contact-details = Job, phones, address
object-id = Object ID
column-object-id = { object-id }
field-object-id = { object-id }
field-last-sign-in = { column-last-sign-in }
column-last-sign-in = Last sign-in
field-list-columns = Columns of lists
list-columns = Columns
list-columns-text = Lists of users always show names, licenses, permissions, location, sign-in status and the day of creation. Choose what you want to see beside them; it is kept for you.
list-columns-further = Further columns
flash-columns-saved = Your columns were saved.
language-of-browser = As the browser wishes
session-idle-soon = You will be signed out in less than two minutes, because nothing was done for a while.
session-ends-soon = Your session ends in less than two minutes. Save what you have typed; if you do so later, it is kept until you have signed in again.
session-over = You have been signed out. What you have typed is kept if you save it now: sign in again, and it is there.
session-stay = Stay signed in
## Catalog: products and rules
catalog = Catalog
catalog-products = Products
catalog-rules = Catalog rules
search-products = Search by name, part number, alias or GUID
products-count = { $count ->
    [one] { $count } product
   *[other] { $count } products
}
products-not-found = No product matches.
column-part-number = Part number
column-held-by = Customers who hold it
product-guid = GUID
product-assignable = Can be assigned to users
product-offered = Offered
product-retired = Retired
product-retired-held = Retired, still held
product-no-plans = This product has no service plans.
product-aliases = Aliases
product-aliases-text = Other names by which a list of subscriptions may call this product.
product-retire = Retire
product-retire-title = Retire { $name }
product-retire-what = { $count ->
    [0] Nobody holds { $name }.
    [one] { $count } customer holds { $name } and keeps it.
   *[other] { $count } customers hold { $name } and keep it.
}
product-retire-text = Nobody can buy a retired product. Its name and part number no longer stand in the way of another product’s. A product list that has it offers it again.
product-reinstate = Offer again
alias-add = Add alias
alias-remove = Remove
alias-remove-title = Remove alias
alias-remove-what = { $alias } no longer means { $name }.
alias-remove-text = Subscriptions that are here already stay as they are.
rules-text = New licenses are checked against these rules. What a user has already stays.
rules-gone = Exchange and SharePoint plans no longer exclude each other: since January 2023 one user may have any mix of Exchange plans, as was so for SharePoint before. Skype for Business Online ended in July 2021; its plans exclude nothing.
rules-exclusions = Service plans that exclude each other
rules-needs = Products that need a service plan
rules-closures = Products that cannot be had in a country or region
rules-no-exclusions = No two service plans exclude each other.
rules-no-needs = No product needs another one.
rules-no-closures = Every product can be had everywhere.
rule-add-exclusion = Add plans that exclude each other
rule-add-need = Add what a product needs
rule-add-closure = Add where a product cannot be had
rule-exclusion-hint = One user will not get both service plans, whatever products they are in.
rule-need-hint = A user will get the product only with this service plan in another product. Of several such rules for one product, one is enough.
rule-closure-hint = Users in this location will not get the product.
rule-plan-hint = Name, part number or GUID of a service plan.
rule-product-hint = Name, part number or GUID of a product.
rule-any-product-hint = Name, part number or GUID. Leave it empty for every product.
rule-reason-hint = Why this holds, and where it is written.
rule-excludes = { $first } and { $second } exclude each other
rule-needs = { $first } needs { $second } in another product
rule-closes = { $first } cannot be had in { $country }
rule-closes-all = No product can be had in { $country }
rule-why-archiving = The archive is an add-on to a mailbox of Exchange Online (Plan 1) or Kiosk, says Microsoft’s description of the service. Plan 2 has an archive of its own.
rule-why-meetings = People dial in to meetings of Teams, says Microsoft’s description of the service.
rule-why-phone = The phone works within Teams, says Microsoft’s description of the service.
rule-why-skype = The directory still takes this plan in place of Teams, though Skype for Business Online itself ended in July 2021.
rule-why-calling = A calling plan gives numbers to a phone system, says Microsoft’s description of the service.
rule-why-country = Microsoft does not list this country or region among those where it offers its online services.
rule-shipped = Came with Partnerdesk
rule-added = Added here
rule-remove = Remove
rule-remove-title = Remove rule
rule-remove-text = From now on, new licenses are not checked against it.
column-rule = Rule
column-why = Reason
column-origin = Origin
flash-rule-added = The rule was added.
flash-rule-removed = The rule was removed.
flash-rule-gone = Somebody else had removed the rule already.
flash-alias-added = { $name } has another alias.
flash-alias-removed = The alias was removed.
flash-alias-gone = Somebody else had removed the alias already.
flash-product-retired = { $name } is retired.
flash-product-reinstated = { $name } is offered again.
account-settings = Account settings
submit = Submit
edit = Edit

## Files of users: reasons, and what was assumed

refusal-broken-character = A letter here could not be read. Choose the file’s encoding, or write the text anew.
refusal-formula = This is a formula, not a value. Save the file with values, or write the text itself.
refusal-formula-without-value = This is a formula without a stored value. Open the workbook in a spreadsheet, save it and try again, or write the text itself.
refusal-spreadsheet-error = A spreadsheet has turned this into an error or shortened the number. Write it again as text.
refusal-several-addresses = There is more than one address here. Keep one of them.
refusal-no-domain = This customer has no domains. Add one under Account first: user names end in it.
refusal-unknown-country = { $name } is no known country. Write two letters like IT, or its name in English or Italian.
refusal-unknown-product = { $count ->
     [0] No product is called { $name }. Write its name or part number.
    *[other] No product is called { $name }. Write its name or part number. Similar: { $candidates }.
    }
refusal-ambiguous-product = { $name } may mean several products. Write the part number of one: { $candidates }.
refusal-unknown-permission = { $name } is no known permission. Write User, Global administrator, or roles of a limited administrator: Billing admin, Helpdesk (password), Service support, User management.
refusal-name-the-roles = A limited administrator is one of something: write the roles, for example Billing administrator; User administrator.
refusal-contradicting-permissions = A user without administrator permissions has none of these roles. Keep one of the two.
refusal-made-name-too-long = There is no display name, and first and last name together are longer than { $limit } characters. Write a display name.
refusal-user-repeated = Row { $line } has the same user name, and that row stands. Remove one of the two, or change its address.
refusal-not-yes-or-no = Write Yes or No.
refusal-deleted-in-file = In this file the user is deleted. Clear the cell to create the user all the same.
refusal-use-twice = { $column } holds the same. Choose one of the two columns.
refusal-no-names = Say which column holds display names, or first and last names.
upload-note-domain-added = User name had no domain: { $domain } added
upload-note-address-taken-apart = Address taken from what stands around it
upload-note-apostrophe-taken = Apostrophe removed that an export puts before signs of formulas
upload-note-equals-taken = Equal sign and quotation marks removed that an export puts around text
upload-note-hex-read = It was written as digits (X'…') and read as the text they stand for.
upload-note-no-letter = There is no letter in the name.
upload-note-name-beside-address = The name was taken from beside the address.
upload-note-null-is-empty = { $word } read as an empty cell
upload-note-invisible-taken = Invisible characters removed
upload-note-lines-joined = Several lines in a cell made one
upload-note-blocked = Blocked in the file: the user is created with sign-in blocked.
upload-note-permissions-stay = The permissions in the file are others. A file changes nobody’s permissions: change them on the user’s page.
upload-note-sign-in-stays = In the file this user is blocked. A file blocks nobody who is there: block sign-in on the user’s page.
upload-note-double = Row { $line } has the same name, and this one has no address. Tick it if this is somebody else.
upload-note-there-as = There already as { $name }. Is it the same person?
# New users of a customer
new-users = New users
new-users-what = What the form for a new user and uploaded files begin with. Whoever adds users can choose otherwise.
new-users-edit = Change defaults
new-users-no-location = None
new-users-licenses-hint = A new user gets these while there are seats.
new-users-gone = New users cannot get these licenses any more: { $name }. They are left out.
user-name-typed = Typed for each user
user-name-pattern-hint = Written without accents, with a number where the name is taken.
user-name-pattern-first-dot-last = first.last, like ada.bianchi
user-name-pattern-first-last = firstlast, like adabianchi
user-name-pattern-first-underscore-last = first_last, like ada_bianchi
user-name-pattern-first-hyphen-last = first-last, like ada-bianchi
user-name-pattern-initial-last = initial and last, like abianchi
user-name-pattern-initial-dot-last = initial.last, like a.bianchi
user-name-pattern-first-initial = first and initial, like adab
user-name-pattern-last-dot-first = last.first, like bianchi.ada
user-name-pattern-last-initial = last and initial, like bianchia
user-name-pattern-first = first name, like ada
user-name-proposed-hint = Leave it empty for a name like { $name }, with a number where it is taken.
flash-new-users-saved = The defaults for new users of { $name } were saved.
refusal-no-user-name = No user name can be formed from this name. Type one.
field-user-name-pattern = User names
operation-update-new-user-defaults = Changed defaults for new users

## Uploads of users

upload-users = Upload users
uploads = Uploads
uploads-last = Last uploads
uploads-all = All uploads
uploads-none = Nothing was uploaded for this customer yet.
upload-intro = Take the customer’s own list: an Excel workbook, CSV or text, with any order of columns, in English or Italian. Nothing is written until you have seen what will happen and choose Save.
upload-template = Download template (.csv)
upload-template-name = Upload users template
upload-file = File
upload-file-hint = .xlsx, .csv or .txt, up to { $first ->
     [one] one row
    *[other] { $first } rows
    } and { $second } MB. Columns with passwords are dropped as they are read.
upload-browse = Browse for the customer’s file
upload-validate = Validate
upload-busy = The file is being read …
upload-being-read = Large files take their turn. You may leave and come back: nothing is written until you choose Save.
upload-column-when = When
upload-column-who = By
upload-column-line = Row
upload-column-tick = Tick
upload-column-permissions = Permissions
upload-status-update = Status update
upload-rows = { $count ->
     [one] { $count } row
    *[other] { $count } rows
    }
upload-created = { $count ->
     [one] { $count } user created
    *[other] { $count } users created
    }
upload-updated = { $count ->
     [one] { $count } updated
    *[other] { $count } updated
    }
upload-failed = { $count ->
     [one] one row not written
    *[other] { $count } rows not written
    }
upload-state-choosing = Not read yet
upload-state-reading = Being read
upload-state-unreadable = Cannot be read
upload-state-review = To be reviewed
upload-state-running = Under way
upload-state-done = Done
upload-state-stopped = Stopped
upload-state-given-up = Not finished
upload-reading = How to read the file
upload-read-anew = The file is read anew: what you mended or ticked in the review is forgotten. Cancel keeps it.
upload-encoding = Encoding
upload-encoding-hint = If names look wrong, choose another one and validate again.
upload-examples = Names as they are read now:
upload-worksheet = Worksheet
upload-columns = Columns
upload-columns-text = Say what each column holds. It is remembered for this customer’s next file with the same headers.
upload-header-row = The first row holds headers, not a user
upload-header-row-hint = Without headers, what you say of the columns is not remembered for the next file.
upload-columns-read = How the columns were read
upload-column-dropped = Password: dropped
upload-column-not-read = Not read
upload-column-repeated = Not read: another column holds { $name }
upload-samples-masked = Values of columns that are not known are hidden: they may be secrets.
upload-sample-masked = Hidden
upload-samples-show = Show the values
upload-column-header = Header
upload-column-samples = Values
upload-column-holds = Holds
upload-column-ignored = Nothing: do not read it
upload-column-number = { $count ->
    *[other] Column { $count }
    }
upload-review = Review
upload-will-write = { $count ->
     [one] One user will be written when you choose Save.
    *[other] { $count } users will be written when you choose Save.
    }
upload-due = { $count ->
     [one] { $count } user will be written
    *[other] { $count } users will be written
    }
upload-writes-nothing = As it stands, nothing would be written.
upload-will-refuse = { $count ->
     [one] One row is refused. Mend it below, or in a file.
    *[other] { $count } rows are refused. Mend them below, or in a file.
    }
upload-needs-ticks = { $count ->
     [one] One row is written only when you tick it: it would make an administrator, or somebody who may be there already.
    *[other] { $count } rows are written only when you tick them: they would make administrators, or people who may be there already.
    }
upload-show-rows = Show these rows
upload-download-refused = Download refused rows
upload-download-not-written = Download these rows
upload-download = Download file with results
upload-result-name = with results
upload-refused-name = rows not written
upload-read-as = Read as { $name }.
upload-read-as-guess = The file does not say its encoding. Read as { $name }:
upload-read-worksheet = Worksheet: { $name }
upload-doubtful = { $count ->
     [one] One row has letters that look wrong.
    *[other] { $count } rows have letters that look wrong.
    }
upload-columns-remembered = Columns are taken as was said for an earlier file with these headers.
upload-rival = By its letters, the file is rather in { $name }. Check the names, or read it so.
upload-other-worksheets = Other worksheets have rows, too, and were not read: { $name }
upload-read-otherwise = Read the file in another way
upload-domains-added = { $count ->
     [one] One user name without a domain gets the customer’s primary domain.
    *[other] { $count } user names without a domain get the customer’s primary domain.
    }
upload-names-made = { $count ->
     [one] One row has no address: its user name is made by the pattern.
    *[other] { $count } rows have no address: their user names are made by the pattern.
    }
upload-display-names-made = { $count ->
     [one] One display name is made from first and last name.
    *[other] { $count } display names are made from first and last name.
    }
upload-hidden-rows = { $count ->
     [one] One hidden row of the worksheet was read, too.
    *[other] { $count } hidden rows of the worksheet were read, too.
    }
upload-total-rows = { $count ->
     [one] One row that only sums up was left out.
    *[other] { $count } rows that only sum up were left out.
    }
upload-passwords-dropped = Columns with passwords were dropped and are kept nowhere: { $name }
upload-ignored = Columns that are not read: { $name }
upload-seats = Seats needed
upload-seats-short = Seats that are short
upload-seats-short-text = Users for whom no seat is left are written without that license. Buy more before you save.
upload-seats-enough = { $count ->
     [one] Seats needed: one product has enough
    *[other] Seats needed: { $count } products have enough
    }
upload-seats-available = { $count ->
     [one] { $count } available
    *[other] { $count } available
    }
upload-for-all = For rows that do not say it
upload-choices = Permissions and licenses
upload-location-hint = For rows that name no location. Needed with licenses.
upload-pattern = User names for rows without an address
upload-pattern-none = None: refuse these rows
upload-pattern-hint = Names in ASCII, with a number where a name is taken.
upload-updates = Update users who are there already: names, contact details and location, and add licenses. Nothing is taken away. Check again shows what changes.
upload-check = Check again
upload-discard = Discard
upload-discard-title = Discard { $name }?
upload-discard-text = Nothing of this file was written. What was read of it is erased.
upload-erase = Erase the rows
upload-erase-title = Erase the rows of { $name }?
upload-erase-text = The users stay. What this file said, and what became of each row, can no longer be looked up or downloaded. Without this, it is erased 30 days after the upload.
upload-erased = The rows of this upload were erased.
upload-parts = Rows
upload-no-rows = No rows.
upload-part-all = All
upload-part-ready = Ready
upload-part-updates = Updates
upload-part-refused = Refused
upload-part-there = There already
upload-part-ticks = To be ticked
upload-part-noted = With notes
upload-part-created = Created
upload-part-updated = Updated
upload-part-partly = Without a license
upload-part-failed = Not written
upload-tick = Write { $name }
upload-verdict-ready = Ready
upload-verdict-administrator = Administrator: tick to create
upload-verdict-update = Will be updated
upload-verdict-there = There already
upload-verdict-perhaps = Perhaps there already: tick to create
upload-verdict-refused = Refused
upload-result-created = Created
upload-result-updated = Updated
upload-without-seat = No license of { $product } was left: the user is there without it. Buy more, then assign it on Licenses.
upload-result-stopped = Not written: the upload ended before
upload-result-not-ticked = Not ticked
upload-not-ticked-administrator = It would make an administrator and was not ticked. Upload the row again and tick it.
upload-not-ticked-perhaps = The user may be there already, and the row was not ticked. Upload it again and tick it if this is somebody else.
upload-note-doubtful = Letters look as if the file were in another encoding. Check the name.
upload-note-deleted = { $name } had this user name and was deleted. Restore the user instead, or tick the row to create a new one.
upload-note-namesake = A user of this name is there already: { $name }
upload-note-name-made = User name made by the pattern: { $name }
upload-rate = { $count ->
     [one] { $count } row a second
    *[other] { $count } rows a second
    }
upload-left-seconds = { $count ->
     [one] about { $count } second left
    *[other] about { $count } seconds left
    }
upload-left-minutes = { $count ->
     [one] about { $count } minute left
    *[other] about { $count } minutes left
    }
upload-pace-unknown = It begins as soon as it is its turn.
upload-stopping = It stops after the rows that are being written.
upload-stop = Stop
upload-another = Another file
upload-ended = ended { $name }
upload-ended-stopped = The upload was stopped. What was written stays; the other rows were not touched.
upload-stopped-at = It stopped before row { $count } of the file.
upload-ended-shut-out = The upload ended, as whoever started it may no longer act here, or signs in with another password since. What was written stays.
upload-ended-given-up = The upload could not get on and was given up. What was written stays.
upload-nobody-new = All of them were there already: nothing was written.
upload-created-told = { $count ->
     [one] One user was created.
    *[other] { $count } users were created.
    }
upload-updated-told = { $count ->
     [one] One user was updated.
    *[other] { $count } users were updated.
    }
upload-partly-told = { $count ->
     [one] One user did not get all licenses.
    *[other] { $count } users did not get all licenses.
    }
upload-refused-told = { $count ->
     [one] One row was not written.
    *[other] { $count } rows were not written.
    }
flash-sheet-fed = This upload still puts passwords on the confirmation. It can be closed when the upload has ended.
flash-upload-discarded = { $name } was discarded.
flash-upload-erased = The rows of { $name } were erased.
flash-upload-stopping = The upload stops after the rows that are being written.
refusal-upload-empty = There is nobody in this file, only headers. Fill in rows below them.
refusal-upload-reading-failed = The file could not be read because of a failure here. Upload it again; if that fails too, tell your administrator.
refusal-no-name-by-pattern = No user name can be made of this name. Write the address.
refusal-upload-not-in-review = This upload was saved or discarded meanwhile.
refusal-upload-changed-since = Something changed since this page was shown. Look at it and choose Save again.
refusal-upload-still-refused = What you mended is still refused. Mend it, or choose Save again to leave these rows out.
refusal-upload-look-first = Look at what your choices change, below, and choose Save again.
refusal-upload-nothing-to-save = There is nothing to write. Tick or mend rows first.
operation-upload-customer-users = Upload users
upload-under-way = A file of users is being written.
upload-waits = A file that you uploaded is not saved yet.
upload-look = Look at the upload
settings = Settings
mail-settings = Mail and passwords
mail-settings-mails = Mails
mail-settings-expiry = Passwords and links
mail-no-server = This installation has no mail server: no mail is sent. Print the passwords, download them, or write from your own mail program. Whoever runs the server sets one with
sender-address-hint = From this address users get mails. Without it none is sent.
reply-to-hint = Where answers go, if not to the sender.
mails-an-hour-hint = No more leave in any hour; the others wait. Ask what your mail server takes.
mails-hold-passwords-hint = Otherwise mails hold a link that shows the password once. Mail can be read on its way, and stays in mailboxes.
temporary-password-hours-hint = { $count ->
     [one] From 1 to 336. Left empty, one hour, as the server is set.
    *[other] From 1 to 336. Left empty, { $count } hours, as the server is set.
    }
link-hours-hint = From 1 to 336, counted from the moment the mail was accepted. A temporary password can be used at least as long as its link opens.
sign-in-address-hint = Where users are told to sign in. Left empty, { $name }
field-sender-address = Sender’s address
field-sender-name = Sender’s name
field-reply-to = Answers to
field-mails-an-hour = Mails an hour
field-mails-with-credentials = Mails may hold the password itself
field-temporary-hours = Hours until a temporary password expires
field-link-hours = Hours until a one-time link expires
field-sign-in-address = Sign-in address
field-mail = Mail with
field-why = Why
mail-test = Try it
mail-test-what = A test mail goes to { $name } at once, and this page tells what the server answered.
mail-test-send = Send a test mail
mail-test-not-yet = A test mail can be sent once there are a mail server and a sender.
mail-test-subject = Test mail from Partnerdesk
mail-test-text = Somebody asked Partnerdesk for this mail to see whether mails arrive. This one did.
mail-test-taken = The server accepted the mail to { $name }.
mail-test-not-taken = The mail was not sent.
mail-test-no-answer = The server did not answer within 15 seconds. Whether the mail arrives is not known.
mail-test-unknown = The mail was said to the server, and it is not known whether it has it.
mail-test-answer = It answered:
mail-test-why = What went wrong:
mail-of-link = a one-time link
mail-of-password = the password
mail-of-list = a list
mail-queued = Queued
mail-sending = Being sent
mail-sent = Sent
mail-unknown = Unknown
mail-failed = Failed
mail-withdrawn = Stopped
mail-why-not-taken = The mail server did not take it, or could not be reached.
mail-why-refused = The mail server refused it.
mail-why-pace = As many mails as may leave in an hour have left. It waits for its turn.
mail-why-answer-lost = The mail server’s answer was lost. The mail may have arrived.
mail-why-answer-unreadable = The mail server’s answer could not be read. The mail may have arrived, so it is not sent again by itself.
mail-why-tried-long = It was tried for hours.
mail-why-key-gone = The key it was sealed with is gone.
mail-why-no-server = There is no mail server.
mail-why-user-deleted = The user was deleted meanwhile.
mail-why-user-blocked = The user’s sign-in was blocked meanwhile.
mail-why-user-renamed = The user has another user name by now.
mail-why-password-changed = The user has another password by now.
mail-why-password-expired = The temporary password expired meanwhile.
mail-why-link-over = The link was revoked or opened meanwhile.
mail-why-not-allowed = Whoever had it sent may not do so any more.
mail-why-forbidden = Mails may not hold passwords any more.
mail-why-stopped = It was stopped.
flash-mail-settled = The settings were saved.
refusal-no-mail-server = This installation has no mail server. Print the passwords, or have one set.
refusal-no-mail-sender = Nobody has said yet from which address mails come. A Global admin does under Settings.
refusal-mail-not-again = This mail is not to be sent again: it was sent, still waits, or was sent again already.
refusal-mail-not-waiting = This mail does not wait any more.
refusal-not-a-page = Write the address of a page, like https://portal.contoso.example.
operation-queue-mail = Send mail
operation-withdraw-mail = Stop mail
operation-update-hand-over = Update mail and password settings
operation-send-test-mail = Send test mail

## One-time links and hand-over

hand-over = Hand-over
handed-shown = Shown
handed-printed = Printed
handed-downloaded = Downloaded
handed-link = One-time link
handed-mail-with-password = E-mail with the password
handed-mail = E-mail
handed-changed = The password was changed on { $name }.
handed-replaced = Replaced by a newer temporary password on { $name }.
link-waiting = Link can be opened until { $name }.
link-opened = Link opened on { $name }.
link-revoked = Link revoked on { $name }.
link-replaced = Link dead: newer password. ({ $name })
link-deleted = Link dead: user deleted. ({ $name })
link-guessed = Link dead: wrong code too often. ({ $name })
link-expired = Link expired on { $name }.
link-blocked = Link does not open while sign-in is blocked.
links-issue = Make one-time links
links-with-code = With a code each, told by telephone
links-download = Download links
links-file = one-time links
link-revoke = Revoke the link
link-revoke-of = Revoke the link of { $name }
reissue = Re-issue credentials
reissue-over = Re-issue those whose link is over
reissue-dead = One-time links that were made before open nothing any more.
reissue-one = Re-issue credentials: { $name }
reissue-many = { $count ->
     [one] Re-issue credentials of { $count } user
    *[other] Re-issue credentials of { $count } users
    }
along-none = { $count ->
     [one] Password only
    *[other] Passwords only
    }
along-links = { $count ->
     [one] With a one-time link
    *[other] With a one-time link for each user
    }
along-links-with-codes = { $count ->
     [one] With a one-time link and a code, told by telephone
    *[other] With a one-time link and a code for each user, told by telephone
    }
column-link = One-time link
column-state = State
column-way = Way
column-by = By
column-when = When
column-to = To
column-handed = Handed over
field-code = Code
flash-link-ended = There was no link left to revoke.
flash-link-revoked = The link is revoked and opens nothing any more.
flash-links-issued = { $count ->
     [one] { $count } one-time link was made.
    *[other] { $count } one-time links were made.
    }
flash-links-none = Every user here has a link that can be opened, or may get none from you.
slip-more-licenses = { $count ->
     [one] and { $count } more
    *[other] and { $count } more
    }
handover-title = Your temporary password
handover-text = It is shown once only. Press the button when nobody else sees your screen.
handover-open = Show the password
handover-code-hint = Six digits that you were told by telephone
handover-once = This is shown now and never again. Sign in with it at once, or note it down.
handover-sign-in = Sign in at
handover-over = This link opens nothing any more
handover-opened = It was opened on { $name }. If that was not you, tell your administrator at once.
handover-expired = It expired on { $name }. Ask your administrator for a new one.
handover-revoked = It was revoked on { $name }. Ask your administrator for a new one.
handover-guessed = A wrong code was given too often, on { $name } for the last time. Ask your administrator for a new one.
handover-void = It is not valid now. Ask your administrator.
handover-unknown = This link opens nothing
handover-unknown-text = Check that the whole address was copied, or ask your administrator for a new link.
refusal-code-wrong = { $count ->
     [one] This is not the code. One try is left.
    *[other] This is not the code. { $count } tries are left.
    }
print-layout = Layout
print-one = One slip a page
print-four = Four slips a page
print-list = A list for the administrator
print-list-text = Temporary passwords to be handed out. Give each only to its user, and destroy this list afterwards.
print-list-address = Users sign in at { $name } and choose a password of their own there.
print-language = Language of the slips
print-language-own = That of each user’s location
print-apply = Apply
slip-qr = QR code of the one-time link
slip-qr-text = Scan the code to see the same on your telephone. It opens once.
slip-qr-asks = You are asked for six digits, which you are told separately.
operation-issue-hand-over-links = Made one-time links
operation-download-hand-over-links = Downloaded one-time links
operation-revoke-hand-over-links = Revoked one-time links
operation-open-hand-over-link = Opened one-time link
operation-block-hand-over-link = One-time link dead after wrong codes

## Mails about users

mail-of-password-list = a list with passwords
flash-mail-again = The mail is queued again.
flash-mail-not-stopped = The mail was just being sent, or may have left before. Look at its state.
flash-mail-over = The mail does not wait any more. Look at its state.
flash-mail-stopped = The mail is stopped, and what stood in it is destroyed.
flash-mails-queued = { $count ->
     [one] One mail is queued.
    *[other] { $count } mails are queued.
    }
flash-mails-queued-but = { $count ->
     [one] One mail is queued.
    *[other] { $count } mails are queued.
    } { $more ->
     [one] One user was left out: no address, or a blocked sign-in.
    *[other] { $more } users were left out: no address, or a blocked sign-in.
    }
refusal-mail-needs-reissue = What stood in this mail is destroyed, and cannot be sent again. Reset the password, and send the new one.
refusal-mail-not-on-sheet = { $name } has no password here any more that you can send: the user was deleted, has a newer password, or is an administrator.
refusal-mail-user-blocked = Sign-in is blocked for this user. Allow it first, or leave the address empty.
refusal-mail-password-expired = The temporary password has expired. Re-issue it first, or leave the address empty.
refusal-mail-elsewhere = Only Admin agents and Global admins send to addresses outside the customer’s domains. Write an address at one of them, or ask an Admin agent.
refusal-mail-no-recipients = There is nobody to write to. Fill in an address, or choose somebody else.
refusal-mail-no-contact = This customer has no contact with an e-mail address.
refusal-mail-no-passwords = Mails hold no passwords here. Send links instead.
mailing = E-mail
mailing-title = Send by e-mail
mailing-otherwise = You can print the passwords, download them, or write from your own mail program.
mailing-blocked = { $count ->
     [one] { $count } user here may not sign in, and is left out.
    *[other] { $count } users here may not sign in, and are left out.
    }
mailing-to = To whom
mailing-to-me = To me: one mail with all
mailing-to-contact = To the customer’s contact: one mail with all
mailing-to-each = To each user at another address: one mail each
mailing-addresses-hint = The new mailbox cannot be opened yet: use another address of the user. Who has none here is left out.
mailing-elsewhere-hint = Addresses outside the customer’s domains need an Admin agent.
mailing-address-of = Address of { $name }
mailing-content = What the mail holds
mailing-with-link = User name and a one-time link to the password
mailing-with-password = User name and the password itself
mailing-link-hint = { $count ->
     [one] The link opens once, within an hour from when the mail was accepted. The file of links and the QR codes have the same link.
    *[other] The link opens once, within { $count } hours from when the mail was accepted. The file of links and the QR codes have the same link.
    }
mailing-with-code = New links ask for a code, told by telephone
mailing-with-code-hint = Links that were made before stay as they are, with a code or without. Revoke them first to have new ones.
mailing-language = Language of the mails
mailing-language-own = That of who reads them
mailing-last = If you write to all now, the last mail leaves about { $name }.
mailing-send = Send
mails-waiting = { $count ->
     [one] One mail has not left yet.
    *[other] { $count } mails have not left yet.
    } The last one leaves about { $name }.
mail-next = Next try: { $name }
mail-stop = Stop
mail-stop-to = Stop the mail to { $name }
mail-send-again = Send again
mail-send-again-to = Send the mail to { $name } again
mail-replaced = It was sent again.
mail-gone = What stood in it is destroyed: to send again, re-issue.
mail-not-again = This mail is not sent again
column-address = E-mail address
column-draft = Draft
drafts = Drafts for your mail program
drafts-text = Each draft holds the user name and the one-time link, never the password. Your mail program opens it; you send it.
drafts-none = There is no link yet that can be opened. Make one-time links first.
drafts-all = One draft with all
drafts-all-to = The draft with all is for { $name }.
draft-write = Write
draft-write-to = Write to { $name }
draft-file = File (.eml)
draft-file-of = Draft for { $name } as a file
letter-subject = Your sign-in at { $name }
letter-hello = Hello { $name },
letter-intro = Your account at { $name } has a new temporary password.
letter-link = { $count ->
     [one] This link shows your temporary password. It opens once, within an hour.
    *[other] This link shows your temporary password. It opens once, within { $count } hours.
    }
letter-code = It asks for a code that you are told by telephone.
letter-sign-in = Sign in here:
letter-unexpected = If you did not expect this mail, tell your administrator and open nothing.
letter-from = Sent for you by { $name }
letter-list-subject = Sign-ins for users at { $name }
letter-list-intro = These users at { $name } have new temporary passwords.
letter-list-links = { $count ->
     [one] Each link shows one password. It opens once, within an hour.
    *[other] Each link shows one password. It opens once, within { $count } hours.
    }
letter-list-apart = Pass each on to its user only. Everybody chooses a new password at the first sign-in.
sheet-mails-waiting = { $count ->
     [one] One mail has not left yet
    *[other] { $count } mails have not left yet
    }
sheet-mails-choice = Mails with links can still go after the confirmation is closed. Mails with passwords are stopped.
sheet-done-let-go = Close, links may still go
sheet-done-stop = Close and stop all mails
