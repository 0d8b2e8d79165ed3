// Ways through the pages, by the words that people see there.

import assert from "node:assert/strict";

/** What people see, in both languages; the names of the specification's section 14. */
export const words = {
  en: {
    locale: "en-US",
    mainMenu: "Main menu",
    customerMenu: "Customer menu",
    customers: "Customers",
    usersAndLicenses: "Users and licenses",
    addUser: "Add user",
    firstName: "First name",
    lastName: "Last name",
    displayName: "Display name",
    userName: "User name",
    domain: "Domain",
    location: "Location",
    italy: "Italy",
    permissions: "User permissions",
    limited: "Limited administrator",
    billing: "Billing",
    licenses: "Licenses",
    save: "Save",
    addAnother: "Add another user",
    confirmation: "Confirmation",
    temporaryPassword: "Temporary password",
    searchUsers: "Search users",
    filterBy: "Filter users by…",
    allUsers: "All users",
    unlicensedUsers: "Unlicensed users",
    apply: "Apply",
    manageLicenses: "Manage licenses",
    assignAndRevoke: "Assign and revoke licenses",
    licensesUpdated: "Licenses updated",
    success: "Success",
    resetPassword: "Reset password",
    deleteUserAccount: "Delete user account",
    deletedUsers: "Deleted users",
    resetTwo: "Reset 2 passwords",
    delete: "Delete",
    deleteTwo: "Delete 2 user accounts",
    deleted: "Deleted",
    restoreTwo: "Restore 2 users",
    restored: "Restored with everything",
    restore: "Restore",
    undo: "Undo",
    blockOrAllow: "Block or allow sign-in",
    block: "Block sign-in",
    allow: "Allow sign-in",
    done: "Done",
    selectPage: "Select all users on this page",
    selectedUsers: "Selected users",
    next: "Next",
    has: (product) => `Has ${product}`,
    selected: (count) => `${count} selected`,
    selectAll: /^Select all ([\d,]+) users that match$/,
    preview: "Preview",
    goBack: "Back",
    cancel: "Cancel",
    buyMoreOf: (product) => `Buy more of ${product}`,
    addSubscription: "Add subscription",
    saveFor: (count) => `Save for ${count} users`,
    short: (count) => `${count} short`,
    leaveAsItIs: "Leave as it is",
    assignToAll: (count) => `Assign to all ${count}`,
    revokeFrom: (count) => `Revoke from ${count}`,
    onForAll: "On for all",
    offForAll: "Off for all",
    plansOf: (product) => `View service plans of ${product}`,
    unlicensed: "Unlicensed",
    tryAgain: (count) => `Try again with ${count} users`,
    notDone: "Not done",
    showThese: "Show only these",
    showAll: "Show all users",
    exportList: "Export list",
    lookAgain: "Look again",
    swap: "Swap one product for another",
    insteadOf: "Instead of",
    give: "Give",
    undoChange: "Undo this change",
    undoForAll: (count) => `Undo for all ${count} users`,
    undoPreview: "Undo: preview",
    activityLog: "Activity log",
    changedLicenses: "Changed licenses",
  },
  it: {
    locale: "it-IT",
    mainMenu: "Menu principale",
    customerMenu: "Menu del cliente",
    customers: "Clienti",
    usersAndLicenses: "Utenti e licenze",
    addUser: "Aggiungi utente",
    firstName: "Nome",
    lastName: "Cognome",
    displayName: "Nome visualizzato",
    userName: "Nome utente",
    domain: "Dominio",
    location: "Posizione",
    italy: "Italia",
    permissions: "Autorizzazioni utente",
    limited: "Amministratore con limitazioni",
    billing: "Fatturazione",
    licenses: "Licenze",
    save: "Salva",
    addAnother: "Aggiungi un altro utente",
    confirmation: "Conferma",
    temporaryPassword: "Password temporanea",
    searchUsers: "Cerca utenti",
    filterBy: "Filtra utenti per…",
    allUsers: "Tutti gli utenti",
    unlicensedUsers: "Utenti senza licenza",
    apply: "Applica",
    manageLicenses: "Gestisci licenze",
    assignAndRevoke: "Assegna e revoca licenze",
    licensesUpdated: "Licenze aggiornate",
    success: "Operazione riuscita",
    resetPassword: "Reimposta password",
    deleteUserAccount: "Elimina account utente",
    deletedUsers: "Utenti eliminati",
    resetTwo: "Reimposta 2 password",
    delete: "Elimina",
    deleteTwo: "Elimina 2 account utente",
    deleted: "Eliminato",
    restoreTwo: "Ripristina 2 utenti",
    restored: "Account ripristinato con tutte le licenze",
    restore: "Ripristina",
    undo: "Annulla eliminazione",
    blockOrAllow: "Blocca o consenti l’accesso",
    block: "Blocca l’accesso",
    allow: "Consenti l’accesso",
    done: "Fine",
    selectPage: "Seleziona tutti gli utenti di questa pagina",
    selectedUsers: "Utenti selezionati",
    next: "Successiva",
    has: (product) => `Ha ${product}`,
    selected: (count) => `${count} selezionati`,
    selectAll: /^Seleziona tutti gli utenti corrispondenti \(([\d.]+)\)$/,
    preview: "Anteprima",
    goBack: "Indietro",
    cancel: "Annulla",
    buyMoreOf: (product) => `Acquista altri: ${product}`,
    addSubscription: "Aggiungi sottoscrizione",
    saveFor: (count) => `Salva per ${count} utenti`,
    short: (count) => `ne mancano ${count}`,
    leaveAsItIs: "Lascia com’è",
    assignToAll: (count) => `Assegna a tutti e ${count}`,
    revokeFrom: (count) => `Revoca a ${count}`,
    onForAll: "Attivo per tutti",
    offForAll: "Disattivato per tutti",
    plansOf: (product) => `Visualizza piani di servizio di ${product}`,
    unlicensed: "Senza licenza",
    tryAgain: (count) => `Riprova con ${count} utenti`,
    notDone: "Non fatto",
    showThese: "Mostra solo questi",
    showAll: "Mostra tutti gli utenti",
    exportList: "Esporta elenco",
    lookAgain: "Aggiorna",
    swap: "Sostituisci un prodotto con un altro",
    insteadOf: "Al posto di",
    give: "Assegna",
    undoChange: "Annulla questa modifica",
    undoForAll: (count) => `Annulla per tutti (${count} utenti)`,
    undoPreview: "Annullamento: anteprima",
    activityLog: "Log attività",
    changedLicenses: "Licenze modificate",
  },
};

