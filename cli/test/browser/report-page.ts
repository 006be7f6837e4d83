import { readFileSync } from 'fs';
import { join } from 'path';
import { pathToFileURL } from 'url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PAGES } from './write-pages';
import type { RegistryReport } from '../../src/report/model/registry-report';
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { chromium, launch, MAJOR } = require('./chromium') as {
  readonly MAJOR: number;
  chromium(): string | undefined;
  launch(): Promise<Browser>;
};

/** What a page did that it must not do: messages, errors, requests, dialogs and what its policy refused. */
export type Complaint = readonly [kind: string, text: string];

/** A page of the report in Chromium. */
export class ReportPage {
  /** Opens a page that `write-pages.ts` has written, at a place such as `#repositories`, and waits until it is drawn. */
  public static async open(
    browser: Browser,
    name: string,
    { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<ReportPage> {
    const url = pathToFileURL(join(process.env[PAGES]!, `${name}.html`)).href;
    const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, ...options });
    const page = await context.newPage();
    const opened = new ReportPage(page, url);
    await opened.listen();
    await page.goto(`${url}${hash}`);
    await opened.waitUntilReady();
    return opened;
  }

  public readonly complaints: Complaint[] = [];

  private constructor(
    public readonly page: Page,
    public readonly url: string,
  ) {}

  public async waitUntilReady(): Promise<void> {
    await this.page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    await this.settle();
  }

  /** Waits until the page has drawn what follows from an input. */
  public async settle(): Promise<void> {
    await this.page.evaluate(
      async () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  }

  /** The JSON of an element of the file, as the page reads it. */
  public async dataOf(id: string): Promise<unknown> {
    return this.page.evaluate(async (element) => {
      const text = document.getElementById(element)?.textContent;
      if (text === undefined) return undefined;
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
      return JSON.parse(await new Response(stream).text()) as unknown;
    }, id);
  }

  /** Moves the focus by keyboard until an element that matches has it. */
  public async tabTo(selector: string, limit = 400): Promise<void> {
    for (let presses = 0; presses < limit; presses++) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    }
    throw new Error(`the keyboard does not reach ${selector} in ${limit} steps`);
  }

  public async close(): Promise<void> {
    await this.page.context().close();
  }

  private async listen(): Promise<void> {
    const { page, complaints } = this;
    page.on('console', (message) => {
      if (['error', 'warning', 'assert'].includes(message.type())) complaints.push(['console', message.text()]);
    });
    page.on('pageerror', (error) => complaints.push(['error', error.message]));
    page.on('dialog', (dialog) => {
      complaints.push(['dialog', dialog.message()]);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => complaints.push(['popup', popup.url()]));
    page.on('download', (download) => complaints.push(['download', download.url()]));
    page.on('request', (request) => {
      if (request.url().split('#')[0] !== this.url) complaints.push(['request', request.url()]);
    });
    await page.context().route('**/*', async (route) => {
      if (route.request().url().split('#')[0] === this.url) return route.continue();
      complaints.push(['route', route.request().url()]);
      return route.abort();
    });
    await page.exposeFunction('complain', (kind: string, text: string) => complaints.push([kind, text]));
    await page.addInitScript(() => {
      const { complain } = window as unknown as { complain(kind: string, text: string): void };
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        complain('policy', `${violatedDirective} ${blockedURI}`),
      );
    });
  }
}

/** The report of a page, as `--json` writes it. */
export function reportOf(name: string): RegistryReport {
  return JSON.parse(readFileSync(join(process.env[PAGES]!, `${name}.json`), 'utf8')) as RegistryReport;
}

/** Tests with a browser. Where there is none they are skipped, which is said; in CI they fail. */
export function inChromium(name: string, tests: (browser: () => Browser) => void): void {
  if (chromium() === undefined && !process.env.CI) {
    console.warn(
      `SKIPPED: ${name}. There is no Chromium: install it (the tests are written with ${MAJOR}), or set CHROMIUM.`,
    );
    describe.skip(name, () => tests(() => undefined!));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      if (chromium() === undefined) throw new Error(`there is no Chromium: install ${MAJOR}, or set CHROMIUM`);
      browser = await launch();
    });
    afterAll(async () => browser?.close());
    tests(() => browser);
  });
}
