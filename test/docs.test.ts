import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { expectGenerated, markdownTable } from './support/generated-doc';
import { warningsOf } from './support/warnings';
import { DISTRIBUTIONS, RUNTIMES, SERVICES } from '../examples/platform-baseline/official-images';
import { RepositoryAccess } from '../src/access/repository-access';
import { WorkloadIdentity } from '../src/ci/workload-identity';
import { decisionId } from '../src/ecr/decisions/decisions';
import { EcrRule } from '../src/ecr/ecr-rule';
import {
  PUBLIC_REGISTRY_ACTIONS,
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../src/ecr/policy/action-names';
import { RegistryPolicyScope } from '../src/ecr/registry-policy-scope';
import { ResourceType } from '../src/ecr/resource-type';
import * as facades from '../src/facades';
import { RegistryScanning } from '../src/facades/registry-scanning';
import { RepositoryGrants } from '../src/facades/repository-grants';
import { LifecyclePolicy } from '../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../src/lifecycle/tag-selection';
import * as monitoring from '../src/monitoring';
import { UpstreamRegistry } from '../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../src/registry/policy/registry-policy-statement';
import { Registry } from '../src/registry/registry';
import { RegistryRemovalPolicy } from '../src/registry/registry-removal-policy';
import { ImageSigningProfile } from '../src/registry/signing/image-signing-profile';
import { ImageTagMutability } from '../src/repository/image-tag-mutability';
import { PrivateRepository } from '../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../src/repository/private-repository';
import { RepositoryEncryption } from '../src/repository/repository-encryption';
import { RepositoryKey } from '../src/repository/repository-key';

// What the documents say, against what there is. Their samples are compiled in samples.test.ts.

const ROOT = join(__dirname, '..');
const README = read('README.md');
const RECORDS = join(ROOT, 'docs/decisions');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...['docs', 'examples', 'benchmark', 'test/judges', 'test/newest'].flatMap(markdownIn),
];

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/node_modules|cdk\.out|\bresults\b/.test(file))
    .map((file) => join(folder, file));
}

function withoutCode(markdown: string): string {
  return markdown.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, '');
}

/** The text under a heading, up to the next one of the same or a higher level. */
function section(markdown: string, heading: string): string {
  const [, rest] = markdown.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`there is no heading "${heading}"`);
  return rest.split(new RegExp(`\\n#{1,${heading.indexOf(' ')}} `))[0];
}

