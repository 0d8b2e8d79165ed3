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
        // What the one before has stands there already; this one gets licenses later.
        assert.ok(await page.getByRole("checkbox", { name: w.billing }).isChecked());
        assert.ok(await product.first().isChecked());
        await product.first().uncheck();
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

      test("reset a user's password", async () => {
        const [first, last, userName] = people[0];
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        await toUsers(page, w, CUSTOMER);
        await searchUsers(page, w, userName);
        await page.getByRole("link", { name: `${first} ${last}` }).click();
        await heading(page, `${first} ${last}`);
        await page.getByRole("link", { name: w.resetPassword }).click();

        // It asks first, and names who is meant and where.
        const question = page.getByRole("heading", { level: 1, name: `${w.resetPassword}: ${first} ${last}` });
        await question.waitFor();
        await page.locator("main").getByText(CUSTOMER).first().waitFor();
        await page.getByRole("button", { name: w.resetPassword }).click();

        await heading(page, w.confirmation);
        const row = page.getByRole("row", { name: `${first} ${last}` });
        assert.match(await row.locator("code").innerText(), TEMPORARY_PASSWORD);
        await leave(page);
      });

      test("delete a user's account, undo it, delete again and restore", async () => {
        const [first, last, userName] = people[0];
        const name = `${first} ${last}`;
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        const account = async () => {
          await toUsers(page, w, CUSTOMER);
          await searchUsers(page, w, userName);
          return page.getByRole("link", { name });
        };
        const remove = async () => {
          await (await account()).click();
          await page.getByRole("link", { name: w.deleteUserAccount }).click();
          await page.getByRole("heading", { level: 1, name: `${w.deleteUserAccount}: ${name}` }).waitFor();
          await page.getByRole("button", { name: w.deleteUserAccount }).click();
          await page.locator("main").getByRole("status").filter({ hasText: name }).waitFor();
        };

        await remove();
        await page.getByRole("button", { name: w.undo }).click();
        await page.locator("main").getByRole("status").filter({ hasText: name }).waitFor();
        assert.equal(await (await account()).count(), 1);

        await remove();
        const before = await deletedUsers(page, w);
        assert.ok(before > 0);
        await page.getByRole("link", { name: w.deletedUsers }).click();
        // Who was deleted last stands last.
        await searchUsers(page, w, userName);
        const row = page.getByRole("row", { name });
        await row.getByRole("checkbox").check();
        await page.getByRole("button", { name: w.restore }).click();
        await page.getByRole("heading", { level: 1, name: new RegExp(`^${w.restore}.*${last}`) }).waitFor();
        await page.getByRole("button", { name: w.restore }).click();
        await page.locator("main").getByRole("status").filter({ hasText: name }).waitFor();
        await (await account()).click();
        await heading(page, name);
        // With the permissions that it had.
        assert.equal(await page.getByRole("checkbox", { name: w.billing }).isChecked(), true);
        await toUsers(page, w, CUSTOMER);
        assert.equal(await deletedUsers(page, w), before - 1);
        await leave(page);
      });

      // Who was added last stands first.
      const tickBoth = async (page) => {
        await toUsers(page, w, CUSTOMER);
        await page.goto(`${page.url()}?sort=-created`);
        for (const person of people) await row(page, person).getByRole("checkbox").check();
      };
      const row = (page, [first, last]) => page.getByRole("row", { name: `${first} ${last}` });

      test("reset several users' passwords", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        await tickBoth(page);
        await page.getByRole("button", { name: w.resetPassword }).click();
        await page.getByRole("heading", { level: 1, name: w.resetTwo }).waitFor();
        for (const [, last] of people) await page.locator("main").getByText(last).first().waitFor();
        await page.getByRole("button", { name: w.resetPassword }).click();

        await heading(page, w.confirmation);
        for (const person of people) {
          assert.match(await row(page, person).locator("code").innerText(), TEMPORARY_PASSWORD);
        }
        await leave(page);
      });

      test("delete several users, and restore them from the list of deleted users", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        await tickBoth(page);
        await page.getByRole("button", { name: w.delete, exact: true }).click();
        await page.getByRole("heading", { level: 1, name: w.deleteTwo }).waitFor();
        await page.getByRole("button", { name: w.deleteUserAccount }).click();
        for (const person of people) await row(page, person).getByText(w.deleted, { exact: true }).waitFor();

        await toUsers(page, w, CUSTOMER);
        const before = await deletedUsers(page, w);
        await page.getByRole("link", { name: w.deletedUsers }).click();
        await page.goto(`${page.url()}?size=200`);
        for (const person of people) await row(page, person).getByRole("checkbox").check();
        await page.getByRole("button", { name: w.restore }).click();
        await page.getByRole("heading", { level: 1, name: w.restoreTwo }).waitFor();
        for (const [, last] of people) await page.locator("main").getByText(last).first().waitFor();
        await page.getByRole("button", { name: w.restore }).click();
        for (const person of people) await row(page, person).getByText(w.restored, { exact: true }).waitFor();
        await page.locator("main").getByRole("status").waitFor();
        await toUsers(page, w, CUSTOMER);
        assert.equal(await deletedUsers(page, w), before - 2);
        await leave(page);
      });

      test("block several users' sign-in, and allow it again", async () => {
        const page = await signedIn(await demo(), { locale: w.locale, javaScript });
        for (const button of [w.block, w.allow]) {
          await toUsers(page, w, CUSTOMER);
          await searchUsers(page, w, "amelia");
          for (const at of [0, 1]) await page.locator('tbody input[name="user"]').nth(at).check();
          await page.getByRole("button", { name: w.blockOrAllow }).click();
          await page.getByRole("button", { name: button, exact: true }).click();
          await page.locator("main").getByRole("status").waitFor();
          assert.equal(await page.locator("tbody tr").count(), 2);
          assert.equal(await page.getByRole("alert").count(), 0);
        }
        await leave(page);
      });
    });
  }
}

/** The number that the tab of deleted users carries. */
async function deletedUsers(page, w) {
  const tab = await page.getByRole("link", { name: w.deletedUsers }).innerText();
  return Number(/\((\d+)\)/.exec(tab)[1]);
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
