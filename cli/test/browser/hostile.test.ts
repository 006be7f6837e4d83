import { HOSTILE, LONG, UNSEEN } from './hostile-registry';
import { inChromium, ReportPage } from './report-page';

/** Texts that a browser would take for something if it did, and that are shown as they are. */
const SHOWN = [HOSTILE.script, HOSTILE.image, HOSTILE.link, HOSTILE.end, HOSTILE.template, HOSTILE.entity];
/** What the page may consist of. */
const ELEMENTS = new Set(
  (
    'html head meta title style body script div header nav main section aside h1 h2 h3 h4 p span strong em bdi code pre ' +
    'a button input select option optgroup label fieldset legend ul ol li dl dt dd table caption colgroup col thead tbody ' +
    'tfoot tr th td details summary article figure figcaption output progress meter time abbr small sub sup br wbr hr b i ' +
    'svg g path rect text tspan line circle defs marker use desc polygon polyline noscript'
  ).split(' '),
);

inChromium('hostile texts', (browser) => {
  test.each(['hostile', 'hostile-change', 'hostile-drift'])('of %s are text, in all sections', async (name) => {
    const opened = await ReportPage.open(browser(), name);
    const { page } = opened;
    await openAll(opened);
    const body = (await page.locator('body').innerText()) + (await page.locator('svg').allTextContents()).join('\n');
    const all = await page.evaluate(() => document.body.textContent!);
    for (const text of SHOWN) expect(all).toContain(text);
    // The app has no name without a place to break it.
    if (name !== 'hostile-change') expect(body).toContain(LONG);

    expect(await page.evaluate(() => 'taken' in window)).toBe(false);
    const made = await page.evaluate(() => [...document.querySelectorAll('*')].map((element) => element.localName));
    expect(made.filter((element) => !ELEMENTS.has(element))).toEqual([]);
    const scripts = await page.locator('script:not([type="application/octet-stream"])').count();
    expect(scripts).toBe(1);
    const attributes = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes]
          .filter((attribute) => /^on|^style$|^src|^srcdoc$|^action$|^formaction$/i.test(attribute.name))
          .map((attribute) => `${element.localName} ${attribute.name}=${attribute.value}`),
      ),
    );
    expect(attributes).toEqual([]);
    expect(opened.complaints).toEqual([]);
    await opened.close();
  });

  test.each(['hostile', 'hostile-change', 'hostile-drift'])(
    'of %s are no address: all links lead into the page',
    async (name) => {
      const opened = await ReportPage.open(browser(), name);
      await openAll(opened);
      const links = await opened.page
        .locator('a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? 'none'));
      expect(links.length).toBeGreaterThan(10);
      expect(links.filter((link) => !/^#[a-z]+(\?[\w=&%.*~+-]*)?$/.test(link))).toEqual([]);
      await opened.close();
    },
  );

  test('with characters that nobody sees are shown with their numbers, also in attributes', async () => {
    const opened = await ReportPage.open(browser(), 'hostile');
    await openAll(opened);
    const { page } = opened;
    const texts = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
      const found: string[] = [document.title];
      while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode as Text;
        if (!['SCRIPT', 'STYLE'].includes(parentElement!.tagName)) found.push(data);
      }
      for (const element of document.querySelectorAll('*')) {
        for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'alt']) {
          found.push(element.getAttribute(name) ?? '');
        }
        if (element instanceof HTMLInputElement) found.push(element.value);
      }
      return found;
    });
    expect(texts.filter((text) => UNSEEN.test(text))).toEqual([]);
    expect(texts.join('\n')).toContain('abc\\u{202e}gnp.exe\\u{2066}');
    await opened.close();
  });

  test('that are long make no page wider than the screen', async () => {
    const opened = await ReportPage.open(browser(), 'hostile', { viewport: { width: 1280, height: 900 } });
    const width = await opened.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(1280);
    await opened.close();
  });

  test('in the address of the page do nothing', async () => {
    for (const hash of [
      '#repositories?filter=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
      '#repositories?repository=99999999',
      '#access?principal=-1&filter=%00%E0%A4%A',
      '#__proto__?constructor=1',
      '#map?registry=1e9',
      '#<script>alert(1)</script>',
    ]) {
      const opened = await ReportPage.open(browser(), 'of-1', { hash });
      expect([hash, await opened.page.locator('main img').count(), opened.complaints]).toEqual([hash, 0, []]);
      expect(await opened.page.locator('main > section').count()).toBeGreaterThan(5);
      await opened.close();
    }
  });
});

/** Opens what folds, so that all texts are there. */
async function openAll(opened: ReportPage): Promise<void> {
  const { page } = opened;
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await opened.settle();
  for (let rounds = 0; rounds < 3; rounds++) {
    await page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>('[aria-expanded="false"]:not(input)')) {
        button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      }
    });
    await opened.settle();
  }
}
