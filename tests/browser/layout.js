// How pages lie in the window: none scrolls sideways, whatever its width, and everything that can be
// pressed can be pressed; with names as long as they may be, in both languages.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { crawl, widest } from "./support/crawl.js";
import { PASSWORD, demo } from "./support/desk.js";

const WIDTHS = [320, 360, 390, 480, 600, 768, 800, 801, 900, 1024, 1150, 1151, 1280, 1440, 1920];
const PRESSED_AT = [360, 768, 1024, 1280];

let made;
/** The customer with the long names, made once. */
async function customer(page) {
  await (made ??= widest(page));
  return made;
}

/** What stands out of the window at some width. */
async function tooWide(page) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const told = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      // A page that hides what is too wide is no better.
      const cut = [...document.querySelectorAll("main button, main a.button")].filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width > 1 && (left < 0 || right > clientWidth + 0.5);
      });
      // The order of buttons is the same everywhere: the hand knows it.
      const moved = [...document.querySelectorAll("main .button")].filter((one) => getComputedStyle(one).order !== "0");
      return [scrollWidth - clientWidth, cut.map((one) => one.textContent.trim()), moved.map((one) => one.textContent.trim())];
    });
    if (told[0] > 0 || told[1].length > 0) found.push(`${width} px: ${told[0]} px too wide, outside: ${told[1]}`);
    if (told[2].length > 0) found.push(`${width} px: in another order: ${told[2]}`);
  }
  return found;
}

/** What cannot be pressed although it is shown, at some width. */
async function outOfReach(page) {
  const found = [];
  for (const width of PRESSED_AT) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await page.evaluate(press)).map((told) => `${width} px: ${told}`));
  }
  return found;
}

/** Runs in the page: scrolls to each control, and looks what lies there. */
function press() {
  const wrong = [];
  const isOurs = (control, there) =>
    there !== null && (control.contains(there) || [...(control.labels ?? [])].some((label) => label.contains(there)));
  const told = (control) => `${control.localName}.${control.className} ${(control.ariaLabel ?? control.textContent ?? control.name).trim().slice(0, 60)}`;
  const look = (control, how) => {
    const boxes = [...control.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    for (const box of boxes) {
      if (box.left < -0.5 || box.right > innerWidth + 0.5) return wrong.push(`${told(control)} lies outside (${how})`);
      const [x, y] = [Math.min(4, box.width / 4), Math.min(4, box.height / 4)];
      const points = [
        [box.x + box.width / 2, box.y + box.height / 2],
        [box.left + x, box.top + y],
        [box.right - x, box.top + y],
        [box.left + x, box.bottom - y],
        [box.right - x, box.bottom - y],
      ];
      for (const [left, top] of points.filter(([, top]) => top > 0 && top < innerHeight)) {
        const there = document.elementFromPoint(left, top);
        if (isOurs(control, there)) continue;
        return wrong.push(`${told(control)} lies under ${there?.localName}.${there?.className} (${how})`);
      }
    }
  };
  const controls = (within) =>
    [...within.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(
      (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip, .hidden, .hidden *"),
    );
  const through = (within) => {
    for (const control of controls(within)) {
      // As by the wheel, to the middle; as by the keyboard, no farther than needed; as it stands at the end.
      control.scrollIntoView({ block: "center", inline: "nearest" });
      for (const box of document.querySelectorAll("main *, .panel *")) if (box.scrollLeft) box.scrollLeft = 0;
      look(control, "in the middle");
      control.scrollIntoView({ block: "nearest" });
    }
  };
  for (const one of document.querySelectorAll(".plans, .rest, .changes")) one.open = true;
  for (const menu of document.querySelectorAll(".panel-menu")) menu.open = false;
  through(document);
  // From below and from above, no farther than needed.
  const all = controls(document);
  scrollTo(0, 0);
  for (const control of all) {
    control.scrollIntoView({ block: "nearest" });
    look(control, "coming from above");
  }
  for (const control of all.reverse()) {
    control.scrollIntoView({ block: "nearest" });
    look(control, "coming from below");
  }
  for (const drop of [...document.querySelectorAll("details.drop, .panel-menu")].slice(0, 4)) {
    drop.open = true;
    for (const control of controls(drop)) {
      control.scrollIntoView({ block: "nearest" });
      look(control, "opened");
    }
    drop.open = false;
  }
  return [...new Set(wrong)];
}

describe("how pages lie in the window", () => {
  for (const locale of ["en-US", "it-IT"]) {
    test(`none scrolls sideways, and nothing covers what can be pressed, in ${locale}`, async () => {
      const page = await signedIn(await demo(), { locale });
      const wrong = [];
      const { customer: path, beside } = await customer(page);
      const seen = await crawl(page, { customer: path, beside: [path, ...beside] }, async (page, kind) => {
        for (const told of [...(await tooWide(page)), ...(await outOfReach(page))]) wrong.push(`${kind} ${told}`);
      });
      assert.ok(seen.size > 40, [...seen].join("\n"));
      assert.equal(wrong.join("\n"), "");
      await leave(page);
    });
  }
});

describe("scripts", () => {
  for (const role of ["admin-agent", "sales-agent", "helpdesk-agent", "user-management-admin"]) {
    test(`no page that a ${role} reaches has an error in its script`, async () => {
      const desk = await demo();
      const admin = await signedIn(desk);
      const { customer: path, ids } = await customer(admin);
      await leave(admin);
      const email = `${role}@desk.test`;
      await desk.addStaff(email, role, "Aurelio Lettore");
      for (const locale of ["en-US", "it-IT"]) {
        const page = await signedIn(desk, { email, password: PASSWORD, locale });
        const seesCustomers = role !== "user-management-admin";
        const beside = ["users", "users/deleted", `users/${ids[0]}`].map((place) => `${path}/${place}`);
        const seen = await crawl(page, { customer: path, beside: seesCustomers ? beside : [] }, async () => {});
        assert.ok(seen.size > (seesCustomers ? 10 : 5), [...seen].join("\n"));
        await leave(page);
      }
    });
  }

  test("what fails in one place leaves the rest of the page its comfort", async () => {
    const page = await signedIn(await demo());
    const { customer: path } = await customer(page);
    await page.route(/\/users$/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-count/g, "data-lost") });
    });
    const failed = page.waitForEvent("pageerror");
    await page.goto(`${path}/users`);
    await failed;
    // Filters apply themselves, and their button is gone.
    const before = page.url();
    await page.getByRole("combobox").selectOption({ index: 1 });
    await page.waitForURL((url) => url.href !== before);
    await leave(page, { onPurpose: /null/ });
  });
});
