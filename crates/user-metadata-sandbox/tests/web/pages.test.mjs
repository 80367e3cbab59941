// Every page with a person in it: reachable, readable, labelled, on a phone as on a desk, in the light and in the dark.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './stage.mjs';

let stage;
const PATHS = ['/', '/faults', '/settings', '/requests'];

before(async () => {
  stage = await start();
  const add = async (collection, field, value, prepare) => {
    const { response } = await stage.app(`/v1/me/${collection}`, { [field]: value });
    if (prepare) await stage.app(`/v1/me/${collection}/${response.id}/prepare_verification`, prepare);
    return response;
  };
  await add('email_addresses', 'email_address', 'jane@example.com', { strategy: 'email_code' });
  await add('email_addresses', 'email_address', 'link@example.com', { strategy: 'email_link', redirect_url: '/' });
  await add('phone_numbers', 'phone_number', '+15551234567', { strategy: 'phone_code' });
  await add('web3_wallets', 'web3_wallet', '0x0123456789abcdef0123456789abcdef01234567');
  const { response } = await stage.app('/v1/me/external_accounts', { strategy: 'oauth_google', redirect_url: '/' });
  PATHS.push(response.verification.external_verification_redirect_url.replace(stage.url, ''));
  await stage.control('/sandbox/faults', { kind: 'slow', delay_ms: 1, probability: 0.5, path_prefix: '/nowhere' });
});
after(() => stage.stop());

for (const colorScheme of ['light', 'dark']) {
  test(`text is readable on every page, ${colorScheme}`, async () => {
    const page = await stage.page({ colorScheme });
    let seen = 0;
    for (const path of PATHS) {
      await page.goto(stage.url + path);
      const found = await page.evaluate(contrasts);
      seen += found.length;
      // WCAG 2.2, 1.4.3 (AA)
      const poor = found.filter(({ ratio, large }) => ratio < (large ? 3 : 4.5));
      assert.deepEqual(poor, [], path);
    }
    assert.ok(seen > 200, `only ${seen} texts were looked at`);
    assert.deepEqual(page.complaints, []);
  });
}

test('every page has one first heading, a title, a main part, and a name for every control', async () => {
  const page = await stage.page();
  for (const path of PATHS) {
    await page.goto(stage.url + path);
    const found = await page.evaluate(() => ({
      title: document.title,
      language: document.documentElement.lang,
      headings: [...document.querySelectorAll('h1')].length,
      mains: document.querySelectorAll('main').length,
      levels: [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.tagName[1])),
      unnamed: [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a')]
        .filter((control) => !control.labels?.length && !control.getAttribute('aria-label') && !control.textContent.trim())
        .map((control) => control.outerHTML),
      ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
      broken: [...document.querySelectorAll('[aria-describedby], [aria-labelledby]')]
        .flatMap((element) => [element.getAttribute('aria-describedby'), element.getAttribute('aria-labelledby')])
        .filter((id) => id && !document.getElementById(id)),
    }));
    assert.equal(found.headings, 1, path);
    assert.equal(found.mains, 1, path);
    assert.equal(found.language, 'en', path);
    assert.match(found.title, /sandbox/i, path);
    assert.deepEqual(found.unnamed, [], path);
    assert.deepEqual(found.broken, [], path);
    assert.equal(new Set(found.ids).size, found.ids.length, path);
    found.levels.reduce((before, level) => {
      assert.ok(level <= before + 1, `${path}: a heading of level ${level} after ${before}`);
      return level;
    }, 0);
  }
});

test('nothing is wider than a phone', async () => {
  const page = await stage.page({ viewport: { width: 360, height: 740 } });
  for (const path of PATHS) {
    await page.goto(stage.url + path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${path} is ${width} wide`);
  }
});

test('the keyboard is enough, and shows where it is', async () => {
  const page = await stage.page();
  await page.goto(`${stage.url}/faults`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
  const lost = page.getByRole('switch', { name: 'Connection lost before, every call' });
  for (let pressed = 0; pressed < 20 && !(await lost.evaluate((it) => it === document.activeElement)); pressed += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
  }
  await page.keyboard.press('Space');
  await page.getByRole('status').getByText('The fault is planned.').waitFor();
  assert.equal(await lost.getAttribute('aria-checked'), 'true');
  await lost.click();
  await page.getByRole('status').getByText('The fault is gone.').waitFor();
  assert.equal(await lost.getAttribute('aria-checked'), 'false');
});

/** Runs in the page: the contrast of every text with what is painted behind it. */
function contrasts() {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const painted = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest('.hidden, .skip, script')) continue;
    const style = getComputedStyle(element);
    const behind = [];
    for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    const back = painted(behind);
    const [light, dark] = [luminance(painted([...behind, style.color])), luminance(back)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    found.push({
      text: walker.currentNode.textContent.trim().slice(0, 40),
      ratio: Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100,
      large: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700),
    });
  }
  return found;
}