/** The cells of the first table of a text, without its head. */
function rows(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

/** As GitHub makes anchors of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.replace(/```.*?```/gs, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );
}

function importedSecret(scope: Construct): secretsmanager.ISecret {
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3';
  return secretsmanager.Secret.fromSecretCompleteArn(scope, 'Credentials', arn);
}

function stackWith(props: PrivateRepositoryProps): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  new PrivateRepository(stack, 'Api', props);
  return stack;
}

describe('every document', () => {
  test.each(DOCUMENTS)('%s has links that lead somewhere', (document) => {
    const links = [...withoutCode(read(document)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    const dead = links
      .filter((link) => !/^https:/.test(link))
      .filter((link) => {
        const [file, anchor] = link.split('#');
        const target = file === '' ? join(ROOT, document) : join(ROOT, dirname(document), file);
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
      });
    expect(dead).toEqual([]);
  });

  test.each(DOCUMENTS)('%s names no path of a machine', (document) => {
    expect(read(document)).not.toMatch(/(^|[\s"'`(=])(\/(home|root|tmp|Users|work|workspace|mnt)\/|[A-Z]:\\)/m);
  });
});

describe('the index', () => {
  const linkedFrom = (index: string) => [...read(index).matchAll(/\]\(([^)#\s]+)/g)].map(([, link]) => link);

  test('of the documentation has each page once', () => {
    const pages = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md') && file !== 'README.md');
    const links = linkedFrom('docs/README.md').filter((link) => /^[a-z-]+\.md$/.test(link));
    expect(new Set(links).size).toBe(links.length - 1); // it begins with the first repository
    expect([...new Set(links)].sort()).toEqual(pages.sort());
  });

  test('of the examples has each app', () => {
    const apps = readdirSync(join(ROOT, 'examples')).filter((file) =>
      existsSync(join(ROOT, 'examples', file, 'README.md')),
    );
    const links = linkedFrom('examples/README.md').filter((link) => !link.startsWith('..'));
    expect(links.map((link) => dirname(link)).sort()).toEqual(apps.sort());
  });
});

describe('what documents name', () => {
  const { types } = JSON.parse(read('.jsii')) as { types: Record<string, AssemblyType> };
  /** Other languages spell members otherwise. */
  const pages = ['README.md', ...markdownIn('docs')].filter((page) => !/languages|decisions/.test(page));

  interface AssemblyType {
    readonly base?: string;
    readonly interfaces?: readonly string[];
    readonly methods?: readonly { name: string }[];
    readonly properties?: readonly { name: string }[];
    readonly members?: readonly { name: string }[];
  }

  /** The members of a type with those that it inherits; undefined if it inherits some of the CDK. */
  function membersOf(name: string): string[] | undefined {
    const { base, interfaces = [], methods = [], properties = [], members = [] } = types[name] ?? {};
    const inherited = [...(base ? [base] : []), ...interfaces].map((each) =>
      types[each] ? membersOf(each) : undefined,
    );
    if (inherited.includes(undefined)) return undefined;
    return [...inherited.flatMap((each) => each!), ...[...methods, ...properties, ...members].map((each) => each.name)];
  }

  test.each(pages)('%s names no member that its class does not have', (page) => {
    const named = [...read(page).matchAll(/(?<![\w.])([A-Z]\w+)\.([a-zA-Z]\w+)/g)].map(([text, type, member]) => ({
      text,
      type: `cdk-ecr.${type}`,
      member,
    }));
    const wrong = named.filter(({ type, member }) => types[type] && membersOf(type)?.includes(member) === false);
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  test('the texts of errors on docs/troubleshooting.md are those of the library and the command line', () => {
    const page = read('docs/troubleshooting.md');
    const [, shown] = /```text\n(PrivateRepository at .*?)\n```/s.exec(page)!;
    const app = new Stack(new App(), 'Images');
    expect(() => new PrivateRepository(app, 'Api', { repositoryName: 'Team/Api' })).toThrow(shown.replace(/\n/g, ' '));
    const sources = ['cli/src', 'src'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => read(join(folder, file))),
    );
    const texts = rows(section(page, '## The command line')).flatMap(([message]) =>
      codeIn(message)
        .filter((text) => text.includes(' '))
        .flatMap((text) => text.split(/"…"|is | but must /).filter((part) => part.trim() !== '')),
    );
    expect(texts.length).toBeGreaterThan(2);
    const parts = texts.map((text) => text.replace(/^must /, '').trim());
    expect(parts.filter((part) => !sources.some((source) => source.includes(part)))).toEqual([]);
  });
});

describe('the English', () => {
  /** Words that make a sentence hard to read, or that leave open who does something. */
  const CONTORTED =
    /\b(whoever|whomever|somebody|someone|whatever|hardly|inside of|all the same|however many|as far as|(by|of) which|takes over)\b/gi;

  test('of README and docs has at most 5 contorted words', () => {
    const pages = DOCUMENTS.filter((document) => /^(README|docs\/)/.test(document));
    const found = pages.flatMap((page) =>
      [...withoutCode(read(page)).matchAll(CONTORTED)].map(([word]) => `${page}: ${word}`),
    );
    expect(found.length > 5 ? found : []).toEqual([]);
  });
});

describe('a page', () => {
  /** Pages that are looked up, not read. */
  const REFERENCES = [
    'ci',
    'command-line',
    'compliance-first-check',
    'ecr-checks',
    'languages',
    'migrate-from-terraform',
  ];
  const GENERATED = /<!-- ([\w-]+):begin -->.*?<!-- \1:end -->/gs;
  const pages = readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'));

  test.each(pages)('%s is no longer than one reads', (page) => {
    const isReference = REFERENCES.includes(page.replace('.md', ''));
    const written = read(`docs/${page}`).replace(GENERATED, '');
    expect(written.length).toBeLessThanOrEqual(isReference ? 27_000 : 16_000);
  });
});

