// A customer's list of new users, uploaded as spreadsheet programs save it: in English and in Italian, with
// JavaScript and without, by keyboard alone, and with what is wrong in it mended on the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { tabTo } from "./support/keyboard.js";
import { choose, inEnglish, inItalian, uploadWords } from "./support/uploading.js";
import { TEMPORARY_PASSWORD, heading, searchUsers, toUsers, words } from "./support/way.js";

const CUSTOMER = "Cooperativa Agrícola Valdeluz";

/** Users and licenses → Upload users; answers the customer's domain. */
async function toUpload(page, w, said) {
  await toUsers(page, w, CUSTOMER);
  const domain = (await page.locator(".panel-domain").innerText()).trim();
  await page.getByRole("link", { name: said.upload, exact: true }).click();
  await heading(page, said.upload);
  return domain;
}

/** Chooses a file and validates it. */
async function validate(page, said, name, bytes) {
  await choose(page, said, name, bytes);
  await page.getByRole("button", { name: said.validate }).click();
}

/** Saves, and waits until all is written. */
async function save(page, w, said, created) {
  await page.getByRole("button", { name: w.save, exact: true }).click();
  await heading(page, said.upload);
  await page.getByRole("status").filter({ hasText: said.created(created) }).waitFor({ timeout: 60_000 });
}

for (const language of ["en", "it"]) {
  const [w, said] = [words[language], uploadWords[language]];
  for (const javaScript of [true, false]) {
    const run = `${language} ${javaScript ? "with" : "without"} JavaScript`;
    const mark = `${language}${javaScript ? "js" : "plain"}`;
    describe(`a file saved by Excel, in ${run}`, () => {
      test("from the template to the passwords", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        const domain = await toUpload(page, w, said);

        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("link", { name: said.template }).click(),
        ]);
        assert.match(file.suggestedFilename(), /\.csv$/);
        const template = await readFile(await file.path(), "utf8");
        for (const header of said.headers) assert.ok(template.includes(header), template);

        // As the template is headed; one is of another domain, the rest is enough to see it work.
        const people = [
          ["José", "Núñez", `jose.${mark}@${domain}`],
          ["Nicolò", "D'Amico", `nicolo.${mark}@${domain}`],
          ["Chloé", "Müller", `chloe.${mark}@elsewhere.example`],
          ...Array.from({ length: 20 }, (_, at) => ["Più", `Persone ${mark} ${at}`, `piu.${mark}.${at}@${domain}`]),
        ];
        const rows = people.map(([first, last, address]) => [first, `${last} ${mark}`, `${first} ${last} ${mark}`, address, ""]);
        const write = language === "it" ? inItalian : inEnglish;
        await validate(page, said, `${run}.csv`, write([said.headers, ...rows]));

        await heading(page, said.review);
        const main = page.locator("main");
        await main.getByText(said.readAs).waitFor();
        await main.getByText(said.willWrite(22)).waitFor();
        await page.getByRole("row", { name: `Nicolò D'Amico ${mark}` }).waitFor();

        // What is refused is marked, and mended where it stands.
        await page.getByRole("link", { name: said.showRows }).click();
        await page.waitForURL(/show=refused/);
        assert.equal(await page.locator(".uploaded tbody tr").count(), 1);
        const cell = page.getByLabel(said.address, { exact: true });
        assert.equal(await cell.inputValue(), `chloe.${mark}@elsewhere.example`);
        await cell.fill(`chloe.${mark}@${domain}`);
        await page.getByRole("button", { name: said.check }).click();
        await main.getByText(said.willWrite(23)).waitFor();

        await page.getByRole("combobox", { name: w.location }).selectOption(w.italy);
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await page.getByRole("progressbar").waitFor();
        await page.getByRole("status").filter({ hasText: said.created(23) }).waitFor({ timeout: 60_000 });

        await page.getByRole("link", { name: w.confirmation, exact: true }).click();
        await heading(page, w.confirmation);
        for (const [first, last, address] of people.slice(0, 2)) {
          const row = page.getByRole("row", { name: `${first} ${last} ${mark}` });
          assert.ok((await row.innerText()).includes(address));
          assert.match(await row.locator("code").innerText(), TEMPORARY_PASSWORD);
        }
        await toUsers(page, w, CUSTOMER);
        await searchUsers(page, w, `chloe.${mark}`);
        await page.getByRole("link", { name: `Chloé Müller ${mark}` }).click();
        assert.equal(await page.getByRole("combobox", { name: w.location }).inputValue(), "IT");
        await leave(page);
      });

      test("the page asks what columns hold, once for the same headers", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        const domain = await toUpload(page, w, said);
        const headers = [`Wer ${mark}`, "E-mail", "Merkwort"];
        const file = (at) => inEnglish([headers, [`Ada Byron ${mark} ${at}`, `ada.${mark}.${at}@${domain}`, "s3cret"]]);
        await validate(page, said, "asks.csv", file(1));
        await heading(page, said.reading);
        // Values of columns that nobody knows may be secret: they are shown when asked for.
        assert.equal(await page.getByText("s3cret").count(), 0);
        await page.getByRole("link", { name: said.showValues }).click();
        await page.getByText("s3cret").waitFor();
        await page.getByRole("combobox", { name: `Wer ${mark} ${said.holds}` }).selectOption({ label: w.displayName });
        await page.getByRole("button", { name: said.validate }).click();
        await heading(page, said.review);
        await page.locator("main").getByText(said.willWrite(1)).waitFor();
        await page.getByRole("link", { name: said.discard }).click();
        await page.getByRole("button", { name: said.discard }).click();
        await heading(page, said.upload);

        await validate(page, said, "asks.csv", file(2));
        await heading(page, said.review);
        await page.getByRole("row", { name: `Ada Byron ${mark} 2` }).waitFor();
        await leave(page);
      });

      test("an administrator is made only when ticked, and refused rows keep nobody else from being saved", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        const domain = await toUpload(page, w, said);
        const file = inEnglish([
          ["Display name", "Email", "Permissions"],
          [`Rita Regina ${mark}`, `rita.${mark}@${domain}`, "Global administrator"],
          [`Ugo Utente ${mark}`, `ugo.${mark}@${domain}`, ""],
          [`Falko Falsch ${mark}`, `falko.${mark}@elsewhere.example`, ""],
        ]);
        await validate(page, said, "administrators.csv", file);
        await heading(page, said.review);
        await page.locator("main").getByText(said.willWrite(1)).waitFor();
        await page.getByRole("checkbox", { name: said.tick(`Rita Regina ${mark}`) }).check();
        await save(page, w, said, 2);
        await page.getByRole("row", { name: `Falko Falsch ${mark}` }).getByText("elsewhere.example").first().waitFor();
        await page.getByRole("link", { name: `Rita Regina ${mark}` }).click();
        assert.ok(await page.getByRole("radio", { name: said.globalAdministrator }).isChecked());
        await leave(page);
      });
    });
  }
}

