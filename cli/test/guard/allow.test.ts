import { change } from './support';
import { applyAllowances } from '../../src/guard/allow/allowance';
import { readAllowances } from '../../src/guard/allow/read-allowances';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const TODAY = '2026-11-28';
const MOVED = { kind: 'repository-moved', path: 'Images/Api', reason: 'it moves with its owner', until: '2026-11-28' };

/** Reads a file, and applies it to changes. */
function allowed(entries: unknown, ...paths: string[]) {
  const file = files.write('allow.json', entries).replace('$', files.folder);
  const changes = paths.map((path) => change(path));
  const judged = applyAllowances(changes, readAllowances([file]), TODAY);
  return {
    left: judged.changes.map(({ path }) => path),
    allowed: judged.allowed.map((each) => each.change.path),
    expired: judged.expired.map(({ path }) => path),
  };
}

function refusal(entries: unknown, ...paths: string[]): string {
  try {
    allowed(entries, ...paths);
    return 'nothing is refused';
  } catch (error) {
    return (error as Error).message.replaceAll(files.folder, '$');
  }
}

test('A change is allowed by its kind and whole path, on the last day as well.', () => {
  expect(allowed([MOVED], 'Images/Api', 'Images/Api2')).toEqual({
    left: ['Images/Api2'],
    allowed: ['Images/Api'],
    expired: [],
  });
});

test('A path with * at its end allows all that begin with it.', () => {
  const paths = ['Images/Api', 'Images/Api2', 'Other/Api'];
  expect(allowed([{ ...MOVED, path: 'Images/*' }], ...paths)).toMatchObject({ left: ['Other/Api'] });
  expect(allowed([{ ...MOVED, path: '*' }], ...paths)).toMatchObject({ left: [] });
});

test('One that has expired allows nothing, and is reported.', () => {
  const expired = { ...MOVED, until: '2026-11-27' };
  expect(allowed([expired], 'Images/Api')).toEqual({ left: ['Images/Api'], allowed: [], expired: ['Images/Api'] });
  expect(allowed([expired, MOVED], 'Images/Api')).toMatchObject({ left: [], allowed: ['Images/Api'] });
});

test('YAML has the same entries, and a file without entries allows nothing.', () => {
  const read = (content: string) => readAllowances([files.write('allow.yaml', content).replace('$', files.folder)]);
  const [{ place, ...entry }] = read(
    '# until the move is over\n- kind: repository-moved\n  path: Images/Api\n  reason: it moves with its owner\n  until: 2026-11-28\n',
  );
  expect(entry).toEqual(MOVED);
  expect(place).toContain('allow.yaml');
  expect(read('# - nothing\n')).toEqual([]);
});

test('What allows nothing is refused, expired or not.', () => {
  expect(refusal([{ ...MOVED, path: 'Images/Apo' }], 'Images/Api')).toBe(
    'cdk-ecr: [0] of $/allow.json is "repository-moved at Images/Apo" but must have the kind and the path of a change; ' +
      'correct it, or remove it',
  );
  expect(refusal([MOVED, { ...MOVED, kind: 'repository-lost', until: '2026-01-01' }], 'Images/Api')).toBe(
    'cdk-ecr: [1] of $/allow.json is "repository-lost at Images/Api" but must have the kind of a change at its path; ' +
      'correct it, or remove it',
  );
});

test.each([
  [
    'a reason without words for a reviewer',
    [{ ...MOVED, reason: 'planned  move' }],
    'cdk-ecr: reason in [0] of $/allow.json is "planned  move" but must have at least 3 words; write the reason for a reviewer',
  ],
  [
    'no end',
    [{ ...MOVED, until: undefined }],
    'cdk-ecr: until in [0] of $/allow.json is undefined but must be a text; write kind, path, reason and until',
  ],
  [
    'a day that is none',
    [{ ...MOVED, until: '2026-02-30' }],
    'cdk-ecr: until in [0] of $/allow.json is "2026-02-30" but must be a date like "2027-03-31"; write the last day on ' +
      'which it counts as YYYY-MM-DD',
  ],
  [
    'a * within the path',
    [{ ...MOVED, path: 'Images/*/Api' }],
    'cdk-ecr: path in [0] of $/allow.json is "Images/*/Api" but must have * only at its end; write the whole path, or ' +
      'its start and *',
  ],
  [
    'a name that is unknown',
    [{ ...MOVED, end: '2026-11-28' }],
    'cdk-ecr: name in [0] of $/allow.json is "end" but must be one of kind, path, reason, until; leave it out',
  ],
  [
    'an entry that is a text',
    ['Images/Api'],
    /^cdk-ecr: \[0\] of \$\/allow\.json is "Images\/Api" but must be an object/,
  ],
  ['something else than a list', MOVED, /^cdk-ecr: content of \$\/allow\.json is .* but must be a list/],
])('%s is refused.', (_, entries, message) => {
  expect(refusal(entries, 'Images/Api')).toEqual(
    typeof message === 'string' ? message : expect.stringMatching(message),
  );
});