describe('README', () => {
  test('is short', () => {
    expect(Buffer.byteLength(README)).toBeLessThanOrEqual(15_000);
  });

  test('has pictures that are not too large to wait for', () => {
    const pictures = [...README.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file]) => file);
    expect(pictures.length).toBeGreaterThan(0);
    for (const file of pictures) expect(readFileSync(join(ROOT, file)).length).toBeLessThanOrEqual(200_000);
  });

  test.each(DOCUMENTS)('%s names no id of a decision that there is not', (document) => {
    const ids = Object.values(EcrRule).map(decisionId);
    const named = [...read(document).matchAll(/(?<![.\w])cdk-ecr::([A-Za-z]\w*)/g)].map(([id]) => id);
    expect(named.filter((id) => !ids.includes(id) && !/::(camelCase|x|rule)$/.test(id))).toEqual([]);
  });

  test('names the packages of all languages', () => {
    const { jsii, name } = JSON.parse(read('package.json'));
    const { java, python, dotnet, go } = jsii.targets;
    expect(rows(section(README, '## Install')).map(([, code]) => codeIn(code)[0])).toEqual([
      name,
      python.distName,
      `${java.maven.groupId}:${java.maven.artifactId}`,
      dotnet.packageId,
      `${go.moduleName}/${go.packageName}`,
    ]);
  });

  test('names the releases that the package asks for', () => {
    const { peerDependencies, engines } = JSON.parse(read('package.json'));
    const compatibility = section(README, '## Compatibility');
    expect(Object.keys(peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
    for (const [peer, range] of Object.entries(peerDependencies)) {
      expect(compatibility).toContain(`${peer} \`${range}\``);
    }
    expect(engines.node).toBe('>= 20.0.0');
    expect(compatibility).toContain('Node.js 20 or later');
  });

  test('names the number of repositories of the demo, and scripts that exist', () => {
    expect(README).toContain(`${[...DISTRIBUTIONS, ...RUNTIMES, ...SERVICES].length} repositories`);
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    for (const command of ['npm run demo', 'npm test']) {
      expect(README).toContain(`npm ci && ${command}`);
      expect(scripts).toContain(command.split(' ').pop());
    }
  });
});

describe('what docs/controls.md says', () => {
  const OF_CONTROLS = read('docs/controls.md');
  const CHOICES: Record<string, PrivateRepositoryProps> = {
    'scanOnPush: false': { scanOnPush: false },
    'LifecyclePolicy.none()': { lifecycle: LifecyclePolicy.none() },
    'ImageTagMutability.mutable()': { tagMutability: ImageTagMutability.mutable() },
    "ImageTagMutability.immutable({ exceptTags: ['latest'] })": {
      tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }),
    },
    'RepositoryEncryption.aes256()': { encryption: RepositoryEncryption.aes256() },
    'RepositoryEncryption.awsManaged()': { encryption: RepositoryEncryption.awsManaged() },
  };

  function controlsLost(props: PrivateRepositoryProps): string[] {
    return warningsOf(stackWith(props)).flatMap((text) => {
      const [, controls] = /this choice fails (.+) \[ack: cdk-ecr::\w+\]$/.exec(text)!;
      return controls.split(' and ');
    });
  }

  test('names each choice with the controls that its warning names', () => {
    const documented = rows(OF_CONTROLS).flatMap(([control, , , failedBy]) =>
      codeIn(failedBy).map((choice) => `${choice} fails ${control}`),
    );
    const warned = Object.entries(CHOICES).flatMap(([choice, props]) =>
      controlsLost(props).map((control) => `${choice} fails ${control}`),
    );
    expect(documented.sort()).toEqual(warned.sort());
  });

  test('no other choice of a setting warns', () => {
    expect(controlsLost({})).toEqual([]);
    const factories = [ImageTagMutability, RepositoryEncryption].flatMap((choice) =>
      Object.getOwnPropertyNames(choice)
        .filter((name) => typeof Object.getOwnPropertyDescriptor(choice, name)?.value === 'function')
        .map((name) => `${choice.name}.${name}`),
    );
    // A new choice has to be looked at here: it costs a control, or it does not.
    expect(factories.sort()).toEqual([
      'ImageTagMutability.immutable',
      'ImageTagMutability.mutable',
      'RepositoryEncryption.aes256',
      'RepositoryEncryption.awsManaged',
      'RepositoryEncryption.customerManaged',
      'RepositoryEncryption.dualLayer',
    ]);
  });
});

