import { existsSync } from 'fs';
import { basename, dirname, join } from 'path';
import { refuse } from './bad-input';
import { parseJson, readText } from './text-file';

/** A resource of a template, as far as the command looks at it. */
export interface TemplateResource {
  readonly Type?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** A template of an assembly. */
export interface AssemblyTemplate {
  readonly file: string;
  /** The names by which the user may choose the stack: the first is that of the construct. */
  readonly stackNames: readonly string[];
  readonly resources: Readonly<Record<string, TemplateResource>>;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly directoryName?: string;
    readonly templateFile?: string;
    readonly stackName?: string;
  };
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source?: { readonly path?: string } }>>;
}

const REMEDY = 'synthesize the app again';

/** The templates of all stacks of an assembly, with those of nested stacks and of nested assemblies (stages). */
export function templatesOf(directory: string): AssemblyTemplate[] {
  const manifest = join(directory, 'manifest.json');
  if (!existsSync(manifest)) {
    const must = 'be the folder of a synthesized app, with a manifest.json';
    refuse({ property: '--app', found: directory, must, remedy: 'run cdk synth, or correct the path' });
  }
  const { artifacts = {} } = read<Manifest>(manifest);
  return Object.entries(artifacts).flatMap(([id, { type, displayName = id, properties = {} }]) => {
    const { directoryName, templateFile, stackName = id } = properties;
    if (type === 'cdk:cloud-assembly' && directoryName !== undefined) {
      return templatesOf(join(directory, directoryName));
    }
    if (type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
    const template = join(directory, templateFile);
    const stackNames = [displayName, id, stackName];
    return [template, ...nestedTemplates(template)].map((file) => ({ file, stackNames, resources: resourcesOf(file) }));
  });
}

/** Templates of the nested stacks of a stack, at any depth: they are file assets of the stack itself. */
function nestedTemplates(template: string): string[] {
  const manifest = join(dirname(template), basename(template).replace(/\.template\.json$/, '.assets.json'));
  if (!existsSync(manifest)) return [];
  return Object.values(read<AssetManifest>(manifest).files ?? {})
    .map(({ source }) => source?.path ?? '')
    .filter((file) => file.endsWith('.nested.template.json'))
    .map((file) => join(dirname(template), file));
}

function resourcesOf(template: string): AssemblyTemplate['resources'] {
  return read<{ Resources?: AssemblyTemplate['resources'] }>(template).Resources ?? {};
}

function read<T extends object>(file: string): T {
  const value = parseJson(file, readText(file), REMEDY);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as T;
  return refuse({ property: file, found: value, must: 'be an object', remedy: REMEDY });
}
