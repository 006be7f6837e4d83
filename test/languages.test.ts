import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { expectGenerated } from './support/generated-doc';
import { differences, templatesIn } from '../examples/languages/tool/templates';

// docs/languages.md, against the apps of examples/languages and the examples of docstrings.

const ROOT = join(__dirname, '..');
const PAGE = 'docs/languages.md';
const APPS = 'examples/languages';
const TYPESCRIPT = `${APPS}/typescript`;

/** A language, and where its app has the files that the page shows. */
interface Language {
  readonly name: string;
  readonly code: string;
  /** What is not there is translated from TypeScript. */
  readonly files?: Record<'tools' | 'images' | 'app', string>;
}

const JAVA = `${APPS}/java/src/main/java/com/acme/images`;
const LANGUAGES: Language[] = [
  { name: 'TypeScript', code: 'ts', files: filesOf(TYPESCRIPT, 'tools-stack.ts', 'images-stack.ts', 'images-app.ts') },
  {
    name: 'Python',
    code: 'python',
    files: filesOf(`${APPS}/python/images`, 'tools_stack.py', 'images_stack.py', 'images_app.py'),
  },
  { name: 'Java', code: 'java', files: filesOf(JAVA, 'ToolsStack.java', 'ImagesStack.java', 'ImagesApp.java') },
  { name: 'Go', code: 'go', files: filesOf(`${APPS}/go`, 'tools_stack.go', 'images_stack.go', 'images_app.go') },
  { name: 'C#', code: 'csharp' },
];

/** The parts of the app that the page shows, by the comments above them, which are the same in all languages. */
const PARTS: [heading: string, file: 'images' | 'app', comment: string][] = [
  ['Settings for all repositories', 'app', 'The baseline: every repository of the app'],
  ['The registry', 'images', 'One owner of what Amazon ECR keeps'],
  ['A pull-through cache', 'images', 'Images of Amazon ECR Public'],
  ['Replication to a second region', 'images', 'Production images are copied'],
  ['A repository, and who pulls from it', 'images', 'Has the settings of the baseline'],
  ['A role that pushes from GitHub Actions', 'images', 'Jobs of GitHub Actions'],
  ['Alarms', 'images', 'Critical findings, images that'],
  ['Checks of the whole app', 'app', 'No lifecycle policy of the app'],
];

/** Types whose examples the page shows, and what they are about. */
const SAMPLES: [heading: string, type: string][] = [
  ['Who may pull: accounts and organizations', 'RepositoryAccess'],
  ['Encryption', 'RepositoryEncryption'],
  ['Tags that can be moved', 'ImageTagMutability'],
  ['Networks without internet', 'RegistryEndpoints'],
  ['Public repositories', 'PublicRepository'],
];

/** Those that jsii-rosetta writes nearly as they have to be; in Go it leaves out the packages of types. */
const TRANSLATED = ['python', 'java', 'csharp'];

