// Files as spreadsheet programs save them, and the words of the pages that take them.

/** What the pages of uploads say, in both languages. */
export const uploadWords = {
  en: {
    upload: "Upload users",
    template: "Download template (.csv)",
    browse: "Browse for the customer’s file",
    validate: "Validate",
    headers: ["First name", "Last name", "Display name", "Email", "Status update"],
    review: "Review",
    readAs: "Read as UTF-8",
    willWrite: (count) => (count === 1 ? "One user will be written when you choose Save." : `${count} users will be written when you choose Save.`),
    showRows: "Show these rows",
    address: "Email",
    check: "Check again",
    created: (count) => `${count} users were created.`,
    reading: "How to read the file",
    showValues: "Show the values",
    holds: "Holds",
    discard: "Discard",
    tick: (name) => `Write ${name}`,
    globalAdministrator: "Global administrator",
  },
  it: {
    upload: "Carica utenti",
    template: "Scarica modello (.csv)",
    browse: "Sfoglia e scegli il file del cliente",
    validate: "Convalida",
    headers: ["Nome", "Cognome", "Nome visualizzato", "E-mail", "Aggiornamento stato"],
    review: "Verifica",
    readAs: "Letto come Windows-1252",
    willWrite: (count) => (count === 1 ? "Con Salva verrà scritto un utente." : `Con Salva verranno scritti ${count} utenti.`),
    showRows: "Mostra queste righe",
    address: "E-mail",
    check: "Controlla di nuovo",
    created: (count) => `Sono stati creati ${count} utenti.`,
    reading: "Come leggere il file",
    showValues: "Mostra i valori",
    holds: "Contiene",
    discard: "Elimina bozza",
    tick: (name) => `Scrivi ${name}`,
    globalAdministrator: "Amministratore globale",
  },
};

/** As Excel saves "CSV UTF-8" in English: a mark first, commas. */
export function inEnglish(rows) {
  return Buffer.from(`\ufeff${lines(rows, ",")}`);
}

/** As Excel saves "CSV" in Italian: semicolons, Windows-1252; no letter here differs from Latin 1. */
export function inItalian(rows) {
  return Buffer.from(lines(rows, ";"), "latin1");
}

function lines(rows, delimiter) {
  return rows.map((cells) => `${cells.join(delimiter)}\r\n`).join("");
}

/** Chooses a file on the page that takes one. */
export async function choose(page, said, name, buffer) {
  await page.getByLabel(said.browse).setInputFiles({ name, mimeType: "text/csv", buffer });
}
