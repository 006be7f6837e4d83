import { basename, join } from 'path';
import { AssemblyFiles, parseFile } from './assembly-files';
import type { InputFile } from './assembly-input';
import { artifactsIn, environmentIn, fileAssetsIn, legacyAssetsIn, metadataIn } from './assembly-manifest';
import type { Artifact, Metadata, ReadJson } from './assembly-manifest';
import { childStacks, describeTemplates } from './child-stacks';
import { MetadataPaths } from './construct-paths';
import type { ConstructPaths } from './construct-paths';
import type { StackDescription } from './stack-description';

/** Options for reading files. */
export interface AssemblyOptions {
  /** @default - the file is parsed */
  readonly readJson?: ReadJson;
  /**
   * Who reads the assembly, for errors.
   *
   * @default 'EcrChecks'
   */
  readonly api?: string;
  /** Paths to prefer to the metadata of the assembly, which apps may turn off. */
  readonly paths?: ConstructPaths;
}

/**
 * The stacks of a cloud assembly, with their nested stacks and stack sets, and those of nested assemblies (stages). Refuses
 * an assembly that the CDK would not write, and files outside of it.
 */
export function readAssembly(directory: string, options: AssemblyOptions = {}): StackDescription[] {
  const { api = 'EcrChecks', readJson, paths } = options;
  return new Assembly(directory, new AssemblyFiles(directory, api, readJson), paths).stacks();
}

/** The stack of a single template, and its stack sets. The template does not tell the account and region. */
export function readTemplate(file: string, { readJson = parseFile }: AssemblyOptions = {}): StackDescription[] {
  const path = basename(file).replace(/(\.template)?\.json$/, '');
  return describeTemplates([{ path, template: readJson(file), templatePath: file, stage: file }]);
}

/** The files in the directory of an app or a stage. */
class Assembly {
  private readonly artifacts: readonly (readonly [id: string, artifact: Artifact])[];
  private readonly manifest: InputFile;
  private published?: ReadonlyMap<string, string>;

  public constructor(
    private readonly directory: string,
    private readonly files: AssemblyFiles,
    private readonly preferredPaths?: ConstructPaths,
  ) {
    const { json, place } = files.manifest(directory);
    this.artifacts = artifactsIn(place, json);
    this.manifest = place;
  }

  public stacks(): StackDescription[] {
    return this.artifacts.flatMap(([id, artifact]) => {
      const { directoryName, templateFile } = artifact.properties ?? {};
      if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined) {
        const nested = join(this.directory, directoryName);
        this.files.check(this.manifest, `artifacts.${id}.properties.directoryName`, nested);
        return new Assembly(nested, this.files, this.preferredPaths).stacks();
      }
      const isStack = artifact.type === 'aws:cloudformation:stack' && templateFile !== undefined;
      return isStack ? this.stacksOf(id, artifact, join(this.directory, templateFile)) : [];
    });
  }

  /** A stack and the stacks that it declares. */
  private stacksOf(id: string, artifact: Artifact, templatePath: string): StackDescription[] {
    const { displayName = id, properties: { stackName = id, tags = {} } = {} } = artifact;
    const metadata = once(() => this.metadataOf(id, artifact));
    const paths = new MetadataPaths(displayName, metadata, this.preferredPaths);
    const stack: StackDescription = {
      ...environmentIn(artifact),
      path: displayName,
      stackName,
      template: this.files.template(this.manifest, `artifacts.${id}.properties.templateFile`, templatePath),
      templatePath,
      stage: this.directory,
      isStackSet: false,
      names: [displayName, id, stackName],
      tagKeys: Object.keys(tags),
      tags,
      metadata,
      constructPathOf: (logicalId) => paths.constructOf(displayName, logicalId),
    };
    const legacyAssets = once(() => new Map(legacyAssetsIn(metadata())));
    const assetOf = (name: string) => {
      const [, hash] = /AssetParameters([0-9a-f]{64})/.exec(name) ?? [];
      const file = hash === undefined ? this.publishedAs(name) : legacyAssets().get(hash);
      return file === undefined ? undefined : join(this.directory, file);
    };
    const readJson = (file: string) => this.files.template(this.manifest, 'an asset', file);
    return [stack, ...childStacks(stack, { readJson, assetOf, paths })];
  }

  /** The file that is published under a name before the deployment. */
  private publishedAs(name: string): string | undefined {
    this.published ??= new Map(
      this.artifacts.flatMap(([id, { type, properties: { file } = {} }]) => {
        if (type !== 'cdk:asset-manifest' || file === undefined) return [];
        const list = join(this.directory, file);
        const json = this.files.json(this.manifest, `artifacts.${id}.properties.file`, list);
        return fileAssetsIn(this.files.place(list), json);
      }),
    );
    return this.published.get(name);
  }

  private metadataOf(id: string, { metadata, additionalMetadataFile }: Artifact): Metadata {
    const own = metadataIn(this.manifest, `artifacts.${id}.metadata`, metadata);
    if (additionalMetadataFile === undefined) return own;
    const file = join(this.directory, additionalMetadataFile);
    const more = this.files.json(this.manifest, `artifacts.${id}.additionalMetadataFile`, file);
    return { ...own, ...metadataIn(this.files.place(file), '', more) };
  }
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined;
  return () => (found ??= { value: find() }).value;
}
