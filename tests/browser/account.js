// A customer's user at the own page: signs in with what is handed out, chooses a password, sees the licenses; in both
// languages, beside the staff in one browser, and without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";

import { leave, signedIn, visit } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { fillUser, heading, toUsers, words } from "./support/way.js";

const CUSTOMER = "Manufacture des Trois Rivières";
const OWN = "winter light on slate roofs";

const said = {
  en: {
    signInTo: "Sign in to your account",
    userName: "User name",
    password: "Password",
    signIn: "Sign in",
    choose: "Choose your password",
    temporary: "Temporary password",
    newPassword: "New password",
    again: "Password again",
    save: "Save and continue",
    tooShort: "Use at least 10 characters.",
    strong: "it is very strong",
    own: "Your account",
    licenses: "Licenses",
    change: "Change password",
    signOut: "Sign out",
    wrong: /User name or password is wrong/,
    noLicense: /No license is assigned to you/,
  },
  it: {
    signInTo: "Accedi al tuo account",
    userName: "Nome utente",
    password: "Password",
    signIn: "Accedi",
    choose: "Scegli la tua password",
    temporary: "Password temporanea",
    newPassword: "Nuova password",
    again: "Ripeti la password",
    save: "Salva e continua",
    tooShort: "Usa almeno 10 caratteri.",
    strong: "è molto sicura",
    own: "Il tuo account",
    licenses: "Licenze",
    change: "Cambia password",
    signOut: "Esci",
    wrong: /Nome utente o password errati/,
    noLicense: /Non ti è assegnata alcuna licenza/,
  },
};

/** Adds a user of the customer; gives user name and temporary password as they stand on the confirmation. */
async function handOut(desk) {
  const page = await signedIn(desk);
  await toUsers(page, words.en, CUSTOMER);
  await page.getByRole("link", { name: words.en.addUser }).first().click();
  const mark = Math.random().toString(36).slice(2, 8).replace(/\d/g, "x");
  await fillUser(page, words.en, ["Élodie", "Rivière", `elodie.${mark}`]);
  await page.getByRole("button", { name: words.en.save, exact: true }).click();
  await heading(page, words.en.confirmation);
  await page.getByText(new RegExp(`sign in at ${desk.url}/account`)).waitFor();
  const row = page.locator("tbody tr").filter({ hasText: mark });
  const handed = await row.evaluate((one) => [".login", ".password"].map((css) => one.querySelector(css).textContent));
  await leave(page);
  return handed;
}

async function enter(page, s, userName, password) {
  await page.getByLabel(s.userName).fill(userName);
  await page.getByLabel(s.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: s.signIn, exact: true }).click();
}

for (const language of ["en", "it"]) {
  const s = said[language];
  for (const javaScript of [true, false]) {
    test(`the first sign-in leads to a password of one's own (${language}${javaScript ? "" : ", without JavaScript"})`, async () => {
      const desk = await demo();
      const [userName, temporary] = await handOut(desk);
      const page = await visit(desk, { locale: words[language].locale, javaScript });
      await page.goto("/account");
      await heading(page, s.signInTo);
      if (javaScript) await inspect(page, `account-sign-in-${language}`);
      await enter(page, s, userName, "not the right one");
      assert.match(await page.getByRole("alert").innerText(), s.wrong);
      assert.equal(await page.getByLabel(s.userName).inputValue(), userName);
      if (javaScript) await inspect(page, `account-refused-${language}`);
      await enter(page, s, userName, temporary);
      await heading(page, s.choose);
      for (const word of ["short one", OWN]) {
        await page.getByLabel(s.temporary).fill(temporary);
        await page.getByLabel(s.newPassword).fill(word);
        await page.getByLabel(s.again).fill(word);
        if (javaScript) await inspect(page, `account-password-${language}-${word.length}`);
        await page.getByRole("button", { name: s.save }).click();
        if (word !== OWN) await page.locator("#password-reason").getByText(s.tooShort).waitFor();
      }
      await heading(page, s.own);
      await page.getByRole("status").filter({ hasText: s.strong }).waitFor();
      await page.getByText("Élodie Rivière").first().waitFor();
      await page.getByText(CUSTOMER).waitFor();
      assert.match(await page.getByRole("main").innerText(), s.noLicense);
      if (javaScript) await inspect(page, `account-${language}`);
      await page.getByRole("link", { name: s.change }).click();
      await heading(page, s.change);
      if (javaScript) await inspect(page, `account-change-${language}`);
      await page.getByRole("button", { name: s.signOut }).click();
      await heading(page, s.signInTo);
      await enter(page, s, userName, temporary);
      assert.match(await page.getByRole("alert").innerText(), s.wrong);
      await enter(page, s, userName, OWN);
      await heading(page, s.own);
      await leave(page);
    });
  }
}

test("who has licenses sees them with their plans, and the staff beside it stay signed in", async () => {
  const desk = await demo();
  const page = await signedIn(desk);
  await toUsers(page, words.en, "Aquila Meccanica S.p.A.");
  // Somebody with a license.
  await page.goto(`${page.url().split("?")[0]}?filter=licensed`);
  await page.locator("tbody a.name").first().click();
  const userName = await page.locator(".facts dd").first().innerText();
  await page.getByRole("link", { name: words.en.resetPassword }).click();
  await page.getByRole("button", { name: words.en.resetPassword }).click();
  await heading(page, words.en.confirmation);
  const temporary = await page.locator("tbody tr").filter({ hasText: userName }).locator(".password").innerText();
  await page.goto("/account");
  await enter(page, said.en, userName, temporary);
  await page.getByLabel(said.en.temporary).fill(temporary);
  await page.getByLabel(said.en.newPassword).fill(OWN);
  await page.getByLabel(said.en.again).fill(OWN);
  await page.getByRole("button", { name: said.en.save }).click();
  await heading(page, said.en.own);
  assert.ok((await page.getByRole("heading", { level: 3 }).count()) > 0);
  await inspect(page, "account-licenses");
  // Nothing leads from here to the staff's pages; they are there all the same, in this browser.
  assert.equal(await page.locator("a[href='/'], a[href^='/customers']").count(), 0);
  await page.goto("/customers");
  await heading(page, words.en.customers);
  await page.goto("/account");
  await page.getByRole("button", { name: said.en.signOut }).click();
  await heading(page, said.en.signInTo);
  await page.goto("/customers");
  await heading(page, words.en.customers);
  await leave(page);
});
