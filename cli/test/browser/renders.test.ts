import { inChromium, reportOf, ReportPage } from './report-page';
import { ReportSection } from '../../src/report/model/registry-report';

inChromium('the page', (browser) => {
  test.each(['of-1', 'of-173', 'of-10000', 'adoption'])(
    'of %s is drawn, asks for nothing and complains of nothing',
    async (name) => {
      const opened = await ReportPage.open(browser(), name);
      const { page } = opened;
      expect(await page.title()).toMatch(/^Amazon ECR: /);
      const report = reportOf(name);
      const sections = Object.values(ReportSection).filter(
        (section) => section !== ReportSection.CHANGES || report.changes !== undefined,
      );
      expect(await page.locator('main > section').evaluateAll((all) => all.map(({ id }) => id))).toEqual(sections);
      for (const section of sections) {
        // More than the heading.
        const text = await page.locator(`#${section}`).innerText();
        expect([section, text.length > 30]).toEqual([section, true]);
      }
      expect(opened.complaints).toEqual([]);
      await opened.close();
    },
  );

  test.each(['of-1', 'of-173', 'hostile', 'adoption'])('of %s has the same as --json', async (name) => {
    const opened = await ReportPage.open(browser(), name);
    const { images, ...rest } = reportOf(name);
    expect(await opened.dataOf('report')).toEqual(rest);
    const ids = await opened.page
      .locator('script[id^="images-"]')
      .evaluateAll((all) => all.map(({ id }) => id.replace('images-', '')));
    expect(ids.sort()).toEqual(Object.keys(images).sort());
    for (const id of ids.slice(0, 20)) expect(await opened.dataOf(`images-${id}`)).toEqual(images[id]);
    await opened.close();
  });

  test('of 10,000 repositories does not draw all of them', async () => {
    const opened = await ReportPage.open(browser(), 'of-10000');
    const elements = await opened.page.evaluate(() => document.querySelectorAll('*').length);
    // The elements with the images of repositories are data.
    const data = await opened.page.locator('script').count();
    expect(data).toBeGreaterThan(10_000);
    expect(elements - data).toBeLessThan(15_000);
    await opened.close();
  });

  test('refuses a script that is not its own, and the harness sees it', async () => {
    const opened = await ReportPage.open(browser(), 'of-1');
    await opened.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.taken = true';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'https://example.com/x.png';
      document.body.append(image);
    });
    await opened.settle();
    expect(await opened.page.evaluate(() => 'taken' in window)).toBe(false);
    expect(opened.complaints.map(([kind]) => kind)).toEqual(expect.arrayContaining(['policy', 'console']));
    await opened.close();
  });
});