describe('what the pages say of private repositories', () => {
  test('all settings have a row among the defaults', () => {
    const { types } = JSON.parse(read('.jsii'));
    const settings = ['RepositorySettings', 'PrivateRepositoryProps']
      .flatMap((struct) => types[`cdk-ecr.${struct}`].properties)
      .map(({ name }: { name: string }) => name)
      .filter((name) => name !== 'repositoryName');
    const documented = rows(section(read('docs/first-repository.md'), '## What the defaults give')).flatMap(
      ([setting]) => codeIn(setting),
    );
    expect(documented.sort()).toEqual(settings.sort());
  });

  test.each([
    ['docs/lifecycle.md', '', 'LifecyclePolicy', LifecyclePolicy, ['of', 'fromJson']],
    ['docs/encryption.md', '', 'RepositoryEncryption', RepositoryEncryption, []],
    ['docs/access.md', '## Access', 'RepositoryAccess', RepositoryAccess, ['made']],
    ['docs/registry.md', '## Scanning', 'RegistryScanning', RegistryScanning, []],
    ['docs/registry.md', '## Registry policy', 'RegistryPolicyStatement', RegistryPolicyStatement, ['draft']],
  ])('%s %s has a row for each choice of %s', (file, heading, name, choices, others) => {
    const factories = Object.getOwnPropertyNames(choices)
      .filter((factory) => !/^_|^(length|name|prototype|numbered|checked)$/.test(factory))
      .filter((factory) => !(others as string[]).includes(factory));
    const documented = rows(heading === '' ? read(file) : section(read(file), heading)).map(
      ([code]) => /^`\w+\.(\w+)\(/.exec(code)?.[1],
    );
    expect(name).toBe(choices.name);
    expect([...new Set(documented)].sort()).toEqual(factories.sort());
  });

  test('all grants have a row', () => {
    const grants = Object.getOwnPropertyNames(RepositoryGrants.prototype).filter(
      (name) => !['constructor', 'statementFor', 'grant', 'add', 'text'].includes(name),
    );
    const documented = rows(section(read('docs/access.md'), '## Grants')).flatMap(([names]) => codeIn(names));
    expect(documented.sort()).toEqual(grants.sort());
  });

  test('all identities of CI systems have a row', () => {
    const identities = Object.getOwnPropertyNames(WorkloadIdentity)
      .filter((name) => !/^(length|name|prototype)$/.test(name))
      .map((name) => `WorkloadIdentity.${name}`);
    const documented = rows(section(read('docs/ci.md'), '## Push from a CI system')).flatMap(([identity]) =>
      codeIn(identity),
    );
    expect(documented.sort()).toEqual(identities.sort());
  });

  test('the lifecycle of the example is explained and previewed as the comments say', () => {
    const text = section(read('docs/lifecycle.md'), '## A lifecycle before it is deployed');
    const policy = LifecyclePolicy.of(
      LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
      LifecycleRule.keepNewest(1, { description: 'builds', tags: TagSelection.prefix('ci-') }),
      LifecycleRule.expireUntagged(Duration.days(14)),
    );
    const words = policy.explain().split('\n').slice(0, policy.rules.length).join('\n');
    expect(text).toContain(`\n\`\`\`text\n${words}\n\`\`\`\n`);

    const image = (day: number, ...imageTags: string[]) => ({
      imageDigest: `sha256:${day}`,
      imageTags,
      imagePushedAt: new Date(Date.UTC(2026, 0, day)),
    });
    const images = [image(1, 'ci-1', 'v1.0.0'), image(2, 'ci-2'), image(3, 'ci-3')];
    const preview = policy.preview(images, { at: new Date('2026-02-01T00:00:00Z') });
    expect(() => preview.expectNeverExpires(TagSelection.pattern('v*'))).not.toThrow();
    expect(text).toContain(`preview.outcomeOf('sha256:2').explain(); // ${preview.outcomeOf('sha256:2').explain()}\n`);
    expect(text).toContain(`preview.summary.expiringImageTotalCount; // ${preview.summary.expiringImageTotalCount}\n`);
  });

  test('the shared key can be declared, and stays where it is', () => {
    const shared = Template.fromStack(stackWith({}));
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    new RepositoryKey(stack, 'EcrRepositoryKey', { grantsOnlyByAwsServices: false });
    new PrivateRepository(stack, 'Api');
    const declared = Template.fromStack(stack);
    for (const type of ['AWS::KMS::Alias', 'AWS::ECR::Repository']) {
      expect(declared.findResources(type)).toEqual(shared.findResources(type));
    }
    const [[id, key], ...others] = Object.entries(declared.findResources('AWS::KMS::Key'));
    expect([id, ...others]).toEqual(Object.keys(shared.findResources('AWS::KMS::Key')));
    expect(key.Properties.KeyPolicy.Statement).toHaveLength(1);
  });

  test('an adopted repository is rendered as it was: policies word by word, AES-256 not at all, and no key', () => {
    const lifecycle =
      '{"rules":[{"rulePriority":7,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed",' +
      '"countUnit":"days","countNumber":3},"action":{"type":"expire"}}]}';
    const statement = {
      Sid: 'Theirs',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'ecr:BatchGetImage',
    };
    const stack = new Stack(new App(), 'Stack');
    const repository = new PrivateRepository(stack, 'Api', {
      repositoryName: 'team/api',
      encryption: RepositoryEncryption.aes256(),
      lifecycle: LifecyclePolicy.fromJson(lifecycle),
    });
    repository.addToResourcePolicy(iam.PolicyStatement.fromJson(statement));
    const template = Template.fromStack(stack);
    const [{ Properties: properties, DeletionPolicy: deletionPolicy }] = Object.values(
      template.findResources('AWS::ECR::Repository'),
    );
    expect(properties).not.toHaveProperty('EncryptionConfiguration');
    expect(properties.LifecyclePolicy.LifecyclePolicyText).toBe(lifecycle);
    expect(properties.RepositoryPolicyText.Statement).toEqual([statement]);
    // Without one CloudFormation refuses to import.
    expect(deletionPolicy).toBe('RetainExceptOnCreate');
    template.resourceCountIs('AWS::KMS::Key', 0);
  });
});

