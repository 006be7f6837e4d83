import { join } from 'path';
import { filesIn, PLAIN, refused, repositoryAttributes, tfstate } from './support';
import { writeRegistry } from '../registries';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const REPOSITORIES = {
  'free/api': PLAIN,
  'stack/api': { ...PLAIN, stack: { stackName: 'Team' } },
  'stack/web': { ...PLAIN, stack: { stackName: 'Team' } },
  'tf/api': PLAIN,
  'unread/api': PLAIN,
};

async function run() {
  const snapshot = writeRegistry(files, 'registry', REPOSITORIES, {
    unread: [refused('ecr:GetRepositoryPolicy', 'unread/api'), refused('ecr:GetRegistryPolicy')],
  });
  const attributes = repositoryAttributes('tf/api');
  const state = files.write('a.tfstate', {
    ...tfstate(),
    resources: [
      {
        mode: 'managed',
        type: 'aws_ecr_repository',
        name: 'all',
        instances: [{ index_key: "it's", attributes }],
      },
    ],
  });
  const { status, stdout } = await files.run(['adopt', snapshot, '--out', '$/app', '--terraform-state', state]);
  expect(status).toBe(0);
  return { stdout, page: filesIn(join(files.folder, 'app'))['ADOPT.md'] };
}

test('waves are printed in the order in which they come in, with counts and names', async () => {
  const { stdout } = await run();
  const lines = stdout.split('\n').filter((line) => /^(Wave|Left|Team|\$\/a\.|ecr:)/.test(line));
  expect(lines.map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
    'Wave 1, what nobody owns: 1 repository',
    'Wave 2, what stacks of CloudFormation own: 2 repositories',
    'Team  111122223333/eu-central-1  2  0  stack/api, stack/web',
    'Wave 3, what Terraform owns: 1 repository',
    '$/a.tfstate  111122223333/eu-central-1  1  0  tf/api',
    'Left out, as it is not known as it is: 1 repository and 1 setting',
    'ecr:GetRegistryPolicy  111122223333/eu-central-1  0  1  RegistryPolicy',
    'ecr:GetRepositoryPolicy  111122223333/eu-central-1  1  0  unread/api',
  ]);
});

test('the next commands are printed until the import', async () => {
  const { stdout } = await run();
  expect(stdout.slice(stdout.indexOf('\nNext'))).toBe(`
Next, in $/app:
  npm install
  npx cdk synth --quiet
  npx cdk-ecr-cli guard cdk.out --deployed ../registry
  npx cdk import Repositories-111122223333-eu-central-1 --resource-mapping mapping/Repositories-111122223333-eu-central-1.json

$/app/ADOPT.md has all steps, all of this in full, and the way back.
`);
});

test('ADOPT.md says how each wave comes in, with the addresses as words of a shell', async () => {
  const { page } = await run();
  expect(page).toContain('## Wave 2: what stacks of CloudFormation own');
  expect(page).toContain('Give them DeletionPolicy: Retain in their stack, and deploy it.');
  expect(page).toContain(`terraform state rm 'aws_ecr_repository.all["it'\\''s"]'`);
  expect(page.indexOf('## Wave 2')).toBeLessThan(page.indexOf('## Wave 3'));
  expect(page).toContain('## The way back');
});
