import { createHash } from 'crypto';
import { promisify } from 'util';
import { gzip } from 'zlib';
import { escapedText } from './escaped-text';
import { attentionNumber, changesSummary, summaryOf } from './summary';
import { script, style } from '../../../page/lib/page.json';
import type { RegistryReport } from '../model/registry-report';

const compress = promisify(gzip);

/** How many lists of images are compressed at once. */
const AT_ONCE = 64;
/** More of it takes twice the time for a hundredth of the size: digests have nothing to compress. */
const LEVEL = 5;

/**
 * The report as one page, which needs no network. The policy in it allows its own script and style only. Data is
 * compressed and in base64, so that no text of it is markup. The images of a repository are read when they are shown.
 */
export async function* htmlReport({ images, ...rest }: RegistryReport): AsyncGenerator<string> {
  const report = { ...rest, images: {} };
  yield head(report);
  yield `<div id="page"><noscript>\n${withoutScripts(report)}\n</noscript></div>\n`;
  yield await dataOf('report', rest);
  const entries = Object.entries(images);
  for (let start = 0; start < entries.length; start += AT_ONCE) {
    const some = entries.slice(start, start + AT_ONCE);
    yield (await Promise.all(some.map(async ([place, columns]) => dataOf(`images-${place}`, columns)))).join('');
  }
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function head(report: RegistryReport): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapedText(titleOf(report))}</title>
<style>${style}</style>
</head>
<body>
`;
}

/** The hash that tells the policy a script or a style. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function titleOf(report: RegistryReport): string {
  const own = report.registries.filter(({ isOutside }) => !isOutside);
  return `Amazon ECR: ${own.length === 1 ? own[0].name : summaryOf(report)}`;
}

/** The numbers of the first screen, for a browser that runs no scripts. */
function withoutScripts(report: RegistryReport): string {
  const { attention, changes } = report;
  const lines = [
    ...(changes === undefined ? [] : [`Changes: ${changesSummary(changes)}`]),
    ...attention.map((each) => `${each.title}: ${attentionNumber(each)}`),
    summaryOf(report),
  ];
  const items = lines.map((line) => `<li>${escapedText(line)}</li>`).join('\n');
  return `<h1>${escapedText(titleOf(report))}</h1>\n<p>The details need JavaScript.</p>\n<ul>\n${items}\n</ul>`;
}

/** Data as an element that no browser runs. */
async function dataOf(id: string, value: unknown): Promise<string> {
  const bytes = await compress(JSON.stringify(value), { level: LEVEL });
  return `<script type="application/octet-stream" id="${id}">${bytes.toString('base64')}</script>\n`;
}
