import { inChromium, reportOf, ReportPage } from './report-page';
import { ReportSection } from '../../src/report/model/registry-report';

inChromium('the time line', (browser) => {
  /** A repository whose policy archives images, and deletes them later. */
  const busiest = () => {
    const { repositories, lifecycles } = reportOf('of-173');
    const archives = lifecycles.findIndex(({ json }) => json?.includes('sinceImageTransitioned'));
    const place = repositories.findIndex(
      ({ lifecycle, images }) => lifecycle === archives && images !== undefined && images.archivedCount > 0,
    );
    return { place, repository: repositories[place] };
  };

  test('changes its counts by the arrow keys on the slider', async () => {
    const { place, repository } = busiest();
    const opened = await ReportPage.open(browser(), 'of-173', {
      hash: `#${ReportSection.LIFECYCLE}?repository=${place}`,
    });
    const { page } = opened;
    const slider = page.getByRole('slider');
    await slider.waitFor();
    expect(await page.getByRole('combobox', { name: 'Repository' }).inputValue()).toBe(repository.name);
    const state = async () => slider.getAttribute('aria-valuetext');
    const before = (await state())!;
    expect(before).toMatch(/^2026-11-28: [\d,]+ there, [\d,]+ archived, [\d,]+ deleted$/);
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await opened.settle();
    expect(await state()).toMatch(/^2026-11-29: /);
    await page.keyboard.press('ArrowLeft');
    await opened.settle();
    expect(await state()).toBe(before);
    await page.keyboard.press('End');
    await opened.settle();
    const numbers = (text: string) =>
      [...text.matchAll(/(\d[\d,]*) (?:there|archived|deleted)/g)].map(([, n]) => Number(n.replaceAll(',', '')));
    const [first, last] = [before, (await state())!].map(numbers);
    expect(last).not.toEqual(first);
    // No image is in two states, or in none.
    for (const counts of [first, last]) {
      expect(counts.reduce((sum, count) => sum + count)).toBe(repository.images!.count);
    }
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test('says why an image goes', async () => {
    const { place } = busiest();
    const opened = await ReportPage.open(browser(), 'of-173', {
      hash: `#${ReportSection.LIFECYCLE}?repository=${place}`,
    });
    await opened.page.getByRole('slider').focus();
    await opened.page.keyboard.press('End');
    const row = opened.page.locator('#lifecycle tbody tr', { hasText: 'deleted' }).first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/rule \d expires it/);
    await opened.close();
  });

  test('is that of another repository once it is searched and chosen by keyboard', async () => {
    const opened = await ReportPage.open(browser(), 'of-10000');
    const { page } = opened;
    const field = page.getByRole('combobox', { name: 'Repository' });
    await field.focus();
    await page.keyboard.type('service-4242');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await opened.settle();
    expect(await field.inputValue()).toContain('service-4242');
    await page.getByRole('slider').waitFor();
    expect(await page.locator('#lifecycle tbody tr').count()).toBeGreaterThan(5);
    await opened.close();
  });
});