function filesOf(folder: string, tools: string, images: string, app: string): Language['files'] {
  return { tools: `${folder}/${tools}`, images: `${folder}/${images}`, app: `${folder}/${app}` };
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function exampleOf(type: string): string {
  const { types } = JSON.parse(read('.jsii')) as { types: Record<string, { docs: { example: string } }> };
  return types[`cdk-ecr.${type}`].docs.example;
}

interface Sample {
  readonly name: string;
  readonly source: string;
  readonly folder?: string;
}

/** All at once, because the types of aws-cdk-lib take most of the time. */
function translate(samples: Sample[]): Map<string, Record<string, string>> {
  const output = execFileSync(process.execPath, [join(__dirname, 'support/translate.js'), ...TRANSLATED], {
    input: JSON.stringify(samples),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const translations = JSON.parse(output) as Record<string, string>[];
  return new Map(samples.map(({ name }, index) => [name, translations[index]]));
}

/** A comment and what is below it, up to an empty line or the end of the block. */
function partOf(code: string, comment: string): string {
  const lines = code.split('\n');
  const first = lines.findIndex((line) => line.includes(comment));
  if (first < 0) throw new Error(`no comment "${comment}" in:\n${code}`);
  const indentation = /^\s*/.exec(lines[first])![0];
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => line.trim() === '' || !line.startsWith(indentation));
  return rest
    .slice(0, end)
    .map((line) => line.slice(indentation.length))
    .join('\n');
}

function block({ name, code }: { name: string; code: string }, text: string): string {
  const fenced = `\`\`\`${code}\n${text.trim().replace(/\n{3,}/g, '\n\n')}\n\`\`\``;
  return `<details><summary>${name}</summary>\n\n${fenced}\n\n</details>`;
}

let translations: Map<string, Record<string, string>>;

beforeAll(() => {
  const files = readdirSync(join(ROOT, TYPESCRIPT)).filter((name) => /-(app|stack)\.ts$/.test(name));
  translations = translate([
    ...files.map((name) => ({
      name: `${TYPESCRIPT}/${name}`,
      source: read(`${TYPESCRIPT}/${name}`),
      folder: TYPESCRIPT,
    })),
    ...SAMPLES.map(([, type]) => ({ name: type, source: exampleOf(type) })),
  ]);
}, 300_000);

/** A file of the app in a language. */
function codeOf({ files, code: language }: Language, file: 'tools' | 'images' | 'app'): string {
  return files ? read(files[file]) : translations.get(LANGUAGES[0].files![file])![language];
}

test('docs/languages.md has a first stack in each language, as the app has it', () => {
  const blocks = LANGUAGES.map((language) => block(language, codeOf(language, 'tools')));
  expectGenerated(PAGE, 'first-stack', blocks.join('\n\n'));
});

test('docs/languages.md has the parts of the app in each language', () => {
  const parts = PARTS.map(([heading, file, comment]) => {
    const blocks = LANGUAGES.map((language) => block(language, partOf(codeOf(language, file), comment)));
    return [`### ${heading}`, ...blocks].join('\n\n');
  });
  expectGenerated(PAGE, 'parts', parts.join('\n\n'));
});

test('docs/languages.md has examples of docstrings, translated', () => {
  const translated = LANGUAGES.filter((language) => TRANSLATED.includes(language.code));
  const samples = SAMPLES.map(([heading, type]) => {
    const blocks = translated.map((language) => block(language, translations.get(type)![language.code]));
    return [`### ${heading}`, block(LANGUAGES[0], exampleOf(type)), ...blocks].join('\n\n');
  });
  expectGenerated(PAGE, 'samples', samples.join('\n\n'));
});

describe('templates of two languages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The templates of an app with these resources. */
  function templates(resources: object): Record<string, string> {
    writeFileSync(join(folder, 'Stack.template.json'), JSON.stringify({ Resources: resources }, null, 1));
    return templatesIn(folder);
  }

  test('are the same if only metadata differ', () => {
    const plain = templates({ A: { Type: 'T' } });
    const annotated = templates({ A: { Type: 'T', Metadata: { path: 'x' } }, CDKMetadata: { Type: 'M' } });
    expect(differences(plain, annotated)).toEqual([]);
  });

  test('are not the same if a property, the order or a stack differs', () => {
    const expected = templates({ A: { Type: 'T' }, B: { Type: 'U' } });
    expect(differences(expected, templates({ A: { Type: 'T' }, B: { Type: 'V' } }))).toEqual([
      'Stack.template.json: "Type": "V" instead of "Type": "U"',
    ]);
    expect(differences(expected, templates({ B: { Type: 'U' }, A: { Type: 'T' } }))).toEqual([
      'Stack.template.json: "B": { instead of "A": {',
    ]);
    expect(differences(expected, {})).toEqual(['Stack.template.json is missing']);
    expect(differences({}, expected)).toEqual(['Stack.template.json is one more']);
  });
});

test('the apps ask for the releases of aws-cdk-lib and constructs that the package asks for', () => {
  const { peerDependencies } = JSON.parse(read('package.json')) as { peerDependencies: Record<string, string> };
  const [cdk, constructs] = ['aws-cdk-lib', 'constructs'].map((name) => peerDependencies[name].replace('^', ''));
  expect(read(`${APPS}/python/requirements.txt`)).toContain(`aws-cdk-lib>=${cdk},<3\nconstructs>=${constructs},<11\n`);
  expect(read(`${APPS}/java/pom.xml`)).toContain(`<cdk.version>${cdk}</cdk.version>`);
  expect(read(`${APPS}/java/pom.xml`)).toContain(`<constructs.version>${constructs}</constructs.version>`);
  expect(read(`${APPS}/go/go.mod`)).toContain(`awscdk/v2 v${cdk}\n`);
  expect(read(`${APPS}/go/go.mod`)).toContain(`constructs/v10 v${constructs}\n`);
});
