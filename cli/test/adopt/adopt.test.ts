import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import * as ts from 'typescript';
import { synthesized, typeErrors } from './code/generated-app';
import { filesIn, PLACE, PLAIN, refused } from './support';
import { writeRegistry } from '../registries';
import type { TestRepository } from '../registries';
import { mistakesIn } from '../schemas';
import { image, Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const REPOSITORIES = { 'team/api': { ...PLAIN, images: [image(1)] }, 'team/web': PLAIN };
const SETTINGS = {
  pullThroughCacheRules: [{ ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io', upstreamRegistry: 'quay' }],
  repositoryCreationTemplates: [
    {
      prefix: 'quay',
      appliedFor: ['PULL_THROUGH_CACHE'],
      imageTagMutability: 'MUTABLE',
      encryptionConfiguration: { encryptionType: 'AES256' },
    },
  ],
  scanningConfiguration: {
    scanType: 'BASIC',
    rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }],
  },
};

/** Adopts a snapshot, and gives the files of the app. */
async function appOf(snapshot: string, out = 'app'): Promise<Record<string, string>> {
  const { status, stderr } = await files.run(['adopt', snapshot, '--out', `$/${out}`]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return filesIn(join(files.folder, out));
}

function generated(app: Record<string, string>) {
  return Object.entries(app).map(([path, content]) => ({ path, content }));
}

describe('the app', () => {
  test('declares each repository and setting, and the mapping names every resource of its stacks', async () => {
    const app = await appOf(writeRegistry(files, 'registry', REPOSITORIES, SETTINGS));
    const { templates } = synthesized(generated(app));
    expect(templates.size).toBeGreaterThan(1);
    for (const [stack, template] of templates) {
      const mapping = JSON.parse(app[`mapping/${stack}.json`]) as Record<string, unknown>;
      const own = Object.entries(template.Resources ?? {}).filter(([, { Type }]) =>
        String(Type).startsWith('AWS::ECR::'),
      );
      expect(Object.keys(mapping).sort()).toEqual(own.map(([id]) => id).sort());
    }
  }, 60_000);

  test('is retained as a whole, as the way back says', async () => {
    const app = await appOf(writeRegistry(files, 'registry', REPOSITORIES, SETTINGS));
    for (const template of synthesized(generated(app)).templates.values()) {
      for (const { Type, DeletionPolicy } of Object.values(template.Resources ?? {})) {
        if (String(Type).startsWith('AWS::ECR::')) expect(DeletionPolicy).toMatch(/^Retain/);
      }
    }
  }, 60_000);

  test('is of all registries of a snapshot', async () => {
    const folders = ['eu-central-1', 'eu-west-1'].map((region) =>
      writeRegistry(files, `all/${region}`, { 'team/api': PLAIN }, { region, ...SETTINGS }),
    );
    expect(folders).toHaveLength(2);
    const app = await appOf('$/all');
    expect(synthesized(generated(app)).templates.size).toBe(4);
    expect(Object.keys(app).filter((file) => file.startsWith('mapping/'))).toHaveLength(4);
  }, 60_000);

  test('is the same, byte for byte, for the same snapshot', async () => {
    const snapshot = writeRegistry(files, 'registry', REPOSITORIES, SETTINGS);
    expect(await appOf(snapshot, 'one')).toEqual(await appOf(snapshot, 'two'));
  });

  test('has mappings of at most 200 resources, which is what CloudFormation imports at once', async () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`team/r${i}`, PLAIN]));
    const app = await appOf(writeRegistry(files, 'registry', many));
    const mappings = Object.entries(app).filter(([file]) => file.startsWith('mapping/'));
    expect(mappings.map(([file, content]) => [file, Object.keys(JSON.parse(content)).length])).toEqual([
      ['mapping/Repositories-111122223333-eu-central-1-1.json', 200],
      ['mapping/Repositories-111122223333-eu-central-1-2.json', 1],
    ]);
  }, 60_000);

  test('is written into an empty folder', async () => {
    mkdirSync(join(files.folder, 'app'));
    expect(Object.keys(await appOf(writeRegistry(files, 'registry', REPOSITORIES)))).toContain('app.ts');
  });

  test('is only the report if everything is owned', async () => {
    const owned = { 'team/api': { ...PLAIN, stack: { stackName: 'Team' } } };
    expect(Object.keys(await appOf(writeRegistry(files, 'registry', owned)))).toEqual(['ADOPT.md']);
  });
});

