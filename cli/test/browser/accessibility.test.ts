import { readFileSync } from 'fs';
import type { AxeResults } from 'axe-core';
import { inChromium, ReportPage } from './report-page';
import { ReportSection } from '../../src/report/model/registry-report';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const ALL = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** The rules for which it matters whether the page is light or dark. */
const OF_COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const SCHEMES = { light: ALL, dark: OF_COLOURS } as const;

/** What axe finds: rule, selector and why. */
async function violationsOf({ page }: ReportPage, run: object = ALL): Promise<string[]> {
  // The policy of the page lets no script in; `evaluate` is no script of the page.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    async (runOnly) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        runOnly,
        resultTypes: ['violations'],
      }),
    run,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

const PAGES = ['of-1', 'of-173', 'hostile', 'adoption', 'hostile-change'];

inChromium('accessibility', (browser) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const rules = SCHEMES[colorScheme];
    test.each(PAGES)(`axe finds nothing in %s, ${colorScheme}`, async (name) => {
      const opened = await ReportPage.open(browser(), name, { colorScheme });
      expect(await violationsOf(opened, rules)).toEqual([]);
      await opened.close();
    });

    test(`axe finds nothing with details open, ${colorScheme}`, async () => {
      for (const hash of [
        `#${ReportSection.REPOSITORIES}?repository=3`,
        `#${ReportSection.ACCESS}?principal=0`,
        `#${ReportSection.MAP}?registry=0`,
        `#${ReportSection.CONTROLS}?filter=e`,
      ]) {
        const opened = await ReportPage.open(browser(), 'of-173', { colorScheme, hash });
        expect(await violationsOf(opened, rules)).toEqual([]);
        await opened.close();
      }
    });
  }

  test('axe finds what is wrong', async () => {
    const opened = await ReportPage.open(browser(), 'of-1');
    await opened.page.evaluate(() => {
      const image = document.createElement('input');
      document.querySelector('main')!.append(image);
    });
    expect((await violationsOf(opened)).join('\n')).toMatch(/^label: /m);
    await opened.close();
  });

  test('light and dark have other colours', async () => {
    const colours = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const opened = await ReportPage.open(browser(), 'of-1', { colorScheme });
      colours.push(await opened.page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await opened.close();
    }
    expect(new Set(colours).size).toBe(2);
  });

  test('the page has one main heading, and no level is left out', async () => {
    const opened = await ReportPage.open(browser(), 'of-173');
    const levels = await opened.page
      .locator('h1, h2, h3, h4, h5, h6')
      .evaluateAll((all) => all.map(({ localName }) => Number(localName[1])));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1)).toEqual([]);
    await opened.close();
  });

  test('what has the focus is seen', async () => {
    const opened = await ReportPage.open(browser(), 'of-1');
    const { page } = opened;
    const unseen: string[] = [];
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(() => {
        const element = document.activeElement!;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        const inner = element.querySelector('rect');
        const isSeen =
          (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) ||
          boxShadow !== 'none' ||
          (inner !== null && parseFloat(getComputedStyle(inner).strokeWidth) >= 2);
        return isSeen || element === document.body ? undefined : element.outerHTML.slice(0, 100);
      });
      if (found !== undefined) unseen.push(found);
    }
    expect(unseen).toEqual([]);
    await opened.close();
  });

  test('a small screen needs no sidewards movement of the page', async () => {
    const opened = await ReportPage.open(browser(), 'of-173', { viewport: { width: 360, height: 740 } });
    expect(await opened.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await opened.close();
  });
});
