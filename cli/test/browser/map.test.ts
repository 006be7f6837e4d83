import { inChromium, reportOf, ReportPage } from './report-page';

/** More nodes than this cannot be read. */
const READABLE = 120;

inChromium('the map', (browser) => {
  test.each(['of-1', 'of-173', 'of-10000'])('of %s has a number of nodes that can be read', async (name) => {
    const opened = await ReportPage.open(browser(), name);
    const nodes = opened.page.locator('#map [data-node]');
    expect(await nodes.count()).toBeGreaterThan(3);
    expect(await nodes.count()).toBeLessThan(READABLE);
    // In no node does a text stand out of its box.
    const wide = await nodes.evaluateAll((all) =>
      all.flatMap((node) => {
        const box = node.querySelector('rect')!.getBoundingClientRect();
        return [...node.querySelectorAll('text')]
          .filter((text) => text.getBoundingClientRect().right > box.right + 1)
          .map((text) => text.textContent);
      }),
    );
    expect(wide).toEqual([]);
    await opened.close();
  });

  test('has text that is not too small', async () => {
    const opened = await ReportPage.open(browser(), 'of-10000');
    const smallest = await opened.page
      .locator('#map svg text')
      .evaluateAll((all) =>
        Math.min(
          ...all.map(
            (text) => parseFloat(getComputedStyle(text).fontSize) * (text as SVGTextElement).getScreenCTM()!.a,
          ),
        ),
      );
    expect(smallest).toBeGreaterThan(9);
    await opened.close();
  });

  test('unfolds a prefix and folds it again', async () => {
    const opened = await ReportPage.open(browser(), 'of-10000');
    const { page } = opened;
    const nodes = page.locator('#map [data-node]');
    const folded = await nodes.count();
    const prefix = page
      .locator('#map [data-node][aria-expanded="false"]')
      .filter({ has: page.locator('title', { hasText: /^prefix payments\// }) })
      .first();
    const id = await prefix.getAttribute('id');
    await prefix.click();
    await opened.settle();
    expect(await page.locator(`#${selectorOf(id!)}`).getAttribute('aria-expanded')).toBe('true');
    expect(await nodes.count()).toBeGreaterThan(folded);
    expect(await nodes.count()).toBeLessThan(READABLE);
    await page.locator(`#${selectorOf(id!)}`).click();
    await opened.settle();
    expect(await nodes.count()).toBe(folded);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test('opens each of its nodes by keyboard only', async () => {
    const opened = await ReportPage.open(browser(), 'of-173');
    const { page } = opened;
    const ids = await page.locator('#map [data-node]').evaluateAll((all) => all.map(({ id }) => id));
    await opened.tabTo('#map [data-node]');
    const reached = new Set<string>();
    // Each arrow in turn, as long as there is something new.
    const visit = async () => {
      const id = await page.evaluate(() => document.activeElement!.id);
      if (reached.has(id)) return;
      reached.add(id);
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
        await page.evaluate((from) => document.getElementById(from)!.focus(), id);
        await page.keyboard.press(key);
        await visit();
      }
    };
    await visit();
    expect([...reached].sort()).toEqual(ids.sort());

    await page.locator('#map [data-node="registry-0"]').focus();
    await page.keyboard.press('Enter');
    await opened.settle();
    const panel = page.getByRole('region', { name: 'Details of the chosen node' });
    expect(await panel.innerText()).toContain(reportOf('of-173').registries[0].region);
    await page.keyboard.press('Escape');
    await opened.settle();
    expect(await panel.innerText()).toBe('');
    expect(await page.evaluate(() => document.activeElement!.hasAttribute('data-node'))).toBe(true);
    await opened.close();
  });

  test('is there as a list too, with all that the picture names', async () => {
    const opened = await ReportPage.open(browser(), 'of-1');
    const { page } = opened;
    await page.getByText('The map as a list').click();
    const items = await page.locator('.map-list li').allInnerTexts();
    const titles = await page.locator('#map .map-title').allTextContents();
    expect(titles.length).toBeGreaterThan(3);
    // A picture has no place for long names, and writes the account of a registry around it.
    const names = titles.map((title) => title.replace(/…$/, ''));
    expect(names.filter((name) => !items.some((item) => item.includes(name)))).toEqual([]);
    expect(items.length).toBeGreaterThanOrEqual(titles.length);
    await opened.close();
  });
});

/** An id as a selector has it. */
function selectorOf(id: string): string {
  return id.replace(/[^\w-]/g, (character) => `\\${character}`);
}
