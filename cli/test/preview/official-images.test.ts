import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { Workspace } from '../support';

// The push history of the Docker Official Images. The data does not belong to the package: without it nothing is tested.

jest.setTimeout(300_000);

const SHARED = join(__dirname, '../../../../shared');
const FILE = join(SHARED, 'data/official-images.json.gz');
const isThere = existsSync(FILE);
const PAGE = readFileSync(join(__dirname, '../../../docs/lifecycle.md'), 'utf8');
const [BEGIN, END] = ['<!-- preview:begin -->', '<!-- preview:end -->'];
/** The only rows of a table that a page has, beside its head and its sums. */
const ROWS = 5;

test('the data is there, or its whole folder is missing', () => {
  if (!isThere) console.warn(`NOT TESTED: the command with the official images, as there is no ${FILE}`);
  // Where the folder is there in CI, a missing file would hide that nothing is tested.
  expect(isThere || !process.env.CI || !existsSync(SHARED)).toBe(true);
});

(isThere ? describe : describe.skip)('the official images', () => {
  let files: Workspace;
  beforeAll(() => (files = new Workspace()));
  afterAll(() => files.remove());

  test('are previewed by one command, without a bar where nobody watches', async () => {
    const { status, stdout, stderr } = await files.run([
      'preview',
      FILE,
      '--preset',
      'pulled-images',
      '--protect',
      '*',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^173 repositories, at /);
    expect(stdout).toMatch(/^total +139,202 +0 +\d\d,\d\d\d +\d+,\d+ +0 B +\d+$/m);
    expect(stdout).toContain('None of 86,183 protected images (*) goes.');
  });

  test('are previewed with a bar on a terminal', async () => {
    const { stderr } = await files.run(['preview', FILE, '--preset', 'pulled-images'], { stderrIsTerminal: true });
    expect(stderr).toMatch(/#\.+ \d+ of 139202 images/);
  });

  test('are in docs/lifecycle.md as the command previews them', async () => {
    const [, section, ...others] = PAGE.split(BEGIN);
    expect(section).toBeDefined();
    expect(others).toEqual([]);
    const [block] = section.split(END);
    const [command, ...shown] = /```console\n\$ (.*?)\n```/s
      .exec(block)![1]
      .replace(/ \\\n\s+/g, ' ')
      .split('\n');
    const words = command.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'));
    expect(words.slice(0, 4)).toEqual(['npx', 'cdk-ecr-cli', 'preview', 'official-images.json.gz']);

    const { status, stdout, stderr } = await files.run(['preview', FILE, ...words.slice(4)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const printed = stdout.trimEnd().split('\n');
    const gap = shown.indexOf('…');
    expect(shown.slice(0, gap)).toEqual(printed.slice(0, gap));
    expect(gap).toBe(3 + ROWS);
    const rest = shown.slice(gap + 1);
    expect(rest.length).toBeGreaterThan(2);
    expect(printed.slice(-rest.length)).toEqual(rest);
  });
});
