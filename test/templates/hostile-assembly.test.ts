import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as fc from 'fast-check';
import { StackSetStack, stackSetOf } from './stack-set';
import { readAssembly } from '../../src/templates/assembly';
import { TemplateApp } from '../../src/templates/template-app';
import { InvalidInputError } from '../../src/text/errors';
import { isObject } from '../../src/text/json';
import type { Json } from '../../src/text/json';

const SECRET = 'a-secret-of-another-file';

let folder: string;
let directory: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  directory = join(folder, 'cdk.out');
  mkdirSync(directory);
  write('../secret.json', { Resources: { Secret: { Type: SECRET } }, [SECRET]: null });
  write('Images.template.json', { Resources: {} });
});

function write(name: string, content: unknown): void {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function stack(properties: object, others: object = {}): Json {
  return {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/unknown-region',
    properties,
    ...others,
  };
}

/** The text of the error about an assembly with these artifacts. */
function errorOf(artifacts: unknown): string {
  write('manifest.json', { version: '36.0.0', artifacts });
  return refused(() => readAssembly(directory).forEach(({ metadata }) => metadata?.()));
}

function refused(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    const { message } = error as Error;
    expect(message).not.toContain(SECRET);
    return message.replaceAll(folder, '$');
  }
  return 'nothing is refused';
}

describe('a mistaken assembly is refused, with the place', () => {
  test.each<[string, unknown, string]>([
    ['no object as its artifacts', null, 'artifacts of $/cdk.out/manifest.json is null but must be an object'],
    ['an artifact that is null', { A: null }, 'artifacts.A of $/cdk.out/manifest.json is null but must be an object'],
    [
      'a number as the file of a template',
      { A: stack({ templateFile: 5 }) },
      'artifacts.A.properties.templateFile of $/cdk.out/manifest.json is 5 but must be a text',
    ],
    ['properties that are a list', { A: stack([]) }, 'artifacts.A.properties of $/cdk.out/manifest.json is []'],
    [
      'tags that are a text',
      { A: stack({ templateFile: 'Images.template.json', tags: 'a' }) },
      'artifacts.A.properties.tags of $/cdk.out/manifest.json is "a" but must be an object',
    ],
    [
      'metadata that is no list',
      { A: stack({ templateFile: 'Images.template.json' }, { metadata: { '/A': { type: 'x' } } }) },
      'metadata of /A of $/cdk.out/manifest.json is {"type":"x"} but must be a list of objects',
    ],
    [
      'the folder of the app as that of a stage',
      { A: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } },
      'folder of $/cdk.out/manifest.json is "$/cdk.out" but must be in the app once',
    ],
  ])('with %s', (_, artifacts, text) => {
    const error = errorOf(artifacts);
    expect(error).toContain(text);
    expect(error).toMatch(/^EcrChecks: .+; synthesize the app again$/);
  });

  test('with a resource that is null', () => {
    write('Images.template.json', { Resources: { Api: null } });
    expect(errorOf({ A: stack({ templateFile: 'Images.template.json' }) })).toBe(
      'EcrChecks: Resources.Api of $/cdk.out/Images.template.json is null but must be an object; synthesize the app again',
    );
  });

  test('with stages around each other', () => {
    mkdirSync(join(directory, 'assembly-A'));
    symlinkSync(directory, join(directory, 'assembly-A/back'));
    write('assembly-A/manifest.json', {
      artifacts: { B: { type: 'cdk:cloud-assembly', properties: { directoryName: 'back' } } },
    });
    expect(errorOf({ A: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-A' } } })).toContain(
      'must be in the app once',
    );
  });
});

describe('a file outside of the assembly is not read', () => {
  test.each(['../secret.json', 'x/../../secret.json', 'link.json', 'linked/secret.json'])(
    'as the template %s',
    (name) => {
      symlinkSync('../secret.json', join(directory, 'link.json'));
      symlinkSync('..', join(directory, 'linked'));
      expect(errorOf({ A: stack({ templateFile: name }) })).toMatch(
        /^EcrChecks: artifacts\.A\.properties\.templateFile of \$\/cdk\.out\/manifest\.json is ".+" but must be in the folder cdk\.out and no link out of it; synthesize the app again$/,
      );
    },
  );

  test('as a stage, a list of assets or metadata', () => {
    write('../manifest.json', { artifacts: { [SECRET]: null } });
    const outside = 'must be in the folder cdk.out and no link out of it';
    expect(errorOf({ A: { type: 'cdk:cloud-assembly', properties: { directoryName: '..' } } })).toContain(outside);
    const images = stack({ templateFile: 'Images.template.json' });
    expect(errorOf({ A: { ...images, additionalMetadataFile: '../secret.json' } })).toContain(outside);
    write('Images.template.json', {
      Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'n.json' } } },
    });
    expect(errorOf({ A: images, L: { type: 'cdk:asset-manifest', properties: { file: '../secret.json' } } })).toContain(
      outside,
    );
  });

  test('as a nested template', () => {
    write('Images.template.json', {
      Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'n.json' } } },
    });
    write('Images.assets.json', {
      files: { n: { source: { path: '../secret.json' }, destinations: { d: { objectKey: 'n.json' } } } },
    });
    expect(
      errorOf({
        A: stack({ templateFile: 'Images.template.json' }),
        L: { type: 'cdk:asset-manifest', properties: { file: 'Images.assets.json' } },
      }),
    ).toContain('an asset of $/cdk.out/manifest.json is "$/secret.json" but must be in the folder cdk.out');
  });

  test('by a link in place of the manifest', () => {
    symlinkSync('../secret.json', join(directory, 'manifest.json'));
    expect(refused(() => readAssembly(directory))).toContain('must be in the folder cdk.out and no link out of it');
  });
});