test("an upload from the first page to the last by keyboard alone", async () => {
  const [w, said] = [words.en, uploadWords.en];
  const page = await signedIn(await demo());
  const domain = await toUpload(page, w, said);
  // A window behind another one opens no dialog.
  await page.bringToFront();
  await tabTo(page, said.browse);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  const rows = [["Display name", "Email"], ["Tasta Tour", `tasta.tour@${domain}`], ["Tasta Twice", "tasta@elsewhere.example"]];
  await chooser.setFiles({ name: "keys.csv", mimeType: "text/csv", buffer: inEnglish(rows) });
  await tabTo(page, said.validate);
  await page.keyboard.press("Enter");
  await heading(page, said.review);

  await tabTo(page, w.location);
  await page.keyboard.type("Italy");
  await tabTo(page, said.address);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(`tasta.twice@${domain}`);
  // Enter in a cell looks again, and writes nothing.
  await page.keyboard.press("Enter");
  await page.locator("main").getByText(said.willWrite(2)).waitFor();
  await tabTo(page, w.save);
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: said.created(2) }).waitFor({ timeout: 60_000 });
  await tabTo(page, w.confirmation);
  await page.keyboard.press("Enter");
  await heading(page, w.confirmation);
  await leave(page);
});

test("what was typed into a review is not lost by a click beside it", async () => {
  const [w, said] = [words.en, uploadWords.en];
  const page = await signedIn(await demo());
  await toUpload(page, w, said);
  await validate(page, said, "lost.csv", inEnglish([["Display name", "Email"], ["Lea Lost", "lea@elsewhere.example"]]));
  await heading(page, said.review);
  await page.getByLabel(said.address, { exact: true }).fill("lea.lost");
  const asked = page.waitForEvent("dialog");
  const click = page.getByRole("link", { name: said.showRows }).click().catch(() => {});
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await click;
  assert.equal(await page.getByLabel(said.address, { exact: true }).inputValue(), "lea.lost");
  await leave(page);
});
