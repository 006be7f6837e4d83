import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Template } from './types';

interface Manifest {
  readonly artifacts?: Record<
    string,
    { readonly type: string; readonly environment?: string; readonly properties?: Record<string, string> }
  >;
}

interface AssetManifest {
  readonly files?: Record<string, { readonly source?: { readonly path?: string } }>;
}

/** Every template of a cloud assembly: stacks, nested stacks, and those of nested assemblies (stages). */
export function templatesOf(assembly: string): Template[] {
  const regions = new Map<string, string | undefined>();
  addStacks(assembly, regions);
  // A template that no manifest mentions is judged as well, but without a region.
  for (const entry of fs.readdirSync(assembly, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(assembly, entry);
    if (entry.endsWith('.template.json') && !/(^|[\\/])asset\./.test(entry) && !regions.has(file)) {
      regions.set(file, undefined);
    }
  }
  return [...regions]
    .filter(([file]) => !isAssertionStack(file))
    .map(([file, region]) => ({ file, label: path.relative(assembly, file), region }));
}

/** Templates of the nested stacks of a stack, at any depth: they are file assets of the stack itself. */
export function nestedTemplatesOf(template: string): string[] {
  const manifest = template.replace(/\.template\.json$/, '.assets.json');
  if (!fs.existsSync(manifest)) {
    return [];
  }
  const { files = {} } = readJson<AssetManifest>(manifest);
  return Object.values(files)
    .map(({ source }) => source?.path ?? '')
    .filter((file) => file.endsWith('.nested.template.json'))
    .map((file) => path.join(path.dirname(template), file));
}

/** Whether the template is the stack for assertions, without any resource, that integ-tests adds to an integration test. */
export function isAssertionStack(template: string): boolean {
  return (
    path.basename(template).includes('DeployAssert') &&
    readJson<{ Resources?: object }>(template).Resources === undefined
  );
}

function addStacks(assembly: string, regions: Map<string, string | undefined>): void {
  const { artifacts = {} } = readJson<Manifest>(path.join(assembly, 'manifest.json'));
  for (const { type, environment, properties = {} } of Object.values(artifacts)) {
    if (type === 'cdk:cloud-assembly') {
      addStacks(path.join(assembly, properties.directoryName), regions);
    } else if (type === 'aws:cloudformation:stack') {
      const region = environment?.split('/').pop();
      const template = path.join(assembly, properties.templateFile);
      for (const file of [template, ...nestedTemplatesOf(template)]) {
        regions.set(file, region === 'unknown-region' ? undefined : region);
      }
    }
  }
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as T;
}
