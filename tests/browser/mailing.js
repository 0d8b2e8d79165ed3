// Three users are added, mailed their links, and one of them signs in: the whole way, by a real mail server.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { leave, signedIn, visit } from "./support/browser.js";
import { mailing } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { fillUser, heading, toUsers, words } from "./support/way.js";

const CUSTOMER = "Aquila Meccanica S.p.A.";
const OWN = "winter light on slate roofs";

const said = {
  en: {
    mailing: "E-mail",
    title: "Send by e-mail",
    address: (name) => `Address of ${name}`,
    send: "Send",
    wrong: /Write one e-mail address/,
    queued: /2 mails are queued\. One user was left out/,
    sent: "E-mail: Sent",
    another: "Add another user",
    show: "Show the password",
    userName: "User name",
    password: "Password",
    signIn: "Sign in",
    temporary: "Temporary password",
    newPassword: "New password",
    again: "Password again",
    save: "Save and continue",
    own: "Your account",
    licenses: "Licenses",
    handOver: "Hand-over",
    opened: /Link opened on/,
    changed: /The password was changed on/,
    drafts: "Drafts for your mail program",
  },
  it: {
    mailing: "Posta elettronica",
    title: "Invia per posta elettronica",
    address: (name) => `Indirizzo di ${name}`,
    send: "Invia",
    wrong: /Scrivi un indirizzo/,
    queued: /2 messaggi sono in coda\. Un utente è rimasto fuori/,
    sent: "Posta elettronica: Inviato",
    another: "Aggiungi un altro utente",
    show: "Mostra la password",
    userName: "Nome utente",
    password: "Password",
    signIn: "Accedi",
    temporary: "Password temporanea",
    newPassword: "Nuova password",
    again: "Ripeti la password",
    save: "Salva e continua",
    own: "Il tuo account",
    licenses: "Licenze",
    handOver: "Consegna",
    opened: /Collegamento aperto il/,
    changed: /La password è stata cambiata il/,
    drafts: "Bozze per il tuo programma di posta",
  },
};

after(async () => (await mailing()).post.stop());

/** Says from whom mails come. */
async function settle(desk) {
  const page = await signedIn(desk);
  await page.goto("/settings/mail");
  await page.locator("#sender_address").fill("desk@partner.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "saved" }).waitFor();
  await leave(page);
}

for (const language of ["en", "it"]) {
  for (const javaScript of [true, false]) {
    test(`three users are mailed their links and one signs in (${language}${javaScript ? "" : ", without JavaScript"})`, async () => {
      const [s, w, desk] = [said[language], words[language], await mailing()];
      await settle(desk);
      const page = await signedIn(desk, { locale: w.locale, javaScript });
      await toUsers(page, w, CUSTOMER);
      await page.getByRole("link", { name: w.addUser }).first().click();
      const mark = Math.random().toString(36).slice(2, 8).replace(/\d/g, "x");
      const names = ["Élodie", "Giosuè", "Søren"].map((first) => `${first} ${mark}`);
      for (const [at, name] of names.entries()) {
        if (at > 0) await page.getByRole("button", { name: s.another }).click();
        await fillUser(page, w, [...name.split(" "), `${name[0].toLowerCase().replace("é", "e").replace("s", "so")}.${mark}`]);
        if (at === 0) await page.locator("input[name=license]:not(:disabled)").first().check();
        await page.getByRole("button", { name: w.save, exact: true }).click();
        await heading(page, w.confirmation);
      }
      const sheet = page.url();
      await page.getByRole("button", { name: s.mailing, exact: true }).click();
      await heading(page, s.title);
      await page.locator("input[name=to][value=each]").check();
      for (const field of await page.locator("input[name=address]").all()) await field.fill("");
      const [first, second] = [`elodie.${mark}@home.example`, `giosue.${mark}@home.example`];
      await page.getByLabel(s.address(names[0])).fill(first);
      await page.getByLabel(s.address(names[1])).fill("giosuè@home");
      if (javaScript) await inspect(page, `mailing-${language}`);
      await page.getByRole("button", { name: s.send, exact: true }).click();
      await page.getByRole("alert").getByText(names[1]).waitFor();
      await page.locator(".reason").filter({ hasText: s.wrong }).waitFor();
      assert.equal(await page.getByLabel(s.address(names[0])).inputValue(), first);
      if (javaScript) await inspect(page, `mailing-refused-${language}`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.getByLabel(s.address(names[1])).fill(second);
      await page.getByRole("button", { name: s.send, exact: true }).click();
      await heading(page, w.confirmation);
      assert.match(await page.getByRole("status").first().innerText(), /\d/);
      const row = page.getByRole("row").filter({ hasText: names[0] });
      const mail = await desk.post.at(first);
      await desk.post.at(second);
      for (let looks = 0; looks < 100 && (await row.getByText(s.sent).count()) === 0; looks += 1) await page.goto(sheet);
      if (javaScript) await inspect(page, `confirmation-mailed-${language}`);
      const user = await row.getAttribute("data-user");

      const text = mail.parts.find((part) => part.type === "text/plain").text;
      const link = /http\S+\/handover\/\S+/.exec(text)[0];
      const reader = await visit(desk, { locale: w.locale, javaScript });
      await reader.goto(link);
      await reader.getByRole("button", { name: s.show }).click();
      const [userName, temporary] = await Promise.all([".login", "code.password"].map((css) => reader.locator(css).first().innerText()));
      await reader.goto("/account");
      await reader.getByLabel(s.userName).fill(userName);
      await reader.getByLabel(s.password, { exact: true }).fill(temporary);
      await reader.getByRole("button", { name: s.signIn, exact: true }).click();
      await reader.getByLabel(s.temporary).fill(temporary);
      await reader.getByLabel(s.newPassword).fill(OWN);
      await reader.getByLabel(s.again).fill(OWN);
      await reader.getByRole("button", { name: s.save }).click();
      await heading(reader, s.own);
      await reader.getByRole("heading", { name: s.licenses }).waitFor();
      assert.ok((await reader.getByRole("heading", { level: 3 }).count()) > 0, "the license that was ticked");
      await leave(reader);

      await page.goto(sheet.replace(/sheets\/.*/, `users/${user}`));
      const record = page.getByRole("region", { name: s.handOver });
      await record.getByText(first).waitFor();
      await record.getByText(s.opened).first().waitFor();
      await record.getByText(s.changed).first().waitFor();
      if (javaScript) await inspect(page, `user-mailed-${language}`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${sheet.split("?")[0]}/drafts`);
      await heading(page, s.drafts);
      assert.ok((await page.locator("a[href^='mailto:']").count()) > 0);
      if (javaScript) await inspect(page, `drafts-${language}`);
      await leave(page);
    });
  }
}
