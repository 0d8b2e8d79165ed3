// The pages about licenses of many users as axe sees them: chosen, refused, planned, short of seats,
// overtaken by somebody else, under way, done and undone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import {
  carryOut, choose, filterBy, product, rowOf, tick, tickByName, toManage, toPreview,
} from "./support/assigning.js";
import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { addCustomer, fillUser, heading, toUsers, words } from "./support/way.js";

const w = words.en;
const button = (page, name) => page.getByRole("button", { name, exact: true });
const whole = { height: 8000 };
const lookOnce = { widths: [360], schemes: ["light"] };
/** Goes with every other product, and has free seats. */
const EXTRA = "Microsoft Entra ID P1";
/** None is free. */
const FULL = "Visio Plan 2";

describe("licenses of many users", () => {
  /** @type {import("playwright-core").Page} */
  let page;
  let users;
  before(async () => {
    page = await signedIn(await demo());
    await toUsers(page, w, "Universidade Livre do Atlântico");
    users = page.url();
  });
  after(() => leave(page));

  /** Ticks the first users who have nothing yet. */
  const chooseUnlicensed = async (places) => {
    await page.goto(`${users}?size=25&filter=unlicensed`);
    return tick(page, places);
  };
  /** Somebody else changes one product of one user in the meantime. */
  const meanwhile = async (person, name, wish) => {
    const other = await signedIn(await demo());
    await other.goto(users);
    await tickByName(other, w, [person]);
    await toManage(other, w);
    await choose(product(other, name), wish);
    await carryOut(other, w);
    await leave(other);
  };

  test("choosing for more than fifty, some of whom are nowhere", async () => {
    // One of those who have Sway has it switched off.
    await page.goto(`${users}?size=25`);
    await filterBy(page, w, w.has("Microsoft 365 E3"));
    await tick(page, [0]);
    await toManage(page, w);
    await page.getByLabel(w.plansOf("Microsoft 365 E3")).click();
    await page.getByRole("checkbox", { name: "Sway", exact: true }).uncheck();
    await carryOut(page, w);

    await page.goto(`${users}?size=25&filter=unlicensed`);
    const everybody = page.getByRole("checkbox", { name: w.selectPage });
    await everybody.check();
    await filterBy(page, w, w.allUsers);
    await everybody.check();
    await button(page, w.next).click();
    await page.waitForURL(/after=/);
    await everybody.check();
    await toManage(page, w);
    await page.getByText(/^and \d+ more$/).waitFor();
    await page.getByLabel(/^Location of \d+ users who have none$/).waitFor();
    await inspect(page, "licenses-many", whole);
    await button(page, w.preview).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "licenses-many-refused", whole);
    await page.goBack();

    // Without the script each box of three states is a list of three.
    const script = /\/static\/app\.js/;
    await page.route(script, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.reload();
    await page.getByRole("combobox", { name: "Microsoft 365 E3", exact: true }).waitFor();
    await page.getByRole("combobox", { name: "Sway", exact: true, includeHidden: true }).first().waitFor({ state: "attached" });
    await inspect(page, "licenses-many-plain", whole);
    await page.unroute(script);
    await page.reload();
  });

  test("a swap, and one that is refused", async () => {
    await page.getByRole("link", { name: w.swap }).click();
    await heading(page, w.swap);
    await inspect(page, "licenses-swap");
    await button(page, w.preview).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "licenses-swap-refused");
  });

  test("a preview with a shortage and reasons, and what came of it", async () => {
    await page.goto(`${users}?size=25`);
    await tick(page, [0, 1, 2, 3, 4, 5, 6, 7]);
    await toManage(page, w);
    for (const name of [FULL, "Exchange Online (Plan 1)", "Microsoft 365 F3", "Microsoft 365 E3", EXTRA]) {
      await choose(product(page, name), true);
    }
    await toPreview(page, w);
    await page.getByRole("heading", { name: "What will not be done" }).waitFor();
    await inspect(page, "licenses-preview-short");
    await page.locator(".reasons a").first().click();
    await page.getByText("Some of the selected users.").waitFor();
    await inspect(page, "licenses-preview-reason", lookOnce);
    await button(page, w.saveFor(8)).click();
    await page.getByText(/^Done in part for \d+ users/).waitFor();
    await inspect(page, "licenses-updated-partly");
  });

  test("a preview in which nobody would change", async () => {
    await chooseUnlicensed([0, 1]);
    await toManage(page, w);
    await choose(product(page, FULL), true);
    await toPreview(page, w);
    await page.getByText("nobody would change").waitFor();
    await inspect(page, "licenses-preview-idle");
  });

  test("a preview, overtaken by somebody else, saved, drifted and undone", async () => {
    const people = await chooseUnlicensed([0, 1, 2]);
    await toManage(page, w);
    await choose(product(page, EXTRA), true);
    await toPreview(page, w);
    await inspect(page, "licenses-preview");
    await meanwhile(people[0], EXTRA, true);
    const [answer] = await Promise.all([page.waitForNavigation(), button(page, w.save).click()]);
    assert.equal(answer.status(), 409);
    await page.getByText("Something has changed since this was planned").waitFor();
    await inspect(page, "licenses-preview-different");

    await carryOut(page, w);
    await inspect(page, "licenses-updated-many");
    const result = page.url();
    await page.goto(`${result}?show=refused`);
    await inspect(page, "licenses-updated-none", lookOnce);
    await page.goto(result);
    await meanwhile(people[1], EXTRA, false);
    await button(page, w.undoChange).click();
    await heading(page, w.undoPreview);
    await page.getByText("things are not as this change left them").waitFor();
    await inspect(page, "licenses-undo");
    await carryOut(page, w);
    assert.equal(await rowOf(page, people[2]).getByText(w.unlicensed).count(), 1);
    await inspect(page, "licenses-undone");
    await page.goto(result);
    await page.getByText("This change was undone on").waitFor();
    await inspect(page, "licenses-updated-undone", lookOnce);
    await page.goto(users.replace(/\/users.*/, "/activity"));
    await page.locator("details.changes").first().evaluate((one) => (one.open = true));
    await button(page, w.undoChange).first().waitFor();
    await inspect(page, "activity-undo");
  });
});

