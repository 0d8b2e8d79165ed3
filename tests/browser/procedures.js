// The two procedures of the partner's manual that this program is made for, step by step with the
// manual's labels: in English and in Italian, with JavaScript and without.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { TEMPORARY_PASSWORD, fillUser, heading, searchUsers, toUsers, words } from "./support/way.js";

const CUSTOMER = "Nordlicht Logistik AG";
const PEOPLE = {
  "en with JavaScript": [["Marta", "Esposito", "marta.esposito"], ["Jonas", "Weiß", "jonas.weiss"]],
  "en without JavaScript": [["Chloé", "Martin", "chloe.martin"], ["Łukasz", "Żółkiewski", "lukasz.z"]],
  "it with JavaScript": [["José Ángel", "Núñez", "jose.nunez"], ["Олена", "Бойко", "olena.boyko"]],
  "it without JavaScript": [["Nour", "نور الهاشمي", "nour.alhashimi"], ["小龙", "李", "xiaolong.li"]],
};

for (const language of ["en", "it"]) {
  for (const javaScript of [true, false]) {
    const run = `${language} ${javaScript ? "with" : "without"} JavaScript`;
    const w = words[language];
    const people = PEOPLE[run];
    describe(`as the manual says, in ${run}`, () => {
      test("create user accounts for a customer", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        await toUsers(page, w, CUSTOMER);

        await page.getByRole("link", { name: w.addUser }).first().click();
        await heading(page, w.addUser);
        await fillUser(page, w, people[0]);
        await page.getByRole("combobox", { name: w.location }).selectOption(w.italy);
        await page.getByRole("radio", { name: w.limited }).check();
        await page.getByRole("checkbox", { name: w.billing }).check();
        const product = page.getByRole("group", { name: w.licenses, exact: true }).getByRole("checkbox").and(page.locator(":enabled"));
        await product.first().check();
        await page.getByRole("button", { name: w.addAnother }).click();

        await page.locator("main").getByRole("status").waitFor();
        assert.equal(await page.getByLabel(w.displayName, { exact: true }).inputValue(), "");
        await fillUser(page, w, people[1]);
        await page.getByRole("button", { name: w.save, exact: true }).click();

        await heading(page, w.confirmation);
        for (const [first, last, userName] of people) {
          const row = page.getByRole("row", { name: `${first} ${last}` });
          assert.match(await row.innerText(), new RegExp(`${userName}@`));
          assert.match(await row.locator("code").innerText(), TEMPORARY_PASSWORD);
        }
        await page.getByRole("columnheader", { name: w.temporaryPassword }).waitFor();
        await leave(page);
      });

      test("add or remove licenses of a user", async () => {
        const [first, last, userName] = people[1];
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        await toUsers(page, w, CUSTOMER);

        await page.getByRole("combobox", { name: w.filterBy }).selectOption(w.unlicensedUsers);
        if (!javaScript) await page.getByRole("button", { name: w.apply, exact: true }).click();
        await page.waitForURL(/filter=unlicensed/);
        await searchUsers(page, w, userName);
        await page.getByRole("checkbox", { name: `${first} ${last} ${userName}@` }).check();
        await page.getByRole("button", { name: w.manageLicenses }).click();

        await heading(page, w.assignAndRevoke);
        // Plans lie in closed disclosures, so only products are met here.
        const products = page.locator("tbody").getByRole("checkbox").and(page.locator(":enabled"));
        await products.first().check();
        const added = await products.first().evaluate((box) => box.labels[0].textContent);
        await page.getByRole("button", { name: w.save, exact: true }).click();

        await heading(page, w.licensesUpdated);
        const row = page.getByRole("row", { name: `${first} ${last}` });
        assert.match(await row.innerText(), new RegExp(escaped(added)));
        assert.equal(await row.getByRole("status").innerText(), w.success);

        // And on the user's own page.
        await row.getByRole("link", { name: `${first} ${last}` }).click();
        await heading(page, `${first} ${last}`);
        await page.getByRole("checkbox", { name: added, exact: true }).first().uncheck();
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await page.locator("main").getByRole("status").waitFor();
        assert.equal(await page.getByRole("checkbox", { name: added, exact: true }).first().isChecked(), false);
        await leave(page);
      });
    });
  }
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