/** A temporary password as it is handed out. */
export const TEMPORARY_PASSWORD = /^[A-Za-z2-9]{4}(-[A-Za-z2-9]{4}){2}$/;

/** Dashboard → Customers → the customer → Users and licenses. */
export async function toUsers(page, w, customer) {
  await page.goto("/");
  await page.getByRole("navigation", { name: w.mainMenu }).getByRole("link", { name: w.customers }).click();
  await page.getByRole("table").getByRole("link", { name: customer }).click();
  await page.getByRole("navigation", { name: w.customerMenu }).getByRole("link", { name: w.usersAndLicenses }).click();
  await heading(page, w.usersAndLicenses);
}

/** Follows the link that a new installation prints, and makes the first Global admin. */
export async function setUp(page, desk) {
  await page.goto(desk.setupLink);
  await page.getByLabel("Your name").fill("Giulia Ferri");
  await page.getByLabel("Email").fill(desk.email);
  await page.getByLabel("Password", { exact: true }).fill(desk.password);
  await page.getByLabel("Password again").fill(desk.password);
  await page.getByRole("button", { name: "Create Global admin" }).click();
  await heading(page, "Dashboard");
}

/** Adds a customer, and is on its users page then. */
export async function addCustomer(page, name, domain) {
  await page.goto("/customers");
  await page.getByRole("link", { name: "Add customer" }).click();
  await page.getByLabel("Company name").fill(name);
  await page.getByLabel("Primary domain").fill(domain);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await heading(page, words.en.usersAndLicenses);
}

/** Waits for the page of this name. */
export async function heading(page, name) {
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** Fills in the form for a new user; `person` is [first name, last name, user name]. */
export async function fillUser(page, w, [first, last, userName]) {
  await page.getByLabel(w.firstName, { exact: true }).fill(first);
  await page.getByLabel(w.lastName, { exact: true }).fill(last);
  await page.getByLabel(w.displayName, { exact: true }).fill(`${first} ${last}`);
  await page.getByLabel(w.userName, { exact: true }).fill(userName);
}

/** Searches the list as a person does: types, and presses Enter. */
export async function searchUsers(page, w, text) {
  const box = page.getByRole("searchbox", { name: w.searchUsers });
  await box.fill(text);
  await box.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("search") === text);
}

/** How many users the list shows on this page. */
export async function shownUsers(page) {
  return page.locator("tbody tr").count();
}

/** The text of the element with role status in the bar of chosen users. */
export async function expectChosen(page, text) {
  const status = page.locator("[data-count]");
  await page.waitForFunction((text) => document.querySelector("[data-count]")?.textContent === text, text).catch(() => {});
  assert.equal(await status.textContent(), text);
}
