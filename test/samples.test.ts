import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

// Each TypeScript sample of the documents, compiled as its reader would: in an app, against the package.

const ROOT = join(__dirname, '..');
/** Its samples are parts of the apps in examples/languages, which are compiled there. */
const OF_EXAMPLES = 'docs/languages.md';
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...['docs', 'examples'].flatMap(markdownIn)].filter(
  (document) => document !== OF_EXAMPLES,
);

/** The constructor of a stack, which most samples stand in. Imports and declarations stay in front of it. */
const FIXTURE = readFileSync(join(ROOT, 'rosetta/default.ts-fixture'), 'utf8');

interface Sample {
  /** Such as `docs/access.md:12`. */
  readonly place: string;
  readonly source: string;
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/node_modules|cdk\.out/.test(file))
    .map((file) => join(folder, file))
    .sort();
}

function samplesOf(document: string): Sample[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  return [...text.matchAll(/^( *)```(?:ts|typescript)\n(.*?)^ *```$/gms)].map(({ 1: indent, 2: code, index }) => ({
    place: `${document}:${text.slice(0, index).split('\n').length}`,
    source: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** A sample with an export is a file. Any other one is a part of a stack. */
function completed({ source }: Sample): string {
  if (/^export /m.test(source)) return source;
  const statements = ts.createSourceFile('sample.ts', source, ts.ScriptTarget.ES2022).statements;
  const isHead = (each: ts.Statement) =>
    ts.isImportDeclaration(each) ||
    (ts.canHaveModifiers(each) &&
      ts.getModifiers(each)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true);
  const text = (each: ts.Statement) => source.slice(each.pos, each.end);
  const head = statements.filter(isHead).map(text);
  const body = statements.filter((each) => !isHead(each)).map(text);
  return `${head.join('\n')}\n${FIXTURE.replace('/// here', () => body.join('\n'))}`;
}

/** The errors of the compiler by the place of the sample. All are one program, as the types of the CDK take the time. */
function errorsOf(samples: readonly Sample[]): Map<string, string[]> {
  const files = new Map(
    samples.map((sample, index) => [join(ROOT, 'docs', `sample-${index}.ts`), { sample, text: completed(sample) }]),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists.call(host, file);
  host.readFile = (file) => files.get(file)?.text ?? readFile.call(host, file);
  host.getSourceFile = (file, ...rest) => {
    const sample = files.get(file);
    return sample
      ? ts.createSourceFile(file, sample.text, ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, file, ...rest);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const errors = new Map<string, string[]>();
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const place = (file && files.get(file.fileName)?.sample.place) ?? 'all';
    errors.set(place, [...(errors.get(place) ?? []), ts.flattenDiagnosticMessageText(messageText, '\n')]);
  }
  return errors;
}

const SAMPLES = DOCUMENTS.flatMap(samplesOf);
let errors: Map<string, string[]>;

beforeAll(() => {
  errors = errorsOf(SAMPLES);
}, 300_000);

test.each(SAMPLES.map(({ place }) => place))('the sample at %s compiles', (place) => {
  expect(errors.get(place) ?? []).toEqual([]);
});

test('no error is of anything else', () => {
  expect(errors.get('all') ?? []).toEqual([]);
});

test('a sample with a mistake does not compile', () => {
  const source = "import { PrivateRepository } from 'cdk-ecr';\nnew PrivateRepository(this, 'Api', { names: 'x' });\n";
  expect(errorsOf([{ place: 'here', source }]).get('here')).toEqual([expect.stringContaining("'names'")]);
});
