// The pages of the partner's own staff: what axe knows of them, and the way from a temporary password
// to one's own.

import { after, before, describe, test } from "node:test";

import { leave, signedIn, visit } from "./support/browser.js";
import { PASSWORD, demo } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { heading } from "./support/way.js";

describe("the partner's staff", () => {
  /** @type {import("playwright-core").Page} */
  let page;
  let temporary;
  before(async () => (page = await signedIn(await demo())));
  after(() => leave(page));

  for (const [name, address] of Object.entries({ staff: "/staff", roles: "/roles", profile: "/profile", "own-password": "/profile/password" })) {
    test(name, async () => {
      await page.goto(address);
      await inspect(page, name);
    });
  }

  test("somebody is added, after a refusal, and the password is seen once", async () => {
    await page.goto("/staff/new");
    await page.getByLabel("Name", { exact: true }).fill("Wolfeschlegelsteinhausenbergerdorffwelches Voralternwaren");
    await page.getByLabel("Email").fill(await (await demo()).email);
    await page.getByLabel("Role", { exact: true }).selectOption("Sales agent");
    await page.getByRole("button", { name: "Add staff member" }).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "staff-new-refused");
    await page.getByLabel("Email").fill("wolfeschlegelsteinhausen.bergerdorff@desk.test");
    await page.getByRole("button", { name: "Add staff member" }).click();
    await heading(page, "Temporary password");
    await inspect(page, "staff-password");
    temporary = await page.locator(".password").innerText();
    await page.reload();
    await page.getByText("the password was shown then").waitFor();
    await inspect(page, "staff-password-shown-before");
  });

  test("the first sign-in leads to a password of one's own", async () => {
    const desk = await demo();
    const other = await visit(desk);
    await other.goto("/sign-in?return=/customers");
    await other.getByLabel("Email").fill("wolfeschlegelsteinhausen.bergerdorff@desk.test");
    await other.getByLabel("Password").fill(temporary);
    await other.getByRole("button", { name: "Sign in" }).click();
    await heading(other, "Change password");
    await inspect(other, "first-password");
    await other.getByLabel("Current password").fill(temporary);
    await other.getByLabel("New password").fill(PASSWORD);
    await other.getByLabel("Password again").fill(PASSWORD);
    await other.getByRole("button", { name: "Change password" }).click();
    await heading(other, "Dashboard");
    await page.goto("/staff");
    await page.getByRole("link", { name: /^Wolfeschlegel/ }).click();
    await inspect(page, "staff-member");
    for (const [name, action] of [["staff-reset", "Reset password"], ["staff-block", "Block sign-in"], ["staff-remove", "Remove"]]) {
      await page.getByRole("link", { name: action, exact: true }).click();
      await page.getByRole("heading", { level: 1, name: new RegExp(`^${action}`) }).waitFor();
      await inspect(page, name);
      if (action !== "Remove") await page.getByRole("link", { name: "Cancel" }).click();
    }
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("status").filter({ hasText: "was removed" }).waitFor();
    await other.goto("/customers");
    await heading(other, "Sign in");
    await leave(other);
  });
});
