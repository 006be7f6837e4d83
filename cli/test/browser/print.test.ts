import { inChromium, ReportPage } from './report-page';

/** A4 with the margins of the page, at 96 dots an inch. */
const PAPER = 703;

inChromium('the print', (browser) => {
  test.each([
    ['of-1', 12],
    ['of-173', 40],
    ['of-10000', 60],
    ['adoption', 60],
  ])('of %s has %d pages at most', async (name, most) => {
    const opened = await ReportPage.open(browser(), name);
    const pdf = await opened.page.pdf({ format: 'A4' });
    const pages = [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(most);
    await opened.close();
  });

  test.each(['of-173', 'adoption'])('of %s cuts nothing off at the side', async (name) => {
    const opened = await ReportPage.open(browser(), name, { viewport: { width: PAPER, height: 1000 } });
    const { page } = opened;
    await page.emulateMedia({ media: 'print' });
    await opened.settle();
    const cut = await page.evaluate(
      (width) =>
        [...document.querySelectorAll('main *')]
          .filter((element) => element.getClientRects().length > 0 && !element.closest('svg, .sr-only'))
          .filter((element) => element.getBoundingClientRect().right > width + 1)
          .map(
            (element) =>
              `${element.closest('section')!.id}: ${element.localName}.${element.className} ${element.textContent!.slice(0, 40)}`,
          ),
      PAPER,
    );
    expect(cut.slice(0, 10)).toEqual([]);
    const map = await page.locator('#map svg').first().boundingBox();
    expect(map!.x + map!.width).toBeLessThanOrEqual(PAPER + 1);
    await opened.close();
  });

  test('is dark text on white, also where the screen is dark', async () => {
    const opened = await ReportPage.open(browser(), 'of-1', { colorScheme: 'dark' });
    await opened.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await opened.page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, backgroundColor };
    });
    expect(colours).toEqual({
      color: 'rgb(0, 0, 0)',
      backgroundColor: expect.stringMatching(/^rgb\(255, 255, 255\)$|^rgba\(0, 0, 0, 0\)$/),
    });
    await opened.close();
  });
});
