import { inChromium, reportOf, ReportPage } from './report-page';

const SECTION = '#repositories';
const ROWS = `${SECTION} tbody tr`;
const NAMES = `${ROWS} th a`;

inChromium('the repositories', (browser) => {
  const open = async (name: string, hash = '') => {
    const opened = await ReportPage.open(browser(), name, { hash });
    const { page } = opened;
    const section = page.locator(SECTION);
    return {
      ...{ opened, page, section },
      choose: async (label: string, choice: RegExp) => {
        const field = section
          .locator('label', { has: page.getByText(label, { exact: true }).first() })
          .locator('select');
        const text = await field.locator('option', { hasText: choice }).first().innerText();
        await field.selectOption({ label: text });
        await opened.settle();
      },
      status: section.getByRole('status').first(),
      names: async () => page.locator(NAMES).allInnerTexts(),
    };
  };

  test('are found by words, among 10,000, while one writes', async () => {
    const { opened, section, names, status } = await open('of-10000');
    const all = reportOf('of-10000').repositories;
    expect((await names()).length).toBeLessThan(500);
    await section.getByRole('searchbox').pressSequentially('payments service-40');
    await opened.settle();
    const expected = all.filter(({ name }) => name.includes('payments') && name.includes('service-40'));
    expect(expected.length).toBeGreaterThan(2);
    expect((await names()).sort()).toEqual(expected.map(({ name }) => name).sort());
    expect(await status.innerText()).toMatch(new RegExp(`^${expected.length} repositories.* of 10,000 repositories`));
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test('are filtered by what they have, and by two filters at once', async () => {
    const { opened, section, choose, names } = await open('of-173');
    const { repositories } = reportOf('of-173');
    await choose('Owner', /^payments/);
    const ofTeam = repositories.filter(({ owner }) => owner === 'payments');
    expect((await names()).sort()).toEqual(ofTeam.map(({ name }) => name).sort());
    await choose('Mutability', /^mutable/);
    expect(await names()).toEqual([]);
    expect(await section.innerText()).toContain('No repositories match.');
    await opened.close();
  });

  test('are sorted by a header, by keyboard, in both directions', async () => {
    const { opened, page, section } = await open('of-173');
    const header = section.getByRole('columnheader', { name: /^Size/ });
    const sizes = async () => {
      const at = await header.evaluate((cell) => (cell as HTMLTableCellElement).cellIndex);
      const texts = await page.locator(`${ROWS} > :nth-child(${at + 1})`).allInnerTexts();
      return texts.filter((text) => text !== '').map(bytesOf);
    };
    await header.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await opened.settle();
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    const down = await sizes();
    expect(down).toEqual([...down].sort((one, other) => other - one));
    await page.keyboard.press('Enter');
    await opened.settle();
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    const up = await sizes();
    expect(up).toEqual([...up].sort((one, other) => one - other));
    expect(up[0]).toBeLessThan(down[0]);
    await opened.close();
  });

  test('fold into groups by owner, and unfold', async () => {
    const { opened, page, section, choose, names } = await open('of-173');
    await choose('Group by', /^owner/);
    expect(await names()).toEqual([]);
    const group = section.getByRole('button', { name: 'payments', expanded: false });
    await group.focus();
    await page.keyboard.press('Enter');
    await opened.settle();
    const ofTeam = reportOf('of-173').repositories.filter(({ owner }) => owner === 'payments');
    expect((await names()).sort()).toEqual(ofTeam.map(({ name }) => name).sort());
    await page.keyboard.press('Enter');
    await opened.settle();
    expect(await names()).toEqual([]);
    await opened.close();
  });

  test('show the first of many, and more on request', async () => {
    const { opened, section, names } = await open('of-10000');
    const first = (await names()).length;
    await section
      .getByRole('button', { name: /^Show \d+ more/ })
      .last()
      .click();
    await opened.settle();
    expect((await names()).length).toBeGreaterThan(first);
    await opened.close();
  });

  test('open their details by keyboard, which have an address; the back button closes them', async () => {
    const { opened, page, section } = await open('of-173', '#repositories');
    const link = page.locator(NAMES).nth(2);
    const name = await link.innerText();
    await link.focus();
    await page.keyboard.press('Enter');
    await opened.settle();
    const details = section.getByRole('complementary');
    expect(await details.getByRole('heading').first().innerText()).toContain(name);
    expect(page.url()).toMatch(/#repositories\?repository=\d+$/);
    // The focus is where one reads on.
    expect(await details.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.goBack();
    await opened.settle();
    expect(await details.count()).toBe(0);
    await page.goForward();
    await opened.settle();
    expect(await details.getByRole('heading').first().innerText()).toContain(name);
    await page.reload();
    await opened.waitUntilReady();
    expect(await details.getByRole('heading').first().innerText()).toContain(name);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });
});

inChromium('the links of the first screen', (browser) => {
  test('lead to details that are there', async () => {
    const opened = await ReportPage.open(browser(), 'of-173');
    const { page } = opened;
    const links = page.locator('#attention a');
    const targets = new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!)));
    expect(targets.size).toBeGreaterThan(3);
    for (const target of [...targets].slice(0, 8)) {
      await page.locator(`#attention a[href="${target}"]`).first().focus();
      await page.keyboard.press('Enter');
      await opened.settle();
      const section = /^#([a-z]+)/.exec(target)![1];
      const top = await page.locator(`#${section}`).evaluate((element) => {
        const { top: start, bottom } = element.getBoundingClientRect();
        return start < innerHeight && bottom > 0;
      });
      expect([target, top]).toEqual([target, true]);
      await page.goBack();
      await opened.settle();
    }
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test('say what could not be judged, and which input would tell', async () => {
    const opened = await ReportPage.open(browser(), 'hostile-change');
    const text = await opened.page.locator('#attention').innerText();
    expect(text).toMatch(/snapshot/);
    await opened.close();
  });
});

/** The bytes that a text such as "1.9 GB" says. */
function bytesOf(text: string): number {
  const [, number, unit] = /^[^\d]*([\d.,]+)\s*(\w+)/.exec(text)!;
  return Number(number.replaceAll(',', '')) * 1000 ** ['B', 'kB', 'MB', 'GB', 'TB'].indexOf(unit);
}
