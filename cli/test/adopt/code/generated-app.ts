import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, posix } from 'path';
import type { AppProps } from 'aws-cdk-lib';
import * as cdk from 'aws-cdk-lib';
import * as ts from 'typescript';
import * as library from '../../../../src';
import type { TemplateJson } from '../../../../src/templates/stack-description';
import type { GeneratedFile } from '../../../src/adopt/generated-code';

const ROOT = join(__dirname, '../../../..');
const SYNTAX = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };

/** A synthesized app. */
export interface SynthesizedApp {
  /** The templates of the stacks by their names. */
  readonly templates: ReadonlyMap<string, TemplateJson>;
  /** The logical ids of resources by the paths of their constructs. */
  readonly logicalIds: ReadonlyMap<string, string>;
  /** The warnings of the constructs, each with the path of the construct. */
  readonly warnings: readonly string[];
}

/** Runs a generated app in this process, against the source of the library, and synthesizes it. */
export function synthesized(files: readonly GeneratedFile[]): SynthesizedApp {
  const outdir = mkdtempSync(join(tmpdir(), 'adopt-code-'));
  try {
    let assembly: ReturnType<cdk.App['synth']> | undefined;
    class App extends cdk.App {
      public constructor(props: AppProps = {}) {
        super({ ...props, outdir, analyticsReporting: false });
      }
      public override synth() {
        return (assembly = super.synth());
      }
    }
    const modules = new Map(files.map(({ path, content }) => [path, content]));
    const load = (path: string): Record<string, unknown> => {
      const { outputText } = ts.transpileModule(modules.get(path)!, { compilerOptions: SYNTAX });
      const module = { exports: {} as Record<string, unknown> };
      const require = (name: string): unknown => {
        if (name.startsWith('.')) return load(`${posix.join(posix.dirname(path), name)}.ts`);
        if (name === 'cdk-ecr') return library;
        if (name === 'aws-cdk-lib') return { ...cdk, App };

        return jest.requireActual(name);
      };

      new Function('require', 'module', 'exports', outputText)(require, module, module.exports);
      return module.exports;
    };
    load('app.ts');
    const stacks = assembly!.stacks;
    return {
      templates: new Map(stacks.map(({ stackName, template }) => [stackName, template as TemplateJson])),
      logicalIds: new Map(
        stacks.flatMap((stack) =>
          stack.findMetadataByType('aws:cdk:logicalId').map(({ path, data }) => [path.slice(1), String(data)]),
        ),
      ),
      warnings: stacks.flatMap(({ messages }) => messages.map(({ id, entry }) => `${id}: ${String(entry.data)}`)),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The errors of the compiler in apps, which it reads as one program, with the options that their files have. */
export function typeErrors(apps: readonly (readonly GeneratedFile[])[]): string[] {
  const folder = join(ROOT, 'cli/test/adopt/code');
  const contents = new Map<string, string>();
  apps.forEach((files, index) => {
    for (const { path, content } of files) contents.set(join(folder, `generated-${index}`, path), content);
  });
  const [first] = apps;
  const { compilerOptions } = JSON.parse(first.find(({ path }) => path === 'tsconfig.json')!.content) as {
    compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      ...compilerOptions,
      paths: { 'cdk-ecr': [join(ROOT, 'src/index.ts')] },
      experimentalDecorators: true,
      resolveJsonModule: true,
    },
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const folders = new Set([...contents.keys()].flatMap(foldersAround));
  const { fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => contents.has(path) || fileExists(path);
  host.readFile = (path) => contents.get(path) ?? readFile(path);
  host.directoryExists = (path) => folders.has(path) || directoryExists!(path);
  host.getSourceFile = (path, languageVersion) => {
    const text = contents.get(path) ?? (fileExists(path) ? readFileSync(path, 'utf8') : undefined);
    return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion);
  };
  const names = [...contents.keys()].filter((path) => path.endsWith('.ts'));
  const program = ts.createProgram(names, options, host);
  return names
    .map((name) => program.getSourceFile(name)!)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, messageText, start = 0 }) => {
      const line = file!.text.slice(0, start).split('\n').length;
      return `${file!.fileName.slice(folder.length)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

function foldersAround(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...foldersAround(parent)];
}