describe('what the pages say of the registry', () => {
  test('all upstream registries have a row, with their prefixes', () => {
    const table = rows(read('docs/pull-through-caches.md'));
    const factories = Object.getOwnPropertyNames(UpstreamRegistry).filter(
      (factory) => !/^(length|name|prototype)$/.test(factory),
    );
    const documented = table.flatMap(([upstream]) =>
      [...upstream.matchAll(/\.(\w+)\(/g)].map(([, factory]) => factory),
    );
    expect(documented.sort()).toEqual(factories.sort());
    const credentials = importedSecret(new Stack());
    const options = { credentials, registryName: 'company', account: '444455556666', region: 'us-east-1' };
    expect(table.flatMap(([, prefixes]) => codeIn(prefixes)).sort()).toEqual(
      factories
        .map(
          (factory) => (UpstreamRegistry as unknown as Record<string, (options: object) => UpstreamRegistry>)[factory],
        )
        .map((upstream) => upstream.call(UpstreamRegistry, options)._defaultPrefix)
        .sort(),
    );
  });

  test('all account settings have a row', () => {
    const { types } = JSON.parse(read('.jsii'));
    const settings = types['cdk-ecr.RegistryAccountSettingsProps'].properties.map(({ name }: { name: string }) => name);
    const documented = rows(section(read('docs/registry.md'), '## Account settings')).flatMap(([setting]) =>
      codeIn(setting),
    );
    expect(documented.sort()).toEqual(settings.sort());
  });

  test('a stack by the guide has nothing that CloudFormation would not import', () => {
    const stack = new Stack(new App(), 'Registry', { env: { account: '111122223333', region: 'eu-west-1' } });
    const registry = new Registry(stack, 'Registry', {
      scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
      policyScope: RegistryPolicyScope.V2,
      removalPolicy: RegistryRemovalPolicy.RETAIN,
    });
    const statement = {
      Sid: 'Theirs',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'ecr:BatchGetImage',
      Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/*',
    };
    registry.addToPolicy(RegistryPolicyStatement.of(iam.PolicyStatement.fromJson(statement)));
    const profileArn = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images';
    registry.addSigningRule({ profile: ImageSigningProfile.fromSigningProfileArn(stack, 'Profile', profileArn) });
    registry.addPullThroughCache('DockerHub', {
      upstream: UpstreamRegistry.dockerHub({ credentials: importedSecret(registry) }),
      settings: { encryption: RepositoryEncryption.aes256() },
    });
    registry.excludeFromPullTime(iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/scanner'));

    const template = Template.fromStack(stack).toJSON();
    const { importMapping } = registry;
    expect(Object.keys(importMapping).sort()).toEqual(Object.keys(template.Resources).sort());
    const documented = rows(section(read('docs/import-a-registry.md'), '## What there is'));
    const identifiers = Object.values(importMapping).flatMap(Object.entries);
    expect([...new Set(identifiers.map(([property]) => property))].sort()).toEqual(
      [...new Set(documented.flatMap(([, identifier]) => codeIn(identifier)))].sort(),
    );
    // Text in the mapping, deletion policies, the policy word by word, and no reference to anything else.
    expect(identifiers.filter(([, value]) => typeof value !== 'string')).toEqual([]);
    for (const resource of Object.values<{ DeletionPolicy?: string; DependsOn?: string[] }>(template.Resources)) {
      expect(resource.DeletionPolicy).toBe('Retain');
      expect(Object.keys(template.Resources)).toEqual(expect.arrayContaining(resource.DependsOn ?? []));
      expect(JSON.stringify(resource)).not.toMatch(/"Fn::GetAtt"|"Ref":"(?!AWS::)/);
    }
    Template.fromStack(stack).hasResourceProperties('AWS::ECR::RegistryPolicy', {
      PolicyText: { Statement: [statement] },
    });
  });
});

describe('what docs/monitoring.md says', () => {
  test('names only what there is, and all constructs', () => {
    const documented = rows(read('docs/monitoring.md').split('\n## ')[0]).flatMap(([names]) => codeIn(names));
    expect(Object.keys({ ...facades, ...monitoring })).toEqual(expect.arrayContaining(documented));
    const { types } = JSON.parse(read('.jsii'));
    const constructs = Object.keys(monitoring).filter(
      (name) => types[`cdk-ecr.${name}`]?.base === 'constructs.Construct',
    );
    expect(constructs.length).toBeGreaterThan(3);
    expect(documented).toEqual(expect.arrayContaining(constructs));
  });

  test('names the alarms by their names and methods', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
    const watched = new monitoring.RegistryMonitoring(stack, 'Monitoring', {
      registry,
      findings: new monitoring.FindingMetrics(stack, 'Findings', { registry }),
      actions: {},
      repositoryKeys: [registry.repositoryKey()],
      archivedImages: {},
    });
    const documented = rows(section(read('docs/monitoring.md'), '## Alarms')).flatMap(([names]) => codeIn(names));
    const [methods, alarms] = [true, false].map((isMethod) =>
      documented.filter((n) => n.startsWith('add') === isMethod),
    );
    expect(Object.keys(watched.alarms)).toEqual(expect.arrayContaining(alarms));
    expect(Object.keys(watched.alarms)).toHaveLength(alarms.length + 6);
    for (const method of methods) expect(watched).toHaveProperty(method);
  });
});

describe('decisions', () => {
  const records = readdirSync(RECORDS)
    .filter((file) => file !== 'README.md')
    .sort();

  test('are all in their index', () => {
    const entries = records.map((file) => {
      const [title, , status] = readFileSync(join(RECORDS, file), 'utf8').split('\n');
      const [, number, subject] = /^# (ADR-\d\d): (.+)$/.exec(title)!;
      return [`[${number}](${file})`, subject, status.replace('- Status: ', '')];
    });
    expectGenerated('docs/decisions/README.md', 'decisions', markdownTable(['record', 'subject', 'status'], entries));
  });

  test.each(records)('%s has the form of a decision', (file) => {
    const text = readFileSync(join(RECORDS, file), 'utf8');
    const number = /^ADR-(\d\d)-[a-z0-9]+(-[a-z0-9]+)*\.md$/.exec(file)?.[1];
    expect(number).toBeDefined();
    const [title, , status, date] = text.split('\n');
    expect(title).toMatch(new RegExp(`^# ADR-${number}: \\S`));
    expect(status).toMatch(/^- Status: (proposed|accepted|superseded by ADR-\d\d)$/);
    expect(date).toMatch(/^- Date: \d{4}-\d{2}-\d{2}$/);
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.slice(0, 3)).toEqual(['Context', 'Decision', 'Consequences']);
    for (const heading of headings) expect(section(text, `## ${heading}`).trim()).not.toBe('');
  });

  test('each number is used once', () => {
    const numbers = records.map((file) => file.slice(0, 'ADR-00'.length));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('those that documents speak of exist', () => {
    const missing = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(/\bADR-\d\d\b/g)]
        .filter(([adr]) => !records.some((file) => file.startsWith(`${adr}-`)))
        .map(([adr]) => `${document}: ${adr}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the permissions of a deployment', () => {
  const TABLE = rows(read('docs/deployment-permissions.md'));

  test('stand there for each resource of Amazon ECR', () => {
    const types = Object.values(ResourceType).filter((type) => /^AWS::(ECR|Signer)::/.test(type));
    expect(TABLE.flatMap(([type]) => codeIn(type)).sort()).toEqual(types.sort());
  });

  test('are actions that Amazon ECR has', () => {
    const named = TABLE.flatMap(([, ...cells]) => cells.flatMap(codeIn)).filter((action) => action.startsWith('ecr'));
    const known: readonly string[] = [
      ...REPOSITORY_ACTIONS,
      ...REGISTRY_ACTIONS,
      ...PUBLIC_REPOSITORY_ACTIONS,
      ...PUBLIC_REGISTRY_ACTIONS,
    ];
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((action) => !known.includes(action))).toEqual([]);
  });
});

describe('CONTRIBUTING', () => {
  const CONTRIBUTING = read('CONTRIBUTING.md');

  test('names tasks that exist', () => {
    const { tasks } = JSON.parse(read('.projen/tasks.json'));
    const named = [...CONTRIBUTING.matchAll(/npx projen ([a-z][a-z:-]*)/g)].map(([, task]) => task);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((task) => tasks[task] === undefined)).toEqual([]);
  });

  test('says what lives in each folder beside src, and in no other', () => {
    const named = foldersIn(section(CONTRIBUTING, '## Where things live'));
    expect(named.filter((folder) => !existsSync(join(ROOT, folder)))).toEqual([]);
    const committed = execFileSync('git', ['ls-tree', '-d', '--name-only', 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
    const expected = committed.trim().split('\n');
    expect(expected).toContain('src');
    const missing = expected.filter((folder) => !named.includes(folder) && !/^(src|[.](github|projen))$/.test(folder));
    expect(missing).toEqual([]);
  });

  test('names files and folders that exist', () => {
    const named = [...CONTRIBUTING.matchAll(/`((?:src|test|docs|examples|projenrc)\/[\w./-]+)`/g)].map(
      ([, path]) => path,
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('the architecture', () => {
  const ARCHITECTURE = read('docs/architecture.md');

  test('says what lives in each folder of src, and in no other', () => {
    const source = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`);
    expect(foldersIn(section(ARCHITECTURE, '## Folders')).sort()).toEqual(source.sort());
  });

  test('draws each folder in its line', () => {
    const [drawing] = /```mermaid\n.*?```/s.exec(ARCHITECTURE)!;
    const drawn = [...drawing.matchAll(/"(\d) ([\w, ]+)"/g)].flatMap(([, line, names]) =>
      names.split(', ').map((name) => `${line} src/${name}`),
    );
    const listed = rows(section(ARCHITECTURE, '## Folders')).flatMap(([line, folder]) =>
      /\d/.test(line) ? codeIn(folder).map((name) => `${line.trim()} ${name}`) : [],
    );
    expect(drawn.sort()).toEqual(listed.sort());
  });
});

/** The folders that a table names in its cells that are only code. */
function foldersIn(table: string): string[] {
  return rows(table)
    .flatMap((cells) => cells.slice(0, 2))
    .filter((cell) => /^(`[^`]+`(, )?)+$/.test(cell.trim()))
    .flatMap(codeIn);
}