test('--json prints what its schema says', async () => {
  const owned = {
    'team/old': { ...PLAIN, stack: { stackName: 'Team' } },
    'team/tf': { ...PLAIN, tags: { Terraform: 'yes' } },
  };
  const snapshot = writeRegistry(
    files,
    'registry',
    { ...REPOSITORIES, ...owned },
    {
      ...SETTINGS,
      unread: [refused('ecr:GetRegistryPolicy')],
    },
  );
  const { stdout } = await files.run(['adopt', snapshot, '--out', '$/app', '--json']);
  expect(mistakesIn('adopt-1', stdout)).toEqual([]);
});

describe('bad input writes nothing:', () => {
  async function refusal(args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await files.run(['adopt', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(Object.keys(filesIn(files.folder)).filter((file) => !/^(registry|one|two|full|all)/.test(file))).toEqual([]);
    return stderr;
  }

  test('no folder for the app', async () => {
    expect(await refusal([writeRegistry(files, 'registry', REPOSITORIES)])).toBe(
      "cdk-ecr: required option '-o, --out <folder>' not specified\n",
    );
  });

  test('a folder with files', async () => {
    files.write('full/file', '');
    expect(await refusal([writeRegistry(files, 'registry', REPOSITORIES), '--out', '$/full'])).toBe(
      'cdk-ecr: --out is "$/full" but must be a new or an empty folder; choose another, or delete it\n',
    );
  });

  test('a folder in one that is not there', async () => {
    expect(await refusal([writeRegistry(files, 'registry', REPOSITORIES), '--out', '$/none/app'])).toBe(
      'cdk-ecr: folder of --out is "$/none" but must be a folder that is there; create it, or correct the path\n',
    );
  });

  test('no snapshot', async () => {
    expect(await refusal(['$', '--out', '$/app'])).toBe(
      'cdk-ecr: snapshot is "$" but must have a snapshot, with a file registry.json; take one by cdk-ecr snapshot\n',
    );
  });

  test('a snapshot without the list of repositories, with the call', async () => {
    const snapshot = writeRegistry(files, 'registry', {}, { unread: [refused('ecr:DescribeRepositories')] });
    expect(await refusal([snapshot, '--out', '$/app'])).toBe(
      'cdk-ecr: answer of ecr:DescribeRepositories in $/registry/registry.json is "AccessDeniedException" but must be ' +
        'there; take the snapshot again, with a role that may call it\n',
    );
  });

  test('two snapshots of one registry', async () => {
    for (const folder of ['one', 'two']) writeRegistry(files, `all/${folder}`, REPOSITORIES);
    expect(await refusal(['$/all', '--out', '$/app'])).toBe(
      `cdk-ecr: registry ${PLACE} is "$/all/one/registry.json, $/all/two/registry.json" but must be in one snapshot; ` +
        'pass the newer one\n',
    );
  });

  test('a repository that is there twice', async () => {
    const snapshot = writeRegistry(files, 'registry', { 'team/api': PLAIN });
    const file = join(files.folder, 'registry/repositories.ndjson');
    writeFileSync(file, filesIn(join(files.folder, 'registry'))['repositories.ndjson'].repeat(2));
    expect(await refusal([snapshot, '--out', '$/app'])).toBe(
      'cdk-ecr: repositoryName in $/registry/repositories.ndjson is "team/api" but must be there once; take a new snapshot\n',
    );
  });

  test.each(['Team', '../../x', 'team/a`${b}', 'team/a\n'])('a repository with the name %j', async (name) => {
    const stderr = await refusal([writeRegistry(files, 'registry', { [name]: PLAIN }), '--out', '$/app']);
    expect(stderr).toMatch(/^cdk-ecr: repositoryName in .* but must be a name of Amazon ECR; take a new snapshot\n$/);
  });

  test('a text that the CDK would take for one of its own', async () => {
    const tags = { note: '${Token[TOKEN.1]}' };
    const snapshot = writeRegistry(files, 'registry', { 'team/api': { ...PLAIN, tags } });
    expect(await refusal([snapshot, '--out', '$/app'])).toBe(
      'cdk-ecr: repositoryName in $/registry/repositories.ndjson is "team/api" but must have no text with ${Token[…, ' +
        'which the CDK reserves; change the text in AWS\n',
    );
  });

  test.each([{ account: '../../etc' }, { region: 'eu`' }])('a registry %j', async (registry) => {
    const stderr = await refusal([writeRegistry(files, 'registry', REPOSITORIES, registry), '--out', '$/app']);
    expect(stderr).toMatch(/ but must be an account and a region; take a new snapshot\n$/);
  });
});

describe('hostile texts', () => {
  const HOSTILE = [
    "'; process.exit(1); //",
    '"; process.exit(1); //',
    '`${process.exit(1)}`',
    '${process.exit(1)}',
    '*/ process.exit(1); /*',
    'a\nprocess.exit(1)',
    'a\u2028process.exit(1)',
    '\u202eabc\u2066',
    '</script><!--',
    '\\',
    '__proto__',
    '| a | `b` |',
    '```\n# title',
  ];
  const text = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.array(fc.constantFrom(...HOSTILE, ' '), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
  );

  test('in tags, policies, descriptions and times break out of nothing', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (one, other) => {
        const hostile: TestRepository = {
          ...PLAIN,
          tags: { [one]: other },
          policy: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: one,
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::444455556666:root' },
                Action: 'ecr:BatchGetImage',
                Condition: { StringEquals: { 'aws:PrincipalTag/a': other } },
              },
            ],
          },
          lifecyclePolicy: {
            rules: [
              {
                rulePriority: 1,
                description: one,
                selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
                action: { type: 'expire' },
              },
            ],
          },
          images: [{ ...image(1), imageTags: [one] }],
        };
        const registry = {
          time: '2026-02-01T00:00:00.000Z',
          unread: [{ ...refused('ecr:GetRegistryPolicy'), code: one, message: other }],
        };
        const stack = { ...PLAIN, stack: { stackName: one } };
        const snapshot = writeRegistry(files, 'registry', { 'team/api': hostile, 'team/old': stack }, registry);
        const { status, stdout } = await files.run(['adopt', snapshot, '--out', '$/app']);
        expect(status).toBe(0);
        expect(stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\u2028/u);
        const app = filesIn(join(files.folder, 'app'));
        for (const [, content] of Object.entries(app)) expect(content).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\u2028/u);
        // Nothing but the code of the app is in its lines: a text that broke out would be another token.
        for (const [file, content] of Object.entries(app)) {
          if (file.endsWith('.ts')) expect(outsideOfTexts(content)).not.toContain('process');
        }
        files.remove();
        files = new Workspace();
      }),
      { numRuns: 25, examples: HOSTILE.map((each): [string, string] => [each, each]) },
    );
  }, 120_000);

  test('leave an app that compiles and synthesizes', async () => {
    const tags = Object.fromEntries(HOSTILE.slice(0, 5).map((each, i) => [`k${i}`, each]));
    const app = await appOf(writeRegistry(files, 'registry', { 'team/api': { ...PLAIN, tags } }));
    expect(typeErrors([generated(app)])).toEqual([]);
    expect(synthesized(generated(app)).templates.size).toBe(1);
  }, 120_000);
});

/** The tokens of a source file that are neither texts nor comments. */
function outsideOfTexts(source: string): string {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, source);
  const tokens: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind !== ts.SyntaxKind.StringLiteral && kind !== ts.SyntaxKind.NoSubstitutionTemplateLiteral) {
      tokens.push(scanner.getTokenText());
    }
  }
  return tokens.join(' ');
}
