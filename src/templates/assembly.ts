import { readFileSync } from 'fs';
import { basename, join } from 'path';
import { environmentIn, fileAssetsIn, legacyAssetsIn } from './assembly-manifest';
import type { Artifact, Manifest, Metadata, ReadJson } from './assembly-manifest';
import { childStacks, describeTemplates } from './child-stacks';
import { MetadataPaths } from './construct-paths';
import type { ConstructPaths } from './construct-paths';
import type { StackDescription } from './stack-description';
import type { Json } from '../text/json';

/** Options for reading files. */
export interface AssemblyOptions {
  /** @default - the file is parsed */
  readonly readJson?: ReadJson;
  /** Paths to prefer to the metadata of the assembly, which apps may turn off. */
  readonly paths?: ConstructPaths;
}

/** The stacks of a cloud assembly, with their nested stacks and stack sets, and those of nested assemblies (stages). */
export function readAssembly(directory: string, options: AssemblyOptions = {}): StackDescription[] {
  return new Assembly(directory, options).stacks();
}

/** The stack of a single template, and its stack sets. The template does not tell the account and region. */
export function readTemplate(file: string, { readJson = parseFile }: AssemblyOptions = {}): StackDescription[] {
  const path = basename(file).replace(/(\.template)?\.json$/, '');
  return describeTemplates([{ path, template: readJson(file), templatePath: file, stage: file }]);
}

/** The files in the directory of an app or a stage. */
class Assembly {
  private readonly artifacts: Readonly<Record<string, Artifact>>;
  private readonly readJson: ReadJson;
  private published?: ReadonlyMap<string, string>;

  public constructor(
    private readonly directory: string,
    private readonly options: AssemblyOptions,
  ) {
    this.readJson = options.readJson ?? parseFile;
    const { artifacts = {} }: Manifest = this.readJson(join(directory, 'manifest.json'));
    this.artifacts = artifacts;
  }

  public stacks(): StackDescription[] {
    return Object.entries(this.artifacts).flatMap(([id, artifact]) => {
      const { directoryName, templateFile } = artifact.properties ?? {};
      if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined) {
        return readAssembly(join(this.directory, directoryName), this.options);
      }
      const isStack = artifact.type === 'aws:cloudformation:stack' && templateFile !== undefined;
      return isStack ? this.stacksOf(id, artifact, join(this.directory, templateFile)) : [];
    });
  }

  /** A stack and the stacks that it declares. */
  private stacksOf(id: string, artifact: Artifact, templatePath: string): StackDescription[] {
    const { displayName = id, properties: { stackName = id, tags = {} } = {} } = artifact;
    const metadata = once(() => this.metadataOf(artifact));
    const paths = new MetadataPaths(displayName, metadata, this.options.paths);
    const stack: StackDescription = {
      ...environmentIn(artifact),
      path: displayName,
      stackName,
      template: this.readJson(templatePath),
      templatePath,
      stage: this.directory,
      isStackSet: false,
      names: [displayName, id, stackName],
      tagKeys: Object.keys(tags),
      metadata,
      constructPathOf: (logicalId) => paths.constructOf(displayName, logicalId),
    };
    const legacyAssets = once(() => new Map(legacyAssetsIn(metadata())));
    const assetOf = (name: string) => {
      const [, hash] = /AssetParameters([0-9a-f]{64})/.exec(name) ?? [];
      const file = hash === undefined ? this.publishedAs(name) : legacyAssets().get(hash);
      return file === undefined ? undefined : join(this.directory, file);
    };
    return [stack, ...childStacks(stack, { readJson: this.readJson, assetOf, paths })];
  }

  /** The file that is published under a name before the deployment. */
  private publishedAs(name: string): string | undefined {
    this.published ??= new Map(
      Object.values(this.artifacts)
        .filter(({ type, properties }) => type === 'cdk:asset-manifest' && properties?.file !== undefined)
        .flatMap(({ properties }) => fileAssetsIn(this.readJson(join(this.directory, properties!.file!)))),
    );
    return this.published.get(name);
  }

  private metadataOf({ metadata, additionalMetadataFile: file }: Artifact): Metadata {
    if (file === undefined) return metadata ?? {};
    return { ...metadata, ...(this.readJson(join(this.directory, file)) as Metadata) };
  }
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}

function parseFile(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}