test("a change of many licenses while it is under way", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, "青空精密工業株式会社");
  await page.getByRole("button", { name: w.selectAll }).click();
  await toManage(page, w);
  await choose(product(page, "Microsoft 365 E3"), false);
  await toPreview(page, w);
  await inspect(page, "licenses-preview-pages", lookOnce);
  // The page looks again every second; what it sees here is itself, so that it stands still.
  const changes = /\/license-changes\//;
  let show;
  const shown = new Promise((resolve) => (show = resolve));
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.getByText("This goes on by itself").waitFor();
  let looks = 0;
  let status = 200;
  await page.route(changes, async (route) => {
    const body = await shown;
    looks += 1;
    // Each look finds something else in the first row.
    await route.fulfill({ status, contentType: "text/html", body: body.replace("<tbody>\n<tr", `<tbody>\n<tr data-look="${looks}"`) });
  });
  const lookedAt = async (more) => {
    const until = looks + more;
    while (looks < until) await page.waitForTimeout(50);
  };
  show(await page.content());
  await inspect(page, "licenses-running");
  const name = page.locator("tbody th a.name").first();
  await name.focus();
  await lookedAt(2);
  assert.ok(await name.evaluate((one) => one === document.activeElement), "who is in a row stays there");
  // A gateway that answers while the server starts again.
  status = 502;
  await lookedAt(2);
  await page.getByRole("progressbar").waitFor();
  status = 200;
  await page.unroute(changes);
  await page.getByRole("progressbar").waitFor({ state: "detached", timeout: 60_000 });
  await inspect(page, "licenses-updated-pages", lookOnce);
  await leave(page, { onPurpose: /status of 502/ });
});

test("a customer who owns nothing yet", async () => {
  const page = await signedIn(await demo());
  await addCustomer(page, "Officina Senza Licenze S.r.l.", "senza-licenze.example");
  const users = page.url();
  await page.getByRole("link", { name: w.addUser }).first().click();
  for (const name of ["Uno", "Due"]) {
    await fillUser(page, w, ["Utente", name, `utente.${name.toLowerCase()}`]);
    await button(page, name === "Uno" ? w.addAnother : w.save).click();
    await page.locator("main").getByRole("status").or(page.getByRole("heading", { name: w.confirmation })).first().waitFor();
  }
  await page.goto(users);
  await tick(page, [0, 1]);
  await toManage(page, w);
  await inspect(page, "licenses-many-none");
  await leave(page);
});