test('a link to the whole assembly is read', () => {
  write('manifest.json', { artifacts: { A: stack({ templateFile: 'Images.template.json' }) } });
  symlinkSync(directory, join(folder, 'link'));
  expect(readAssembly(join(folder, 'link'))).toHaveLength(1);
});

test('a stage by itself has the templates that it shares with the app', () => {
  const app = new App({ outdir: directory });
  const staged = new Stack(new Stage(app, 'Prod'), 'Stack');
  const path = join(folder, 'secret.json');
  writeFileSync(path, JSON.stringify({ Resources: { Api: { Type: 'AWS::ECR::Repository' } } }));
  new NestedStack(staged, 'Nested');
  const asset = new Asset(staged, 'Asset', { path });
  staged.node.addMetadata('asset', asset.assetPath);
  stackSetOf(staged, 'Set', new StackSetStack(staged, 'Instances'));
  app.synth();
  const whole = readAssembly(directory).map(({ path: each }) => each);
  expect(readAssembly(join(directory, 'assembly-Prod')).map(({ path: each }) => each)).toEqual(whole);
  expect(whole).toHaveLength(3);
});

describe('an assembly with any value in any place', () => {
  let files: Record<string, Json>;
  beforeEach(() => {
    const app = new App({ outdir: join(folder, 'made') });
    const outer = new Stack(app, 'Outer', { tags: { team: 'a' } });
    new ecr.CfnRepository(new NestedStack(outer, 'Nested'), 'Api', { repositoryName: 'api' });
    new Stack(new Stage(app, 'Prod'), 'Stack');
    app.synth();
    cpSync(join(folder, 'made'), directory, { recursive: true });
    const names = ['manifest.json', 'Outer.template.json', 'Outer.assets.json', 'assembly-Prod/manifest.json'];
    files = Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(join(directory, name), 'utf8'))]));
  });

  test('is read, or refused as a bad input', () => {
    const places = Object.entries(files).flatMap(([name, json]) => pathsIn(json).map((path) => ({ name, path })));
    const values = fc.constantFrom<unknown>(
      null,
      5,
      true,
      '..',
      '.',
      '/',
      [],
      [null],
      {},
      { a: null },
      '../secret.json',
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), values, ({ name, path }, value) => {
        write(name, changed(files[name], path, value));
        try {
          const stacks = readAssembly(directory);
          stacks.forEach(({ metadata }) => metadata?.());
          new TemplateApp(stacks).resourcesOf('AWS::ECR::Repository').forEach(({ constructPath }) => constructPath);
        } catch (error) {
          const isMissing =
            (error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'EISDIR';
          if (!(error instanceof InvalidInputError) && !isMissing) throw error;
          expect((error as Error).message).not.toContain(SECRET);
        } finally {
          write(name, files[name]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** The paths of all values in a value. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[key], ...pathsIn(each).map((path) => [key, ...path])]);
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((each, i) => (String(i) === key ? changed(each, rest, to) : each));
  return isObject(value) ? { ...value, [key]: changed(value[key], rest, to) } : value;
}
